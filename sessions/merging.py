"""How sessions' rows follow an organisation or a delegate that is merged into another.

Where both delegates stand at one session, what the one had there stays with it: no place is taken from anybody, and no
register that was settled changes. Only where the register is still open does one of two attendances count, and the
other remains as a row that counts nobody.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from design.words import say_when
from people import belongings
from people.models import Delegate, Organisation
from sessions.models import (
    Attendance,
    Booking,
    BookingContact,
    CertificateFile,
    Charge,
    Slot,
    TrainingRequest,
    TrainingSession,
)

NAMES_AN_ORGANISATION = [
    (TrainingSession, "host"),
    (Slot, "deliverer"),
    (Attendance, "organisation"),
    (BookingContact, "organisation"),
    (Charge, "organisation"),
    (TrainingRequest, "organisation"),
    (CertificateFile, "organisation"),
]
NAMES_A_DELEGATE = [(Booking, "delegate"), (Booking, "substitute_for"), (Attendance, "delegate")]


def enter():
    belongings.enter_merging(Organisation, app="sessions", fields=NAMES_AN_ORGANISATION, holds=hold_hosted_sessions)
    belongings.enter_merging(
        Delegate,
        app="sessions",
        fields=NAMES_A_DELEGATE,
        moves=move_to_delegate,
        holds=hold_sessions_of,
        warns=warn_of_two_at_once,
    )
    for field in ("extent", "awaits_confirmation"):
        belongings.keep_when_undone(Attendance, field, where=lambda attendance: attendance.session.is_finished)


def hold(sessions):
    """Lock sessions in the order of their keys."""
    list(sessions.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def hold_hosted_sessions(*keys):
    hold(TrainingSession.objects.filter(host__in=keys))


def hold_sessions_of(*keys):
    hold(sessions_of(keys))


def sessions_of(keys):
    """Return the sessions at which any of these delegates stands, whatever became of it."""
    booked = Booking.objects.filter(Q(delegate__in=keys) | Q(substitute_for__in=keys)).values("session")
    attended = Attendance.objects.filter(delegate__in=keys).values("session")
    return TrainingSession.objects.filter(Q(pk__in=booked) | Q(pk__in=attended))


def booked_by_both(one, other):
    return shared(Booking.objects.live(), one, other)


def attended_by_both(one, other):
    return shared(Attendance.objects.all(), one, other)


def shared(rows, one, other):
    """Return the sessions that stand in rows of both delegates."""
    of_other = rows.filter(delegate=other).order_by().values("session")
    return TrainingSession.objects.filter(
        pk__in=rows.filter(delegate=one, session__in=of_other).order_by().values("session")
    )


def move_to_delegate(moving):
    """Let a person's bookings and attendances follow, but for the sessions at which both stand."""
    gone, kept = moving.gone, moving.kept
    both = [*booked_by_both(gone, kept).values_list("pk", flat=True)]
    twice = list(attended_by_both(gone, kept).values_list("pk", flat=True))
    unite_attendances(moving, sessions=twice)
    for model in (Booking, Attendance):
        moving.move(model, "delegate", rows=model.objects.exclude(session__in={*both, *twice}))
    moving.move(Booking, "substitute_for")


def unite_attendances(moving, *, sessions):
    """Let one of two attendances at one session count where the register is still open."""
    open_ones = Attendance.objects.filter(session__in=sessions, session__finished_at__isnull=True)
    dropped = open_ones.filter(delegate=moving.gone).select_related("session").order_by("pk")
    remaining = {each.session_id: each for each in open_ones.filter(delegate=moving.kept)}
    for each in dropped:
        unite(moving, remaining[each.session_id], each)


def unite(moving, kept, dropped):
    """Give the attendance that remains the better of both; the other keeps what it says and counts for nothing."""
    came = [each for each in (kept, dropped) if each.extent != Attendance.Extent.NONE]
    if not came:
        return
    is_full = any(each.extent == Attendance.Extent.FULL for each in came)
    moving.change(
        kept,
        extent=Attendance.Extent.FULL if is_full else Attendance.Extent.PARTIAL,
        awaits_confirmation=all(each.awaits_confirmation for each in came),
        signed_in_at=min(filter(None, [each.signed_in_at for each in came]), default=None),
        badge_id=kept.badge_id or dropped.badge_id,
    )
    note = str(_("Recorded twice: the same person as %(name)s") % {"name": moving.kept})[:200]
    moving.change(dropped, extent=Attendance.Extent.NONE, note=dropped.note or note)


def warn_of_two_at_once(gone, kept):
    """Say at which sessions both have a place, or both attended."""
    for session in booked_by_both(gone, kept).upcoming().select_related("course"):
        yield _("Both have a place at %(session)s, %(when)s. Both places stay: cancel one of the bookings.") % {
            "session": session.course,
            "when": say_when(session.starts_at),
        }
    for session in attended_by_both(gone, kept).select_related("course").order_by("starts_at", "pk"):
        yield warning_of_attendance(session)


def warning_of_attendance(session):
    facts = {"session": session.course, "when": say_when(session.starts_at)}
    if session.is_finished:
        return (
            _(
                "Both stand in the register of %(session)s, %(when)s, which is settled: both stay in its figure. "
                "Reopen it if one person was counted twice."
            )
            % facts
        )
    return _("Both stand in the register of %(session)s, %(when)s: from now on they count once.") % facts
