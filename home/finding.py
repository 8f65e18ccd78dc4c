"""Finding the dates that suit: each filter as a condition, in words, and as an address without it.

In the evening is what begins at 5pm or later, at the weekend what begins on a Saturday or Sunday, both by London's
clock; of several days the first one counts. Online is what has no venue and either a link or an online course.
"""

from collections import defaultdict
from datetime import datetime
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from design.words import LONDON
from home.choices import ENGLISH
from home.forms import Times, Ways
from sessions.booking import closes_at
from sessions.models import SessionStatus, TrainingSession

EVENING_BEGINS = 17
SATURDAY = 6
EVENING = Q(GreaterThanOrEqual(ExtractHour("starts_at", tzinfo=LONDON), EVENING_BEGINS))
WEEKEND = Q(GreaterThanOrEqual(ExtractIsoWeekDay("starts_at", tzinfo=LONDON), SATURDAY))
ONLINE = Q(venue=None) & (~Q(online_link="") | Q(course__delivery=Course.Delivery.ONLINE))


def conditions(wanted):
    """Return the condition on sessions for each filter in use, by its name."""
    return {name: CONDITIONS[name](value) for name, value in wanted.items()}


def is_for(audience):
    return Q(course__audience__slug=audience)


def is_about(topic):
    return Q(course__in=Course.objects.filter(themes=topic))


def is_in_area(area):
    """A session without an area of its own is where its venue is."""
    return Q(area=area) | Q(area=None, venue__area=area)


def is_in_month(month):
    return Q(starts_at__gte=first_moment(month), starts_at__lt=first_moment(month, later=1))


def is_held(way):
    return ONLINE if way == Ways.ONLINE else ~ONLINE


def is_at_time(time):
    return {Times.EVENING: EVENING, Times.WEEKEND: WEEKEND, Times.FREE: EVENING | WEEKEND}[time]


def is_in_language(language):
    return Q(language__iexact=language) | (Q(language="") if language == ENGLISH else Q())


def has_places(_asked):
    """Return in the database's words when `sessions.booking.why_not_bookable` has nothing against a newcomer."""
    now = timezone.now()
    return (
        Q(status=SessionStatus.OPEN, people_waiting=0)
        & (Q(capacity=None) | Q(seats_taken__lt=F("capacity")))
        & (Q(booking_opens_at=None) | Q(booking_opens_at__lte=now))
        & (Q(booking_closes_at__gt=now) | Q(booking_closes_at=None) & before_closing_time(now))
    )


def before_closing_time(now):
    """How long before the start a course closes is for `closes_at` to say; the database is told for which courses."""
    courses = defaultdict(list)
    for course in Course.objects.offered().select_related("terms__replaced_by"):
        courses[now - closes_at(TrainingSession(course=course, starts_at=now))].append(course.pk)
    open_still = [Q(course__in=those, starts_at__gt=now + before) for before, those in courses.items()]
    return reduce(or_, open_still, Q(pk=None))


CONDITIONS = {
    "audience": is_for,
    "area": is_in_area,
    "month": is_in_month,
    "topic": is_about,
    "way": is_held,
    "time": is_at_time,
    "language": is_in_language,
    "places": has_places,
}


PHRASES = {
    "audience": _("for %(shown)s"),
    "area": _("in %(shown)s"),
    "month": _("in %(shown)s"),
    "topic": _("about %(shown)s"),
    "language": _("in %(shown)s"),
}
SAID = {
    ("way", Ways.PLACE): _("at a place"),
    ("way", Ways.ONLINE): _("online"),
    ("time", Times.EVENING): _("in the evening"),
    ("time", Times.WEEKEND): _("at the weekend"),
    ("time", Times.FREE): _("in the evening or at the weekend"),
    ("places", True): _("with places left"),
}


def first_moment(month, *, later=0):
    """Return the instant at which a month such as "2026-12", or one some months later, begins in London."""
    year, number = map(int, month.split("-"))
    years, number = divmod(number - 1 + later, 12)
    return datetime(year + years, number + 1, 1, tzinfo=LONDON)


def courses_that_fit(courses, wanted):
    """Return the courses for the audience and on the topic; the other filters are about dates."""
    if audience := wanted.get("audience"):
        courses = courses.filter(audience__slug=audience)
    if topic := wanted.get("topic"):
        courses = courses.filter(themes=topic)
    return courses


def filters_in_use(filters):
    """Return each filter in use in words, with what the address asks for without it."""
    wanted = filters.wanted
    return [
        {
            "name": name,
            "words": in_words(filters, name),
            "query": urlencode({other: chosen for other, chosen in wanted.items() if other != name}),
        }
        for name in wanted
    ]


def in_words(filters, name):
    """Say a filter as it stands in a sentence that begins with a number of dates."""
    value = filters.wanted[name]
    if name in PHRASES:
        shown = dict(filters.fields[name].choices)[value]
        return PHRASES[name] % {"shown": shown}
    return str(SAID[name, value])


def widened(sessions, filters):
    """Return the filters in use, each with how many dates there are without it, the most first. One query."""
    in_use, by_name = filters_in_use(filters), conditions(filters.wanted)
    counts = {
        name: Count("pk", filter=Q(*(other for key, other in by_name.items() if key != name))) for name in by_name
    }
    found = sessions.order_by().aggregate(**{f"without_{name}": count for name, count in counts.items()})
    found_without = [one | {"dates": found[f"without_{one['name']}"]} for one in in_use]
    return sorted((one for one in found_without if one["dates"]), key=lambda one: -one["dates"])
