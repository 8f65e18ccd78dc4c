"""Whom a feedback link belongs to."""

from django.http import Http404

from courses.models import Recorded
from sessions.models import Attendance, TrainingSession


def asked_by(token):
    """Return (session, attendance) of a feedback link; the attendance is None where a session takes no names.

    Unknown, absent, and the session's own link where it is recorded by name are the same 404.
    """
    attendance = (
        Attendance.objects.present().select_related("session__course__audience").filter(feedback_token=token).first()
    )
    if attendance:
        return attendance.session, attendance
    session = (
        TrainingSession.objects.select_related("course__audience")
        .filter(feedback_token=token, recorded=Recorded.BY_HEADCOUNT)
        .first()
    )
    if session is None:
        raise Http404
    return session, None
