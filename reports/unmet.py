"""Unmet need: what was asked for and did not come about, and who was left without a place.

These are counts of requests and of places asked for, never of people who attended.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from design.words import LONDON
from sessions.models import Booking, BookingChange, BookingStatus, SessionStatus, TrainingRequest
from sessions.models.booking import SEATED

Status = TrainingRequest.Status
MET = {Status.PLANNED, Status.WITHDRAWN}
ANOTHER_PLACE = (
    Booking.objects.filter(
        status__in=SEATED, delegate=OuterRef("delegate"), session__course=OuterRef("session__course")
    )
    .exclude(session=OuterRef("session"))
    .exclude(session__status=SessionStatus.CANCELLED)
)


@dataclass(frozen=True)
class Need:
    """Requests that were not met. `people` adds up the numbers given; `without_number` requests gave none."""

    requests: int = 0
    unmet: int = 0
    declined: int = 0
    still_open: int = 0
    people: int = 0
    without_number: int = 0

    def __add__(self, other):
        return Need(*(mine + theirs for mine, theirs in zip(self.numbers, other.numbers, strict=True)))

    @property
    def numbers(self):
        return self.requests, self.unmet, self.declined, self.still_open, self.people, self.without_number


@dataclass(frozen=True)
class LeftOut:
    """Sessions at which people were left without a place, and how many places they had asked for."""

    sessions: int = 0
    places: int = 0


@dataclass(frozen=True)
class UnmetNeed:
    """`by` holds (what, ((label, Need), …)) for audience, area and topic; each adds up to the total."""

    total: Need
    by: tuple[tuple[str, tuple[tuple[str, Need], ...]], ...]
    left_waiting: LeftOut
    cancelled: LeftOut

    @property
    def is_any(self):
        return bool(self.total.requests or self.left_waiting.places or self.cancelled.places)


def unmet_need(span):
    """Return what was asked for in a span of days and not met by its end; three queries, however many requests."""
    by: tuple = (defaultdict(Need), defaultdict(Need), defaultdict(Need))
    total = Need()
    for labels, need in requests_in(span):
        total += need
        for needs, label in zip(by, labels, strict=True):
            needs[label] += need
    names = ("audience", "area", "topic")
    tables = tuple((name, in_order(needs)) for name, needs in zip(names, by, strict=True))
    return UnmetNeed(total, tables, left_waiting(span), left_by_cancelling(span))


def in_order(needs):
    """Return the lines, most requests first."""
    return tuple(sorted(needs.items(), key=lambda line: (-line[1].requests, line[0].casefold())))


def requests_in(span):
    """Yield ((audience, area, topic), Need) of each request asked for in the span and not met by its end."""
    first, end = instants_of(span)
    names = ("audience__name", "area__name", "course__title", "topic", "status", "decided_at", "people")
    found = TrainingRequest.objects.filter(asked_at__gte=first, asked_at__lt=end).order_by("pk").values_list(*names)
    for audience, area, course, topic, status, decided_at, people in found:
        then = status if decided_at and decided_at < end else Status.NEW
        if then not in MET:
            labels = audience, area or _("Area not said"), course or topic or _("Topic not said")
            yield labels, need_of(then, people)


def need_of(status, people):
    return Need(
        requests=1,
        unmet=int(status == Status.UNMET),
        declined=int(status == Status.DECLINED),
        still_open=int(status == Status.NEW),
        people=people or 0,
        without_number=int(people is None),
    )


def instants_of(span):
    """Return the instants at which a span begins and is over, in London."""
    days = span.first, span.last + timedelta(days=1)
    return tuple(datetime.combine(day, time(), tzinfo=LONDON) for day in days)


def left_waiting(span):
    """Return who was still on the list when a session took place, and has no place on another date of the course."""
    took_place = {"status": BookingStatus.WAITING, "session__ends_at__lte": timezone.now()}
    bookings = Booking.objects.filter(session__last_day__range=(span.first, span.last), **took_place)
    bookings = bookings.exclude(session__status__in=[SessionStatus.DRAFT, SessionStatus.CANCELLED])
    return counted(bookings.filter(~Exists(ANOTHER_PLACE)))


def left_by_cancelling(span):
    """Return whose session was cancelled and who has no place on another date of the course."""
    at_once = {"what": BookingChange.What.CANCELLED_BY_US, "reason": F("booking__session__cancelled_reason")}
    changes = BookingChange.objects.filter(booking=OuterRef("pk"), **at_once)
    off = {"session__status": SessionStatus.CANCELLED, "status": BookingStatus.CANCELLED}
    bookings = Booking.objects.filter(session__last_day__range=(span.first, span.last), **off)
    bookings = bookings.filter(Exists(changes))
    return counted(bookings.filter(~Exists(ANOTHER_PLACE)))


def counted(bookings):
    found = bookings.aggregate(sessions=Count("session", distinct=True), places=Count("pk"))
    return LeftOut(**found)
