"""Places that an office booked and named nobody for: whoever booked them is reminded instead, once for all of them."""

from django.db import transaction
from django.db.models import CharField, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from outbox.models import Message
from sessions.invitations import personal_address
from sessions.letters import write_letter
from sessions.messages import values_of
from sessions.models import Booking, BookingStatus
from sessions.reminder_times import JOINING, local_day


def cause_of(contact):
    return f"contact:{contact.pk}"


def contacts_of(coming):
    """Return a row for each contact who has places without a name in a session to come, as `reminders` wants it.

    `coming` is the QuerySet of bookings that reminders look at.
    """
    nameless = coming.filter(delegate__isnull=True, contact__isnull=False)
    told = Message.objects.filter(
        kind="reminder_names", cause=Concat(Value("contact:"), Cast(OuterRef("contact_id"), CharField()))
    )
    latest = Subquery(told.order_by("-created_at").values("created_at")[:1])
    facts = ("session__starts_at", "session__online_link", "session__joining_instructions", "terms__reminder_days")
    return nameless.order_by().values("contact_id", *facts).annotate(booked_at=Min("booked_at"), told_at=latest)


def remind_of_names(due):
    """Write to the contacts named in `due`. Joining instructions alone are for those who have a name."""
    wanted = [pk for pk, what in due.items() if what.days_before != JOINING]
    if not wanted:
        return
    with transaction.atomic():
        for contact, seats in seats_by_contact(wanted).items():
            write_to(contact, seats=seats, what=due[contact.pk])


def seats_by_contact(keys):
    seats = Booking.objects.filter(contact__in=keys, delegate__isnull=True, status=BookingStatus.CONFIRMED)
    seats = seats.select_related("contact", "session__course", "session__venue").prefetch_related("session__days")
    found = {}
    for seat in seats.order_by("pk"):
        found.setdefault(seat.contact, []).append(seat)
    return found


def write_to(contact, *, seats, what):
    session = seats[0].session
    days = session.each_day()
    write_letter(
        "reminder_names",
        to=contact.email,
        phone=contact.phone,
        key=f"reminder_names:{contact.pk}:{local_day(session.starts_at):%Y%m%d}:{what.days_before}",
        language=contact.language,
        cause=cause_of(contact),
        useless_after=what.useless_after,
        words=lambda: words_for_contact(contact, session=session, days=days, seats=seats),
    )


def words_for_contact(contact, *, session, days, seats):
    links = [personal_address(seat) for seat in seats]
    return {
        "name": contact.name,
        "session": session,
        "course": session.course,
        "days": days,
        "links": links,
        "link": links[0],
        "values": values_of(session, name=contact.name, days=days),
    }
