"""Calendars to subscribe to: the public sessions that are booked by name, all or those of one audience or course.

Whoever subscribes sees a session move and, once somebody had booked it, sees it cancelled; what is over leaves the
calendar. Each day is an event of its own (RFC 5545). Never in them: young people's sessions, online links, people.
"""

from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from courses.models import Audience, Course, Recorded
from design.addresses import full_address
from design.words import LONDON
from home.dates import public_sessions, with_days
from sessions.invitations import place_of
from sessions.models import Booking, SessionStatus, TrainingSession

LOOK_AGAIN = timedelta(hours=6)


def sessions_in_calendars():
    """Return the coming sessions that calendars hold; one cancelled as a draft was never to be seen."""
    booked = Exists(Booking.objects.filter(session=OuterRef("pk")))
    cancelled = TrainingSession.objects.upcoming().filter(
        booked, status=SessionStatus.CANCELLED, is_listed=True, course__is_offered=True
    )
    cancelled = cancelled.exclude(course__audience__headcount_locked=True)
    return (public_sessions() | cancelled).filter(recorded=Recorded.BY_NAME)


def audiences_with_calendar():
    """Return the audiences whose training is booked by name and on offer now."""
    by_name = Audience.objects.filter(recorded=Recorded.BY_NAME, headcount_locked=False)
    return by_name.filter(Exists(Course.objects.offered().filter(audience=OuterRef("pk"))))


def courses_with_calendar():
    return Course.objects.offered().filter(audience__recorded=Recorded.BY_NAME, audience__headcount_locked=False)


def calendar_of(sessions, *, name):
    """Return the text of a calendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Muster//Training//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    sessions = with_days(sessions)
    for session, days in sessions:
        for number, day in enumerate(days, start=1):
            calendar.add_component(event_of(session, day, number=number))
    add_clock_changes(calendar, years=[day.ends_at.year for _session, days in sessions for day in days])
    return calendar.to_ical()


def add_clock_changes(calendar, *, years):
    """Add London's clock for the years in use; all its changes since 1970 would be longer than the calendar."""
    if years:
        calendar.add_missing_timezones(first_date=date(min(years) - 1, 1, 1), last_date=date(max(years) + 1, 12, 31))


def event_of(session, day, *, number):
    """Return one day of a session. Its identifier stays, its sequence rises when the session moves or is cancelled."""
    address = full_address("book", session.reference)
    event = Event()
    event.add("uid", f"session-{session.reference}-{number}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", session.calendar_sequence + (session.status == SessionStatus.CANCELLED))
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", day.starts_at.astimezone(LONDON))
    event.add("dtend", day.ends_at.astimezone(LONDON))
    event.add("summary", session.course.title)
    event.add("description", description_of(session, address=address))
    event.add("status", status_of(session))
    event.add("transp", "TRANSPARENT")  # to know of a date is not to be busy
    event.add("categories", [session.course.audience.name])
    if where := where_in_words(session):
        event.add("location", where)
    event.add("url", address)
    return event


def status_of(session):
    """Return in the words of calendars whether a session takes place."""
    if session.status == SessionStatus.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if session.is_tentative else "CONFIRMED"


def description_of(session, *, address):
    book = _("To see the places left and to book: %(address)s") % {"address": address}
    return "\n".join(filter(None, [session.course.summary, book]))


def where_in_words(session):
    """Return where a session is, on one line, and only that it is online where it is."""
    if session.venue is None and session.course.delivery == Course.Delivery.ONLINE:
        return _("Online")
    return place_of(session)
