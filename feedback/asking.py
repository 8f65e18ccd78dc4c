"""Whom a feedback link belongs to."""

from django.shortcuts import get_object_or_404

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
    sessions = TrainingSession.objects.select_related("course__audience")
    return get_object_or_404(sessions, feedback_token=token, recorded=Recorded.BY_HEADCOUNT), None
