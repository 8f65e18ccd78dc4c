"""Noticing that somebody stands at another session's door."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from design.words import LONDON, say_when
from people.keys import email_key, read_code
from sessions.models import Booking, TrainingSession
from sessions.models.booking import LIVE

REFERENCE, TOKEN = 8, 26  # characters


def say_where_to_go(session, *, typed):
    """Say to somebody who has no booking here which room theirs is in today; nothing where we know of none.

    Only who holds a reference or a link learns course, time and place. Anybody knows an address: it is told as little
    as that there is a booking.
    """
    if "@" in typed:
        if not is_booked_elsewhere_today(session, email=typed):
            return ""
        return _("That booking is for another session today. Give your booking reference, and we say where it is.")
    booking = booking_elsewhere_today(session, typed=typed)
    return say_session_of(booking) if booking else ""


def say_session_of(booking):
    """Say what a booking is for, and where."""
    session = booking.session
    facts = {"course": session.course.title, "when": say_when(session.starts_at), "place": session.venue}
    if session.venue:
        return _("That booking is for “%(course)s”, %(when)s, at %(place)s. Please go there.") % facts
    return _("That booking is for “%(course)s”, %(when)s. Please go there.") % facts


def booking_elsewhere_today(session, *, typed):
    """Return the live booking of another session today that a reference or a personal link means, or None."""
    code = read_code(typed.rstrip("/").rpartition("/")[2])
    if len(code) not in (REFERENCE, TOKEN):
        return None
    same = {"reference": code} if len(code) == REFERENCE else {"token": code}
    return elsewhere_today(session).select_related("session__course", "session__venue").filter(**same).first()


def is_booked_elsewhere_today(session, *, email):
    """Whether an address belongs to a live booking of another session today. Says nothing of which."""
    addresses = elsewhere_today(session).filter(email__iexact=email.strip()).values_list("email", flat=True)
    return email_key(email) in {email_key(address) for address in addresses}


def elsewhere_today(session):
    return Booking.objects.filter(status__in=LIVE, session__in=sessions_today()).exclude(session=session)


def sessions_today():
    """Return the sessions of which some part is on this day in London."""
    midnight = datetime.combine(timezone.localdate(timezone=LONDON), time(), tzinfo=LONDON)
    return TrainingSession.objects.filter(starts_at__lt=midnight + timedelta(days=1), ends_at__gte=midnight)
