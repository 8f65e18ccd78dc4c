"""What became of a session's places, by kind of employer: settled once, so that reports need not count people.

A registration is a booking that took a seat. It was used; or the seat was promised and nobody came (a no-show); or it
ended before: given back, declined by the manager, or never agreed to (cancelled). Who came without a seat walked in. So
attended = registered - cancelled - no-shows + walk-ins. Who was still on the list when it took place was left waiting;
whoever left the list, or did not take an offer, is counted nowhere.

Where the register is not what counts, nobody knows who came and who stayed away: those numbers are null then, never 0.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, When

from courses.models import Recorded
from sessions.models import Attendance, Booking, BookingChange, BookingStatus, Source, TrainingSession, Uptake
from sessions.models.booking import PROMISED, SEATED

AT_ONCE = 500  # sessions read together
NOUGHTS = dict.fromkeys(Uptake.MEASURES, 0)
BY_REGISTER = ("no_shows", "walk_ins", "attended")  # known only where the register counts
AS_THAT_DAY = ("walk_ins", "attended")  # counted from attendances, which keep the type of their day

IN_THE_ROOM = [Attendance.Extent.FULL, Attendance.Extent.PARTIAL]
NEVER_REGISTERED = BookingChange.objects.filter(
    booking=OuterRef("pk"), what__in=[BookingChange.What.LEFT, BookingChange.What.DECLINED]
)
# Somebody walked in and booked then: their attendance names no booking.
CAME_BY_NAME = (
    Attendance.objects.present()
    .filter(booking__isnull=True)
    .filter(session=OuterRef("session"), delegate=OuterRef("delegate"))
)
HAS_A_SEAT = Booking.objects.filter(status__in=SEATED, session=OuterRef("session"), delegate=OuterRef("delegate"))

USED = Q(attendance__extent__in=IN_THE_ROOM, attendance__awaits_confirmation=False)
USED_OR_CAME = USED | Q(Exists(CAME_BY_NAME))
TYPE_OF_BOOKING = Case(
    When(attendance__isnull=False, then="attendance__organisation_type"),
    When(delegate__isnull=False, then="delegate__organisation__type"),
    default="contact__organisation__type",
)


def but_for(bookings, excepted):
    """Return how many bookings there are without those excepted, of which a null would be told wrongly by a “not”."""
    return Count("pk", filter=bookings) - Count("pk", filter=bookings & excepted)


OF_BOOKINGS = {
    "taken": Count("pk", filter=Q(status__in=[*PROMISED, BookingStatus.REQUESTED])),
    "no_shows": but_for(Q(status__in=PROMISED), USED_OR_CAME),
    "given_back": but_for(Q(status=BookingStatus.CANCELLED), USED | Q(Exists(NEVER_REGISTERED))),
    "never_agreed": but_for(Q(status=BookingStatus.REQUESTED), USED_OR_CAME),
    "left_waiting": but_for(Q(status=BookingStatus.WAITING), Q(Exists(CAME_BY_NAME))),
}
OF_ATTENDANCES = {
    "attended": Count("pk"),
    "walk_ins": but_for(Q(booking__isnull=True), Q(Exists(HAS_A_SEAT))),
}


@dataclass(frozen=True)
class Difference:
    """Where what is kept of a session is not what bookings and attendances say now. Type None is "not said".

    `kept` and `counted` are {measure: number}; of `types` the measures that an attendance keeps, of the whole the sums.
    """

    session: int
    organisation_type: int | str | None
    kept: dict
    counted: dict


def settle_uptake(session):
    """Count anew what became of a session's places; call it in a transaction. Five statements, however many people.

    Four where it is settled for the first time. Nobody is known of a headcount session, and a past year's file says for
    itself what it knows.
    """
    if session.is_by_headcount:
        return
    session.uptake.all().delete()
    if session.attended_source != Source.IMPORT:
        write(counted({session.pk: session.attended_source}))


@transaction.atomic
def keep_imported(session, *, registered=None, cancelled=None, no_shows=None, walk_ins=None):
    """Keep what a past year's file says of a session's places, once its figure is settled; None is not known.

    The same said again changes nothing; nothing said leaves nothing.
    """
    said = {"registered": registered, "cancelled": cancelled, "no_shows": no_shows, "walk_ins": walk_ins}
    if all(number is None for number in said.values()):
        session.uptake.filter(organisation_type=None).delete()
        return
    said["attended"] = session.attended
    Uptake.objects.update_or_create(session=session, organisation_type=None, defaults=said)


def write(found):
    Uptake.objects.bulk_create(
        [
            Uptake(session_id=session, organisation_type_id=kind, **numbers)
            for session, kinds in found.items()
            for kind, numbers in kinds.items()
        ]
    )


def counted(sources):
    """Return {session: {type: {measure: number}}} of {session: source of its figure}; two queries.

    Each session has its line without a type.
    """
    found = {session: defaultdict(NOUGHTS.copy, {None: NOUGHTS.copy()}) for session in sources}
    for line in lines_of(Attendance.objects.present(), sources, kind="organisation_type", counts=OF_ATTENDANCES):
        numbers = found[line["session_id"]][line["kind"]]
        numbers["attended"], numbers["walk_ins"] = line["attended"], line["walk_ins"]
    for line in lines_of(Booking.objects, sources, kind=TYPE_OF_BOOKING, counts=OF_BOOKINGS):
        if any(line[name] for name in OF_BOOKINGS):
            add_bookings(found[line["session_id"]][line["kind"]], line)
    for session, kinds in found.items():
        for numbers in kinds.values():
            say_what_is_known(numbers, source=sources[session])
    return found


def lines_of(rows, sources, *, kind, counts):
    """Return the counts of each session and type."""
    kind = kind if isinstance(kind, Case) else Case(default=kind)
    return rows.filter(session__in=sources).order_by().values("session_id", kind=kind).annotate(**counts)


def add_bookings(numbers, line):
    numbers["no_shows"], numbers["left_waiting"] = line["no_shows"], line["left_waiting"]
    numbers["cancelled"] = line["given_back"] + line["never_agreed"]
    numbers["registered"] = line["taken"] + line["given_back"]


def say_what_is_known(numbers, *, source):
    """Let the register say who used a seat, or else say nothing of who came and who did not."""
    if source == Source.REGISTER:
        used = numbers["attended"] - numbers["walk_ins"]
        numbers["registered"] = used + numbers["no_shows"] + numbers["cancelled"]
    else:
        numbers.update(dict.fromkeys(BY_REGISTER))


def settled_here(sessions=None):
    """Return the finished sessions whose counts come from bookings and attendances."""
    sessions = TrainingSession.objects.all() if sessions is None else sessions
    found = sessions.filter(recorded=Recorded.BY_NAME, finished_at__isnull=False)
    return found.exclude(attended_source=Source.IMPORT)


def verify(sessions=None) -> Iterator[Difference]:
    """Yield where the counts of sessions (all, unless some are given) are not what the plain count says now.

    An attendance keeps the type of its day: those counts are compared type by type. A booking knows where its person
    works now, who may have another employer since: of these the session's sums are compared.
    """
    for sources in some_at_once(settled_here(sessions)):
        yield from differences_in(sources)


@transaction.atomic
def rebuild(sessions=None):
    """Count those sessions anew whose counts differ; return how many they were. What agrees keeps its types."""
    rebuilt = 0
    for sources in some_at_once(settled_here(sessions)):
        differing = sorted({difference.session for difference in differences_in(sources)})
        Uptake.objects.filter(session__in=differing).delete()
        write(counted({pk: sources[pk] for pk in differing}))
        rebuilt += len(differing)
    return rebuilt


def some_at_once(sessions):
    """Yield {session: source} of some sessions after the other, in order."""
    after = 0
    while found := dict(sessions.filter(pk__gt=after).order_by("pk").values_list("pk", "attended_source")[:AT_ONCE]):
        yield found
        after = max(found)


def differences_in(sources):
    kept = defaultdict(dict)
    for row in Uptake.objects.filter(session__in=sources):
        kept[row.session_id][row.organisation_type_id] = dict(zip(Uptake.MEASURES, row.numbers, strict=True))
    for session, kinds in counted(sources).items():
        yield from differences_of(session, kept=kept[session], counted=kinds)


def differences_of(session, *, kept, counted):
    for kind in sorted({*kept, *counted}, key=lambda pk: pk or 0):
        mine, theirs = ({name: lines.get(kind, NOUGHTS)[name] for name in AS_THAT_DAY} for lines in (kept, counted))
        if mine != theirs and any(number for each in (mine, theirs) for number in each.values()):
            yield Difference(session, kind, mine, theirs)
    mine, theirs = sums_of(kept), sums_of(counted)
    if mine != theirs:
        yield Difference(session, "all", mine, theirs)


def sums_of(kinds):
    """Return {measure: sum over the types}; None where it is not known, or nothing is kept at all."""
    known = {name: [numbers[name] for numbers in kinds.values()] for name in Uptake.MEASURES}
    return {name: None if None in numbers or not numbers else sum(numbers) for name, numbers in known.items()}
