"""The back office's screens for sessions."""

from sessions.viewsets.groups import SessionsGroup

__all__ = ["SessionsGroup"]
