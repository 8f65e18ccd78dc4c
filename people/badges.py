"""Recognising a driver's badge within its authority."""

from people.keys import badge_key, tidy
from people.models import Badge


def claimed_badge(said):
    """Return the badge that a form's `authority`, `number` and `has_no_badge` claim. It is for its council to check."""
    kind = Badge.Kind.APPLICATION if said["has_no_badge"] else Badge.Kind.BADGE
    return know_badge(said["authority"], number=said["number"], kind=kind)


def know_badge(authority, *, number, kind=Badge.Kind.BADGE):
    """Return the authority's badge with this number, made if new. Zeros are kept; case and spaces do not matter."""
    badge, _made = Badge.objects.get_or_create(
        authority=authority, kind=kind, number_key=badge_key(number), defaults={"number": tidy(number)}
    )
    return badge
