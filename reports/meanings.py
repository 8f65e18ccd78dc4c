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
ACCESSES, STARTS, COMPLETIONS = "accesses", "starts", "completions"
SINCE_START = "since_start"
BY_KIND = "attended_by_kind"
INVITED, ENTERED, ENTERED_RATE, ENTRIES = "schools_invited", "schools_entered", "schools_entered_rate", "entries"
MEMBERS, MEMBERS_TRAINED, MEMBERS_RATE = "members", "members_trained", "members_trained_rate"
DELIVERERS, ACTIVE_DELIVERERS = "deliverers", "active_deliverers"
BULLETINS, RECOMMENDATIONS = "bulletins", "recommendations"
CHARGES, POUNDS = "charges", "pounds"
REGISTERED = "registered"
CANCELLED = "cancelled"
NO_SHOWS = "no_shows"
WALK_INS = "walk_ins"
LEFT_WAITING = "left_waiting"
ATTENDANCE_RATE = "attendance_rate"
TRAINER_MINUTES = "trainer_minutes"
TRAINER_DAYS = "trainer_days"
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
    ACCESSES: Meaning(
        _("Accesses"),
        _("How often e-learning was opened. Not attendances and not people: added to neither."),
        counts_people=True,
    ),
    STARTS: Meaning(_("Started"), _("How often an e-learning course was begun."), counts_people=True),
    COMPLETIONS: Meaning(_("Completed"), _("How often an e-learning course was done to the end."), counts_people=True),
    SINCE_START: Meaning(
        _("Since its start"),
        _("Everybody a series has reached since the day that is named, over more than one year. Added to no year."),
        counts_people=True,
    ),
    BY_KIND: Meaning(
        _("Attendances in the register"),
        _(
            "Full and partial attendances by the kind of organisation people came from that day. Who was only counted "
            "in the room is not in a register."
        ),
        counts_people=True,
    ),
    INVITED: Meaning(_("Schools invited"), _("Schools that were asked to take part in a competition.")),
    ENTERED: Meaning(_("Schools that entered"), _("Schools that sent at least one entry to a competition.")),
    ENTERED_RATE: Meaning(_("Entered of invited"), _("Schools that entered, of the schools that were invited.")),
    ENTRIES: Meaning(
        _("Entries"), _("Entries to a competition, whoever made them. Not attendances."), counts_people=True
    ),
    MEMBERS: Meaning(_("Members in all"), _("The members that a body had on the day of the count.")),
    MEMBERS_TRAINED: Meaning(
        _("Members trained"),
        _("Members of a body who had been trained by the day of the count. People, not attendances."),
        counts_people=True,
    ),
    MEMBERS_RATE: Meaning(
        _("Trained of all members"), _("Members trained, of the members that the body had on the day of the count.")
    ),
    DELIVERERS: Meaning(
        _("Trained to deliver"),
        _("People who could give a programme themselves on the day of the count, whenever they were trained."),
        counts_people=True,
    ),
    ACTIVE_DELIVERERS: Meaning(
        _("Delivered it"),
        _("Of the people trained to deliver a programme, those who gave it in the year before the day of the count."),
        counts_people=True,
    ),
    BULLETINS: Meaning(
        _("Bulletins"),
        _(
            "Reports and bulletins that were due in the period. Late is what was sent after its day, or has not been "
            "sent though its day is past."
        ),
    ),
    RECOMMENDATIONS: Meaning(
        _("Recommendations"), _("Recommendations made by the end of the period, as they stood on its last day.")
    ),
    CHARGES: Meaning(
        _("Charges"), _("Charges for cancelling late and for not coming, in the period in which they were recorded.")
    ),
    POUNDS: Meaning(_("Pounds"), _("The sums of these charges, in pounds.")),
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
