"""Written when a session is finished: thanks to those who came, a line to those who did not.

Only a register says who came by name. Where it was not kept, or its figure was not the one that counts, nobody is told
that they were missed; and nobody hears of a session that was settled long after.
"""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from design.addresses import full_address
from outbox.models import Message
from outbox.sending import withdraw
from sessions.certificate_letters import certificate_issued, page_of, valid_by_attendance
from sessions.letters import cause_of, cause_of_walk_in, write_letter
from sessions.messages import values_of
from sessions.models import Attendance, BookingStatus, Source

NEWS_FOR = timedelta(days=14)
OF_USE_FOR = timedelta(days=30)
CERTIFIED_FOR = timedelta(days=366)  # nobody hears of a session that somebody puts in order years later


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
    certificates = valid_by_attendance(session)
    for attendance in present:
        attendance.session = session
        thank(attendance, facts=facts, certificate=certificates.get(attendance.pk))
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


def thank(attendance, *, facts, certificate):
    """Thank somebody, and ask what they think unless they have said so; the link is theirs and answers once.

    Who has a certificate is told where it is, and that it waits for what they think where it does; who has none because
    they took part in some of it, why.
    """
    booking, delegate = attendance.booking, attendance.delegate
    address = partial(full_address, "feedback", attendance.feedback_token)
    write(
        "thanks",
        key=key_of("thanks", attendance),
        to=(booking and booking.email) or delegate.email,
        phone=(booking and booking.phone) or "",
        language=booking.language if booking else "",
        cause=cause_of(booking) if booking else cause_of_walk_in(attendance),
        facts=facts,
        name=delegate,
        link=lambda: "" if attendance.feedback_given else address(),
        certificate_link=certificate and page_of(attendance),
        more={
            "certificate_waits": certificate and certificate.waits_for_evaluation and not attendance.feedback_given,
            "certificate_missed": attendance.extent == Attendance.Extent.PARTIAL and facts["course"].gives_certificate,
        },
    )


def tell_of_certificates(certificates, *, session):
    """Write of new certificates to those whom no letter of thanks will tell: it went before, or there is none."""
    if session.ends_at < timezone.now() - CERTIFIED_FOR:
        return
    by_key = {key_of("thanks", certificate.attendance): certificate for certificate in certificates}
    thanked = Message.objects.filter(key__in=by_key).values_list("key", flat=True) if is_news(session) else by_key
    for key in list(thanked):
        certificate_issued(by_key[key])


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


def write(kind, *, facts, name, link, certificate_link=None, more=None, **envelope):
    session = facts["session"]
    values = values_of(session, name=name, days=facts["days"])
    write_letter(
        kind,
        words=lambda: {
            **facts,
            "name": name,
            "link": link(),
            "certificate_link": certificate_link() if certificate_link else "",
            "values": values,
            **(more or {}),
        },
        useless_after=session.ends_at + OF_USE_FOR,
        **envelope,
    )
