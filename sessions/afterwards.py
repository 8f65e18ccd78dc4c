"""Written when a session is finished: thanks to those who came, a line to those who did not.

Only a register says who came by name. Where it was not kept, or its figure was not the one that counts, nobody is told
that they were missed; and nobody hears of a session that was settled long after.
"""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from design.addresses import full_address
from outbox.sending import withdraw
from sessions.letters import cause_of, write_letter
from sessions.messages import values_of
from sessions.models import BookingStatus, Source

NEWS_FOR = timedelta(days=14)
OF_USE_FOR = timedelta(days=30)


def write_afterwards(session, *, source):
    """Write to everybody a session was about, at most once each for having come and for not having come.

    Finishing it again after a correction writes to those whom the correction concerns.
    """
    if not is_news(session):
        return
    facts = about(session)
    came = session.attendances.present().select_related("delegate", "booking").order_by("pk")
    present = list(came)
    withdraw([key_of("no_show", each.booking) for each in present if each.booking])
    for attendance in present:
        thank(attendance, facts=facts)
    if source == Source.REGISTER and present:
        for booking in missed(session, present=present):
            regret(booking, facts=facts)


def is_news(session):
    """Whether people are written to when a session is finished now."""
    return not session.is_by_headcount and session.ends_at >= timezone.now() - NEWS_FOR


def missed(session, *, present):
    """Return the confirmed bookings of people who did not come, and take back what thanked them for coming."""
    booked = session.bookings.filter(status=BookingStatus.CONFIRMED, delegate__isnull=False)
    absent = booked.exclude(attendance__in=present).select_related("delegate", "attendance").order_by("pk")
    absent = list(absent)
    withdraw([key_of("thanks", each.attendance) for each in absent if hasattr(each, "attendance")])
    return absent


def thank(attendance, *, facts):
    """Thank somebody, and ask what they think unless they have said so; the link is theirs and answers once."""
    booking, delegate = attendance.booking, attendance.delegate
    address = partial(full_address, "feedback", attendance.feedback_token)
    write(
        "thanks",
        key=key_of("thanks", attendance),
        to=(booking and booking.email) or delegate.email,
        phone=(booking and booking.phone) or "",
        language=booking.language if booking else "",
        cause=cause_of(booking) if booking else f"attendance:{attendance.pk}",
        facts=facts,
        name=delegate,
        link=lambda: "" if attendance.feedback_given else address(),
    )


def regret(booking, *, facts):
    write(
        "no_show",
        key=key_of("no_show", booking),
        to=booking.email,
        phone=booking.phone,
        language=booking.language,
        cause=cause_of(booking),
        facts=facts,
        name=booking.delegate,
        link=partial(full_address, "book", booking.session.reference),
    )


def key_of(kind, record):
    return f"{kind}:{record.pk}"


def about(session):
    """Return what all these letters say of a session."""
    return {"session": session, "course": session.course, "days": session.each_day()}


def write(kind, *, facts, name, link, **envelope):
    session = facts["session"]
    values = values_of(session, name=name, days=facts["days"])
    write_letter(
        kind,
        words=lambda: {**facts, "name": name, "link": link(), "values": values},
        useless_after=session.ends_at + OF_USE_FOR,
        **envelope,
    )
