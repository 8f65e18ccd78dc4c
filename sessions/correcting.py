"""Putting right what a booking says of a person: the spelling of a name, the address, where they work, what they need.

A link opens one booking, so it must not rewrite what other sessions know of somebody. Somebody whom only this booking
knows is corrected in place; somebody known from elsewhere stays as they are, and this booking passes to the person its
holder says they are. What they say of that person's work fills what is empty; the rest is for the officer to weigh.
"""

from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from people.delegates import find_delegate, know_delegate, person_key
from people.keys import email_key, name_key, tidy
from people.models import Delegate
from sessions import change_messages, eligibility, waiting
from sessions.booking import earlier_booking
from sessions.changing import has_come
from sessions.colliding import looking_again
from sessions.models import Attendance, Booking, BookingChange, SessionStatus
from sessions.refusals import AlreadyBooked, AnotherPerson, CannotChange, NameKnown
from sessions.telling import note_change

LONGEST_REASON = BookingChange._meta.get_field("reason").max_length


def why_not_correctable(booking):
    """Return the refusal of any correction, or None: until the session ends or the person has signed in."""
    is_past = booking.session.is_over or booking.session.status == SessionStatus.CANCELLED
    if is_past or not booking.is_live or booking.delegate_id is None:
        return CannotChange()
    return CannotChange(_("You have signed in. Ask the trainer to put it right.")) if has_come(booking) else None


@looking_again
@transaction.atomic
def correct_booking(booking, *, person, phone="", access_needs=""):
    """Put the details of a booking right. A new address gets the details, the old one a note.

    An organisation or a role left empty stays as it is.

    Raises AnotherPerson when name and address change together (that is handing over), AlreadyBooked when whom it now
    names has a place, NotEligible when the terms do not let them book, NameKnown when a known person's name is only
    written otherwise, CannotChange once it is late.
    """
    names_work = bool(person.organisation)
    person = with_work_kept(person, delegate=booking.delegate)
    fields = what_differs(booking, person=person, phone=phone, access_needs=access_needs)
    if not fields:
        return
    if {"name", "email"} <= fields.keys() and booking.email:
        raise AnotherPerson
    delegate = right_delegate(booking, person=person)
    waiting.lock_booking(booking)
    if refusal := why_not_correctable(booking):
        raise refusal
    if is_another(person, delegate=booking.delegate):
        eligibility.check_may_book(booking.session, person=person, terms=booking.terms)
    earlier = earlier_booking(booking.session, delegate=delegate)
    if earlier and earlier.pk != booking.pk:
        raise AlreadyBooked(earlier)
    old = booking.email
    booking.delegate, booking.email = delegate, person.email.strip()
    booking.phone, booking.access_needs = phone, access_needs
    if names_work:
        booking.organisation_said = delegate.says_works_at
    booking.calendar_sequence += 1
    corrected = ["delegate", "email", "phone", "access_needs", "organisation_said", "calendar_sequence"]
    booking.save(update_fields=corrected)
    note_change(booking, what=BookingChange.What.CORRECTED, reason=in_words(fields, person=person, delegate=delegate))
    if "email" in fields:
        change_messages.address_changed(booking, old=old)


def with_work_kept(person, *, delegate):
    """Return a person with the organisation and the role we know where they say nothing of them."""
    return replace(person, organisation=person.organisation or delegate.works_at, role=person.role or delegate.role)


def in_words(fields, *, person, delegate):
    """Name the fields for the officer, and quote what was said of a person's work that we know otherwise."""
    said = {"organisation": tidy(person.organisation), "role": tidy(person.role)}
    known = {"organisation": delegate.works_at, "role": delegate.role}
    parts = [
        f"{word}: {said[field]}" if said.get(field) != known.get(field) else word for field, word in fields.items()
    ]
    return ", ".join(parts)[:LONGEST_REASON]


def what_differs(booking, *, person, phone, access_needs):
    """Return the fields that are to change, each with its name as the officer reads it."""
    delegate = booking.delegate
    with override(settings.LANGUAGE_CODE):
        compared = {
            "name": (_("name"), delegate.name, tidy(person.name)),
            "email": (_("e-mail"), email_key(booking.email), email_key(person.email)),
            "organisation": (_("organisation"), delegate.works_at, tidy(person.organisation)),
            "role": (_("role"), delegate.role, tidy(person.role)),
            "phone": (_("telephone"), booking.phone, phone),
            "access_needs": (_("access needs"), booking.access_needs, access_needs),
        }
    return {field: said for field, (said, was, now) in compared.items() if was != now}


def is_another(person, *, delegate):
    """Whether this is not how we know a delegate: another name, not just written otherwise, or another address."""
    return person_key(person) != delegate.key or name_key(person.name) != name_key(delegate.name)


def right_delegate(booking, *, person):
    """Return the delegate whom a booking names once it is put right; made, found, or the same one corrected."""
    delegate = booking.delegate
    is_same = person_key(person) == delegate.key
    known = is_known_elsewhere(delegate, booking=booking)
    if is_same and known and tidy(person.name) != delegate.name:
        raise NameKnown
    if not is_same and (known or find_delegate(person)):
        return know_delegate(person, replaces=False)
    right = Delegate.objects.select_related("organisation").get(pk=delegate.pk)
    right.name, right.email, right.key = tidy(person.name), person.email.strip(), person_key(person)
    right.save(update_fields=["name", "email", "key"])
    return right if right.key is None else know_delegate(person, replaces=not known)


def is_known_elsewhere(delegate, *, booking):
    """Whether another booking or an attendance knows this person: then one link must not change who they are."""
    mine = Q(delegate=delegate) | Q(substitute_for=delegate)
    others = Booking.objects.filter(mine).exclude(pk=booking.pk)
    return others.exists() or Attendance.objects.filter(delegate=delegate).exists()
