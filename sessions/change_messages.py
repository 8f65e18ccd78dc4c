"""What is written when a booking is changed: to its person, to a colleague, to the contact, to the officer.

People change it themselves, or an officer does (`by_us`) for somebody who rang.
"""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.addresses import full_address
from design.words import join_words
from outbox.models import Message
from outbox.sending import withdraw, withdraw_about
from sessions import messages
from sessions.invitations import CANCEL, REQUEST
from sessions.letters import cause_of, date_of, write_letter


def sequence_of(booking):
    """Return a number that every change of a booking raises: the key of a mail that may be written again."""
    return booking.session.calendar_sequence + booking.calendar_sequence


def moved(booking, *, by_us=False):
    """Tell somebody that their place is on the date chosen; the appointment in their calendar moves along."""
    withdraw_about([cause_of(booking)], to=booking.email)
    messages.write(
        booking,
        kind="moved_by_choice",
        key=f"moved_by_choice:{booking.pk}:{sequence_of(booking)}",
        subject=lambda date: _("Your booking has a new date: %(date)s") % {"date": date},
        method=REQUEST if booking.is_promised else None,
        by_us=by_us,
        capped=not by_us,
    )


def handed_over(booking, *, to, is_told=True, by_us=False):
    """Tell whoever gave their place away, while the booking is still theirs; their calendar forgets it.

    `is_told` says whether the colleague is written to.
    """
    withdraw_about([cause_of(booking)], to=booking.email)
    messages.write(
        booking,
        kind="handed_over",
        key=key_of("handed_over", booking),
        subject=lambda date: WHO_GAVE_IT[by_us] % {"date": date},
        method=CANCEL if booking.is_promised else None,
        colleague=to,
        is_told=is_told,
        by_us=by_us,
        capped=not by_us,
    )


WHO_GAVE_IT = {
    False: gettext_lazy("You have given your place on %(date)s to a colleague"),
    True: gettext_lazy("Your place on %(date)s has gone to a colleague"),
}


def taken_over(booking, *, by_us=False):
    """Tell a colleague that the place is theirs now: their confirmation."""
    messages.write(
        booking,
        kind="taken_over",
        key=key_of("taken_over", booking),
        subject=lambda date: _("Your booking on %(date)s") % {"date": date},
        method=REQUEST if booking.is_promised else None,
        capped=not by_us,
    )


def given_back(booking):
    """Tell somebody that the place is theirs again, which had gone to a colleague by mistake; their calendar too."""
    messages.write(
        booking,
        kind="given_back",
        key=f"given_back:{booking.pk}:{sequence_of(booking)}",
        subject=lambda date: _("Your place on %(date)s is yours again") % {"date": date},
        method=REQUEST if booking.is_promised else None,
    )


def key_of(kind, booking):
    """Return the key of what is written as a place changes hands: each holder has a reference of their own.

    Who has their place again has their old one, but another number of changes.
    """
    return f"{kind}:{booking.pk}:{booking.reference}:{sequence_of(booking)}"


def took_back(kind, booking, *, to):
    """Keep the latest message of a kind to somebody from going out; return whether they have not been told of it."""
    about_it = Message.objects.filter(kind=kind, cause=cause_of(booking), to=to).order_by("pk")
    withdraw(list(about_it.values_list("key", flat=True)))
    latest = about_it.last()
    return latest is None or latest.state == Message.State.STOPPED


def address_changed(booking, *, old):
    """Send the details to a new address, and a short note without any link to the old one."""
    withdraw_about([cause_of(booking)], to=old)
    key = f"address_changed:{booking.pk}:{sequence_of(booking)}"
    messages.write(
        booking,
        kind="details_here",
        key=f"details_here:{booking.pk}:{sequence_of(booking)}",
        subject=lambda date: _("Your booking on %(date)s") % {"date": date},
        method=REQUEST if booking.is_promised else None,
        capped=True,
    )
    write_letter(
        "address_changed",
        to=old,
        key=key,
        language=booking.language,
        cause=cause_of(booking),
        subject=lambda: _("Your booking on %(date)s: another e-mail address") % {"date": date_of(booking.session)},
        words=lambda: messages.words_about(booking, days=booking.session.each_day()),
        useless_after=booking.session.ends_at,
        capped=True,
    )


def link_replaced(booking):
    """Send the new personal link; the calendar's entry takes it over."""
    withdraw_about([cause_of(booking)], to=booking.email)
    messages.write(
        booking,
        kind="link_replaced",
        key=f"link_replaced:{booking.pk}:{sequence_of(booking)}",
        subject=lambda date: _("Your new link for %(date)s") % {"date": date},
        method=REQUEST if booking.is_promised else None,
        capped=True,
    )


def bookings_again(email, bookings):
    """Send somebody who lost their links all of them; at most once an hour, whoever keeps asking."""
    write_letter(
        "bookings_again",
        to=email,
        key=f"bookings_again:{max(booking.pk for booking in bookings)}:{timezone.now():%Y%m%d%H}",
        language=bookings[0].language,
        subject=lambda: _("Your bookings with us"),
        words=lambda: {
            "greeted": who_is_in(bookings),
            "rows": [(booking, messages.personal_address(booking)) for booking in bookings],
        },
        capped=True,
    )


def who_is_in(bookings):
    """Return the names to greet: homes share mailboxes."""
    return join_words(dict.fromkeys(booking.delegate.name for booking in bookings))


def contact_told(change, *, say):
    """Tell whoever booked for somebody else what that person, or an officer, did; nothing where both are the same.

    `say` returns the sentence about a change, in the language of its reader.
    """
    booking = change.booking
    contact = booking.contact
    if contact.email.casefold() == booking.email.casefold():
        return
    write_letter(
        "contact_told",
        to=contact.email,
        key=f"contact_told:{change.pk}",
        language=contact.language,
        cause=cause_of(booking),
        subject=lambda: _("A booking you made for %(date)s has changed") % {"date": date_of(booking.session)},
        words=lambda: {
            "greeted": contact.name,
            "said": say(change),
            "session": booking.session,
        },
        useless_after=booking.session.ends_at,
        capped=change.by_id is None,
    )


def officer_told(officer, told, *, say, key):
    """Write to an officer what people changed: `told` are changes, oldest first."""
    write_letter(
        "changes_told",
        to=officer.email,
        key=f"{key}:{officer.pk}",
        subject=lambda: subject_of(told),
        words=lambda: {"greeted": str(officer), "parts": by_session(told, say=say)},
    )


def subject_of(told):
    sessions = {change.booking.session_id: change.booking.session for change in told}
    if len(sessions) == 1:
        return _("Bookings changed: %(session)s") % {"session": next(iter(sessions.values()))}
    return _("Bookings changed in %(number)s sessions") % {"number": len(sessions)}


def by_session(told, *, say):
    """Return (session, its address, lines) for each session, the soonest first; a line says what, why and where."""
    parts: dict = {}
    for change in told:
        line = (say(change), change.reason, full_address("bookings:inspect", change.booking_id))
        parts.setdefault(change.booking.session, []).append(line)
    soonest = sorted(parts, key=lambda session: (session.starts_at, session.pk))
    return [(session, full_address("sessions:inspect", session.pk), parts[session]) for session in soonest]
