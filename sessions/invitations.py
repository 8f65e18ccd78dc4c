"""Calendar files: a booking as appointments that move and vanish with it.

Each day of a session is an appointment of its own. Its identifier stays the same for the life of the booking, and its
sequence number rises with every change, so that calendars replace what they hold (RFC 5545 and RFC 5546). A day that
was dropped is sent as cancelled from then on: whichever of the letters arrives, the calendar forgets it.
"""

from datetime import UTC, date
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress

from design.addresses import full_address
from design.words import LONDON

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
CANCELLED = "CANCELLED"


def invitation(booking, *, method, days=None):
    """Return the text of a calendar file: REQUEST and CANCEL go by mail, PUBLISH is for whoever downloads it."""
    days = days or booking.session.each_day()
    calendar = Calendar()
    calendar.add("prodid", "-//Muster//Bookings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    status = status_of(booking.session, method=method)
    for number, day in enumerate(days, start=1):
        calendar.add_component(appointment(booking, day, number=number, status=status, method=method))
    for number in range(len(days) + 1, booking.calendar_days + 1):
        calendar.add_component(appointment(booking, days[-1], number=number, status=CANCELLED, method=method))
    clock = london_clock(days[0].starts_at.year, days[-1].ends_at.year)
    return calendar.to_ical().decode().replace("BEGIN:VEVENT", f"{clock}BEGIN:VEVENT", 1)


@lru_cache
def london_clock(first, last):
    """Return what a calendar is told of London's clock.

    The changes of these years say enough; all of them since 1970 would double the length of every mail.
    """
    since, until = date(first, 1, 1), date(last + 1, 12, 31)
    return Timezone.from_tzinfo(LONDON, first_date=since, last_date=until).to_ical().decode()


def appointment(booking, day, *, number, status, method):
    """Return one day of a booking as an appointment."""
    event = Event()
    event.add("uid", f"{booking.reference}-{number}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", sequence_of(booking, method=method))
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", day.starts_at.astimezone(LONDON))
    event.add("dtend", day.ends_at.astimezone(LONDON))
    event.add("summary", booking.session.course.title)
    event.add("status", status)
    event.add("organizer", organiser())
    if method != PUBLISH and booking.email:
        event.add("attendee", attendee(booking))
    if where := place_of(booking.session):
        event.add("location", where)
    event.add("url", personal_address(booking))
    event.add("description", description_of(booking))
    return event


def status_of(session, *, method):
    if method == CANCEL:
        return CANCELLED
    return "TENTATIVE" if session.is_tentative else "CONFIRMED"


def sequence_of(booking, *, method):
    """Return how often the appointment changed; a cancelled session cancels above the last change of its bookings."""
    return booking.calendar_sequence + booking.session.calendar_sequence + (method == CANCEL)


def organiser():
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = name or address
    return organiser


def attendee(booking):
    """Return the person as having accepted: they booked, so their calendar need not ask."""
    attendee = vCalAddress(f"mailto:{booking.email}")
    attendee.params["PARTSTAT"] = "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    return attendee


def place_of(session):
    """Return where a session is, on one line."""
    if session.venue is None:
        return _("Online") if session.online_link else ""
    return ", ".join([session.venue.name, *session.venue.address.splitlines()])


def personal_address(booking):
    """Return the full address of a booking's own page, from the setting and never from a request."""
    return full_address("booking", booking.token)


def description_of(booking):
    said = _("Booking reference: %(reference)s. To see or cancel your booking: %(address)s") % {
        "reference": booking.reference.upper(),
        "address": personal_address(booking),
    }
    return "\n".join(filter(None, [language_of(booking.session), said]))


def language_of(session):
    """Say in which language a session is given; nothing where that is English."""
    return _("In %(language)s") % {"language": session.language} if session.language else ""
