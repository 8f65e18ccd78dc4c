"""A certificate that waits for the evaluation: what its holder is told, and what an officer does about it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from feedback.models import CourseQuestionnaire, FeedbackSettings, Questionnaire
from outbox.models import Message
from sessions.certifying import hand_out_all
from sessions.finishing import finish_session
from sessions.models import Attendance, Certificate, Source, TrainingLink, TrainingSession
from sessions.own_training import past_of
from sessions.refusals import CannotChange
from tests import factories
from tests.sessions.test_booking_pages import heading
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db
STILL = "You can do so until"
NO_MORE = "that can no longer be given."
MONTHS = timedelta(days=60)


@pytest.fixture
def course():
    return factories.make_course(title="Seeing the signs", gives_certificate=True, certificate_needs_evaluation=True)


@pytest.fixture
def session(course, officer):
    """Finished; two people wait for their certificates, one of them walked in."""
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))
    person = factories.make_person(name="Amina Kowalska", email="amina@example.org")
    factories.make_attendance(session, booking=factories.make_booking(session, person=person))
    factories.make_attendance(session, person=factories.make_person(name="Bo Lind", email="bo@example.org"))
    finish_session(session, source=Source.REGISTER, by=officer)
    return session


@pytest.fixture
def booked(session):
    return session.attendances.select_related("delegate", "booking").get(booking__isnull=False)


@pytest.fixture
def walked_in(session):
    return session.attendances.select_related("delegate").get(booking=None)


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def own_training(client, attendance):
    """Return the page of My training, its link opened just now."""
    link = TrainingLink.objects.create(email=attendance.delegate.email)
    client.post(reverse("my_training_open", args=[link.token]))
    return client.get(reverse("my_training")).text


def ask_nothing():
    CourseQuestionnaire.objects.all().delete()
    Questionnaire.objects.update(is_default=False)


class TestItsHolder:
    def test_my_training_leads_to_the_questions_and_says_until_when(self, client, walked_in):
        page = own_training(client, walked_in)

        address = re.search(r'href="([^"]*/feedback/[^"]*)"', page)[1]
        assert "Your certificate is ready once you have told us what you thought, until" in page
        assert address == reverse("feedback", args=[walked_in.feedback_token])
        assert client.get(address).context["form"].fields != {}

    @pytest.mark.parametrize("why", ["closed", "nothing to ask"])
    def test_when_it_cannot_be_answered_they_are_told_whom_to_ask(self, client, walked_in, why):
        if why == "nothing to ask":
            ask_nothing()

        with time_machine.travel(timezone.now() + (MONTHS if why == "closed" else timedelta())):
            page = own_training(client, walked_in)

        assert (NO_MORE in page, "Ask us for your certificate" in page, "/feedback/" in page) == (True, True, False)

    def test_the_page_of_the_booking_says_the_same(self, client, booked):
        address = reverse("booking", args=[booked.booking.token])
        before = client.get(address).text
        ask_nothing()
        after = client.get(address).text

        assert [(STILL in page, NO_MORE in page) for page in (before, after)] == [(True, False), (False, True)]

    def test_so_does_the_page_that_signed_them_in(self, client, walked_in):
        address = reverse("door_done", args=[walked_in.session.door_token, walked_in.entry_key])
        before = client.get(address).text
        ask_nothing()
        after = client.get(address).text

        assert [(STILL in page, NO_MORE in page) for page in (before, after)] == [(True, False), (False, True)]

    def test_one_that_was_answered_is_there(self, client, walked_in):
        Attendance.objects.update(feedback_given=True)

        page = own_training(client, walked_in)

        assert ("Download the certificate" in page, "told us what you thought, until" in page) == (True, False)

    @pytest.mark.parametrize("sessions", [1, 3])
    def test_many_that_wait_take_the_same_queries(self, course, officer, sessions, django_assert_num_queries):
        for number in range(sessions):
            held = factories.make_session(course, starts_at=timezone.now() - timedelta(days=number + 1))
            person = factories.make_person(name="Amina Kowalska", email="amina@example.org")
            attendance = factories.make_attendance(held, person=person)
            finish_session(held, source=Source.REGISTER, by=officer)

        FeedbackSettings.load()
        with django_assert_num_queries(4):
            rows = past_of(attendance.delegate)

        assert [row.answer_until is not None for row in rows] == [True] * sessions


class TestAnOfficer:
    def test_sees_how_many_wait_and_until_when_they_can_answer(self, desk, session):
        address = reverse("sessions:inspect", args=[session.pk])
        before = desk.get(address).text
        ask_nothing()
        after = desk.get(address).text

        waits = "2 certificates wait for the evaluation of their holders."
        assert [waits in page for page in (before, after)] == [True, True]
        assert ["It can be answered until" in page for page in (before, after)] == [True, False]
        assert ["It cannot be answered any more" in page for page in (before, after)] == [False, True]

    def test_hands_them_all_out_by_one_press(self, desk, session, officer):
        answer = desk.post(reverse("certificates:hand_out_all", args=[session.pk]))

        assert (answer.url, Certificate.objects.handed_out().count()) == (
            reverse("sessions:inspect", args=[session.pk]),
            2,
        )
        entry = ModelLogEntry.objects.filter(action="muster.certificates.handed_out").get()
        assert (entry.user, entry.data, entry.object_id) == (officer, {"certificates": 2}, str(session.pk))

    def test_everybody_is_told_once(self, session, officer):
        hand_out_all(session, by=officer)

        letters = Message.objects.filter(kind="certificate").order_by("to")
        assert [letter.to for letter in letters] == ["amina@example.org", "bo@example.org"]
        assert ["It is ready once you have told us" in letter.text for letter in letters] == [False, False]

    def test_a_second_press_finds_nothing_to_do(self, session, officer):
        hand_out_all(session, by=officer)

        with pytest.raises(CannotChange):
            hand_out_all(session, by=officer)
        assert Message.objects.filter(kind="certificate").count() == 2

    def test_who_answered_has_theirs_and_is_left_out(self, session, booked, officer):
        Attendance.objects.filter(pk=booked.pk).update(feedback_given=True)

        assert hand_out_all(session, by=officer) == 1
        assert Certificate.objects.get(attendance=booked).waits_for_evaluation is True

    def test_looking_hands_nothing_out(self, desk, session):
        desk.get(reverse("certificates:hand_out_all", args=[session.pk]))

        assert Certificate.objects.handed_out().count() == 0

    @pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
    def test_nobody_else_can(self, request, browse_as, session, who):
        browse_as(request.getfixturevalue(who)).post(reverse("certificates:hand_out_all", args=[session.pk]))

        assert Certificate.objects.handed_out().count() == 0

    @pytest.mark.parametrize("people", [1, 4])
    def test_many_take_the_same_queries(self, course, officer, people, django_assert_num_queries):
        session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))
        for _person in range(people):
            factories.make_attendance(session, booking=factories.make_booking(session))
        finish_session(session, source=Source.REGISTER, by=officer)

        with django_assert_num_queries(10):
            hand_out_all(session, by=officer)


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_hands_out(session, officer):
    def press():
        try:
            return hand_out_all(TrainingSession.objects.select_related("course").get(pk=session.pk), by=officer)
        except CannotChange:
            return 0

    at_once(press, press)

    assert ModelLogEntry.objects.filter(action="muster.certificates.handed_out").count() == 1
    assert Message.objects.filter(kind="certificate").count() == 2


class TestTheCourse:
    def save(self, desk, course, **changed):
        """Send the form of a course as it is shown, with some fields changed; return the answer."""
        address = reverse("courses:edit", args=[course.pk])
        form = desk.get(address).context["form"]
        typed = {name: form[name].value() for name in form.fields}
        typed = {name: value for name, value in typed.items() if value not in (None, False, "")}
        return desk.post(address, typed | changed)

    def test_cannot_wait_for_answers_to_nothing(self, desk, course):
        ask_nothing()

        answer = self.save(desk, course)

        [error] = answer.context["form"].errors["certificate_needs_evaluation"]
        assert error.startswith("Nobody could ever answer: neither this course nor its audience has a questionnaire.")

    def test_can_where_it_has_a_questionnaire_of_its_own(self, desk, course):
        ask_nothing()
        CourseQuestionnaire.objects.create(course=course, questionnaire=Questionnaire.objects.first())

        assert self.save(desk, course).status_code == 302

    def test_can_where_its_audience_has_one(self, desk, course):
        assert self.save(desk, course).status_code == 302

    def test_without_a_certificate_nothing_waits(self, desk, course):
        ask_nothing()
        course.gives_certificate = False
        course.save()

        assert self.save(desk, course).status_code == 302

    @pytest.mark.parametrize("asks", [True, False])
    def test_that_does_says_so_on_its_page(self, desk, course, asks):
        if not asks:
            ask_nothing()

        page = desk.get(reverse("courses:edit", args=[course.pk])).text

        assert ("Nobody could ever answer" in page) is not asks


class TestTheNameOfWhoWalkedIn:
    @pytest.fixture
    def certificate(self, walked_in):
        Attendance.objects.update(feedback_given=True)
        return Certificate.objects.get(attendance=walked_in)

    @pytest.fixture
    def door(self, walked_in):
        return [walked_in.session.door_token, walked_in.entry_key]

    def test_is_changed_where_they_signed_in(self, client, certificate, door):
        page = client.get(reverse("door_done", args=door)).text
        answer = client.post(reverse("door_certificate_name", args=door), {"name": "Bo Lindqvist"})

        assert reverse("door_certificate_name", args=door) in page
        assert answer.url == reverse("door_done", args=door) + "?named"
        assert Certificate.objects.valid().get(attendance=certificate.attendance_id).name_printed == "Bo Lindqvist"

    def test_is_changed_from_my_training(self, client, walked_in, certificate):
        page = own_training(client, walked_in)
        address = reverse("my_training_certificate_name", args=[certificate.code])
        answer = client.post(address, {"name": "Bo Lindqvist"})

        assert (address in page, answer.url) == (True, reverse("my_training") + "?named")
        assert Certificate.objects.valid().get(attendance=walked_in).name_printed == "Bo Lindqvist"

    def test_can_be_changed_three_times_wherever(self, client, walked_in, certificate, door):
        for number in range(4):
            answer = client.post(reverse("door_certificate_name", args=door), {"name": f"Bo {number}"})

        assert "You have changed the name three times." in answer.text
        assert Certificate.objects.valid().get(attendance=walked_in).name_printed == "Bo 2"

    def test_is_asked_of_nobody_before_the_certificate_is_there(self, client, walked_in, door):
        answer = client.get(reverse("door_certificate_name", args=door))

        assert (answer.status_code, answer.url) == (302, reverse("door_done", args=door))

    def test_is_nobody_else_s_to_change(self, client, booked, walked_in, certificate):
        address = reverse("my_training_certificate_name", args=[certificate.code])
        without_link = client.post(address, {"name": "Mallory"})
        own_training(client, booked)
        with_another = client.post(address, {"name": "Mallory"})

        assert (without_link.status_code, with_another.status_code) == (404, 404)
        assert Certificate.objects.get(attendance=walked_in).name_printed == "Bo Lind"

    def test_is_not_changed_by_looking(self, client, certificate, door):
        page = client.get(reverse("door_certificate_name", args=door) + "?name=Mallory")

        assert (heading(page), Certificate.objects.filter(status="replaced").count()) == (
            "Name on your certificate",
            0,
        )
