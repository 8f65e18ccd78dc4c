"""Addresses as they stand in mails, codes and calendars: whole, and the same whoever asked for the page."""

from django.conf import settings
from django.urls import reverse


def full_address(name, *args, **kwargs):
    """Return the full address of a page, in the language being spoken: from the setting, never from a request."""
    return settings.BASE_URL + reverse(name, args=args, kwargs=kwargs or None)
