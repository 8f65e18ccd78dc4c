"""Calendar files: a booking as appointments that move and vanish with it.

Each day of a session is an appointment of its own. Its identifier stays the same for the life of the booking, and its
sequence number rises with every change, so that calendars replace what they hold (RFC 5545 and RFC 5546). A day that
was dropped is sent as cancelled from then on: whichever of the letters arrives, the calendar forgets it. Hundreds may
book the same session within minutes: what is the same for all of them is written once.
"""

from datetime import UTC, date
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event, Timezone, vCalAddress, vText
from icalendar.parser import Contentline, Parameters

from design.addresses import full_address
from design.words import LONDON

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
CANCELLED = "CANCELLED"
NOTHING = Parameters()
ACCEPTED = Parameters({"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})


def invitation(booking, *, method, days=None):
    """Return the text of a calendar file: REQUEST and CANCEL go by mail, PUBLISH is for whoever downloads it."""
    days = days or booking.session.each_day()
    status = status_of(booking.session, method=method)
    dropped = [(number, days[-1], CANCELLED) for number in range(len(days) + 1, booking.calendar_days + 1)]
    wanted = [(number, day, status) for number, day in enumerate(days, start=1)] + dropped
    events = [appointment(booking, day, number=number, status=said, method=method) for number, day, said in wanted]
    clock = london_clock(days[0].starts_at.year, days[-1].ends_at.year)
    opening = f"VERSION:2.0\r\nPRODID:-//Muster//Bookings//EN\r\nMETHOD:{method}\r\n"
    return f"BEGIN:VCALENDAR\r\n{opening}{clock}{''.join(events)}END:VCALENDAR\r\n"


@lru_cache
def london_clock(first, last):
    """Return what a calendar is told of London's clock.

    The changes of these years say enough; all of them since 1970 would double the length of every mail.
    """
    since, until = date(first, 1, 1), date(last + 1, 12, 31)
    return Timezone.from_tzinfo(LONDON, first_date=since, last_date=until).to_ical().decode()


def appointment(booking, day, *, number, status, method):
    """Return one day of a booking as an appointment: what is the same for everybody, and what is the person's own."""
    shared = shared_lines(
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        title=booking.session.course.title,
        status=status,
        place=place_of(booking.session),
        organiser=settings.DEFAULT_FROM_EMAIL,
    )
    own = [
        line("UID", f"{booking.reference}-{number}@{urlsplit(settings.BASE_URL).hostname}"),
        line("SEQUENCE", str(sequence_of(booking, method=method))),
        line("DTSTAMP", f"{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"),
        line("URL", personal_address(booking)),
        line("DESCRIPTION", vText(description_of(booking))),
    ]
    if method != PUBLISH and booking.email:
        # As having accepted: they booked, so their calendar need not ask.
        own.append(line("ATTENDEE", f"mailto:{booking.email}", ACCEPTED))
    return f"BEGIN:VEVENT\r\n{shared}{''.join(own)}END:VEVENT\r\n"


def line(name, value, said_of_it=NOTHING):
    """Return one line of a calendar file, folded as the standard wants it."""
    return Contentline.from_parts(name, said_of_it, value).to_ical().decode() + "\r\n"


@lru_cache(maxsize=1000)
def shared_lines(*, starts_at, ends_at, title, status, place, organiser):
    """Return the lines of an appointment that are the same for everybody who booked; making them takes a while."""
    event = Event()
    event.add("dtstart", starts_at.astimezone(LONDON))
    event.add("dtend", ends_at.astimezone(LONDON))
    event.add("summary", title)
    event.add("status", status)
    event.add("organizer", calendar_address(organiser))
    if place:
        event.add("location", place)
    return event.to_ical().decode().removeprefix("BEGIN:VEVENT\r\n").removesuffix("END:VEVENT\r\n")


def status_of(session, *, method):
    if method == CANCEL:
        return CANCELLED
    return "TENTATIVE" if session.is_tentative else "CONFIRMED"


def sequence_of(booking, *, method):
    """Return how often the appointment changed; a cancelled session cancels above the last change of its bookings."""
    return booking.calendar_sequence + booking.session.calendar_sequence + (method == CANCEL)


def calendar_address(sender):
    """Return whoever sends our mails as the organiser."""
    name, address = parseaddr(sender)
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = name or address
    return organiser


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
