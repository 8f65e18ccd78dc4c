"""What people are told of their certificates, and where these can be fetched.

Who is thanked for coming reads it in that letter. Whoever had that letter before their certificate was issued, or is
not thanked since the session was settled long after, gets a letter of its own.
"""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from design.addresses import full_address
from outbox.sending import withdraw
from sessions.letters import cause_of, write_letter
from sessions.messages import values_of
from sessions.models import Attendance, Certificate

OF_USE_FOR = timedelta(days=30)


def key_of(certificate):
    """Return the key of a certificate's own letter; its code is known by then, its number need not be."""
    return f"certificate:{certificate.code}"


def handed_out_key_of(certificate):
    return f"certificate_handed_out:{certificate.code}"


def revoked_key_of(certificate):
    return f"certificate_revoked:{certificate.code}"


def keys_about(certificate):
    """Return the keys of all letters that lead to a certificate: they are untrue once it has ended."""
    return [key_of(certificate), handed_out_key_of(certificate)]


def page_of(attendance):
    """Return a function that gives the address, in the language being spoken, where somebody finds a certificate.

    The page that signed them in is there no more for whoever turned out not to have come.
    """
    if attendance.booking:
        return partial(full_address, "booking", attendance.booking.token)
    if attendance.extent == Attendance.Extent.NONE:
        return partial(full_address, "my_training")
    return partial(full_address, "door_done", attendance.session.door_token, attendance.entry_key)


def certificate_issued(certificate, *, waited=False):
    """Tell somebody where their certificate is, and what it still waits for; that it `waited` and does no more, too.

    What was said before of one that it replaces is taken back if nobody has read it yet.
    """
    earlier = certificate.replaces
    if earlier:
        withdraw([revoked_key_of(earlier)])
    write_about(
        "certificate",
        certificate,
        key=handed_out_key_of(certificate) if waited else key_of(certificate),
        certificate_waits=not certificate.is_handed_out,
        replaces=bool(earlier) and earlier.status == Certificate.Status.REPLACED,
    )


def certificate_revoked(certificate, *, reason):
    """Tell somebody that their certificate holds no more; `reason` only where they may read it, otherwise ""."""
    write_about("certificate_revoked", certificate, key=revoked_key_of(certificate), reason=reason)


def write_about(kind, certificate, *, key, **said):
    attendance = certificate.attendance
    booking, session = attendance.booking, attendance.session
    days = session.each_day()
    address = page_of(attendance)
    write_letter(
        kind,
        to=(booking and booking.email) or attendance.delegate.email,
        phone=(booking and booking.phone) or "",
        language=certificate.language,
        key=key,
        cause=cause_of(booking) if booking else f"attendance:{attendance.pk}",
        useless_after=timezone.now() + OF_USE_FOR,
        words=lambda: {
            "session": session,
            "course": session.course,
            "days": days,
            "name": attendance.delegate,
            "link": address(),
            "values": values_of(session, name=attendance.delegate, days=days),
            **said,
        },
    )


def valid_by_attendance(session):
    """Return {attendance's key: its valid certificate} of a session; no query for a course that gives none."""
    if not session.course.gives_certificate:
        return {}
    valid = Certificate.objects.valid().filter(attendance__session=session)
    return {certificate.attendance_id: certificate for certificate in valid}
