"""What people are told about their booking.

Each function only writes outbox rows, in the caller's transaction. Subjects name a date and nothing else: they show on
locked phones. Somebody without an e-mail address (a driver may give a telephone number only) is written nothing.
"""

from functools import partial

from django.utils import timezone

from design.addresses import full_address
from design.words import say_days, say_queue
from outbox.sending import withdraw, withdraw_kinds
from outbox.texts import REGISTRY
from sessions import group_messages
from sessions.cancelling_in_words import what_is_recorded
from sessions.deadlines import free_until
from sessions.invitations import CANCEL, REQUEST, invitation, personal_address, place_of
from sessions.letters import cause_of, date_of, write_letter
from sessions.models import BookingStatus
from sessions.models.booking import ON_THE_LIST, PROMISED
from sessions.reminder_times import joining_moment, local_day
from sessions.terms_in_words import answer_in_words, costs_in_words, on_the_day_in_words

BEFORE_IT = ["reminder", "joining"]


def booking_confirmed(booking):
    """Tell somebody that they have a place, with a calendar file; and how to join, where they are about to."""
    capped = not booking.booked_by_staff_id
    write(booking, kind="confirmed", key=f"confirmed:{booking.pk}", method=REQUEST, capped=capped)
    if joining_is_due(booking):
        joining_instructions(booking, capped=capped)


def booking_details_again(booking, *, key="", capped=True):
    """Send the details once more to somebody who booked again; at most once an hour, whoever keeps asking.

    Staff who send them give a key of their own. While a group waits its contact alone is written to.
    """
    if booking.contact_id and booking.is_on_the_list:
        group_messages.group_summary_again(booking.contact)
        return
    write(
        booking,
        kind="details_again",
        text=as_it_stands("details_again", booking),
        key=key or f"details_again:{booking.pk}:{timezone.now():%Y%m%d%H}",
        method=REQUEST if booking.is_promised else None,
        capped=capped,
    )


def booking_waits(booking, *, position):
    """Tell somebody that they are on the waiting list, and honestly how far down."""
    write(
        booking,
        kind="waiting",
        key=f"waiting:{booking.pk}",
        values={"queue": lambda: say_queue(position - 1)},
        capped=not booking.booked_by_staff_id,
        useless_after=booking.session.starts_at,
    )


def place_offered(booking):
    """Offer somebody a place until `offer_ends_at`. The mail's link leads to a page; only a button there answers."""
    write(booking, kind="offer", key=offer_key(booking), useless_after=booking.offer_ends_at)


def offer_lapsed(booking):
    """Tell somebody that the place they were offered goes to the next person."""
    withdraw([offer_key(booking)])
    write(booking, kind="lapsed", key=f"lapsed:{booking.pk}", useless_after=booking.session.starts_at)


def offer_key(booking):
    return f"offer:{booking.pk}"


def booking_cancelled(booking, *, was, by_us, by_contact=False, charge=None):
    """Tell somebody that their booking is cancelled, by themselves, by who booked for them or by us.

    Their calendar forgets it. The contact of a group is told of what others cancelled. Where it was late, the person
    reads of the `charge`.
    """
    had_waited = was in ON_THE_LIST
    take_back([booking], kinds=["offer", *BEFORE_IT])
    if booking.contact_id and not by_contact:
        by = "" if by_us or not booking.delegate else booking.delegate.name
        group_messages.seats_cancelled(booking.contact, [booking], by_us=by_us, by=by)
    if booking.contact_id and had_waited:
        return  # while a group waits its contact alone is written to
    write(
        booking,
        kind="cancelled",
        text="cancelled_by_contact" if by_contact else HOW_IT_WAS_CANCELLED[had_waited, by_us],
        key=f"cancelled:{booking.pk}",
        method=CANCEL if was in PROMISED else None,
        capped=not by_us,
        by_us=by_us,
        values={"contact": booking.contact.name} if by_contact else None,
        charged=partial(what_is_recorded, charge),
    )


HOW_IT_WAS_CANCELLED = {
    (False, False): "cancelled_by_them",
    (False, True): "cancelled_by_us",
    (True, False): "left_the_list",
    (True, True): "taken_off_the_list",
}


def session_cancelled(session, bookings, *, reason, others=()):
    """Tell everybody booked that the session will not take place, why, and which other dates there are."""
    days = session.each_day()
    take_back(bookings, kinds=["offer", *BEFORE_IT])
    group_messages.session_cancelled(bookings, reason=reason)
    for booking in told_themselves(bookings):
        booking.session = session
        write(
            booking,
            kind="session_cancelled",
            text="session_cancelled_waiting" if booking.is_on_the_list else "session_cancelled",
            key=f"session_cancelled:{booking.pk}",
            method=CANCEL if booking.is_promised else None,
            days=days,
            reason=reason,
            others=[(other, full_address("book", other.reference)) for other in others],
            tell_me_address=tell_me_address(session.course),
        )


def tell_me_address(course):
    """Return where to ask for news of the next date; nothing for a course that has no public page."""
    return full_address("tell_me", course.slug) if course.is_offered else ""


def session_moved(session, bookings, *, reason=""):
    """Tell everybody booked of the new date and why; their calendars move the appointment."""
    days = session.each_day()
    take_back(bookings, kinds=BEFORE_IT)
    group_messages.session_moved(bookings)
    for booking in told_themselves(bookings):
        booking.session = session
        write(
            booking,
            kind="moved",
            text=as_it_stands("moved", booking),
            key=f"moved:{booking.pk}:{session.calendar_sequence}",
            method=REQUEST if booking.is_promised else None,
            days=days,
            reason=reason,
        )
        if booking.status == BookingStatus.CONFIRMED and joining_is_due(booking):
            joining_instructions(booking, days=days)


def date_certain(session, bookings):
    """Tell everybody booked that the date stands; their calendars show it as certain."""
    days = session.each_day()
    for booking in told_themselves(bookings):
        booking.session = session
        write(
            booking,
            kind="date_certain",
            text="date_certain_waiting" if booking.is_on_the_list else "date_certain",
            key=f"date_certain:{booking.pk}:{session.calendar_sequence}",
            method=REQUEST if booking.is_promised else None,
            days=days,
        )


def told_themselves(bookings):
    """Return the bookings whose people are written to: while a group waits, its contact alone is."""
    return [booking for booking in bookings if not (booking.contact_id and booking.is_on_the_list)]


def take_back(bookings, *, kinds):
    """Keep what has not gone out yet of these kinds from going: what it says is no longer true."""
    withdraw_kinds(kinds, causes=[cause_of(booking) for booking in bookings])


def as_it_stands(kind, booking):
    """Return the name of the words for somebody whose booking is in its state: waiting, offered, or a place."""
    of_this_state = f"{kind}_{booking.status}"
    return of_this_state if of_this_state in REGISTRY else kind


def joining_is_due(booking):
    """Whether somebody who has a place only now has missed the reminder that says how to join."""
    session = booking.session
    tells_more = session.joining_instructions or session.online_link
    return bool(tells_more) and joining_moment(session) <= timezone.now() < session.ends_at


def joining_instructions(booking, *, days=None, capped=False):
    """Say how to join online, or whom to ask for at the place; once for each date."""
    key = f"joining:{booking.pk}:{local_day(booking.session.starts_at):%Y%m%d}"
    write(booking, kind="joining", key=key, days=days, capped=capped, takes_place=True)


def booking_reminder(booking, *, days_before, useless_after, days=None):
    """Remind somebody of their place; the reminder of the last day brings the joining instructions."""
    write(
        booking,
        kind="reminder",
        key=f"reminder:{booking.pk}:{local_day(booking.session.starts_at):%Y%m%d}:{days_before}",
        days=days,
        useless_after=useless_after,
        takes_place=True,
        tells_how_to_join=days_before == 1,
        cancel_by=cancel_by(booking),
    )


def cancel_by(booking):
    """Return until when cancelling is still free where that ends before the session starts; otherwise None."""
    until = free_until(booking)
    return until if timezone.now() < until < booking.session.starts_at else None


def write(
    booking,
    *,
    kind,
    key,
    subject=None,
    text="",
    method=None,
    days=None,
    useless_after=None,
    capped=False,
    values=None,
    **words,
):
    """Write one message about a booking in its own language; once the session is over nobody needs it any more.

    `text` names the words round the facts, if not the kind does; a kind whose words are not to be changed has a
    `subject`, a function of the date. Without a `method` there is no calendar file: who
    waits has no appointment yet. `capped` is what anybody who types an address into a public page can cause.
    """
    days = days or booking.session.each_day()
    write_letter(
        kind,
        to=booking.email,
        phone=booking.phone,
        key=key,
        text=text,
        subject=subject and (lambda: subject(date_of(booking.session))),
        language=booking.language,
        cause=cause_of(booking),
        words=lambda: words_about(booking, days=days, values=values) | {"takes_place": method == REQUEST} | words,
        # Nobody whom no letter reaches needs a calendar file.
        calendar=invitation(booking, method=method, days=days) if method and booking.email else "",
        calendar_method=method or "",
        useless_after=useless_after or booking.session.ends_at,
        capped=capped,
    )


def words_about(booking, *, days, values=None):
    """Return what every mail's template may say. Addresses come from the setting, never from a request."""
    session = booking.session
    return {
        "booking": booking,
        "session": session,
        "course": session.course,
        "days": days,
        "personal_address": personal_address(booking),
        "costs": partial(costs_in_words, booking),
        "answer_time": partial(answer_in_words, session),
        "lateness": lambda: on_the_day_in_words(booking.terms, course=session.course),
        "book_again_address": full_address("book", session.reference),
        "values": values_of(session, name=booking.delegate, days=days) | (values or {}),
    }


def values_of(session, *, name, days):
    """Return what placeholders stand for in the words round the facts; most words need few of them."""
    return {
        "name": str(name or ""),
        "course": session.course.title,
        "date": lambda: date_of(session),
        "when": lambda: say_days(days),
        "place": lambda: place_of(session),
    }
