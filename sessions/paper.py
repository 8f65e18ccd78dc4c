"""Entering a signed sheet afterwards, in one go. What the door or the register recorded meanwhile stays as it is."""

import uuid
from dataclasses import dataclass, field

from django.db import transaction
from wagtail.log_actions import log

from people.keys import name_key
from sessions import doubles
from sessions.door import sign_in
from sessions.holding import hold_session
from sessions.models import Attendance, RegisterEntry
from sessions.register import add_walk_in, refuse_unless_open

Act = RegisterEntry.Act


@dataclass
class Entered:
    """What became of a sheet: how many people were entered, and the names of those who were in the register already."""

    people: int = 0
    already: list[str] = field(default_factory=list)


@transaction.atomic
def enter_sheet(session, *, ticked, walked_in, nonce, by):
    """Record everybody who signed a sheet, all of them or nobody; the same sheet sent again records nothing more.

    `ticked` is {booking: extent} of who signed beside their name, `walked_in` the people on the spare lines. Raises
    CannotChange and TakesNoPeople like the register. Somebody who is recorded already stays as they were recorded.
    """
    hold_session(session)
    refuse_unless_open(session)
    entered = Entered()
    here = {each.delegate_id: each for each in session.attendances.select_related("delegate")}
    sent_before = sent_with(session, keys=keys_of(nonce, ticked, walked_in))
    for booking, extent in ticked.items():
        if key_of(nonce, f"booking:{booking.pk}") not in sent_before:
            tick_from_paper(session, booking, extent=extent, nonce=nonce, by=by, here=here, entered=entered)
    names = {name_key(each.delegate.name) for each in here.values() if each.is_signed_in}
    for number, person in enumerate(walked_in):
        if key_of(nonce, as_said(number, person)) not in sent_before:
            walk_in_from_paper(session, number, person, nonce=nonce, by=by, names=names, entered=entered)
    if entered.people:
        log(instance=session, action="muster.register.from_paper", user=by, data={"people": entered.people})
    return entered


def tick_from_paper(session, booking, *, extent, nonce, by, here, entered):
    earlier = here.get(booking.delegate_id)
    if earlier and earlier.is_signed_in:
        entered.already.append(booking.delegate.name)
        return
    attendance = sign_in(
        session,
        delegate=booking.delegate,
        booking=booking,
        badge=booking.badge,
        how=Attendance.How.PAPER,
        entry_key=uuid.uuid4(),
    )
    if attendance.extent != extent:
        attendance.extent = extent
        attendance.save(update_fields=["extent"])
    keep(session, Act.TICK, key=key_of(nonce, f"booking:{booking.pk}"), attendance=attendance, by=by)
    entered.people += 1


def walk_in_from_paper(session, number, person, *, nonce, by, names, entered):
    if name_key(person.name) in names:
        entered.already.append(person.name)
        return
    attendance = add_walk_in(session, person=person, by=by, how=Attendance.How.PAPER)
    keep(session, Act.WALK_IN, key=key_of(nonce, as_said(number, person)), attendance=attendance, by=by)
    entered.people += 1


def keep(session, act, *, key, **facts):
    """Write the act itself: its key lets a sheet that is sent again count once, and who may be twice here is shown."""
    entry = RegisterEntry(session=session, key=key, act=act, **facts)
    doubles.judge(entry)
    entry.save()


def key_of(nonce, said):
    return uuid.uuid5(nonce, said)


def as_said(number, person):
    return f"walk-in:{number}:{name_key(person.name)}"


def keys_of(nonce, ticked, walked_in):
    said = [f"booking:{booking.pk}" for booking in ticked]
    said += [as_said(number, person) for number, person in enumerate(walked_in)]
    return [key_of(nonce, each) for each in said]


def sent_with(session, *, keys):
    """Return those of some keys with which an act was sent before."""
    return set(RegisterEntry.objects.filter(session=session, key__in=keys).values_list("key", flat=True))
