"""The tag that puts sessions on a page for programs to read."""

from django import template
from django.utils.html import format_html

from sessions.event_data import as_events

register = template.Library()


@register.simple_tag(takes_context=True)
def event_data(context, sessions):
    """Return a data block about a session or several. It is not executed: the content policy has nothing against it."""
    sessions = [sessions] if hasattr(sessions, "starts_at") else sessions
    events = as_events(sessions, organiser=context["service"].service_name) if sessions else ""
    return format_html('<script type="application/ld+json">{}</script>', events) if events else ""
