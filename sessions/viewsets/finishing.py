"""Counting the room, finishing a session, and taking it up again."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.afterwards import is_news
from sessions.counting import record_headcount, tally_of, tally_to_finish
from sessions.doubles import to_look_at
from sessions.finishing import finish_session, reopen_session
from sessions.foreseeing import foresee_certificates
from sessions.forms.counting import HeadcountForm
from sessions.forms.finishing import FinishForm
from sessions.forms.officer import ReasonForm
from sessions.viewsets import wording
from sessions.viewsets.certifying_in_words import say_what_is_issued, say_what_was_issued
from sessions.viewsets.pages import SessionForm


class HeadcountView(SessionForm):
    page_title = gettext_lazy("Headcount")
    form_class = HeadcountForm
    template_name = "sessions/admin/headcount.html"
    button = gettext_lazy("Save the headcount")
    done = gettext_lazy("The headcount is kept.")

    def lead(self):
        return [
            _("Count everybody in the room except those who give the session. Earlier headcounts stay in the record.")
        ]

    def carry_out(self, form):
        record_headcount(self.session, **form.counted, by=self.request.user)


class FinishView(SessionForm):
    """Everything on one screen; what was typed stays whatever is refused."""

    page_title = gettext_lazy("Finish the session")
    form_class = FinishForm
    template_name = "sessions/admin/finish.html"
    button = gettext_lazy("Finish the session")

    def dispatch(self, request, *args, **kwargs):
        self.tally = None
        return super().dispatch(request, *args, **kwargs)

    def lead(self):
        return [*self.say_who_is_written_to(), *self.say_what_is_charged(), *self.say_certificates()]

    def say_who_is_written_to(self):
        if not is_news(self.session):
            return []
        return [
            _("Everybody in the register is thanked and asked what they think."),
            _("If the register is what counts, those who were booked and did not come are written to as well."),
        ]

    def say_what_is_charged(self):
        terms = self.session.course.terms
        if not (terms and terms.has_conditions and terms.charge_rates.exists()):
            return []
        return [
            _(
                "Finished from the register, people who booked and are not ticked count as no-shows: what that costs "
                "their employers is recorded for finance."
            )
        ]

    def say_certificates(self):
        outlook = foresee_certificates(self.session)
        return [" ".join(say_what_is_issued(outlook))] if outlook else []

    def look(self):
        """Count once for a page: what the form asks hangs on it."""
        if self.tally is None:
            self.tally = tally_to_finish(self.session)
            self.slots = list(self.session.slots.select_related("deliverer", "trainer"))

    def get_form_kwargs(self):
        self.look()
        return super().get_form_kwargs() | {"session": self.session, "tally": self.tally, "slots": self.slots}

    def get_context_data(self, **kwargs):
        self.look()
        asked = {"questions": [wording.question(entry) for entry in to_look_at(self.session)]}
        return super().get_context_data(tally=self.tally, differs=wording.difference(self.tally), **asked, **kwargs)

    def carry_out(self, form):
        finish_session(self.session, **form.settled_on, by=self.request.user)
        differs = "" if self.session.is_by_headcount else wording.difference(tally_of(self.session))
        facts = {"figure": wording.attended(self.session)}
        said = _("The session is finished and counts in the reports: %(figure)s.") % facts
        outlook = foresee_certificates(self.session)
        certificates = say_what_was_issued(outlook) if outlook else []
        self.done = " ".join(filter(None, [said, differs, *certificates]))


class ReopenView(SessionForm):
    page_title = gettext_lazy("Reopen the session")
    form_class = ReasonForm
    button = gettext_lazy("Reopen the session")
    done = gettext_lazy("The session is open for corrections. Finish it again when they are made.")

    def lead(self):
        return [
            _("Register and headcount can be corrected again. The reports keep the old figure until you finish anew.")
        ]

    def carry_out(self, form):
        reopen_session(self.session, reason=form.cleaned_data["reason"], by=self.request.user)
