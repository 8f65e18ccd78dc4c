"""How somebody's certificate stands, as their own page says it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sessions.evaluations import answers_until
from sessions.models import Attendance, Certificate


class State(StrEnum):
    """What is said of a certificate: that it is here, or what is missing."""

    READY = "ready"
    WAITS_FOR_EVALUATION = "waits_for_evaluation"
    WAITS_FOR_TEST = "waits_for_test"
    TO_COME = "to_come"
    IN_PART = "in_part"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Showing:
    """A state, with the attendance and, where it was ever issued, the certificate.

    `answer_until` is until when an evaluation that it waits for can be given; None where nobody can give it any more.
    """

    state: State
    attendance: Attendance
    certificate: Certificate | None = None
    answer_until: datetime | None = None

    @property
    def is_ready(self):
        return self.state == State.READY

    @property
    def can_be_renamed(self):
        """Whether there is, or is to be, a certificate on which a name can be printed."""
        return self.state not in {State.IN_PART, State.REVOKED}


def certificate_of(booking):
    """Return how the certificate of whoever holds a booking stands; None where there is nothing to say."""
    if not booking.session.course.gives_certificate and not booking.session.is_finished:
        return None
    attendances = Attendance.objects.select_related("delegate").filter(booking=booking, delegate=booking.delegate_id)
    attendance = attendances.first()
    return showing_of(attendance, session=booking.session) if attendance else None


def showing_of(attendance, *, session):
    """Return how the certificate of an attendance stands; None for one that was absent, or whose course gives none."""
    attendance.session = session
    certificate = Certificate.objects.filter(attendance=attendance).order_by("pk").last()
    if certificate:
        certificate.attendance = attendance
        state = state_of_issued(certificate)
        waits = state == State.WAITS_FOR_EVALUATION
        return Showing(state, attendance, certificate, answers_until([session]).get(session.pk) if waits else None)
    state = state_before(attendance)
    return Showing(state, attendance) if state else None


def has_certificate_at_door(attendance):
    """Whether the page that signed somebody in gives their certificate too: to who has no link of their own.

    Whoever booked may be signed in by anybody who knows their address or badge, and the certificate bears their name.
    """
    return attendance.booking_id is None


def state_of_issued(certificate):
    if certificate.status != Certificate.Status.VALID or certificate.is_forgotten:
        return State.REVOKED
    return State.READY if certificate.is_handed_out else State.WAITS_FOR_EVALUATION


def state_before(attendance):
    """Return what is missing where nothing was issued, or None where nothing is to be."""
    session, course = attendance.session, attendance.session.course
    if not course.gives_certificate or attendance.extent == Attendance.Extent.NONE:
        return None
    if not session.is_finished:
        return State.TO_COME
    if attendance.extent == Attendance.Extent.PARTIAL:
        return State.IN_PART
    if course.certificate_needs_test and not attendance.test_passed:
        return State.WAITS_FOR_TEST
    return State.TO_COME
