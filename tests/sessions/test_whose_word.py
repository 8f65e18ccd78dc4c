"""What is kept of where somebody works, and who may replace it."""

import pytest

from people.delegates import know_delegate, know_delegates
from people.models import Delegate
from sessions.models import Attendance
from sessions.seats import name_seat
from tests import factories

pytestmark = pytest.mark.django_db
FACTS = {"name": "Amina Kowalska", "email": "amina@example.org"}


def amina(**work):
    return factories.make_person(**FACTS | work)


def work_of_amina():
    delegate = Delegate.objects.get(name="Amina Kowalska")
    return (str(delegate.organisation or delegate.organisation_typed), delegate.role)


@pytest.fixture
def known():
    school = factories.make_organisation(name="Harbour Lane School")
    return know_delegate(amina(organisation=school.name, role="Teacher"))


FALSE = amina(organisation="Elsewhere", role="Clown")


class TestWhatAnybodyCouldSay:
    def test_a_booking_keeps_what_we_know(self, known, session):
        booking = factories.make_booking(session, person=FALSE)

        assert (booking.delegate, work_of_amina()) == (known, ("Harbour Lane School", "Teacher"))

    def test_a_group_keeps_what_we_know(self, known, session):
        factories.make_group(session, people=[FALSE], places=1)

        assert work_of_amina() == ("Harbour Lane School", "Teacher")

    def test_naming_a_seat_keeps_what_we_know(self, known, session):
        group = factories.make_group(session, places=1)

        name_seat(group.bookings.get(), person=FALSE)

        assert work_of_amina() == ("Harbour Lane School", "Teacher")

    def test_what_somebody_typed_before_is_kept_too(self, session):
        know_delegate(amina(organisation="Mill School"))
        factories.make_organisation(name="Elsewhere")

        factories.make_booking(session, person=FALSE)

        assert work_of_amina() == ("Mill School", "Clown")

    @pytest.mark.parametrize("know", [know_delegate, lambda person, **how: know_delegates([person], **how)])
    def test_what_is_empty_is_filled(self, know):
        know_delegate(amina())

        know(amina(organisation="Mill School", role="Teacher"), replaces=False)

        assert work_of_amina() == ("Mill School", "Teacher")


class TestWhoStandsThere:
    def test_says_at_the_door_what_replaces_the_rest(self, known, session):
        factories.make_attendance(session, person=FALSE)

        assert work_of_amina() == ("Elsewhere", "Clown")
        assert Attendance.objects.get().organisation_typed == "Elsewhere"

    def test_is_booked_by_staff_with_what_they_say_now(self, known, session, officer):
        factories.make_booking(session, person=FALSE, by=officer)

        assert work_of_amina() == ("Elsewhere", "Clown")
