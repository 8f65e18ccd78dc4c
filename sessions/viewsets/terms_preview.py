"""What a person of an organisation would be told under booking terms, in the very sentences that the public reads."""

from dataclasses import dataclass

from django import forms
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from courses.models import BookingTerms, Course
from courses.terms import terms_of
from courses.terms_forms import TermsChoiceField
from design.words import LONDON, say_in_short
from people.delegates import Person
from people.organisation_field import SUGGESTIONS_ID
from people.organisations import match_organisation
from people.person_fields import TidyField
from sessions import terms_in_words
from sessions.booking import closes_at
from sessions.charging import rate_under
from sessions.deadlines import free_until_under
from sessions.eligibility import check_organisation, places_of
from sessions.models import SessionStatus, TrainingSession
from sessions.refusals import NotEligible
from sessions.viewsets import wording
from sessions.visibility import plans_sessions

MOST = 10


class PreviewForm(forms.Form):
    """Whom to look at the terms for. All of it can stand in a link."""

    course = forms.ModelChoiceField(
        label=_("Course"),
        queryset=Course.objects.select_related("terms__replaced_by"),
        required=False,
        empty_label=_("Choose a course, or terms"),
    )
    terms = TermsChoiceField(
        label=_("Booking terms"),
        queryset=BookingTerms.objects.all(),
        required=False,
        help_text=_("To look at terms that are not the course's. Empty: those of the course on that date."),
    )
    organisation = TidyField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": SUGGESTIONS_ID, "autocomplete": "off"}),
        help_text=_("As the person would type it."),
    )
    on = forms.DateField(
        label=_("Booked on"), required=False, widget=AdminDateInput, help_text=_("Empty: today. Terms can be replaced.")
    )

    def clean(self):
        said = super().clean()
        if not said.get("course") and not said.get("terms") and not self.errors:
            self.add_error("course", _("Choose a course, or terms."))
        elif said.get("course") and not said.get("terms") and self.terms_then() is None:
            self.add_error("course", _("This course has no booking terms: everybody may book, and nothing is asked."))
        return said

    def terms_then(self):
        """Return the terms to look at: those chosen, else the course's on that date."""
        said = self.cleaned_data
        return said.get("terms") or terms_of(said["course"], on=said.get("on"))


@dataclass(frozen=True)
class Line:
    """One coming session for people of one organisation."""

    session: TrainingSession
    when: str
    places: str
    closes: str
    has: int | None
    left: int | None
    costs: list


class TermsPreviewView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("What people are told")
    header_icon = "view"
    template_name = "sessions/admin/terms_preview.html"

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        form = PreviewForm(self.request.GET or None)
        preview = preview_of(form) if form.is_valid() else None
        return super().get_context_data(form=form, preview=preview, **kwargs)


def preview_of(form):
    """Return all that the page says, from the functions that say it to the public."""
    terms, organisation = form.terms_then(), form.cleaned_data["organisation"]
    lines = [line_of(s, terms=terms, typed=organisation) for s in sessions_under(terms, form=form)]
    return {
        "terms": terms,
        "organisation": organisation,
        "known": match_organisation(organisation),
        "refusal": refusal_for(organisation, terms=terms) if organisation else "",
        "comes_before": terms_in_words.what_comes_before(terms),
        "lines": lines,
        "asked": terms_in_words.asked_by(terms, session=lines[0].session if lines else None),
        "asked_at": lines[0].when if lines else "",
        "later": later_sentences(terms),
    }


def refusal_for(organisation, *, terms):
    """Return what a person of this organisation reads beside the question, nothing where they may book."""
    try:
        check_organisation(Person(name="", organisation=organisation), terms=terms)
    except NotEligible as refusal:
        return str(refusal)
    return ""


def later_sentences(terms):
    """Return what is not in that list: it is asked of offices, comes by mail, or holds on the day."""
    return [
        terms_in_words.at_once_in_words(terms),
        terms_in_words.reminders_in_words(terms),
        terms_in_words.offer_in_words(terms),
        terms_in_words.lateness_in_words(terms),
        terms_in_words.leaving_in_words(terms),
    ]


def sessions_under(terms, *, form):
    """Return the next sessions of the course, or of all courses that are booked under the terms on that date."""
    course, on = form.cleaned_data["course"], form.cleaned_data["on"] or timezone.localdate(timezone=LONDON)
    courses = [course] if course else [c for c in form.fields["course"].queryset if terms_of(c, on=on) == terms]
    sessions = TrainingSession.objects.upcoming().filter(course__in=courses, starts_at__date__gte=on)
    return sessions.filter(status=SessionStatus.OPEN).select_related("course__terms__replaced_by", "venue")[:MOST]


def line_of(session, *, terms, typed):
    organisation = match_organisation(typed)
    has = places_of(session, organisation=organisation, typed=typed)
    rate = rate_under(terms, session=session, organisation=organisation)
    until = free_until_under(terms, session=session)
    return Line(
        session=session,
        when=wording.in_short(session),
        places=wording.booked(session),
        closes=say_in_short(closes_at(session)),
        has=has,
        left=left_for(session, terms=terms, has=has),
        costs=terms_in_words.costs_at(rate, until=until, starts_at=session.starts_at) if rate else [],
    )


def left_for(session, *, terms, has):
    """Return how many more places an organisation could take: what is free, but no more than its limit leaves."""
    free = 0 if session.people_waiting else session.places_left
    theirs = None if has is None or not terms.places_per_organisation else terms.places_per_organisation - has
    limits = [number for number in (free, theirs) if number is not None]
    return max(0, min(limits)) if limits else None
