"""Settling what a session's figure is: the one number that reports sum.

Three sources can give it: the register (full plus partial attendances), a headcount, an import. Finishing says which
one counts; the others stay where they are, so that a difference remains visible. What a session was settled on is kept
for good: reopened and finished anew, it has two settlements, of which the latest agrees with the session's figure.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from sessions import certifying
from sessions.afterwards import write_afterwards
from sessions.charging import charge_no_shows
from sessions.counting import latest_headcount, record_headcount, still_in, to_confirm
from sessions.holding import hold_session
from sessions.models import Attendance, Qualifier, SessionStatus, Settlement, Slot, Source, TrainingSession
from sessions.refusals import CannotChange, NothingToSettle, NotOverYet
from sessions.uptake import settle_uptake

NOT_TO_SETTLE = [SessionStatus.DRAFT, SessionStatus.CANCELLED]
SETTLED_ALREADY = _("This session is a draft, cancelled, or finished already.")


@transaction.atomic
def finish_session(
    session,
    *,
    source,
    by,
    headcount=None,
    difference="",
    support_offered=None,
    follow_up="",
    absent_without_sign_out="full",
    confirms=False,
    delivered=None,
):
    """Settle a past session's figure from the register, from the latest headcount, or as not recorded (source "").

    `headcount` is the number and qualifier of one that is typed just now; `confirms` says that those who await it were
    here (otherwise they do not count); `absent_without_sign_out` is the extent of those who did not sign out where the
    course asks for it; `delivered` is {slot's key: whether it took place}. The words are kept with the settlement.

    Raises NotOverYet before the session's end, NothingToSettle when a headcount is asked for and there is none. Held
    while it is counted, so that nobody enters the register after the count and before the end.
    """
    hold_session(session)
    if session.ends_at > timezone.now():
        raise NotOverYet
    refuse_unless_unsettled(session)
    if headcount:
        record_headcount(session, **headcount, by=by)
    if confirms:
        confirm_all(session, by=by)
    if absent_without_sign_out == Attendance.Extent.PARTIAL:
        count_in_part(session, by=by)
    mark_slots(session, delivered or {})
    registered = None if session.is_by_headcount else session.attendances.present().count()
    counted = latest_headcount(session)
    attended, qualifier = figure_from(source, registered=registered, counted=counted)
    kept = {"registered": registered, "in_the_room": counted.number if counted else None, "difference": difference}
    kept |= {"support_offered": support_offered, "follow_up": follow_up}
    settle(session, attended=attended, qualifier=qualifier, source=source, by=by, **kept)
    charge_no_shows(session)
    certifying.issue_for(session)
    write_afterwards(session, source=source)


def confirm_all(session, *, by):
    """Count everybody who awaits it; they were seen in the room."""
    confirmed = to_confirm(session).update(awaits_confirmation=False, changed_at=timezone.now())
    log(instance=session, action="muster.register.confirmed_all", user=by, data={"people": confirmed})


def count_in_part(session, *, by):
    """Let those who did not sign out, where the course asks for it, count as attended in part."""
    changed = still_in(session).update(extent=Attendance.Extent.PARTIAL, changed_at=timezone.now())
    log(instance=session, action="muster.register.in_part", user=by, data={"people": changed})


def mark_slots(session, delivered):
    """Keep which slots took place; slots of which nothing was said stay as they are."""
    for took_place in (True, False):
        marked = [pk for pk, was_given in delivered.items() if was_given is took_place]
        Slot.objects.filter(session=session, pk__in=marked).update(delivered=took_place)


def figure_from(source, *, registered, counted):
    """Return (attended, qualifier); `registered` is None where there is no register, `counted` where nobody counted."""
    if source == Source.REGISTER and registered is not None:
        return registered, Qualifier.COUNTED
    if source == Source.HEADCOUNT and counted and counted.number is not None:
        return counted.number, Qualifier(counted.qualifier)
    if source == "":
        return None, Qualifier.NOT_RECORDED
    raise NothingToSettle


def refuse_unless_unsettled(session):
    if session.is_finished or session.status in NOT_TO_SETTLE:
        raise CannotChange(SETTLED_ALREADY)


@transaction.atomic
def settle(session, *, attended, qualifier, source, by=None, **kept):
    """Write the one reported figure, its settlement and the use of its places; mark it delivered and finished.

    Refuses a draft, a cancelled and a finished session.
    `attended` is a number of attendances, or None with NOT_RECORDED. An import settles past years with it. `kept` is
    what the settlement keeps besides.
    """
    facts = settled_facts(attended=attended, qualifier=qualifier, source=source, by=by)
    settled = (
        TrainingSession.objects.filter(pk=session.pk, finished_at__isnull=True)
        .exclude(status__in=NOT_TO_SETTLE)
        .update(**facts)
    )
    if not settled:
        raise CannotChange(SETTLED_ALREADY)
    for field, value in facts.items():
        setattr(session, field, value)
    figure = {"attended": attended, "qualifier": qualifier, "source": source}
    Settlement.objects.create(session=session, **figure, settled_by=by, **kept)
    settle_uptake(session)
    log(
        instance=session,
        action="muster.session.finished",
        user=by,
        data=figure | {"qualifier": str(qualifier), "source": str(source)},
    )


def settled_facts(*, attended, qualifier, source, by):
    """Return what the row of a settled session says: its one reported figure, that it was delivered, who settled it."""
    return {
        "attended": attended,
        "attended_qualifier": qualifier,
        "attended_source": source,
        "status": SessionStatus.DELIVERED,
        "finished_at": timezone.now(),
        "finished_by": by,
    }


@transaction.atomic
def reopen_session(session, *, reason, by):
    """Take a finished session up again.

    Its figure stands in the reports until it is finished anew; its settlement is kept, with the reason.
    """
    hold_session(session)
    if not session.is_finished:
        raise CannotChange(_("This session is not finished."))
    session.refresh_from_db(fields=["attended", "attended_qualifier", "attended_source", "finished_by"])
    settlement = standing_settlement(session)
    settlement.reopened_at, settlement.reopened_by, settlement.reopened_reason = timezone.now(), by, reason
    settlement.save(update_fields=["reopened_at", "reopened_by", "reopened_reason"])
    TrainingSession.objects.filter(pk=session.pk).update(finished_at=None, finished_by=None)
    log(
        instance=session,
        action="muster.session.reopened",
        user=by,
        data={"reason": reason, "attended": session.attended, "qualifier": session.attended_qualifier},
    )
    session.refresh_from_db()


def standing_settlement(session):
    """Return the settlement of a finished session; one that was finished before these were kept gets its own now."""
    settlement = session.settlements.filter(reopened_at__isnull=True).last()
    if settlement is None:
        figure = {"attended": session.attended, "qualifier": session.attended_qualifier}
        settlement = Settlement.objects.create(
            session=session, **figure, source=session.attended_source, settled_by=session.finished_by
        )
        Settlement.objects.filter(pk=settlement.pk).update(settled_at=session.finished_at)  # not now, as it was created
    return settlement
