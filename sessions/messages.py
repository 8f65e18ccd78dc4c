"""What people are told about their booking.

Each function only writes outbox rows, in the caller's transaction. Subjects name a date and nothing else: they show on
locked phones. Somebody without an e-mail address (a driver may give a telephone number only) is written nothing.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.words import say_date, say_queue
from outbox.sending import withdraw
from sessions.invitations import CANCEL, REQUEST, invitation, personal_address
from sessions.letters import write_letter
from sessions.models.booking import ON_THE_LIST

YOUR_BOOKING_IS_CANCELLED = gettext_lazy("Your booking on %(date)s is cancelled")


def booking_confirmed(booking):
    """Tell somebody that they have a place, with a calendar file."""
    write(
        booking,
        kind="confirmed",
        key=f"confirmed:{booking.pk}",
        subject=lambda date: _("Your booking on %(date)s") % {"date": date},
        method=REQUEST,
        capped=not booking.booked_by_staff_id,
    )


def booking_details_again(booking):
    """Send the details once more to somebody who booked again; at most once an hour, whoever keeps asking."""
    write(
        booking,
        kind="details_again",
        key=f"details_again:{booking.pk}:{timezone.now():%Y%m%d%H}",
        subject=lambda date: _("Your booking on %(date)s") % {"date": date},
        method=None if booking.is_on_the_list else REQUEST,
        capped=True,
    )


def booking_waits(booking, *, position):
    """Tell somebody that they are on the waiting list, and honestly how far down."""
    write(
        booking,
        kind="waiting",
        key=f"waiting:{booking.pk}",
        subject=lambda date: _("You are on the waiting list for %(date)s") % {"date": date},
        queue=say_queue(position - 1),
        capped=not booking.booked_by_staff_id,
        useless_after=booking.session.starts_at,
    )


def place_offered(booking):
    """Offer somebody a place until `offer_ends_at`. The mail's link leads to a page; only a button there answers."""
    write(
        booking,
        kind="offer",
        key=offer_key(booking),
        subject=lambda date: _("A place is free for you on %(date)s") % {"date": date},
        useless_after=booking.offer_ends_at,
    )


def offer_lapsed(booking):
    """Tell somebody that the place they were offered goes to the next person."""
    withdraw([offer_key(booking)])
    write(
        booking,
        kind="lapsed",
        key=f"lapsed:{booking.pk}",
        subject=lambda date: _("Your offer of a place on %(date)s has ended") % {"date": date},
        useless_after=booking.session.starts_at,
    )


def offer_key(booking):
    return f"offer:{booking.pk}"


def booking_cancelled(booking, *, was, by_us):
    """Tell somebody that their booking is cancelled, by themselves or by us; their calendar forgets it."""
    had_waited = was in ON_THE_LIST
    subject = gettext_lazy("You are off the waiting list for %(date)s") if had_waited else YOUR_BOOKING_IS_CANCELLED
    write(
        booking,
        kind="cancelled",
        key=f"cancelled:{booking.pk}",
        subject=lambda date: subject % {"date": date},
        method=None if had_waited else CANCEL,
        capped=not by_us,
        by_us=by_us,
        had_waited=had_waited,
    )


def session_cancelled(session, bookings, *, reason):
    """Tell everybody booked that the session will not take place, and why."""
    days = session.each_day()
    withdraw([offer_key(booking) for booking in bookings if booking.is_on_the_list])
    for booking in bookings:
        booking.session = session
        write(
            booking,
            kind="session_cancelled",
            key=f"session_cancelled:{booking.pk}",
            subject=lambda date: YOUR_BOOKING_IS_CANCELLED % {"date": date},
            method=None if booking.is_on_the_list else CANCEL,
            days=days,
            reason=reason,
        )


def session_moved(session, bookings):
    """Tell everybody booked of the new date; their calendars move the appointment."""
    days = session.each_day()
    for booking in bookings:
        booking.session = session
        write(
            booking,
            kind="moved",
            key=f"moved:{booking.pk}:{session.calendar_sequence}",
            subject=lambda date: _("Your booking has a new date: %(date)s") % {"date": date},
            method=None if booking.is_on_the_list else REQUEST,
            days=days,
        )


def write(booking, *, kind, key, subject, method=None, days=None, useless_after=None, capped=False, **words):
    """Write one message about a booking in its own language; once the session is over nobody needs it any more.

    Without a `method` there is no calendar file: who waits has no appointment yet. `capped` is what anybody who types
    an address into a public page can cause.
    """
    days = days or booking.session.each_day()
    write_letter(
        kind,
        to=booking.email,
        key=key,
        language=booking.language,
        cause=f"booking:{booking.pk}",
        subject=lambda: subject(say_date(booking.session.starts_at, weekday=False)),
        words=lambda: words | words_about(booking, days=days) | {"takes_place": method == REQUEST},
        # Nobody whom no letter reaches needs a calendar file.
        calendar=invitation(booking, method=method, days=days) if method and booking.email else "",
        calendar_method=method or "",
        useless_after=useless_after or booking.session.ends_at,
        capped=capped,
    )


def words_about(booking, *, days):
    """Return what every mail's template may say. Addresses come from the setting, never from a request."""
    session = booking.session
    return {
        "booking": booking,
        "session": session,
        "course": session.course,
        "days": days,
        "personal_address": personal_address(booking),
        "book_again_address": settings.BASE_URL + reverse("book", args=[session.reference]),
    }
