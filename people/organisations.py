"""Recognising an organisation in what somebody typed."""

from django.db.models import Q

from design.keeping import kept
from people.keys import name_key
from people.models import Organisation


def match_organisation(typed):
    """Return the organisation with this name or other name, or None; case and spaces do not matter."""
    key = name_key(typed)
    if not key:
        return None
    return Organisation.objects.filter(Q(name_key=key) | Q(aliases__name_key=key)).first()


def suggest_organisations():
    """Return the names of open organisations, for suggestions at a field; any other name can be typed."""
    return kept("organisations", lambda: list(names_of_open_organisations()))


def names_of_open_organisations():
    return Organisation.objects.filter(closed_on__isnull=True).values_list("name", flat=True)


def keys_after(organisation):
    """Return the keys of its successor, of that one's successor and so on, each once."""
    found = []
    while (key := organisation.successor_id) is not None and key not in found:
        found.append(key)
        organisation = organisation.successor
    return found
