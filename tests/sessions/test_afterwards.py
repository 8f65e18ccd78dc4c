"""What people are written when a session is finished."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from outbox.models import Message
from sessions.counting import record_headcount
from sessions.finishing import finish_session, reopen_session
from sessions.models import Attendance, Qualifier, Source
from sessions.register import set_extent
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]
YESTERDAY = timedelta(days=1)


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=timezone.now() - YESTERDAY)


@pytest.fixture
def came(session):
    return factories.make_attendance(session, booking=factories.make_booking(session))


@pytest.fixture
def stayed_away(session, came):
    return factories.make_booking(session)


def finish(session, officer, *, source=Source.REGISTER):
    finish_session(session, source=source, by=officer)
    return written()


def written():
    """Return {kind: number} of what was written afterwards."""
    kinds = Message.objects.filter(kind__in=["thanks", "no_show"], state="waiting").values_list("kind", flat=True)
    return {kind: list(kinds).count(kind) for kind in kinds}


def test_who_came_is_thanked_and_asked_by_a_link_of_their_own(session, came, officer):
    finish(session, officer)

    letter = Message.objects.get(kind="thanks")
    assert letter.to == came.booking.email
    assert f"https://muster.example.org/feedback/{came.feedback_token}/" in letter.text.splitlines()
    assert "Seeing the signs" not in letter.subject


@pytest.mark.parametrize(("extent", "gives", "told"), [("partial", True, 1), ("partial", False, 0), ("full", True, 0)])
def test_who_took_part_in_some_of_it_is_told_why_there_is_no_certificate(session, came, officer, extent, gives, told):
    Attendance.objects.update(extent=extent)
    type(session.course).objects.update(gives_certificate=gives)
    session.course.refresh_from_db()

    finish(session, officer)

    letter = Message.objects.get(kind="thanks")
    said = "You have no certificate of it: you took part in some of the session"
    assert (letter.text.count(said), letter.html.count(said)) == (told, told)


def test_who_has_answered_already_is_not_asked_again(session, came, officer):
    Attendance.objects.update(feedback_given=True)

    finish(session, officer)

    assert "/feedback/" not in Message.objects.get(kind="thanks").text


def test_who_did_not_come_is_told_so_and_shown_another_date(session, stayed_away, officer):
    finish(session, officer)

    letter = Message.objects.get(kind="no_show")
    assert letter.to == stayed_away.email
    assert f"https://muster.example.org/book/{session.reference}/" in letter.text.splitlines()
    assert "/feedback/" not in letter.text


def test_a_walk_in_who_left_an_address_is_thanked(session, officer):
    person = factories.make_person(email="walker@example.org")
    factories.make_attendance(session, person=person)

    finish(session, officer)

    assert Message.objects.get().to == "walker@example.org"


@pytest.mark.parametrize("source", [Source.HEADCOUNT, ""])
def test_without_a_register_that_counts_nobody_is_said_to_have_stayed_away(session, stayed_away, officer, source):
    record_headcount(session, number=9, qualifier=Qualifier.COUNTED, by=officer)

    assert finish(session, officer, source=source) == {"thanks": 1}


def test_an_empty_register_says_nothing_of_anybody(session, officer):
    factories.make_booking(session)

    assert finish(session, officer) == {}


def test_a_headcount_session_writes_to_nobody(headcount_session, officer):
    with time_machine.travel(headcount_session.ends_at + YESTERDAY, tick=False):
        record_headcount(headcount_session, number=9, qualifier=Qualifier.COUNTED, by=officer)

        assert finish(headcount_session, officer, source=Source.HEADCOUNT) == {}


def test_nobody_hears_of_a_session_finished_long_after(session, stayed_away, officer):
    with time_machine.travel(session.ends_at + timedelta(days=14, minutes=1), tick=False):
        assert finish(session, officer) == {}


def test_finishing_again_writes_nothing_twice(session, stayed_away, officer):
    finish(session, officer)
    reopen_session(session, reason="A name", by=officer)

    assert finish(session, officer) == {"thanks": 1, "no_show": 1}
    assert Message.objects.filter(kind__in=["thanks", "no_show"]).count() == 2


def test_whom_a_correction_concerns_is_written_to_and_the_wrong_letter_taken_back(session, came, stayed_away, officer):
    other = factories.make_attendance(session, booking=factories.make_booking(session))
    finish(session, officer)
    reopen_session(session, reason="A name", by=officer)
    set_extent(other, extent=Attendance.Extent.NONE, by=officer)

    finish(session, officer)

    about = Message.objects.filter(cause=f"booking:{other.booking_id}").exclude(kind="confirmed")
    assert sorted(about.values_list("kind", "state")) == [("no_show", "waiting"), ("thanks", "stopped")]


@pytest.mark.parametrize(("days", "told"), [(1, True), (15, False)])
def test_an_officer_reads_beforehand_who_will_be_written_to(browse_as, officer, session, days, told):
    with time_machine.travel(session.ends_at + timedelta(days=days), tick=False):
        page = browse_as(officer).get(reverse("sessions:finish", args=[session.pk])).text

    assert ("Everybody in the register is thanked" in page) == told


@pytest.mark.parametrize("people", [1, 3])
def test_each_letter_is_one_insert_and_nothing_besides(session, officer, django_assert_num_queries, people):
    for _number in range(people):
        factories.make_attendance(session, booking=factories.make_booking(session))

    with django_assert_num_queries(25 + people):
        finish_session(session, source=Source.REGISTER, by=officer)
