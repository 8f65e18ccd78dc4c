"""What is written about a manager's permission: to the person who booked, to the manager, to the officer.

Mails to a manager are capped: anybody may type a stranger's address into a booking form.
"""

from django.utils.translation import gettext as _

from design.addresses import full_address
from sessions import messages
from sessions.cancelling_in_words import what_a_place_may_cost
from sessions.letters import cause_of, date_of, write_letter


def place_held(booking, *, question):
    """Tell somebody that their place is held until their manager answers."""
    messages.write(
        booking,
        kind="received",
        key=f"received:{booking.pk}:{booking.reference}",
        subject=lambda date: _("Your booking on %(date)s: we have asked your manager") % {"date": date},
        question=question,
        capped=True,
        useless_after=booking.session.starts_at,
    )


def manager_asked(question):
    """Ask the manager. The link leads to a page; only a button there answers."""
    write_to_manager(question, kind="permission_asked", key=keys_to_the_manager(question.booking)[0])


def manager_reminded(question):
    """Ask once more, once."""
    write_to_manager(question, kind="permission_reminder", key=keys_to_the_manager(question.booking)[1])


def keys_to_the_manager(booking):
    return [f"permission_asked:{booking.pk}", f"permission_reminder:{booking.pk}"]


def write_to_manager(question, *, kind, key):
    booking = question.booking
    write_letter(
        kind,
        to=question.manager_email,
        key=key,
        cause=cause_of(booking),
        subject=lambda: _("May a colleague come to training on %(date)s?") % {"date": date_of(booking.session)},
        words=lambda: {
            "greeted": question.manager_name,
            "booking": booking,
            "session": booking.session,
            "course": booking.session.course,
            "days": booking.session.each_day(),
            "costs": what_a_place_may_cost(booking),
            "answer_address": full_address("permission", question.token),
        },
        useless_after=booking.session.starts_at,
        capped=True,
    )


def permission_refused(booking, *, reason, by_us):
    """Tell somebody that they have no place because it was not agreed to, and why."""
    messages.write(
        booking,
        kind="refused",
        key=f"refused:{booking.pk}",
        subject=lambda date: _("Your booking on %(date)s was not agreed to") % {"date": date},
        reason=reason,
        by_us=by_us,
        capped=not by_us,
    )


def question_left_to_officer(question):
    """Tell the officer that a manager does not answer: the decision is theirs now."""
    booking = question.booking
    officer = booking.session.officer
    if officer is None or not officer.is_active:
        return
    write_letter(
        "permission_left",
        to=officer.email,
        key=f"permission_left:{booking.pk}",
        cause=cause_of(booking),
        subject=lambda: (
            _("To decide: %(name)s, %(session)s") % {"name": booking.delegate or "", "session": booking.session}
        ),
        words=lambda: {
            "greeted": str(officer),
            "booking": booking,
            "question": question,
            "session": booking.session,
            "booking_address": full_address("bookings:inspect", booking.pk),
        },
        useless_after=booking.session.starts_at,
    )
