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
PLACES_TAKEN = "places_taken"
PLAN_RATE = "plan_rate"
IN_SCOPE = "in_scope"
REACHED = "reached"
NOT_REACHED = "not_reached"
REACH_RATE = "reach_rate"
PUPILS = "pupils"
DRIVERS_TRAINED = "drivers_trained"
DRIVERS_CONFIRMED = "drivers_confirmed"
DRIVERS_AWAITING = "drivers_awaiting"
DRIVERS_VALID = "drivers_valid"
ANSWERS = "answers"
SHARE_OF_ANSWERS = "share_of_answers"
RESPONSE_RATE = "response_rate"

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
    PLACES_TAKEN: Meaning(
        _("Places taken"), _("Places booked of places offered, at sessions to come that have a limit.")
    ),
    PLAN_RATE: Meaning(_("Share of the plan"), _("Attended so far of the attendances planned for the whole year.")),
    IN_SCOPE: Meaning(
        _("Organisations in scope"),
        _(
            "Organisations of the kinds that are to be reached, open at any time in the period or reached in it. One "
            "that took another's place within the period is counted once, with it."
        ),
    ),
    REACHED: Meaning(
        _("Organisations reached"),
        _(
            "In scope, and host of a session that took place in the period, or the employer that day of somebody who "
            "attended one. Organisations, not people and not sessions."
        ),
    ),
    NOT_REACHED: Meaning(
        _("Organisations not reached"),
        _("In scope, and neither host of a session in the period nor employer of anybody who attended one."),
    ),
    REACH_RATE: Meaning(_("Share reached"), _("Organisations reached of organisations in scope.")),
    PUPILS: Meaning(
        _("Pupils on roll"),
        _("Pupils on the rolls of schools, as the national schools file last gave them. They need not have attended."),
    ),
    DRIVERS_TRAINED: Meaning(
        _("Drivers trained"),
        _(
            "Badge holders who attended a session of the period, each counted once for an authority. Who holds badges "
            "of two councils is a driver of both."
        ),
        counts_people=True,
    ),
    DRIVERS_CONFIRMED: Meaning(
        _("Of these, confirmed"),
        _("Drivers trained in the period whose authority has confirmed that this training counts for the licence."),
        counts_people=True,
    ),
    DRIVERS_AWAITING: Meaning(
        _("Of these, not confirmed"),
        _("Drivers trained in the period of whose training nothing is confirmed yet."),
        counts_people=True,
    ),
    DRIVERS_VALID: Meaning(
        _("Valid at the end"),
        _(
            "Badge holders with a confirmed training, of this period or earlier, that counted for the licence on the "
            "last day told of."
        ),
        counts_people=True,
    ),
    ANSWERS: Meaning(
        _("Answers"),
        _("Answers given after sessions of the period. Fewer than five are not shown to anybody."),
        counts_people=True,
    ),
    SHARE_OF_ANSWERS: Meaning(
        _("Share of answers"), _("Of the answers to the same question, as many as stand beside it.")
    ),
    RESPONSE_RATE: Meaning(
        _("Response rate"),
        _("Questionnaires filled in, of those who attended sessions that count in the tables, where that is recorded."),
    ),
}


def meaning_of(unit):
    """Return the Meaning of a unit; every unit that a figure names has one."""
    return MEANINGS[unit]
