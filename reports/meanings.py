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
REGISTERED = "registered"
CANCELLED = "cancelled"
NO_SHOWS = "no_shows"
WALK_INS = "walk_ins"
LEFT_WAITING = "left_waiting"
ATTENDANCE_RATE = "attendance_rate"
TRAINER_MINUTES = "trainer_minutes"
TRAINER_DAYS = "trainer_days"

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
        _("Attended of places offered, walk-ins among the attended, at the sessions of which both are known."),
    ),
    REGISTERED: Meaning(
        _("Registered"),
        _(
            "Bookings that took a place, whatever became of them: used, not used, or given back. Who only waited for a "
            "place is not among them."
        ),
        counts_people=True,
    ),
    CANCELLED: Meaning(
        _("Cancelled"),
        _(
            "Registrations that ended before the session: cancelled by the person or by us, declined by the manager or "
            "never agreed to."
        ),
        counts_people=True,
    ),
    NO_SHOWS: Meaning(
        _("No-shows"),
        _("Promised places that nobody used. Known only where the register is the session's figure."),
        counts_people=True,
    ),
    WALK_INS: Meaning(_("Walk-ins"), _("Attended without a place of their own."), counts_people=True),
    LEFT_WAITING: Meaning(
        _("Left waiting"),
        _("Still on the waiting list when the session took place, and not let in without a place."),
        counts_people=True,
    ),
    ATTENDANCE_RATE: Meaning(
        _("Attendance rate"),
        _(
            "Attended of registered, at the sessions of which both are known. Walk-ins are among the attended, and "
            "cancelled registrations among the registered, so it can be more than 100 %."
        ),
    ),
    TRAINER_MINUTES: Meaning(
        _("Minutes of training"),
        _(
            "How long each trainer or service trained, added up over the parts of sessions that took place. A part "
            "without minutes lasts as long as its session."
        ),
    ),
    TRAINER_DAYS: Meaning(
        _("Trainer days"),
        _("Minutes of training in days of six hours, to a tenth. Preparation and travel are not counted."),
    ),
    MINUTES: Meaning(_("Minutes"), _("How long a service speaks at each session.")),
}


def meaning_of(unit):
    """Return the Meaning of a unit; every unit that a figure names has one."""
    return MEANINGS[unit]
