"""Who gets a certificate, and what becomes of it when the register turns out to have been wrong.

Finishing a session issues what its course's rule gives, each attendance one valid certificate at most; finishing it
anew follows what was corrected. Nothing is ever deleted: whoever holds an old code gets an answer (see verifying).
"""

import calendar
import unicodedata

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.log_actions import log

from outbox.sending import withdraw, written_together
from people.keys import tidy
from sessions import certificate_letters
from sessions.afterwards import tell_of_certificates
from sessions.holding import hold_session
from sessions.models import Attendance, Certificate
from sessions.refusals import CannotChange, NameChangedTooOften, NameNeeded

NAME_CHANGES = 3
WHY_LOST = _("The register was corrected.")
WHY_RENAMED = _("Printed anew with another name.")
LONGEST_INITIALS = 6  # of one letter each


def issue_for(session):
    """Issue what a finished session's attendances have earned, and revoke or reissue what was corrected.

    Returns how many were issued. Doing it twice, or twice at once, issues nothing more. Nine queries whatever the
    number of attendances, besides what is written of corrections; one where the course gives no certificate.
    """
    given = Certificate.objects.filter(attendance__session=session)
    if session.is_by_headcount or not (session.course.gives_certificate or given.exists()):
        return 0
    return settle(session, session.attendances.all())


def follow(attendance):
    """Issue, revoke or reissue the certificate of one attendance that changed after its session was finished.

    Not for the mark of the evaluation: a certificate that waits for it is there already.
    """
    settle(attendance.session, Attendance.objects.filter(pk=attendance.pk))


@transaction.atomic
def settle(session, attendances):
    """Bring the certificates of some attendances in line with these; the session's row is held meanwhile."""
    hold_session(session)
    if not session.is_finished:
        return 0
    attendances = list(attendances.select_related("delegate", "booking", "session__course").order_by("pk"))
    latest = latest_of(attendances)
    new = []
    for attendance in attendances:
        certificate = latest.get(attendance.pk)
        attendance.session = session
        is_valid = certificate is not None and certificate.status == Certificate.Status.VALID
        if is_valid and is_lost(attendance):
            certificate.attendance = attendance
            revoke(certificate, reason=in_our_language(WHY_LOST))
        elif is_valid and is_misnamed(certificate, attendance):
            certificate.attendance = attendance
            new.append(replace_one(certificate, name=name_for(attendance)))
        elif not is_valid and is_earned(attendance) and not (certificate and is_final(certificate)):
            withdraw([certificate_letters.revoked_key_of(certificate)] if certificate else [])
            new.append(certificate_for(attendance))
    Certificate.objects.bulk_create(new)
    if new:
        log(instance=session, action="muster.certificates.issued", data={"certificates": len(new)})
        with written_together():
            tell_of_certificates(new, session=session)
    return len(new)


def in_our_language(sentence):
    """Return a sentence as staff read it in the history, whoever caused it."""
    with override(settings.LANGUAGE_CODE):
        return str(sentence)


def latest_of(attendances):
    """Return {attendance's key: its latest certificate} in one query."""
    found = Certificate.objects.filter(attendance__in=attendances).order_by("pk")
    return {certificate.attendance_id: certificate for certificate in found}


def is_earned(attendance):
    """Whether the course's rule gives a certificate; the evaluation is asked for when it is handed out."""
    course = attendance.session.course
    is_full = attendance.extent == Attendance.Extent.FULL and not attendance.awaits_confirmation
    has_passed = attendance.test_passed is True or not course.certificate_needs_test
    return course.gives_certificate and is_full and has_passed


def is_lost(attendance):
    """Whether a certificate must not stand. A course that gives none any more takes none back."""
    is_full = attendance.extent == Attendance.Extent.FULL and not attendance.awaits_confirmation
    return not is_full or (attendance.session.course.certificate_needs_test and attendance.test_passed is False)


def is_final(certificate):
    """Whether a certificate that ended is followed by none: an officer revoked it, or its holder was erased."""
    return certificate.stays_revoked or certificate.is_forgotten


def is_misnamed(certificate, attendance):
    return not certificate.is_forgotten and certificate.name_printed != name_for(attendance)


def name_for(attendance):
    """Return the name to print: as somebody wishes it, else as the register has it."""
    return tidy(attendance.name_wished or attendance.delegate.name)


def certificate_for(attendance):
    """Return a new certificate, not saved."""
    session, name = attendance.session, name_for(attendance)
    return Certificate(
        attendance=attendance,
        name_printed=name,
        initials=initials_of(name),
        course_title=session.course.title,
        held_on=session.last_day,
        language=attendance.booking.language if attendance.booking else "",
        valid_until=months_after(session.last_day, session.course.refresher_months),
        waits_for_evaluation=session.course.certificate_needs_evaluation,
    )


def replace_one(certificate, *, name, by=None):
    """End a certificate as replaced and return its successor, not saved. One that was revoked stays so."""
    facts = {"status": Certificate.Status.REPLACED, "ended_at": timezone.now(), "reason": in_our_language(WHY_RENAMED)}
    valid = Certificate.objects.filter(pk=certificate.pk, status=Certificate.Status.VALID)
    if valid.update(**facts):
        certificate.status = Certificate.Status.REPLACED
    withdraw(certificate_letters.keys_about(certificate))
    log(instance=certificate, action="muster.certificate.replaced", user=by)
    kept = ("attendance", "course_title", "held_on", "language", "valid_until", "waits_for_evaluation")
    same = {field: getattr(certificate, field) for field in kept}
    return Certificate(name_printed=name, initials=initials_of(name), replaces=certificate, **same)


@transaction.atomic
def revoke(certificate, *, reason, by=None, tells_why=False):
    """Say that a certificate holds no more. What an officer revoked stays so when the session is finished anew.

    Its holder is written to, if they had it; the reason stands in the letter only where the officer `tells_why`.
    Raises CannotChange when it is revoked or replaced already.
    """
    facts = {"status": Certificate.Status.REVOKED, "ended_at": timezone.now(), "reason": reason}
    valid = Certificate.objects.filter(pk=certificate.pk, status=Certificate.Status.VALID)
    if not valid.update(stays_revoked=by is not None, **facts):
        raise CannotChange(_("This certificate is revoked or replaced already."))
    withdraw(certificate_letters.keys_about(certificate))
    log(instance=certificate, action="muster.certificate.revoked", user=by, data={"reason": reason})
    certificate.refresh_from_db(fields=[*facts, "stays_revoked"])
    if certificate.is_handed_out and not certificate.is_forgotten:
        certificate_letters.certificate_revoked(certificate, reason=reason if tells_why else "")


@transaction.atomic
def reissue(certificate, *, name, by=None):
    """Replace a certificate by one with another name and a code of its own; the old code says that it was replaced.

    Returns the new one, or the same where it bears the name already. Its holder can do so NAME_CHANGES times, an
    officer at any time, and with the same name too where it had been revoked. Raises NameNeeded, NameChangedTooOften,
    and CannotChange for what is not the latest, or was revoked and is not earned.
    """
    attendance = certificate.attendance
    hold_session(attendance.session)
    certificate.refresh_from_db()
    attendance.refresh_from_db(fields=["extent", "awaits_confirmation", "test_passed", "name_wished"])
    name = tidy(name)
    is_valid = certificate.status == Certificate.Status.VALID
    if not name:
        raise NameNeeded
    if is_valid and name == certificate.name_printed:
        return certificate
    if not is_valid and not (by and can_stand_again(certificate)):
        raise CannotChange(_("This certificate is revoked or replaced already."))
    if by is None and changes_left(attendance) <= 0:
        raise NameChangedTooOften
    wish(attendance, name=name)
    new = replace_one(certificate, name=name, by=by)
    new.save()
    if by:
        certificate_letters.certificate_issued(new)
    return new


@transaction.atomic
def hand_out(certificate, *, by):
    """Give somebody the certificate that waits for their evaluation, and tell them. Raises CannotChange otherwise."""
    waiting = Certificate.objects.valid().filter(pk=certificate.pk, waits_for_evaluation=True)
    if certificate.is_handed_out or not waiting.update(waits_for_evaluation=False):
        raise CannotChange(_("This certificate does not wait for anything."))
    certificate.waits_for_evaluation = False
    log(instance=certificate, action="muster.certificate.handed_out", user=by)
    certificate_letters.certificate_issued(certificate, waited=True)


@transaction.atomic
def hand_out_all(session, *, by):
    """Give everybody of a session the certificate that waits for their evaluation; return to how many.

    Each is told once. Raises CannotChange where none waits.
    """
    hold_session(session)
    waiting = Certificate.objects.valid().filter(attendance__session=session, waits_for_evaluation=True)
    waiting = waiting.filter(attendance__feedback_given=False).exclude(name_printed="")
    waiting = list(waiting.select_related("attendance__delegate", "attendance__booking").order_by("pk"))
    if not waiting:
        raise CannotChange(_("No certificate of this session waits for an evaluation."))
    Certificate.objects.filter(pk__in=[each.pk for each in waiting]).update(waits_for_evaluation=False)
    log(instance=session, action="muster.certificates.handed_out", user=by, data={"certificates": len(waiting)})
    prefetch_related_objects([session], "days")
    with written_together():
        for certificate in waiting:
            certificate.attendance.session = session
            certificate.waits_for_evaluation = False
            certificate_letters.certificate_issued(certificate, waited=True)
    return len(waiting)


def can_stand_again(certificate):
    """Whether a revoked certificate is the latest of an attendance that has earned one."""
    is_last = not Certificate.objects.filter(attendance=certificate.attendance_id, pk__gt=certificate.pk).exists()
    is_revoked = certificate.status == Certificate.Status.REVOKED
    return is_last and is_revoked and not certificate.is_forgotten and not is_lost(certificate.attendance)


def changes_left(attendance):
    """Return how often somebody can still change the name on a certificate they have."""
    replaced = Certificate.objects.filter(attendance=attendance, status=Certificate.Status.REPLACED)
    return NAME_CHANGES - replaced.count()


@transaction.atomic
def wish_name(attendance, *, name):
    """Print somebody's certificate with the name they wish: the one they have anew, or the one that is to come."""
    hold_session(attendance.session)
    if certificate := Certificate.objects.valid().filter(attendance=attendance).first():
        certificate.attendance = attendance
        reissue(certificate, name=name)
    elif tidy(name):
        wish(attendance, name=tidy(name))
    else:
        raise NameNeeded


def wish(attendance, *, name):
    attendance.name_wished = name
    attendance.save(update_fields=["name_wished"])


def initials_of(name):
    """Return the initials of a name: "A. K."; of many words the first five and the last."""
    words = name.split()
    if len(words) > LONGEST_INITIALS:
        words = [*words[: LONGEST_INITIALS - 1], words[-1]]
    return " ".join(f"{first_letter(word)}." for word in words)


def first_letter(word):
    """Return the first letter of a word as a capital; of a word without any, its first sign."""
    letter = next((sign for sign in word if unicodedata.category(sign).startswith("L")), word[0])
    capital = letter.upper()
    return capital if len(capital) == 1 else letter


def months_after(date, months):
    """Return the same day of a later month, or that month's last day where it is shorter; None without an interval."""
    if not months:
        return None
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date.replace(year=year, month=month + 1, day=min(date.day, last))
