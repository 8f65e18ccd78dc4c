"""What the public sees of the programme: the dates that fit, how many places are left, the courses on offer."""

from dataclasses import dataclass
from itertools import islice

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.translation import gettext as _

from courses.models import Course
from design.words import LONDON, say_places, say_when, within_a_day
from home import finding
from home.choices import choices_on_offer
from home.forms import DatesFilter
from sessions.booking import why_not_bookable
from sessions.models import SessionSettings, TrainingSession
from sessions.refusals import BookingClosed, BookingNotOpenYet, Refusal, SessionFull
from sessions.showing import can_wait

DATES_A_PAGE = 20
LOOKED_AT = 5  # for each date shown on the home page: those of the next hours are closed already


@dataclass(frozen=True)
class DateRow:
    """One session as the public sees it."""

    session: TrainingSession
    days: list
    refusal: Refusal | None
    few_places: int

    @property
    def can_be_booked(self):
        return self.refusal is None and not self.session.is_by_headcount

    @property
    def is_closed(self):
        return type(self.refusal) is BookingClosed

    @property
    def can_wait(self):
        return can_wait(self.session, self.refusal)

    @property
    def places(self):
        """Say whether there is room: how many places while they are few, else just that there are some."""
        if self.session.is_by_headcount:
            return _("No booking online")
        if self.refusal is None:
            left = self.session.places_left
            return say_places(left if left is not None and left <= self.few_places else None)
        if isinstance(self.refusal, BookingNotOpenYet):
            return _("Booking opens on %(when)s") % {"when": say_when(self.session.booking_opens_at)}
        if isinstance(self.refusal, SessionFull):
            return say_places(0, waiting_list=self.can_wait)
        return _("Booking has closed")

    @property
    def are_few(self):
        return self.can_be_booked and self.places != say_places(None)

    @property
    def starts_at(self):
        return timezone.localtime(self.session.starts_at, LONDON)

    @property
    def month(self):
        return spell(self.starts_at, "F Y")


def offered_courses():
    """Return the courses with a public page, grouped by audience."""
    return Course.objects.offered().select_related("audience", "terms__replaced_by").order_by("audience__order", "title")


def public_sessions():
    """Return the dates for everybody, soonest first. Where young people meet is never published."""
    return (
        TrainingSession.objects.listed()
        .upcoming()
        .exclude(course__audience__headcount_locked=True)
        .select_related("course__audience", "course__terms__replaced_by", "venue", "area")
    )


def next_dates(number):
    """Return rows for the next few dates that are not closed; places are said without numbers, which the list gives."""
    rows = (row_of(session, days=[session], few_places=0) for session in public_sessions()[: number * LOOKED_AT])
    return list(islice((row for row in rows if not row.is_closed), number))


def row_of(session, *, days, few_places):
    return DateRow(session, days=days, refusal=why_not_bookable(session), few_places=few_places)


def page_of_dates(sessions, *, page):
    """Return one page of sessions, and a row for each. Any page number is answered, a wrong one with the nearest."""
    page_obj = Paginator(sessions, DATES_A_PAGE).get_page(page)
    return {"page_obj": page_obj, "rows": rows_of(page_obj, few_places=SessionSettings.load().few_places)}


def rows_of(sessions, *, few_places):
    """Return a row for each session."""
    return [row_of(session, days=days, few_places=few_places) for session, days in with_days(sessions)]


def with_days(sessions):
    """Return each session with its days; only those of several days are looked up, for all sessions at once."""
    sessions = list(sessions)
    longer = [session for session in sessions if not within_a_day(session.starts_at, session.ends_at)]
    prefetch_related_objects(longer, "days")
    return [(session, list(session.days.all()) if session in longer else [session]) for session in sessions]


def dates_of(course, *, page=None):
    """Return what a course's page shows of its dates."""
    return page_of_dates(public_sessions().filter(course=course), page=page)


def dates_shown(query):
    """Return what the list of training shows under the filters of `query`, and its page."""
    filters = DatesFilter(query, choices=choices_on_offer())
    filters.is_valid()
    fitting = public_sessions().filter(*finding.conditions(filters.wanted).values())
    shown = page_of_dates(fitting, page=query.get("page"))
    is_empty = filters.wanted and not shown["rows"]
    return shown | {
        "filters": filters,
        "in_use": finding.filters_in_use(filters),
        "wider": finding.widened(public_sessions(), filters) if is_empty else [],
        "courses": list(finding.courses_that_fit(offered_courses(), filters.wanted)),
    }
