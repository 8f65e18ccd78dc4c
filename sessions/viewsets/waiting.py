"""The waiting list on a session's page, and offering a place to somebody chosen from it."""

from collections import Counter

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from sessions.models import BookingStatus
from sessions.models.booking import ON_THE_LIST
from sessions.viewsets.pages import SessionButton
from sessions.waiting import end_of_offer, is_automatic, offer_place_to


class OfferView(SessionButton):
    done = _("The place is offered. It is theirs if they take it in time.")

    def carry_out(self):
        waiting = self.session.bookings.filter(status__in=ON_THE_LIST).select_related("delegate", "contact")
        booking = get_object_or_404(waiting, pk=self.kwargs["booking_pk"])
        booking.session = self.session
        offer_place_to(booking, by=self.request.user)


def waiting_list_of(session):
    """Return the list as an officer reads it: who is asked, who waits and in which order, and who is in already.

    None where nobody is on it. Two queries, however long it is.
    """
    listed = session.bookings.filter(status__in=ON_THE_LIST).select_related(
        "delegate__organisation", "contact__organisation"
    )
    listed = list(listed.order_by("booked_at", "pk"))
    if not listed:
        return None
    waiting = [booking for booking in listed if booking.status == BookingStatus.WAITING]
    return {
        "offered": [line(booking) for booking in listed if booking.status == BookingStatus.OFFERED],
        "waiting": [line(booking) for booking in waiting],
        "organisations": organisations_in(session),
        "is_automatic": is_automatic(session),
        "can_offer": not session.is_full and end_of_offer(session) is not None,
        "is_full": session.is_full,
    }


def line(booking):
    return {
        "booking": booking,
        "name": booking.holder,
        "contact": booking.contact,
        "organisation": booking.works_at,
    }


def organisations_in(session):
    """Return (organisation, seats) of those who hold a seat, most seats first; the unknown come last."""
    seated = session.bookings.seated().select_related("delegate__organisation", "contact__organisation")
    seats = Counter(booking.works_at for booking in seated)
    return sorted(seats.items(), key=lambda entry: (entry[0] == "", -entry[1], entry[0].casefold()))
