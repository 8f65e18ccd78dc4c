"""Calendar files: a booking as appointments that move and vanish with it.

Each day of a session is an appointment of its own. Its identifier stays the same for the life of the booking, and its
sequence number rises with every change, so that calendars replace what they hold (RFC 5545 and RFC 5546). Hundreds may
book the same session within minutes: what is the same for all of them is written once.
"""

from datetime import UTC, date
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event, Timezone, vCalAddress

from design.words import LONDON

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
LONGEST_PART = 74  # octets of a line, which goes on after a space


def invitation(booking, *, method, days=None):
    """Return the text of a calendar file: REQUEST and CANCEL go by mail, PUBLISH is for whoever downloads it."""
    days = days or booking.session.each_day()
    events = [appointment(booking, day, number=number, method=method) for number, day in enumerate(days, start=1)]
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


def appointment(booking, day, *, number, method):
    """Return one day of a booking as an appointment: what is the same for everybody, and what is the person's own."""
    session = booking.session
    shared = shared_lines(
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        title=session.course.title,
        status=status_of(session, method=method),
        place=place_of(session),
        organiser=settings.DEFAULT_FROM_EMAIL,
    )
    own = {
        "UID": f"{booking.reference}-{number}@{urlsplit(settings.BASE_URL).hostname}",
        "SEQUENCE": sequence_of(booking, method=method),
        "DTSTAMP": f"{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "URL": personal_address(booking),
        "DESCRIPTION": escaped(description_of(booking)),
    }
    if method != PUBLISH and booking.email:
        # As having accepted: they booked, so their calendar need not ask.
        own["ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE"] = f"mailto:{booking.email}"
    lines = "".join(f"{folded(f'{name}:{value}')}\r\n" for name, value in own.items())
    return f"BEGIN:VEVENT\r\n{shared}{lines}END:VEVENT\r\n"


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


def escaped(text):
    """Return text as the value of a line (RFC 5545, 3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def folded(line):
    """Return a line parted so that no part is longer than 75 octets, and no sign is parted (RFC 5545, 3.1)."""
    rest, parts = line.encode(), []
    while len(rest) > LONGEST_PART:
        end = LONGEST_PART
        while rest[end] & 0b11000000 == 0b10000000:  # in the middle of a sign
            end -= 1
        parts.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join([*parts, rest]).decode()


def status_of(session, *, method):
    if method == CANCEL:
        return "CANCELLED"
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
    return settings.BASE_URL + reverse("booking", args=[booking.token])


def description_of(booking):
    said = _("Booking reference: %(reference)s. To see or cancel your booking: %(address)s") % {
        "reference": booking.reference.upper(),
        "address": personal_address(booking),
    }
    return "\n".join(filter(None, [language_of(booking.session), said]))


def language_of(session):
    """Say in which language a session is given; nothing where that is English."""
    return _("In %(language)s") % {"language": session.language} if session.language else ""
