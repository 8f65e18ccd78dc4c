"""What a late cancellation or a no-show costs the employer: recorded once, for finance; never collected here.

The terms that a booking was made under decide, at the rate of the organisation type of whoever holds the place now.
Nobody is charged for what we did ourselves (cancelled, or moved in short notice), nor for handing a place over.
"""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from courses.models import ChargeRate
from sessions.deadlines import is_late
from sessions.models import BookingStatus, Charge, SessionStatus, Source

NOTHING = Decimal(0)
# A seat that was asked for, offered or waited for was never promised, so it costs nothing.
PROMISED = [BookingStatus.APPROVED, BookingStatus.CONFIRMED]
# Whoever was given another date has this long to see whether it suits them, however near the new date is.
NOTICE_OF_A_MOVE = timedelta(days=7)


def length_of(session):
    """Return the length of all days of a session together; clocks that change on the way do not change it."""
    return sum((lasts(day) for day in session.each_day()), timedelta())


def lasts(day):
    return timedelta(seconds=day.ends_at.timestamp() - day.starts_at.timestamp())


def charged_as(session, *, terms):
    """Return whether a session is charged as a half or as a full day."""
    is_half = length_of(session) <= timedelta(minutes=terms.half_day_minutes)
    return ChargeRate.Length.HALF_DAY if is_half else ChargeRate.Length.FULL_DAY


def rate_among(rates, *, type_id, length):
    """Return the rate that holds: the organisation type's own before everybody else's, then the length's before any."""
    fitting = [r for r in rates if r.organisation_type_id in {type_id, None} and r.length in {length, r.Length.ANY}]
    return max(fitting, key=lambda r: (r.organisation_type_id is not None, r.length == length), default=None)


def rate_under(terms, *, session, organisation=None):
    """Return what the terms charge people of an organisation for a session, or None; unmatched ones are None."""
    if terms is None or not (rates := list(terms.charge_rates.all())):
        return None
    type_id = organisation.type_id if organisation else None
    return rate_among(rates, type_id=type_id, length=charged_as(session, terms=terms))


def employer_of(booking):
    """Return (organisation or None, its name as typed): the delegate's, for a seat without a name the contact's."""
    holder = booking.delegate or booking.contact
    return (holder.organisation, holder.organisation_typed) if holder else (None, "")


def rate_of(booking):
    return rate_under(booking.terms, session=booking.session, organisation=employer_of(booking)[0])


def cost_of_cancelling(booking, *, at=None):
    """Return what it costs that the person cancels at a moment (now if none is given); 0 where it is free."""
    if booking.status not in PROMISED or booking.session.status == SessionStatus.CANCELLED:
        return NOTHING
    if not is_late(booking, at=at) or was_just_moved(booking, at=at):
        return NOTHING
    return getattr(rate_of(booking), "late_cancellation", NOTHING)


def was_just_moved(booking, *, at=None):
    """Whether the session got its date after this was booked, and so lately that cancelling must still be free."""
    if not booking.session.calendar_sequence:
        return False
    since = max((at or timezone.now()) - NOTICE_OF_A_MOVE, booking.booked_at)
    moves = ModelLogEntry.objects.for_instance(booking.session).filter(action="muster.session.moved")
    return moves.filter(timestamp__gt=since).exists()


def cost_of_staying_away(booking):
    """Return what it costs not to come; 0 for a seat that was never promised."""
    if booking.status not in PROMISED or booking.session.status == SessionStatus.CANCELLED:
        return NOTHING
    return getattr(rate_of(booking), "no_show", NOTHING)


def charge_late_cancellation(booking):
    """Record what the person's own cancelling costs; return the charge, or None where it is free.

    Call it under the session's lock and before the booking's status is changed, never when we cancel. A second time
    is harmless.
    """
    return charge(booking, what=Charge.What.LATE_CANCELLATION, amount=cost_of_cancelling(booking))


def charge(booking, *, what, amount):
    if not amount:
        return None
    organisation, typed = employer_of(booking)
    owed = {"amount": amount, "organisation": organisation, "organisation_typed": typed}
    return Charge.objects.get_or_create(booking=booking, what=what, defaults=owed)[0]


@transaction.atomic
def charge_no_shows(session):
    """Make the charges of those who stayed away agree with the register by which a session was just finished.

    Charges that finance has not been given are made anew. One that finance has, of somebody who was there after all, is
    waived with the reason, and counts again should the register be corrected back. Where the register did not count,
    nobody is known to have stayed away.
    """
    charges = Charge.objects.filter(booking__session=session, what=Charge.What.NO_SHOW)
    charges.filter(exported_at__isnull=True, waived_at__isnull=True).delete()
    absent = list(no_shows(session)) if session.attended_source == Source.REGISTER else []
    came_after_all = {"waived_by__isnull": True, "reason": was_not_absent()}
    back = charges.filter(booking__in=absent, **came_after_all)
    back.filter(exported_at__gte=F("waived_at")).update(exported_at=None)  # credited by now: finance needs it anew
    back.update(waived_at=None, reason="")
    outdated = charges.filter(waived_at__isnull=True).exclude(booking__in=absent)
    outdated.update(waived_at=timezone.now(), reason=was_not_absent())
    for booking in absent:
        booking.session = session
        charge(booking, what=Charge.What.NO_SHOW, amount=cost_of_staying_away(booking))


def was_not_absent():
    return _("The register no longer says that they stayed away.")


def no_shows(session):
    """Return the bookings of a session with a promised seat that nobody used."""
    present = session.attendances.present()
    booked = session.bookings.filter(status__in=PROMISED).select_related(
        "terms", "delegate__organisation", "contact__organisation"
    )
    used = present.filter(booking__isnull=False).values("booking")
    return booked.exclude(pk__in=used).exclude(delegate__in=present.values("delegate"))
