"""What became of places, summed: from the counts that finishing settles for each session and organisation type.

Every session of which anything is known has one row without a type, so that counting these counts sessions. A session
is looked at here where people are recorded by name, or where a past year's file said something of its places.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from courses.models import Recorded
from people.models import OrganisationType
from reports.counting import AUDIENCE, NOTHING, SUMS, Tally, counted_sessions, tally_in
from sessions.models import Qualifier, Uptake

HAS_UPTAKE = Exists(Uptake.objects.filter(session=OuterRef("pk")))
FILLED = Q(capacity__isnull=False, attended__isnull=False)
OF_SESSIONS = {
    **SUMS,
    "places": Coalesce(Sum("capacity"), 0),
    "limited": Count("capacity"),
    "filled": Count("pk", filter=FILLED),
    "filled_people": Coalesce(Sum("attended", filter=FILLED), 0),
    "filled_places": Coalesce(Sum("capacity", filter=FILLED), 0),
    "filled_estimated": Count("pk", filter=FILLED & Q(attended_qualifier=Qualifier.ESTIMATED)),
    "filled_at_least": Count("pk", filter=FILLED & Q(attended_qualifier=Qualifier.AT_LEAST)),
}
OF_A_SESSION = Q(uptake__organisation_type__isnull=True)
RATED = Q(uptake__registered__isnull=False, uptake__attended__isnull=False)
OF_UPTAKE = {
    **{f"sum_{name}": Coalesce(Sum(f"uptake__{name}"), 0) for name in Uptake.MEASURES},
    **{
        f"{name}_known": Count("pk", filter=OF_A_SESSION & Q(**{f"uptake__{name}__isnull": False}))
        for name in Uptake.MEASURES
    },
    "rated": Count("pk", filter=OF_A_SESSION & RATED),
    "rated_attended": Coalesce(Sum("uptake__attended", filter=RATED), 0),
    "rated_registered": Coalesce(Sum("uptake__registered", filter=RATED), 0),
}
# How a row's counts hang together: by the register they make one sum, otherwise each stands for itself.
WHOLE, BOTH, ATTENDED_ONLY, NOT_ATTENDED = "whole", "both", "attended only", "not attended"
ADDS_UP = Q(
    uptake__registered=F("uptake__attended") - F("uptake__walk_ins") + F("uptake__no_shows") + F("uptake__cancelled"),
    uptake__attended__gte=F("uptake__walk_ins"),
)
HOW_KEPT = Case(
    When(uptake__isnull=True, then=Value("")),
    When(ADDS_UP, then=Value(WHOLE)),
    When(uptake__registered__isnull=False, uptake__attended__isnull=False, then=Value(BOTH)),
    When(uptake__attended__isnull=False, then=Value(ATTENDED_ONLY)),
    default=Value(NOT_ATTENDED),
    output_field=CharField(),
)
BY_NAME = Q(recorded=Recorded.BY_NAME)


@dataclass(frozen=True)
class Use:
    """Some sessions' places, added up. `filled` of the sessions have a capacity and a figure, `filled_…` are theirs.

    `counts` and `known` are {measure: number} and {measure: sessions}; `rated` sessions have registrations and
    attendances both, and `rated_…` are theirs. `kinds` are the (audience, organisation type) that are added up.
    """

    tally: Tally = NOTHING
    places: int = 0
    limited: int = 0
    filled: Tally = NOTHING
    filled_places: int = 0
    rated: int = 0
    rated_attended: int = 0
    rated_registered: int = 0
    counts: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)
    audiences: frozenset = frozenset()
    kinds: frozenset = frozenset()

    def __add__(self, other):
        names = ("tally", "places", "limited", "filled", "filled_places", "rated", "rated_attended", "rated_registered")
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        for name in ("counts", "known"):
            mine, theirs = getattr(self, name), getattr(other, name)
            sums[name] = {measure: mine.get(measure, 0) + theirs.get(measure, 0) for measure in Uptake.MEASURES}
        return Use(**sums, audiences=self.audiences | other.audiences, kinds=self.kinds | other.kinds)


NOBODY = Use()


@dataclass(frozen=True)
class UseOfPlaces:
    """`by_audience` and `by_type` hold ((label, Use), …) in printing order; each adds up to the `total`."""

    total: Use
    by_audience: tuple[tuple[str, Use], ...]
    by_type: tuple[tuple[str | None, Use], ...]

    @property
    def is_any(self):
        """Whether anything is known of any places: how many there were, or who took them."""
        return bool(self.total.limited or any(self.total.known.values()))


def use_of_places(span, *, audiences):
    """Return what became of the places of a span; three queries. `audiences` are (key, name) in printing order."""
    by_audience, by_type = defaultdict(lambda: NOBODY), defaultdict(lambda: NOBODY)
    for line in sessions_with_places(span):
        by_audience[line["counted_for"]] += of_sessions(line)
    for line in uptake_in(span):
        use = of_uptake(line)
        by_audience[line["counted_for"]] += use
        # A type's own rows do not say of how many sessions they are known: the whole does.
        by_type[line["kind"]] += use
    total = sum(by_audience.values(), start=NOBODY)
    named = tuple((name, by_audience[pk]) for pk, name in audiences if pk in by_audience)
    types = [*OrganisationType.objects.values_list("pk", "name"), (None, None)] if by_type else []
    told = ((name, by_type[pk]) for pk, name in types if pk in by_type)
    return UseOfPlaces(
        total, named, tuple((name, replace(use, known=total.known)) for name, use in told if counts(use))
    )


def counts(use):
    return any(use.counts.values())


def sessions_with_places(span):
    found = counted_sessions(span).filter(BY_NAME | Q(HAS_UPTAKE))
    return found.values(counted_for=AUDIENCE).annotate(**OF_SESSIONS)


def uptake_in(span):
    """Return the counts of each audience and organisation type, asked of the sessions, whose days have an index."""
    kept = counted_sessions(span).filter(uptake__isnull=False)
    return kept.values(counted_for=AUDIENCE, kind=F("uptake__organisation_type_id")).annotate(**OF_UPTAKE)


def of_sessions(line):
    filled = Tally(
        line["filled"], line["filled"], line["filled_people"], line["filled_estimated"], line["filled_at_least"]
    )
    facts = {name: line[name] for name in ("places", "limited", "filled_places")}
    return Use(tally_in(line), filled=filled, audiences=frozenset({line["counted_for"]}), **facts)


def of_uptake(line):
    facts = {name: line[name] for name in ("rated", "rated_attended", "rated_registered")}
    counts = {name: line[f"sum_{name}"] for name in Uptake.MEASURES}
    known = {name: line[f"{name}_known"] for name in Uptake.MEASURES}
    return Use(counts=counts, known=known, kinds=frozenset({(line["counted_for"], line["kind"])}), **facts)


# The groups of people in a session, so that the disclosure rule knows which counts add up to which.
PARTS = {
    "registered": ("used", "stayed away", "gave up", "registered", "registered alone"),
    "attended": ("used", "walked in", "attended", "attended alone"),
    "cancelled": ("gave up", "cancelled"),
    "no_shows": ("stayed away", "no_shows"),
    "walk_ins": ("walked in", "walk_ins"),
    "left_waiting": ("left_waiting",),
    "rated_registered": ("used", "stayed away", "gave up", "registered"),
    "rated_attended": ("used", "walked in", "attended"),
}
# Of each way in which a row is kept: who attended, and who did not.
GROUPS = {
    WHOLE: (("used", "walked in"), ("stayed away", "gave up")),
    BOTH: (("attended",), ("registered", "cancelled", "no_shows", "walk_ins")),
    ATTENDED_ONLY: (("attended alone",), ("cancelled", "no_shows", "walk_ins")),
    NOT_ATTENDED: ((), ("registered alone", "cancelled", "no_shows", "walk_ins")),
}


def parts_of(measure, kinds):
    """Return the parts of a count of people of some (audience, organisation type)."""
    return frozenset((part, *kind) for part in PARTS[measure] for kind in kinds)


def groups_of(base, *, kind, kept):
    """Return the groups of the people whom one row tells of. `base` are the groups of everybody who attended."""
    if not kept:
        return [base]
    inside, outside = GROUPS[kept]
    ours = [(*base, (part, *kind)) for part in inside] if inside else [base]
    return ours + [((part, *kind),) for part in (*outside, "left_waiting")]
