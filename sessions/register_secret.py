"""Whose register a secret opens: the session's own, and the links made for people without an account."""

from datetime import datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.utils import timezone

from design.words import LONDON
from sessions.models import RegisterLink, SessionStatus, TrainingSession


def session_of_register(token):
    """Return the session that a register's secret opens; `opened_by_link` is the link's key or None.

    Unknown, draft, withdrawn and ended are the same 404. A link ends with the session's last day, by London's date.
    """
    links = RegisterLink.objects.filter(token=token, withdrawn_at__isnull=True)
    session = (
        TrainingSession.objects.select_related("course__audience", "venue")
        .filter(Q(register_token=token) | Q(pk__in=links.values("session_id")))
        .annotate(opened_by_link=Subquery(links.filter(session=OuterRef("pk")).values("pk")))
        .exclude(status=SessionStatus.DRAFT)
        .first()
    )
    if session is None or (session.opened_by_link and timezone.now() >= end_of(session)):
        raise Http404
    return session


def end_of(session):
    return datetime.combine(session.last_day + timedelta(days=1), time(), tzinfo=LONDON)
