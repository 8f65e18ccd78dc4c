"""Changing a booking for somebody who rang: another date of the course, or a colleague instead."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from outbox.notify import carries_texts
from people.delegates import Person
from sessions.changing import dates_for_staff, hand_over_booking, move_booking
from sessions.eligibility import check_limit_for, check_may_book
from sessions.forms.changing_on_behalf import MoveBookingForm, hand_over_for_form
from sessions.models import Booking
from sessions.refusals import NotEligible
from sessions.viewsets.pages import SessionForm
from sessions.visibility import plans_sessions


def say_who_hears(booking):
    """Say who of those who know of a booking will be written to, and who has to be told by hand."""
    is_reached = booking.email or (booking.phone and carries_texts())
    sentences = [(WILL_BE_WRITTEN_TO if is_reached else TO_BE_TOLD) % {"name": booking.holder}]
    contact = booking.contact
    if contact and contact.email.casefold() != booking.email.casefold():
        sentences.append(_("%(name)s, who booked for them, will be written to.") % {"name": contact})
    return sentences


WILL_BE_WRITTEN_TO = _("%(name)s will be written to.")
TO_BE_TOLD = _("%(name)s has no e-mail address: tell them yourself.")


class ChangeForm(SessionForm):
    """A page on which `self.booking` is changed, for those who plan sessions.

    They are warned once of what the terms would say to the person, and may know better.
    """

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        related = Booking.objects.select_related(
            "session__course__audience", "session__venue", "delegate__organisation", "contact", "badge", "terms"
        )
        self.booking = get_object_or_404(related, pk=kwargs["pk"], delegate__isnull=False)
        return super().dispatch(request, *args, **kwargs | {"pk": self.booking.session_id})

    def form_valid(self, form):
        try:
            if not form.cleaned_data["regardless"]:
                self.ask_terms(form)
        except NotEligible as refusal:
            form.offer_to_disregard(str(refusal))
            return self.form_invalid(form)
        return super().form_valid(form)

    def ask_terms(self, form):
        """Raise NotEligible with what the person would be told if they did this themselves."""

    def get_success_url(self):
        return reverse("bookings:inspect", args=[self.booking.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(booking=self.booking, **kwargs)


class MoveBookingView(ChangeForm):
    page_title = _("Move to another date")
    form_class = MoveBookingForm
    template_name = "sessions/admin/booking_move.html"
    button = _("Move the booking and tell them")
    done = _("The booking is moved. The place left goes to whoever waits for one, otherwise it is free again.")

    @cached_property
    def dates(self):
        return dates_for_staff(self.booking)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"sessions": self.dates}

    def lead(self):
        return [*say_who_hears(self.booking), _("It costs nothing, after the deadline too.")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(dates=self.dates, **kwargs)

    def ask_terms(self, form):
        person = Person(name=self.booking.delegate.name, organisation=self.booking.delegate.works_at)
        check_limit_for(form.session, person=person, terms=self.booking.terms)

    def carry_out(self, form):
        move_booking(self.booking, to=form.session, by=self.request.user, reason=form.cleaned_data["reason"])


class HandOverView(ChangeForm):
    page_title = _("Hand over to a colleague")
    template_name = "sessions/admin/booking_hand_over.html"
    button = _("Hand the place over and tell them")
    done = _("The place is handed over.")

    def get_form_class(self):
        return hand_over_for_form(self.booking.session)

    def lead(self):
        ends = _("The link and the reference of %(name)s end. The colleague gets new ones.")
        colleague = _("The colleague will be written to if you enter an e-mail address.")
        return [*say_who_hears(self.booking), colleague, ends % {"name": self.booking.holder}]

    def ask_terms(self, form):
        person = form.person_instead(self.booking)
        check_may_book(self.booking.session, person=person, terms=self.booking.terms)

    def carry_out(self, form):
        said = {"phone": form.cleaned_data["phone"], "reason": form.cleaned_data["reason"]}
        hand_over_booking(self.booking, person=form.person_instead(self.booking), by=self.request.user, **said)
