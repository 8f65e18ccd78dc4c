"""The back office's screens for sessions."""

from sessions.viewsets.activities import ActivitiesGroup
from sessions.viewsets.groups import SessionsGroup

__all__ = ["ActivitiesGroup", "SessionsGroup"]
