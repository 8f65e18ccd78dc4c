"""What staff do to a session. Each view gives its verb what was typed and says beforehand who will be told."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from design.forms import typed
from design.words import say_days
from sessions.asking import hosts_to_tell
from sessions.clashes import clashes_of, wish_of
from sessions.forms.days import DayFormSet, days_as_rows
from sessions.forms.officer import CancelForm, MoveReasonForm
from sessions.forms.planning import with_more_rows
from sessions.forms.warned import Warned
from sessions.scheduling import cancel_session, close_booking, move_session, open_session, who_is_told
from sessions.viewsets.pages import SessionButton, SessionForm


def say_told(session):
    """Say how many people will be written to, and how many have to be rung because they gave no address."""
    booked, told = session.bookings.live().count(), who_is_told(session)
    asked = len(hosts_to_tell(session))
    if not booked and not asked:
        return [_("Nobody has booked, so nobody will be written to.")]
    numbers = [(told, WRITTEN_TO), (booked - told, TO_BE_RUNG), (asked, HOSTS_WRITTEN_TO)]
    return [say_number(number, sentence) for number, sentence in numbers if number]


def say_number(number, sentence):
    return ngettext(*sentence, number) % {"number": number}


WRITTEN_TO = (
    "%(number)s person has booked and will be written to.",
    "%(number)s people have booked and will be written to.",
)
TO_BE_RUNG = (
    "%(number)s person has booked without an e-mail address: tell them yourself.",
    "%(number)s people have booked without an e-mail address: tell them yourself.",
)

HOSTS_WRITTEN_TO = (
    "%(number)s person asked for this session and will be written to.",
    "%(number)s people asked for this session and will be written to.",
)

ARE_TOLD = (
    "%(number)s person who asked for a date is told.",
    "%(number)s people who asked for a date are told.",
)


def booked_people(session):
    return session.bookings.live().select_related("delegate__organisation", "contact").order_by("delegate__name")


class OpenView(SessionButton):
    done = _("The session is open for booking.")

    def carry_out(self):
        told = open_session(self.session, by=self.request.user)
        if told:
            self.done = f"{self.done} {say_number(told, ARE_TOLD)}"


class CloseView(SessionButton):
    done = _("Booking is closed. The session goes ahead.")

    def carry_out(self):
        close_booking(self.session, by=self.request.user)


class CancelView(SessionForm):
    page_title = _("Cancel the session")
    form_class = CancelForm
    template_name = "sessions/admin/cancel.html"
    button = _("Cancel the session and tell them")
    is_dangerous = True
    done = _("The session is cancelled. Everybody who gave an e-mail address will be told.")

    def lead(self):
        others = _("The mail shows them the other dates with places, and how to hear of the next.")
        booked = [others] if self.session.bookings.live().exists() else []
        return [*say_told(self.session), *booked, _("A cancelled session cannot be opened again.")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(booked=booked_people(self.session), **kwargs)

    def carry_out(self, form):
        cancel_session(self.session, reason=form.cleaned_data["reason"], by=self.request.user)


class MoveView(SessionForm):
    """Changes the dates. The form is a set of rows, one for each day, and the reason, which everybody booked reads."""

    page_title = _("Change the date")
    template_name = "sessions/admin/move.html"
    button = _("Change the date and tell them")
    done = _("The date is changed. Everybody who gave an e-mail address will be told.")

    def dispatch(self, request, *args, **kwargs):
        data = typed(request)
        self.reason, self.warned = MoveReasonForm(data), Warned()
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        if self.request.method == "POST":
            return DayFormSet(self.request.POST, prefix="days")
        return DayFormSet(prefix="days", initial=days_as_rows(self.session))

    def post(self, request, *args, **kwargs):
        if "more-days" in request.POST:
            request.POST = with_more_rows(request.POST, prefix="days")
            self.reason = MoveReasonForm(initial={"reason": request.POST.get("reason", "")})
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def lead(self):
        now = _("Now: %(days)s.") % {"days": say_days(self.session.days.all())}
        calendars = [_("The date in their calendars changes too.")] if self.session.bookings.live().exists() else []
        return [now, *say_told(self.session), *calendars]

    def get_context_data(self, **kwargs):
        words = {"booked": booked_people(self.session), "reason": self.reason, "warned": self.warned}
        return super().get_context_data(**words, **kwargs)

    def form_valid(self, form):
        self.warned = Warned(self.find_clashes(form), data=self.request.POST)
        if not (self.reason.is_valid() and self.warned.were_seen):
            return self.form_invalid(form)
        form.add_error = lambda _field, message: form.forms[0].add_error(None, message)
        return super().form_valid(form)

    def find_clashes(self, form):
        [found] = clashes_of([wish_of(self.session, days=tuple(form.spans))])
        return [clash for clash in found if clash.field != "capacity"]

    def carry_out(self, form):
        move_session(self.session, days=form.spans, by=self.request.user, reason=self.reason.cleaned_data["reason"])
