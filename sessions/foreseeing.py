"""How many certificates finishing a session issues, and who goes without and why: counted, nothing is written."""

from dataclasses import dataclass

from sessions.certifying import is_earned, is_lost, latest_of
from sessions.models import Attendance, Certificate


@dataclass
class Outlook:
    """People of one register, each counted once: who keeps a certificate, gets one, or gets none for some reason.

    Of those who keep or get one, `waiting` have it handed out once they answered the evaluation, and `not_signed_out`
    lose it where they are counted in part for that.
    """

    kept: int = 0
    new: int = 0
    in_part: int = 0
    without_test: int = 0
    to_confirm: int = 0
    revoked: int = 0
    waiting: int = 0
    not_signed_out: int = 0

    @property
    def earned(self):
        return self.kept + self.new


def foresee_certificates(session):
    """Return the Outlook as the register stands, in two queries; None where there is nothing to give.

    It follows the rule by which certificates are issued (sessions.certifying), also once they have been.
    """
    if session.is_by_headcount or not session.course.gives_certificate:
        return None
    attendances = list(session.attendances.signed_in().order_by("pk"))
    latest, outlook = latest_of(attendances), Outlook()
    for attendance in attendances:
        attendance.session = session
        count_in(outlook, attendance, certificate=latest.get(attendance.pk))
    return outlook


def count_in(outlook, attendance, *, certificate):
    is_valid = certificate is not None and certificate.status == Certificate.Status.VALID
    if attendance.awaits_confirmation:
        outlook.to_confirm += 1
    elif attendance.extent == Attendance.Extent.PARTIAL:
        outlook.in_part += 1
    elif certificate and certificate.stays_revoked and not is_valid:
        outlook.revoked += 1
    elif not is_earned(attendance) and not (is_valid and not is_lost(attendance)):
        outlook.without_test += 1
    else:
        outlook.kept += is_valid
        outlook.new += not is_valid
        outlook.waiting += waits(attendance, certificate=certificate if is_valid else None)
        course = attendance.session.course
        outlook.not_signed_out += course.needs_full_attendance and attendance.signed_out_at is None


def waits(attendance, *, certificate):
    """Whether the evaluation is asked for first; one that is there knows, as an officer may have handed it out."""
    asks = certificate.waits_for_evaluation if certificate else attendance.session.course.certificate_needs_evaluation
    return asks and not attendance.feedback_given
