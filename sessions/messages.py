"""What people are told about their booking.

Each function only writes outbox rows, in the caller's transaction. Subjects name a date and nothing else: they show on
locked phones. Somebody without an e-mail address (a driver may give a telephone number only) is written nothing.
"""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.words import say_date, say_queue
from outbox.sending import withdraw
from sessions import group_messages
from sessions.invitations import CANCEL, REQUEST, invitation, personal_address
from sessions.letters import write_letter
from sessions.models.booking import ON_THE_LIST, PROMISED
from sessions.terms_in_words import costs_in_words, lateness_in_words

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
        method=REQUEST if booking.is_promised else None,
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


def booking_cancelled(booking, *, was, by_us, by_contact=False):
    """Tell somebody that their booking is cancelled, by themselves, by who booked for them or by us.

    Their calendar forgets it. The contact of a group is told of what others cancelled.
    """
    had_waited = was in ON_THE_LIST
    if booking.contact_id and not by_contact:
        by = "" if by_us or not booking.delegate else booking.delegate.name
        group_messages.seats_cancelled(booking.contact, [booking], by_us=by_us, by=by)
    if booking.contact_id and had_waited:
        return  # while a group waits its contact alone is written to
    subject = gettext_lazy("You are off the waiting list for %(date)s") if had_waited else YOUR_BOOKING_IS_CANCELLED
    write(
        booking,
        kind="cancelled",
        key=f"cancelled:{booking.pk}",
        subject=lambda date: subject % {"date": date},
        method=CANCEL if was in PROMISED else None,
        capped=not by_us,
        by_us=by_us,
        by_contact=booking.contact if by_contact else "",
        had_waited=had_waited,
    )


def session_cancelled(session, bookings, *, reason, others=()):
    """Tell everybody booked that the session will not take place, why, and which other dates there are."""
    days = session.each_day()
    withdraw([offer_key(booking) for booking in bookings if booking.is_on_the_list])
    group_messages.session_cancelled(bookings, reason=reason)
    for booking in told_themselves(bookings):
        booking.session = session
        write(
            booking,
            kind="session_cancelled",
            key=f"session_cancelled:{booking.pk}",
            subject=lambda date: YOUR_BOOKING_IS_CANCELLED % {"date": date},
            method=CANCEL if booking.is_promised else None,
            days=days,
            reason=reason,
            others=[(other, settings.BASE_URL + reverse("book", args=[other.reference])) for other in others],
            tell_me_address=tell_me_address(session.course),
        )


def tell_me_address(course):
    """Return where to ask for news of the next date; nothing for a course that has no public page."""
    return settings.BASE_URL + reverse("tell_me", args=[course.slug]) if course.is_offered else ""


def session_moved(session, bookings, *, reason=""):
    """Tell everybody booked of the new date and why; their calendars move the appointment."""
    days = session.each_day()
    group_messages.session_moved(bookings)
    for booking in told_themselves(bookings):
        booking.session = session
        write(
            booking,
            kind="moved",
            key=f"moved:{booking.pk}:{session.calendar_sequence}",
            subject=lambda date: _("Your booking has a new date: %(date)s") % {"date": date},
            method=REQUEST if booking.is_promised else None,
            days=days,
            reason=reason,
        )


def date_certain(session, bookings):
    """Tell everybody booked that the date stands; their calendars show it as certain."""
    days = session.each_day()
    for booking in bookings:
        booking.session = session
        write(
            booking,
            kind="date_certain",
            key=f"date_certain:{booking.pk}:{session.calendar_sequence}",
            subject=lambda date: _("Your booking on %(date)s is certain") % {"date": date},
            method=None if booking.is_on_the_list else REQUEST,
            days=days,
        )


def told_themselves(bookings):
    """Return the bookings whose people are written to: while a group waits, its contact alone is."""
    return [booking for booking in bookings if not (booking.contact_id and booking.is_on_the_list)]


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
        "costs": partial(costs_in_words, booking),
        "lateness": lambda: lateness_in_words(booking.terms),
        "book_again_address": settings.BASE_URL + reverse("book", args=[session.reference]),
    }
