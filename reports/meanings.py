"""What each number counts: its unit's name, and the definition printed with the report. One place, every output."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Meaning:
    """`name` is what is counted, `definition` one sentence that says how. `counts_people`: small ones are hidden."""

    name: str | Promise
    definition: str | Promise
    counts_people: bool = False


SESSIONS = "sessions"
ATTENDED = "attended"
NOT_RECORDED = "not_recorded"
REQUESTS = "requests"
REQUESTED_PEOPLE = "requested_people"
PLACES = "places"
MINUTES = "minutes"
PLACES_OFFERED = "places_offered"
FILL_RATE = "fill_rate"

MEANINGS = {
    SESSIONS: Meaning(
        _("Training sessions"),
        _(
            "Sessions whose last day is past and which are neither drafts nor cancelled. A session counts once, in the "
            "period of its last day."
        ),
    ),
    ATTENDED: Meaning(
        _("Attended"),
        _(
            "Attendances, not people: who came to three sessions is counted three times. Each session has one figure, "
            "from the register (full and partial attendances), a headcount or an import."
        ),
        counts_people=True,
    ),
    NOT_RECORDED: Meaning(
        _("Sessions not recorded"), _("Sessions of which nobody has settled how many came. Not recorded is not nought.")
    ),
    REQUESTS: Meaning(
        _("Requests"),
        _("Requests for training that were not met by the end of the period, in the period in which they were made."),
    ),
    REQUESTED_PEOPLE: Meaning(
        _("People asked for"), _("The numbers that requests gave, added up; some requests give none.")
    ),
    PLACES: Meaning(
        _("Places asked for in vain"),
        _("Places asked for by people who have no place on another date of the course either."),
    ),
    PLACES_OFFERED: Meaning(
        _("Places offered"), _("The capacities of the sessions, added up; not known where a session has no limit.")
    ),
    FILL_RATE: Meaning(
        _("Fill rate"),
        _("Attended of places offered. Only where both are known of every session it is about."),
    ),
    MINUTES: Meaning(_("Minutes"), _("How long a service speaks at each session.")),
}


def meaning_of(unit):
    """Return the Meaning of a unit; every unit that a figure names has one."""
    return MEANINGS[unit]
