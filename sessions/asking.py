"""Asking for training: "come to us" and "tell me when there is a date", and what becomes of it.

A request without a session is unmet need, which reports count. Whoever asked is told of every answer in the same
transaction; staff's acts are logged.
"""

from datetime import timedelta

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Recorded
from outbox.sending import withdraw, written_together
from people.keys import tidy
from people.organisations import match_organisation
from sessions import request_messages
from sessions.holding import hold_session
from sessions.models import SessionStatus, TrainingRequest, TrainingSession
from sessions.refusals import CannotChange

Kind, Status = TrainingRequest.Kind, TrainingRequest.Status
OPEN = [Status.NEW, Status.UNMET]
PAGE_STAYS = timedelta(days=90)


@transaction.atomic
def ask(*, nonce, organisation="", **facts):
    """Keep what somebody asks for, and write to them what happens next. The same form sent twice is one request."""
    request, is_new = TrainingRequest.objects.get_or_create(nonce=nonce, defaults=work_of(organisation) | facts)
    if is_new:
        request_messages.request_received(request)
    return request


@transaction.atomic
def ask_to_be_told(course, *, nonce, email, **facts):
    """Keep that somebody wants to hear of the next date of a course. Who has asked already is reminded of it."""
    asked = TrainingRequest.objects.untold().filter(course=course, contact_email__iexact=email).exclude(nonce=nonce)
    if earlier := asked.first():
        request_messages.request_received_again(earlier)
        return earlier
    course_asked = {"course": course, "audience_id": course.audience_id}
    return ask(kind=Kind.TELL_ME, nonce=nonce, contact_email=email, people=1, **course_asked, **facts)


def work_of(typed):
    """Return the organisation that was typed, matched where we know it, otherwise as it stands."""
    organisation = match_organisation(typed)
    return {"organisation": organisation, "organisation_typed": "" if organisation else tidy(typed)}


def organisation_of(request):
    """Return the organisation of who asked: known then, or become known since under the name that was typed."""
    return request.organisation or match_organisation(request.organisation_typed)


def request_for(token):
    """Return a request by the link its sender was given; 404 once it has been settled for a while."""
    found = TrainingRequest.objects.select_related(
        "course", "audience", "session__course", "session__venue", "session__host"
    )
    request = get_object_or_404(found, token=token)
    if is_long_settled(request):
        raise Http404
    return request


def is_long_settled(request):
    if request.session:
        return request.session.ends_at + PAGE_STAYS < timezone.now()
    settled = request.status in {Status.DECLINED, Status.WITHDRAWN}
    return settled and request.decided_at + PAGE_STAYS < timezone.now()


def withdraw_request(request):
    """Take a request back at its sender's wish; once more is harmless. Raises CannotChange for one that was planned."""
    if request.status == Status.WITHDRAWN:
        return
    decide(request, to=Status.WITHDRAWN, allowed=OPEN)
    withdraw([request_messages.received_key(request)])


@transaction.atomic
def plan_for(request, session, *, by):
    """Answer a request with a session. Its sender becomes the host contact where there is none.

    They are told at once, or, while the session is a draft that may yet come to nothing, when it is opened.
    """
    hold_session(session)
    if session.status == SessionStatus.CANCELLED or session.is_over:
        raise CannotChange(_("This session is cancelled or over. Choose another."))
    decide(request, to=Status.PLANNED, allowed=OPEN, by=by, session=session, reason="")
    become_host_contact(request, session)
    if session.status != SessionStatus.DRAFT:
        request_messages.request_planned(request)


def become_host_contact(request, session):
    if session.host_contact_name or session.host_contact_email:
        return
    session.host_contact_name, session.host_contact_email = request.contact_name, request.contact_email
    session.host_contact_phone = request.contact_phone
    session.host = session.host or organisation_of(request)
    session.save(update_fields=["host_contact_name", "host_contact_email", "host_contact_phone", "host"])


@transaction.atomic
def decline_request(request, *, reason, by):
    """Say no, and why. It stays in the figures of what was asked for in vain."""
    decide(request, to=Status.DECLINED, allowed=OPEN, by=by, reason=reason)
    request_messages.request_declined(request)


@transaction.atomic
def leave_unmet(request, *, reason, by):
    """Keep a request that cannot be met for now: its sender is told so, and it can be planned later."""
    decide(request, to=Status.UNMET, allowed=[Status.NEW], by=by, reason=reason)
    request_messages.request_unmet(request)


def reopen_request(request, *, by):
    """Put an answered request back among those to decide. Nobody is written to."""
    answered = [Status.DECLINED, Status.UNMET, Status.PLANNED]
    decide(request, to=Status.NEW, allowed=answered, by=by, **UNDECIDED)


UNDECIDED = {"session": None, "reason": "", "told_at": None, "decided_at": None, "decided_by": None}


@transaction.atomic
def decide(request, *, to, allowed, by=None, **facts):
    """Give a request a status from one of `allowed`; refuses when somebody was quicker."""
    facts = {"status": to, "decided_at": timezone.now(), "decided_by": by} | facts
    if not TrainingRequest.objects.filter(pk=request.pk, status__in=allowed).update(**facts):
        raise CannotChange(_("This request has been answered already. Look at it again."))
    for field, value in facts.items():
        setattr(request, field, value)
    log(instance=request, action=f"muster.request.{to}", user=by, data={"reason": facts.get("reason", "")})


@transaction.atomic
def tell_those_who_asked(session):
    """Write once to everybody who asked for a date of this course; return how many they were.

    Three queries, however many they are. The UPDATE comes first: of two sessions opened at once, one finds each person.
    """
    if not can_be_told_of(session):
        return 0
    now = timezone.now()
    told = {"status": Status.PLANNED, "session": session, "told_at": now, "decided_at": now}
    if not wishes_met_by(session).update(**told):
        return 0
    asked = list(TrainingRequest.objects.filter(session=session, kind=Kind.TELL_ME, told_at=now).order_by("pk"))
    days = session.each_day()
    with written_together():
        for request in asked:
            request_messages.date_found(request, session, days=days)
    return len(asked)


def count_those_who_asked(session):
    """Return how many people would be written to if booking were opened now, in one query."""
    return wishes_met_by(session).count() if is_for_anybody(session) else 0


def wishes_met_by(session):
    return TrainingRequest.objects.untold().filter(course=session.course_id)


def can_be_told_of(session):
    """Whether a date is one that anybody may book: listed, open, by name, and still to come."""
    return session.status == SessionStatus.OPEN and is_for_anybody(session)


def is_for_anybody(session):
    return session.is_listed and session.recorded == Recorded.BY_NAME and session.starts_at > timezone.now()


@transaction.atomic
def reopen_requests_of(session, *, reason, by, was_draft=False):
    """Put what a cancelled session had answered back among what is to be decided; the need is unmet again.

    Nobody had been told of a draft, so nobody is told that it is off.
    """
    answered = list(requests_answered_by(session))
    TrainingRequest.objects.filter(pk__in=[each.pk for each in answered]).update(status=Status.NEW, **UNDECIDED)
    withdraw([request_messages.found_key(each, session) for each in answered])
    for request in answered:
        log(instance=request, action="muster.request.new", user=by, data={"reason": reason})
        if request.is_come_to_us and not was_draft:
            request_messages.request_open_again(request, session, reason=reason)
    return answered


def tell_hosts_it_opens(session):
    """Tell those who had asked for a session that was a draft until now. Whoever was told before is not told again."""
    for request in hosts_to_tell(session):
        request_messages.request_planned(request)


def tell_hosts_of_move(session, *, reason):
    """Tell those who had asked for this session of its new date."""
    for request in hosts_to_tell(session):
        request_messages.request_planned(request, news="moved", reason=reason)


def tell_hosts_it_is_certain(session):
    for request in hosts_to_tell(session):
        request_messages.request_planned(request, news="certain")


def hosts_to_tell(session):
    """Return the hosts who know of a session: of a draft nobody does yet."""
    return [] if session.status == SessionStatus.DRAFT else hosts_of(session)


def hosts_of(session):
    """Return the requests to come to somebody that this session answers: their senders are told of its changes."""
    found = list(requests_answered_by(session).filter(kind=Kind.COME_TO_US))
    for request in found:
        request.session = session
    return found


def requests_answered_by(session):
    return TrainingRequest.objects.filter(session=session, status=Status.PLANNED).order_by("pk")


def sessions_to_attach(request):
    """Return the sessions to come that a request can be answered with; those of its course first."""
    coming = (
        TrainingSession.objects.upcoming().exclude(status=SessionStatus.CANCELLED).select_related("course", "venue")
    )
    same = coming.filter(course=request.course_id) if request.course_id else coming.none()
    return [*same, *coming.filter(course__audience=request.audience_id).exclude(pk__in=same)]
