"""What staff do about bookings: make one for somebody, and cancel one."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from courses.terms import terms_of
from outbox.notify import carries_texts
from sessions.booking import book_place, cancel_booking
from sessions.eligibility import check_limit_for, check_may_book
from sessions.forms.officer import ReasonForm
from sessions.forms.on_behalf import book_for_form
from sessions.models import BookingStatus
from sessions.refusals import NotEligible
from sessions.viewsets.pages import BookingAct, SessionForm


class BookForView(SessionForm):
    """Books a place for somebody who rang or wrote. They get the confirmation that everybody gets."""

    page_title = _("Book for somebody")
    template_name = "sessions/admin/book_for.html"
    button = _("Book the place")

    def get_form_class(self):
        return book_for_form(self.session)

    def carry_out(self, form):
        wish = form.wish()
        if not form.cleaned_data["regardless"]:
            warn_of_terms(self.session, person=wish["person"])
        self.booking = book_place(self.session, **wish, by=self.request.user)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except TermsSayNo as warning:
            form.offer_to_disregard(str(warning))
            return self.form_invalid(form)

    @property
    def done(self):
        if not self.booking.email:
            return self.to_be_told_in_person()
        if self.booking.status == BookingStatus.WAITING:
            return _("No place is free. They are on the waiting list.")
        return _("The place is booked. The confirmation goes to %(email)s.") % {"email": self.booking.email}

    def to_be_told_in_person(self):
        """Say the reference, which leads to the booking: nothing else will tell it to somebody without an address."""
        sentence = _("The place is booked. There is no e-mail address: tell them yourself. Their reference is {}.")
        if self.booking.status == BookingStatus.WAITING:
            sentence = _(
                "No place is free. They are on the waiting list. There is no e-mail address: tell them yourself. "
                "Their reference is {}."
            )
        page = reverse("bookings:inspect", args=[self.booking.pk])
        return format_html(str(sentence), format_html('<a href="{}">{}</a>', page, self.booking.reference.upper()))


class TermsSayNo(Exception):
    """The terms would keep somebody out. An officer may know better."""


def warn_of_terms(session, *, person):
    """Raise TermsSayNo with what the person would be told if they booked themselves."""
    terms = terms_of(session.course)
    try:
        check_may_book(session, person=person, terms=terms)
        check_limit_for(session, person=person, terms=terms)
    except NotEligible as refusal:
        raise TermsSayNo(str(refusal)) from refusal


class CancelBookingView(BookingAct):
    page_title = _("Cancel the booking")
    form_class = ReasonForm
    is_dangerous = True
    done = _("The booking is cancelled. The place goes to whoever waits for one, otherwise it is free again.")

    @property
    def is_written_to(self):
        gets_a_text = self.booking.phone and carries_texts()
        return bool(self.booking.email or self.booking.contact or gets_a_text)

    @property
    def button(self):
        return _("Cancel the booking and tell them") if self.is_written_to else _("Cancel the booking")

    def lead(self):
        facts = {"name": self.booking.holder, "session": self.booking.session}
        waits = self.booking.status == BookingStatus.WAITING
        return [WHAT_CANCELLING_DOES[waits, self.is_written_to] % facts]

    def carry_out(self, form):
        cancel_booking(self.booking, by=self.request.user, reason=form.cleaned_data["reason"])


# By whether they are on the waiting list, and whether anybody is written to.
WHAT_CANCELLING_DOES = {
    (True, True): _("%(name)s is taken off the waiting list of %(session)s and will be written to."),
    (True, False): _(
        "%(name)s is taken off the waiting list of %(session)s and has no e-mail address: tell them yourself."
    ),
    (False, True): _("%(name)s loses the place in %(session)s and will be written to."),
    (False, False): _("%(name)s loses the place in %(session)s and has no e-mail address: tell them yourself."),
}
