"""What the public sees of the programme: the dates that fit, how many places are left, the courses on offer."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.translation import gettext as _

from courses.models import Audience, Course
from design.words import LONDON, say_places, say_when
from home.forms import DatesFilter
from people.models import Area
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
    return Course.objects.offered().select_related("audience", "terms").order_by("audience__order", "title")


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
    page_obj = Paginator(sessions.prefetch_related("days"), DATES_A_PAGE).get_page(page)
    few = SessionSettings.load().few_places
    rows = [row_of(session, days=list(session.days.all()), few_places=few) for session in page_obj]
    return {"page_obj": page_obj, "rows": rows}


def dates_of(course, *, page=None):
    """Return what a course's page shows of its dates."""
    return page_of_dates(public_sessions().filter(course=course), page=page)


def dates_shown(query):
    """Return what the list of training shows under the filters of `query`: audience, area, month, page."""
    filters = DatesFilter(query, audiences=audiences_on_offer(), areas=Area.objects.values_list("pk", "name"))
    filters.is_valid()
    wanted = filters.cleaned_data
    courses = offered_courses()
    if audience := wanted.get("audience"):
        courses = courses.filter(audience__slug=audience)
    return {"filters": filters, "is_filtered": any(wanted.values()), "courses": courses} | page_of_dates(
        sessions_that_fit(**wanted), page=query.get("page")
    )


def sessions_that_fit(*, audience="", area="", month=""):
    """Return the public dates under the filters. A session without an area of its own is where its venue is."""
    sessions = public_sessions()
    if audience:
        sessions = sessions.filter(course__audience__slug=audience)
    if area:
        sessions = sessions.filter(Q(area=area) | Q(area=None, venue__area=area))
    if month:
        sessions = sessions.filter(starts_at__gte=first_moment(month), starts_at__lt=first_moment(month, later=1))
    return sessions


def first_moment(month, *, later=0):
    """Return the instant at which a month such as "2026-12", or one some months later, begins in London."""
    year, number = map(int, month.split("-"))
    years, number = divmod(number - 1 + later, 12)
    return datetime(year + years, number + 1, 1, tzinfo=LONDON)


def audiences_on_offer():
    offered = Course.objects.offered().values("audience")
    return Audience.objects.filter(pk__in=offered).values_list("slug", "name")
