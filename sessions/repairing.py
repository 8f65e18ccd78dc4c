"""What an officer puts right on a booking for somebody who rang: where they are reached, and what they need."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from design.words import join_words
from outbox.sending import withdraw_about
from people.delegates import Person, find_delegate, person_key
from sessions import messages, waiting
from sessions.correcting import is_known_elsewhere
from sessions.letters import cause_of
from sessions.models import BookingChange, SessionStatus
from sessions.refusals import CannotChange
from sessions.telling import note_change

FIELDS = {
    "email": _("e-mail"),
    "phone": _("telephone"),
    "access_needs": _("access needs"),
    "language_need": _("language or interpreter"),
}


def why_not_repairable(booking):
    """Return the refusal of putting a booking right, or None: while somebody is expected."""
    session = booking.session
    is_past = session.is_over or session.status == SessionStatus.CANCELLED
    return CannotChange() if is_past or not booking.is_live or booking.delegate_id is None else None


def repair_booking(booking, *, by, tell=False, **facts):
    """Put right the address, telephone and needs of a booking; `facts` are all of FIELDS.

    The address of somebody whom only this booking knows is theirs from now on; whoever is known from elsewhere keeps
    the one they have there. What waits for the old address does not go out; to `tell` sends the details once more.
    Raises CannotChange when nobody is expected any more.
    """
    try:
        repair(booking, by=by, tell=tell, facts=facts)
    except IntegrityError as collision:  # the same person booked in this very moment
        raise CannotChange(_("Somebody else changed this just now. Try again.")) from collision


@transaction.atomic
def repair(booking, *, by, tell, facts):
    waiting.lock_booking(booking)
    if refusal := why_not_repairable(booking):
        raise refusal
    differs = [field for field in FIELDS if facts[field] != getattr(booking, field)]
    if "email" in differs:
        change_address(booking, email=facts["email"])
    for field in differs:
        setattr(booking, field, facts[field])
    booking.calendar_sequence += 1
    booking.save(update_fields=[*differs, "calendar_sequence"])
    if differs:
        names = join_words([str(FIELDS[field]) for field in differs])
        note_change(booking, what=BookingChange.What.CORRECTED, reason=names, by=by)
        log(instance=booking, action="muster.booking.repaired", user=by, data={"reason": names})
    if tell:
        key = f"details_again:{booking.pk}:repaired:{booking.calendar_sequence}"
        messages.booking_details_again(booking, key=key, capped=False)


def change_address(booking, *, email):
    """Keep what waits for the old address from going, and give the person the new one where nobody else knows them."""
    if booking.email:
        withdraw_about([cause_of(booking)], to=booking.email)
    delegate = booking.delegate
    person = Person(name=delegate.name, email=email, badge=booking.badge)
    if not is_known_elsewhere(delegate, booking=booking) and find_delegate(person) in {None, delegate}:
        delegate.email, delegate.key = email, person_key(person)
        delegate.save(update_fields=["email", "key"])
