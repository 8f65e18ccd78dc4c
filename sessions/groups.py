"""One office books many: a group of seats under one contact, who sees to all of them.

All seats of a group are taken by one conditional UPDATE, or none. A seat may have no name yet: its own link asks for
it. What becomes of single seats afterwards is as for any booking (sessions.booking); a group's offers are answered
by its contact only.
"""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.terms import terms_of
from people.delegates import know_delegates
from people.keys import email_key, mailbox_of, name_key, tidy
from people.organisations import match_organisation
from sessions import eligibility, group_messages, waiting
from sessions.booking import may_pass, session_to_book, take_seat, tell_what_was_booked, why_not_bookable
from sessions.models import Booking, BookingContact, BookingStatus, SessionStatus
from sessions.models.booking import LIVE
from sessions.permission import keep_permission, status_of_seat
from sessions.refusals import (
    BookingClosed,
    NotEnoughPlaces,
    Refusal,
    RefusedForOne,
    RefusedForSome,
    SessionCancelled,
    SessionFull,
)

PLACES_AT_ONCE = 10
MAY_HAVE_A_PLACE = _(
    "At least one of these people may have a place already. The details go to the address given. "
    "Leave them out or name somebody else."
)


@dataclass(frozen=True)
class Booker:
    """Who books for others, as typed. They need not come themselves."""

    name: str
    email: str
    organisation: str = ""
    phone: str = ""


def most_places_at_once(session):
    """Return how many places one office may book in one go; 1 where everybody books for themselves, as drivers do."""
    if session.course.audience.drives:
        return 1
    terms = terms_of(session.course)
    return terms.places_at_once if terms else PLACES_AT_ONCE


def session_to_book_for_many(reference):
    """Return the session of a public reference where it takes groups; otherwise it is not found."""
    session = session_to_book(reference)
    if most_places_at_once(session) < 2:
        raise Http404
    return session


def book_group(session, *, contact, people, nonce, together=False, waits=False, asked=None, language=""):
    """Book a place for each of `people`, None standing for one who is named later. Returns the BookingContact.

    All or none: raises NotEnoughPlaces when there are fewer seats, and nothing has been written. With `waits`, a group
    goes onto the waiting list instead: one that stays `together` as a whole; otherwise as many as there are seats for
    are booked, in the order of `people`, and the rest wait. The same form sent again finds the group it made, by its
    `nonce`. Raises RefusedForOne for what was typed of somebody, RefusedForSome for
    what we know of them.
    """
    key = uuid.uuid5(nonce, str(session.pk))
    facts = {"together": together, "waits": waits, "asked": asked, "language": language}
    for _attempt in range(3):
        try:
            return group_of(key) or make_group(session, contact=contact, people=people, key=key, **facts)
        except IntegrityError:
            continue  # the same form, or another that names one of these people, in this very moment: look again
        except Refusal:
            # Two taps can race for the last seats: the slower one lost them to itself.
            if earlier := group_of(key):
                return earlier
            raise
    raise BookingClosed


def group_of(key):
    return BookingContact.objects.select_related("session__course").filter(nonce=key).first()


@transaction.atomic
def make_group(session, *, contact, people, key, together, waits, asked, language):
    refusal = why_not_bookable(session)
    waits = waits and waiting.takes_names(session)
    if refusal and not may_pass(refusal, waits=waits, by=None):
        raise refusal
    terms = terms_of(session.course)
    named = check_people(session, people=people, terms=terms)
    if not waits:
        refuse_too_few(session, places=len(people))
    eligibility.check_prerequisite_of_all(session, people=named, terms=terms)
    delegates = know_those_named(session, people=people)
    seated = take_places(session, places=len(people), together=together, waits=waits)
    check_nameless(session, contact=contact, places=len(people) - len(named))
    group = keep_contact(session, contact=contact, key=key, together=together, language=language)
    eligibility.check_limit(session, delegate=group, terms=terms, places=len(people))
    facts = {"session": session, "contact": group, "terms": terms, "language": language}
    seats = Booking.objects.bulk_create(
        Booking(
            delegate=delegate,
            email=person.email.strip() if person else "",
            organisation_said=delegate.says_works_at if delegate else "",
            status=status_of_seat(asked) if number < seated else BookingStatus.WAITING,
            **facts,
        )
        for number, (person, delegate) in enumerate(zip(people, delegates, strict=True))
    )
    for seat in seats:
        keep_permission(seat, asked=asked)
    if seated < len(people):
        waiting.offer_places(session)
    tell_of_group(group, seats=seats[:seated])
    return group


def check_people(session, *, people, terms):
    """Raise a refusal for too many, and for what was typed of one person: twice, or not who may book.

    What we know of people is asked later, of all at once. Returns those who are named.
    """
    most = most_places_at_once(session)
    if not 1 <= len(people) <= most:
        sentence = ngettext("Book at most %(most)s place at once.", "Book at most %(most)s places at once.", most)
        raise Refusal(sentence % {"most": most})
    seen = set()
    for row, person in enumerate(people):
        if person is None:
            continue
        if (key := (email_key(person.email), name_key(person.name))) in seen:
            raise RefusedForOne(_("%(name)s is named twice.") % {"name": person.name}, row=row)
        seen.add(key)
        try:
            if terms:
                eligibility.check_organisation(person, terms=terms)
        except Refusal as refusal:
            said = {"name": person.name, "why": refusal.sentence}
            raise RefusedForOne(_("%(name)s: %(why)s") % said, row=row) from None
    return [person for person in people if person]


def refuse_too_few(session, *, places):
    """Raise NotEnoughPlaces where there are too few, before anything is said that depends on who is named."""
    if session.places_left is None or session.places_left >= places:
        return
    session.refresh_from_db(fields=["seats_taken", "people_waiting", "capacity"])
    if session.places_left is not None and session.places_left < places:
        raise NotEnoughPlaces(0 if session.people_waiting else session.places_left)


def check_nameless(session, *, contact, places):
    """Raise a refusal for more places without a name than one office may hold in a session, however often it asks.

    Call it after the session's row was locked. Nothing is said of how many it has: whoever typed the address need not
    be its owner.
    """
    if not places:
        return
    held = Booking.objects.live().filter(session=session, delegate=None, contact__isnull=False)
    mailbox = mailbox_of(contact.email)
    places += sum(mailbox_of(other) == mailbox for other in held.values_list("contact__email", flat=True))
    most = most_places_at_once(session)
    if places > most:
        sentence = ngettext(
            "At most %(most)s place of one office can be without a name. Say who is coming first.",
            "At most %(most)s places of one office can be without a name. Say who is coming first.",
            most,
        )
        raise Refusal(sentence % {"most": most})


def know_those_named(session, *, people):
    """Return the delegate for each of a group, None for a seat without a name; nobody has a place there already."""
    known = iter(know_delegates([person for person in people if person], replaces=False))
    delegates = [next(known) if person else None for person in people]
    booked = Booking.objects.filter(session=session, status__in=LIVE, delegate__in=filter(None, delegates))
    if held := list(booked.select_related("delegate", "contact").order_by("pk")):
        # Whoever typed the addresses need not be their owner: what we know goes there.
        raise RefusedForSome(MAY_HAVE_A_PLACE, held=held)
    return delegates


def take_places(session, *, places, together, waits):
    """Take seats for a group, and with `waits` a number for each who finds none; return how many have a seat."""
    try:
        take_seat(session, places=places)
    except SessionFull:
        waiting.lock_seats(session)  # somebody came first: from here on nobody else can
    else:
        return places
    if session.status == SessionStatus.CANCELLED:
        raise SessionCancelled
    left = 0 if session.people_waiting else session.places_left
    if left is None or left >= places:
        seats = places
    elif waits:
        seats = 0 if together else left
    else:
        raise NotEnoughPlaces(left)
    waiting.change_counts(session, seats_taken=+seats, people_waiting=places - seats)
    return seats


def keep_contact(session, *, contact, key, together, language):
    organisation = match_organisation(contact.organisation)
    return BookingContact.objects.create(
        session=session,
        name=tidy(contact.name),
        email=contact.email.strip(),
        phone=contact.phone,
        organisation=organisation,
        organisation_typed="" if organisation else tidy(contact.organisation),
        stays_together=together,
        language=language,
        nonce=key,
    )


def tell_of_group(contact, *, seats):
    """Write one summary to the contact, and to each colleague who has a place what is written to whoever books.

    A manager who has to agree is asked once a seat has a name.
    """
    group_messages.group_summary(contact, of="booked")
    for seat in seats:
        if seat.delegate:
            tell_what_was_booked(seat)
