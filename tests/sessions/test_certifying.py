"""Who gets a certificate, when, and what becomes of it (faults B10, D3, D5)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from feedback.answering import give_feedback
from feedback.models import Response
from outbox.models import Message
from sessions.certifying import (
    follow,
    hand_out,
    initials_of,
    issue_for,
    months_after,
    reissue,
    revoke,
    wish_name,
)
from sessions.counting import record_headcount
from sessions.finishing import finish_session, reopen_session
from sessions.models import Attendance, Certificate, Qualifier, Source, TrainingSession
from sessions.refusals import CannotChange, NameChangedTooOften, NameNeeded
from sessions.register import set_extent
from tests import factories
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db
Extent, Status = Attendance.Extent, Certificate.Status


@pytest.fixture
def course():
    return factories.make_course(title="Seeing the signs", gives_certificate=True)


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def came(session):
    person = factories.make_person(name="Amina Kowalska")
    return factories.make_attendance(session, booking=factories.make_booking(session, person=person))


def finish(session, officer, *, source=Source.REGISTER):
    finish_session(session, source=source, by=officer)


def correct(session, attendance, officer, *, extent):
    """Reopen, correct one attendance, and finish anew."""
    reopen_session(session, reason="Wrong", by=officer)
    set_extent(attendance, extent=extent, by=officer)
    finish(session, officer)


def statuses():
    return list(Certificate.objects.order_by("pk").values_list("status", flat=True))


def test_finishing_gives_a_certificate_to_who_attended_in_full(session, came, officer):
    factories.make_attendance(session, extent=Extent.PARTIAL)
    factories.make_attendance(session, extent=Extent.NONE)
    factories.make_attendance(session, awaits_confirmation=True)

    finish(session, officer)

    certificate = Certificate.objects.get()
    assert certificate.attendance == came
    assert (certificate.name_printed, certificate.initials, certificate.course_title, certificate.held_on) == (
        "Amina Kowalska",
        "A. K.",
        "Seeing the signs",
        session.last_day,
    )


def test_a_course_without_certificates_gives_none(officer):
    session = factories.make_session(starts_at=timezone.now() - timedelta(days=1))
    factories.make_attendance(session)

    finish(session, officer)

    assert statuses() == []


def test_nothing_is_issued_before_the_session_is_finished(session, came):
    assert (issue_for(session), statuses()) == (0, [])


def test_nothing_is_issued_for_a_headcount(officer):
    course = factories.make_course(audience="young-people", gives_certificate=True)
    session = factories.make_session(course, capacity=None, starts_at=timezone.now() - timedelta(days=1))
    record_headcount(session, number=28, qualifier=Qualifier.COUNTED, by=officer)

    finish(session, officer, source=Source.HEADCOUNT)

    assert statuses() == []


def test_it_is_valid_as_long_as_the_course_says(session, came, officer):
    session.course.refresher_months = 36
    session.course.save()

    finish(session, officer)

    held = session.last_day
    assert Certificate.objects.get().valid_until == months_after(held, 36)


@pytest.mark.parametrize(
    ("held", "months", "until"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 8), 12, date(2027, 12, 8)),
        (date(2026, 12, 8), None, None),
    ],
)
def test_months_are_reckoned_by_the_calendar(held, months, until):
    assert months_after(held, months) == until


@pytest.mark.parametrize(("passed", "number"), [(None, 0), (False, 0), (True, 1)])
def test_where_there_is_a_test_it_has_to_be_passed(session, came, officer, passed, number):
    session.course.certificate_needs_test = True
    session.course.save()
    Attendance.objects.update(test_passed=passed)

    finish(session, officer)

    assert len(statuses()) == number


def test_a_test_passed_later_brings_the_certificate_and_a_letter(session, came, officer):
    session.course.certificate_needs_test = True
    session.course.save()
    finish(session, officer)
    Attendance.objects.update(test_passed=True)

    follow(came)

    assert statuses() == [Status.VALID]
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True))[-2:] == ["thanks", "certificate"]


class TestWithTheEvaluation:
    @pytest.fixture
    def course(self):
        return factories.make_course(gives_certificate=True, certificate_needs_evaluation=True)

    def test_it_is_handed_out_once_the_evaluation_was_answered(self, session, came, officer):
        finish(session, officer)
        before = Certificate.objects.handed_out().count()

        give_feedback(session, attendance=came, answers={})

        assert (before, Certificate.objects.handed_out().count()) == (0, 1)

    def test_answering_writes_nothing_but_the_mark(self, session, came, officer):
        finish(session, officer)
        models = (Certificate, Message, ModelLogEntry)
        before = [list(model.objects.order_by("pk").values()) for model in models]

        give_feedback(session, attendance=came, answers={})

        assert [list(model.objects.order_by("pk").values()) for model in models] == before
        assert Response.objects.count() == 1

    def test_an_officer_hands_it_out_all_the_same(self, session, came, officer):
        finish(session, officer)

        hand_out(Certificate.objects.get(), by=officer)

        assert Certificate.objects.handed_out().count() == 1
        with pytest.raises(CannotChange):
            hand_out(Certificate.objects.get(), by=officer)

    def test_the_letter_of_thanks_says_what_is_missing(self, session, came, officer):
        finish(session, officer)

        text = Message.objects.get(kind="thanks").text
        assert "Your certificate is ready once you have told us what you thought." in text
        assert f"https://muster.example.org/booking/{came.booking.token}/" in text.splitlines()


def test_the_letter_of_thanks_says_where_it_is(session, came, officer):
    finish(session, officer)

    letter = Message.objects.get(kind="thanks").text.splitlines()
    place = letter.index("Your certificate, to look at, keep and print:")
    assert letter[place + 1] == f"https://muster.example.org/booking/{came.booking.token}/"
    assert not Message.objects.filter(kind="certificate").exists()


def test_who_walked_in_is_led_to_the_page_that_signed_them_in(session, officer):
    walked_in = factories.make_attendance(session, person=factories.make_person())

    finish(session, officer)

    page = reverse("door_done", args=[session.door_token, walked_in.entry_key])
    assert f"https://muster.example.org{page}" in Message.objects.get(kind="thanks").text.splitlines()


def test_a_session_finished_late_is_told_of_by_a_letter_of_its_own(session, came, officer):
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        finish(session, officer)

    assert list(Message.objects.filter(kind__in=["thanks", "certificate"]).values_list("kind", flat=True)) == [
        "certificate"
    ]


def test_years_later_nobody_is_written_to(session, came, officer):
    with time_machine.travel(timezone.now() + timedelta(days=500)):
        finish(session, officer)

    assert statuses() == [Status.VALID]
    assert not Message.objects.filter(kind="certificate").exists()


def test_finishing_again_changes_nothing(session, came, officer):
    finish(session, officer)
    before = list(Certificate.objects.values())
    reopen_session(session, reason="Look", by=officer)
    finish(session, officer)

    assert (list(Certificate.objects.values()), issue_for(session)) == (before, 0)


def test_reopening_leaves_certificates_as_they_are(session, came, officer):
    finish(session, officer)

    reopen_session(session, reason="Look", by=officer)
    follow(came)

    assert statuses() == [Status.VALID]


@pytest.mark.parametrize("extent", [Extent.PARTIAL, Extent.NONE])
def test_a_corrected_attendance_revokes(session, came, officer, extent):
    finish(session, officer)

    correct(session, came, officer, extent=extent)

    certificate = Certificate.objects.get()
    assert (certificate.status, certificate.reason) == (Status.REVOKED, "The register was corrected.")
    assert certificate.ended_at is not None


def test_a_corrected_attendance_issues_with_a_letter(session, came, officer):
    set_extent(came, extent=Extent.PARTIAL, by=officer)
    finish(session, officer)

    correct(session, came, officer, extent=Extent.FULL)

    assert statuses() == [Status.VALID]
    assert Message.objects.filter(kind="certificate", to=came.booking.email).count() == 1


def test_corrected_there_and_back_it_has_a_new_code(session, came, officer):
    finish(session, officer)
    correct(session, came, officer, extent=Extent.PARTIAL)
    correct(session, came, officer, extent=Extent.FULL)

    assert statuses() == [Status.REVOKED, Status.VALID]
    assert len(set(Certificate.objects.values_list("code", flat=True))) == 2


def test_what_an_officer_revoked_stays_revoked(session, came, officer):
    finish(session, officer)
    revoke(Certificate.objects.get(), reason="Somebody else sat there", by=officer)

    correct(session, came, officer, extent=Extent.FULL)

    assert statuses() == [Status.REVOKED]


def test_revoking_is_kept_in_the_history_and_done_once(session, came, officer):
    finish(session, officer)
    certificate = Certificate.objects.get()

    revoke(certificate, reason="Somebody else sat there", by=officer)

    entry = ModelLogEntry.objects.filter(action="muster.certificate.revoked").get()
    assert (entry.user, entry.data) == (officer, {"reason": "Somebody else sat there"})
    with pytest.raises(CannotChange):
        revoke(certificate, reason="Twice", by=officer)


def test_a_name_put_right_in_the_register_is_printed_anew(session, came, officer):
    finish(session, officer)
    came.delegate.name = "Amina Kowalska-Novak"
    came.delegate.save()

    follow(came)

    old, new = Certificate.objects.order_by("pk")
    assert (old.status, new.status, new.replaces) == (Status.REPLACED, Status.VALID, old)
    assert new.name_printed == "Amina Kowalska-Novak"


def test_somebody_erased_gets_no_new_one(session, came, officer):
    finish(session, officer)
    Certificate.objects.update(name_printed="", initials="")

    follow(came)

    assert statuses() == [Status.VALID]


def test_another_name_gives_another_code_and_keeps_the_old_one(session, came, officer):
    finish(session, officer)
    old = Certificate.objects.get()

    new = reissue(old, name="  Amina   K. ")

    old.refresh_from_db()
    assert (old.status, old.name_printed, new.status, new.name_printed) == (
        Status.REPLACED,
        "Amina Kowalska",
        Status.VALID,
        "Amina K.",
    )
    assert (new.replaces, new.code == old.code, new.held_on) == (old, False, old.held_on)
    assert Attendance.objects.get().name_wished == "Amina K."


def test_the_name_can_be_changed_three_times_and_by_an_officer_always(session, came, officer):
    finish(session, officer)
    for number in range(3):
        wish_name(came, name=f"Amina {number}")

    with pytest.raises(NameChangedTooOften):
        wish_name(came, name="Amina 4")

    reissue(Certificate.objects.valid().get(), name="Amina 4", by=officer)
    assert Certificate.objects.valid().get().name_printed == "Amina 4"
    assert Message.objects.filter(kind="certificate").count() == 1


def test_the_same_name_costs_nothing(session, came, officer):
    finish(session, officer)

    wish_name(came, name="Amina Kowalska")

    assert statuses() == [Status.VALID]


def test_an_empty_name_is_refused(session, came, officer):
    with pytest.raises(NameNeeded):
        wish_name(came, name="  ")

    finish(session, officer)
    with pytest.raises(NameNeeded):
        wish_name(came, name="\n")


def test_a_name_wished_before_is_printed(session, came, officer):
    wish_name(came, name="Þórr")

    finish(session, officer)

    assert Certificate.objects.get().name_printed == "Þórr"


def test_an_officer_issues_again_what_was_revoked_by_mistake(session, came, officer):
    finish(session, officer)
    revoke(Certificate.objects.get(), reason="Mistake", by=officer)

    new = reissue(Certificate.objects.get(), name="Amina Kowalska", by=officer)

    assert statuses() == [Status.REVOKED, Status.VALID]
    assert new.replaces.reason == "Mistake"


def test_what_was_replaced_or_lost_cannot_be_issued_again(session, came, officer):
    finish(session, officer)
    old = Certificate.objects.get()
    reissue(old, name="Amina K.")
    with pytest.raises(CannotChange):
        reissue(old, name="Amina N.", by=officer)

    correct(session, came, officer, extent=Extent.PARTIAL)

    with pytest.raises(CannotChange):
        reissue(Certificate.objects.get(status=Status.REVOKED), name="Amina N.", by=officer)


def test_two_valid_certificates_for_one_attendance_are_impossible(session, came, officer):
    finish(session, officer)
    again = {"attendance": came, "course_title": "Seeing the signs", "held_on": session.last_day}

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(**again)


def test_there_is_no_certificate_without_an_attendance():
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(course_title="Seeing the signs", held_on=date(2026, 12, 8))


@pytest.mark.parametrize("people", [1, 4])
def test_issuing_takes_the_same_queries_for_more_people(session, officer, people, django_assert_num_queries):
    for _person in range(people):
        factories.make_attendance(session, booking=factories.make_booking(session))
    TrainingSession.objects.update(finished_at=timezone.now())
    session = TrainingSession.objects.select_related("course").get()

    with django_assert_num_queries(9):
        issue_for(session)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amina Kowalska", "A. K."),
        ("Þórr", "Þ."),
        ("conan o'brien", "C. O."),
        ("محمد علی خان", "م. ع. خ."),
        ("“Bo” Lind", "B. L."),
        ("One Two Three Four Five Six Seven", "O. T. T. F. F. S."),
        ("😀", "😀."),
        ("ßarah", "ß."),
    ],
)
def test_initials_are_the_first_letters(name, initials):
    assert initials_of(name) == initials


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_finished_certificates_are_issued_once_however_many_issue_them(self, session, came, officer):
        TrainingSession.objects.update(finished_at=timezone.now())

        at_once(*[lambda: issue_for(TrainingSession.objects.select_related("course").get())] * 4)

        assert statuses() == [Status.VALID]

    def test_two_changes_of_the_name_leave_one_valid(self, session, came, officer):
        finish(session, officer)

        def change(name):
            attendance = Attendance.objects.select_related("session__course", "delegate", "booking").get(pk=came.pk)
            wish_name(attendance, name=name)

        at_once(*[lambda n=n: change(f"Amina {n}") for n in range(3)])

        assert sorted(statuses()) == [Status.REPLACED] * 3 + [Status.VALID]
