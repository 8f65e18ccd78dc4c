"""Telling those who look after a session, or who booked for somebody, what was changed about a booking.

The officer reads one mail each morning, or at once when the session is near; the contact of a group is told at once.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from design.words import LONDON, say_date
from sessions import change_messages
from sessions.models import BookingChange
from sessions.working_days import working_days_before

What = BookingChange.What
TOLD = [What.CANCELLED_BY_ATTENDEE, What.MOVED, What.SUBSTITUTED, What.CORRECTED, What.REFUSED]
# Of cancelled seats a group's contact is told where the person is: once for all of them.
CONTACT_IS_TOLD = [What.MOVED, What.SUBSTITUTED, What.CORRECTED, What.REFUSED]
CONTACT_IS_TOLD_OF_STAFF = [What.MOVED, What.SUBSTITUTED]
NEAR = 2  # working days
OLDEST = timedelta(days=14)


def note_change(booking, *, what, reason="", left_session=None, by=None):
    """Keep what happened to a booking in the caller's transaction, and tell whoever has to know.

    The contact of a group hears of another date and another person whoever changed it; the officer of what was not
    staff's doing.

    `left_session` is the session that a moved booking was in.
    """
    change = BookingChange.objects.create(booking=booking, what=what, reason=reason, left_session=left_session, by=by)
    if booking.contact_id and what in (CONTACT_IS_TOLD_OF_STAFF if by else CONTACT_IS_TOLD):
        change_messages.contact_told(change, say=say_change)
    if by is None and what in TOLD and any(is_near(session) for session in sessions_of(change)):
        tell_at_once(change)
    return change


def sessions_of(change):
    """Return the session of the booking, and the one it left."""
    return [session for session in (change.booking.session, change.left_session) if session]


def officers_of(change):
    """Return who looks after a change's sessions and works here still, each once."""
    officers = {session.officer_id: session.officer for session in sessions_of(change) if session.officer_id}
    return [officer for officer in officers.values() if officer.is_active]


def is_near(session):
    """Whether a session is to begin within two working days: too soon for the officer to read of it tomorrow."""
    today = timezone.localdate(timezone=LONDON)
    return not session.is_over and working_days_before(session.starts_at, NEAR).date() <= today


def tell_at_once(change):
    officers = officers_of(change)
    for officer in officers:
        change_messages.officer_told(officer, [change], say=say_change, key=f"change:{change.pk}")
    if officers:
        change.told_at = timezone.now()
        change.save(update_fields=["told_at"])


@transaction.atomic
def tell_officers():
    """Write to each officer what people changed since the last time; each change is told once, whoever asks when.

    Two workers at once: the rows are locked while they are told, and another worker passes over what is locked.
    """
    by_officer = defaultdict(list)
    changes = list(untold().select_for_update(skip_locked=True, of=("self",)))
    for change in changes:
        for officer in officers_of(change):
            by_officer[officer].append(change)
    for officer, told in by_officer.items():
        change_messages.officer_told(officer, told, say=say_change, key=f"changes:{told[-1].pk}")
    BookingChange.objects.filter(pk__in=[change.pk for change in changes]).update(told_at=timezone.now())


def untold():
    """Return what people changed of late that no officer was told, where there is one, oldest first."""
    looked_after = Q(booking__session__officer__isnull=False) | Q(left_session__officer__isnull=False)
    recent = made_themselves().filter(told_at__isnull=True, at__gt=timezone.now() - OLDEST)
    return recent.filter(looked_after).order_by("at", "pk")


def made_themselves():
    """Return what was changed by people themselves, with all that is said of it."""
    return BookingChange.objects.filter(by__isnull=True, what__in=TOLD).select_related(
        "booking__session__course",
        "booking__session__officer",
        "booking__delegate",
        "booking__substitute_for",
        "left_session__course",
        "left_session__officer",
    )


def who_did(change):
    """Return whose booking it was when they changed it: a place that was handed over since was somebody else's."""
    booking = change.booking
    if booking.substitute_for_id and booking.changes.filter(what=What.SUBSTITUTED, pk__gt=change.pk).exists():
        return booking.substitute_for
    return booking.delegate


def say_change(change):
    """Say who did what, in one line for staff and for the contact of a group."""
    booking = change.booking
    facts = {"name": who_did(change) or _("Seat without a name"), "new": say_date(booking.session.starts_at)}
    if change.what == What.MOVED:
        old = say_date(change.left_session.starts_at) if change.left_session else _("another date")
        return _("%(name)s moved from %(old)s to %(new)s") % (facts | {"old": old})
    if change.what == What.SUBSTITUTED and booking.substitute_for is None:
        return _("%(name)s has their place again") % facts
    if change.what == What.SUBSTITUTED:
        return _("%(name)s comes instead of %(old)s") % (facts | {"old": booking.substitute_for})
    if change.what == What.CORRECTED:
        return _("%(name)s changed their details") % facts
    if change.what == What.REFUSED:
        return _("%(name)s may not come: the manager did not agree") % facts
    return _("%(name)s cancelled") % facts
