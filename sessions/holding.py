"""Keeping a session as it stands while something about it is settled."""

from sessions.models import TrainingSession

HOW_IT_STANDS = ["status", "finished_at"]


def hold_session(session, *, fields=()):
    """Lock the session's row until the caller's transaction ends, and read anew how the session stands.

    Whoever was shown a session that was open may be acting on one that has just been finished or cancelled.
    """
    held = TrainingSession.objects.select_for_update(no_key=True)
    session.refresh_from_db(fields=[*HOW_IT_STANDS, *fields], from_queryset=held)
