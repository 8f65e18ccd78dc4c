"""Settling what a session's figure is: the one number that reports sum.

Three sources can give it: the register (full plus partial attendances), a headcount, an import. Finishing says which
one counts; the others stay where they are, so that a difference remains visible.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from sessions import certifying
from sessions.afterwards import write_afterwards
from sessions.charging import charge_no_shows
from sessions.holding import hold_session
from sessions.models import Headcount, Qualifier, SessionStatus, Source, TrainingSession
from sessions.refusals import CannotChange, NothingToSettle, NotOverYet


@dataclass(frozen=True)
class Tally:
    """What the finishing screen shows: people, each counted once, and the room's number beside them."""

    booked: int
    present_booked: int
    walked_in: int
    headcount: Headcount | None

    @property
    def present(self):
        return self.present_booked + self.walked_in

    @property
    def no_shows(self):
        return self.booked - self.present_booked

    @property
    def difference(self):
        """Headcount minus register; None where either was not taken."""
        if self.headcount is None or self.headcount.number is None:
            return None
        return self.headcount.number - self.present


def tally_of(session):
    """Return the session's Tally in four queries."""
    present = session.attendances.present()
    return Tally(
        booked=session.bookings.seated().count(),
        present_booked=present.filter(booking__isnull=False).count(),
        walked_in=present.filter(booking__isnull=True).count(),
        headcount=latest_headcount(session),
    )


def latest_headcount(session):
    return session.headcounts.order_by("-pk").first()


@transaction.atomic
def record_headcount(session, *, number, qualifier, by):
    """Add a headcount; the latest counts and the earlier ones stay. `number` None goes with NOT_RECORDED only."""
    hold_session(session)
    if session.is_finished:
        raise CannotChange(_("This session is finished. Reopen it to change the headcount."))
    if session.status in {SessionStatus.DRAFT, SessionStatus.CANCELLED}:
        raise CannotChange(_("A draft or cancelled session has no headcount."))
    headcount = Headcount.objects.create(session=session, number=number, qualifier=qualifier, recorded_by=by)
    log(
        instance=session,
        action="muster.headcount.recorded",
        user=by,
        data={"number": number, "qualifier": str(qualifier)},
    )
    return headcount


@transaction.atomic
def finish_session(session, *, source, by):
    """Settle a past session's figure from the register, from the latest headcount, or as not recorded (source "").

    Raises NotOverYet before the session's end, NothingToSettle when a headcount is asked for and there is none. Held
    while it is counted, so that nobody enters the register after the count and before the end.
    """
    hold_session(session)
    if session.ends_at > timezone.now():
        raise NotOverYet
    attended, qualifier = figure_from(session, source)
    settle(session, attended=attended, qualifier=qualifier, source=source, by=by)
    charge_no_shows(session)
    certifying.issue_for(session)
    write_afterwards(session, source=source)


def figure_from(session, source):
    if source == Source.REGISTER and not session.is_by_headcount:
        return session.attendances.present().count(), Qualifier.COUNTED
    if source == Source.HEADCOUNT:
        headcount = latest_headcount(session)
        if headcount is None or headcount.number is None:
            raise NothingToSettle
        return headcount.number, Qualifier(headcount.qualifier)
    if source == "":
        return None, Qualifier.NOT_RECORDED
    raise NothingToSettle


@transaction.atomic
def settle(session, *, attended, qualifier, source, by=None):
    """Write the one reported figure and mark the session delivered and finished.

    Refuses a draft, a cancelled and a finished session.
    `attended` is a number of attendances, or None with NOT_RECORDED. An import settles past years with it.
    """
    facts = {
        "attended": attended,
        "attended_qualifier": qualifier,
        "attended_source": source,
        "status": SessionStatus.DELIVERED,
        "finished_at": timezone.now(),
        "finished_by": by,
    }
    settled = (
        TrainingSession.objects.filter(pk=session.pk, finished_at__isnull=True)
        .exclude(status__in=[SessionStatus.DRAFT, SessionStatus.CANCELLED])
        .update(**facts)
    )
    if not settled:
        raise CannotChange(_("This session is a draft, cancelled, or finished already."))
    for field, value in facts.items():
        setattr(session, field, value)
    log(
        instance=session,
        action="muster.session.finished",
        user=by,
        data={"attended": attended, "qualifier": str(qualifier), "source": str(source)},
    )


@transaction.atomic
def reopen_session(session, *, reason, by):
    """Take a finished session up again.

    Its figure stands in the reports until it is finished anew, and in the log for good.
    """
    reopened = TrainingSession.objects.filter(pk=session.pk, finished_at__isnull=False).update(
        finished_at=None, finished_by=None
    )
    if not reopened:
        raise CannotChange(_("This session is not finished."))
    log(
        instance=session,
        action="muster.session.reopened",
        user=by,
        data={"reason": reason, "attended": session.attended, "qualifier": session.attended_qualifier},
    )
    session.refresh_from_db()
