"""Which messages are no longer true, so that nobody is sent an old date, a dead link or somebody else's place again."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.models import Message
from sessions.letters import cause_of, cause_of_walk_in
from sessions.models import Attendance, Booking, BookingStatus

# What makes everything older about the same booking untrue: its date, its person, its link or its end.
CHANGING = {
    "moved",
    "moved_by_choice",
    "group_moved",
    "date_certain",
    "taken_over",
    "given_back",
    "details_here",
    "link_replaced",
    "cancelled",
    "session_cancelled",
}
SAID_WHEN_IT_ENDED = {"cancelled", "session_cancelled", "lapsed", "refused", "group_lapsed", "group_cancelled"}
SAID_WHEN_IT_ENDED |= {"group_session_cancelled"}
ABOUT_A_STATE = {
    "confirmed": {BookingStatus.CONFIRMED, BookingStatus.APPROVED},
    "waiting": {BookingStatus.WAITING},
    "offer": {BookingStatus.OFFERED},
    "received": {BookingStatus.REQUESTED},
    "permission_asked": {BookingStatus.REQUESTED},
    "permission_reminder": {BookingStatus.REQUESTED},
}
TOO_LATE = _("What they are about has passed.")
OLDER = _("They were written before the date, the person or the link changed.")
OTHER_STATE = _("The booking does not stand as they say any more.")
OTHER_ADDRESS = _("They went to an address or number that is not the booking's any more.")
NOT_THEIRS = _("They went to an address that is not theirs any more.")
NOT_HERE = _("The register says that they were not here.")


def outdated(messages, *, bookings):
    """Return {key of a message: why it is no longer true} of those messages about some bookings that are not."""
    booked = {cause_of(booking): booking for booking in bookings}
    messages = list(messages)
    latest: dict = defaultdict(tuple)
    for message in messages:
        if message.kind in CHANGING:
            latest[message.cause] = max(latest[message.cause], age_of(message))
    found = {
        message.pk: why_untrue(message, booked[message.cause], since=latest[message.cause]) for message in messages
    }
    return {pk: why for pk, why in found.items() if why}


def why_untrue(message, booking, *, since):
    if message.useless_after and message.useless_after <= timezone.now():
        return TOO_LATE
    if not stands_as_said(message.kind, booking):
        return OTHER_STATE
    if message.to.casefold() not in addresses_of(booking):
        return OTHER_ADDRESS
    return OLDER if age_of(message) < since else None


def outdated_of_walk_ins(messages, *, attendances):
    """Return {key of a message: why it is no longer true} of those about people who came without a booking."""
    came = {cause_of_walk_in(attendance): attendance for attendance in attendances}
    found = {message.pk: why_untrue_of_walk_in(message, came[message.cause]) for message in messages}
    return {pk: why for pk, why in found.items() if why}


def why_untrue_of_walk_in(message, attendance):
    if message.useless_after and message.useless_after <= timezone.now():
        return TOO_LATE
    if attendance.extent == Attendance.Extent.NONE:
        return NOT_HERE
    return None if message.to.casefold() == attendance.delegate.email.casefold() else NOT_THEIRS


def stands_as_said(kind, booking):
    if kind in SAID_WHEN_IT_ENDED:
        return not booking.is_live
    return booking.is_live and booking.status in ABOUT_A_STATE.get(kind, {booking.status})


def addresses_of(booking):
    """Return where messages about a booking may go today: to the person, who booked for them, and their manager."""
    permission = getattr(booking, "permission", None)
    known = [booking.email, booking.phone]
    known += [booking.contact.email, booking.contact.phone] if booking.contact else []
    known += [permission.manager_email] if permission else []
    return {address.casefold() for address in known if address}


def age_of(message):
    return message.created_at, message.pk


def why_outdated(message):
    """Return the sentence that warns of sending one message again; nothing where it is true or about no booking."""
    about, _colon, pk = message.cause.partition(":")
    booking = about == "booking" and Booking.objects.select_related("contact", "permission").filter(pk=pk).first()
    if not booking:
        return ""
    return outdated(Message.objects.filter(cause=message.cause), bookings=[booking]).get(message.pk, "")
