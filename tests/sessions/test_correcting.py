"""Details put right by the link: what one link may change of a person, and what it may not."""

import pytest
import time_machine

from outbox.models import Message
from people.delegates import Person
from people.models import Delegate
from sessions.correcting import correct_booking
from sessions.models import Booking, BookingChange
from sessions.refusals import AlreadyBooked, AnotherPerson, CannotChange, NameKnown
from tests.factories import at_its_time, make_attendance, make_badge, make_booking, make_course, make_session

pytestmark = pytest.mark.django_db
AMINA = {"name": "Amina Kowalska", "email": "amina@example.org", "organisation": "Harbour Lane", "role": "Teacher"}


def amina(**facts):
    return Person(**AMINA | facts)


@pytest.fixture
def booking(session):
    return make_booking(session, person=amina())


def again(booking):
    return Booking.objects.select_related("session__course", "delegate").get(pk=booking.pk)


def booked_elsewhere():
    return make_booking(make_session(make_course()), person=amina())


class TestSomebodyKnownHereOnly:
    @pytest.mark.parametrize(
        ("facts", "noted"),
        [
            ({"name": "Amina Kowalski"}, "name"),
            ({"name": "AMINA KOWALSKA"}, "name"),
            ({"email": "a.kowalska@example.org"}, "e-mail"),
            ({"role": "Head of Year 9", "organisation": "Mill School"}, "organisation, role"),
        ],
    )
    def test_is_put_right_where_they_stand(self, booking, facts, noted):
        correct_booking(booking, person=amina(**facts))

        now = again(booking).delegate
        right = AMINA | facts
        assert now.pk == booking.delegate_id
        assert (now.name, now.email, now.organisation_typed, now.role) == tuple(right.values())
        assert booking.changes.get().reason == noted

    def test_is_known_by_the_new_spelling_next_time(self, booking, course):
        correct_booking(booking, person=amina(name="Amina Kowalski"))

        other = make_booking(make_session(course), person=amina(name="Amina Kowalski"))
        assert other.delegate == again(booking).delegate

    def test_who_turns_out_to_be_somebody_we_know_is_them(self, booking):
        known = make_booking(make_session(), person=amina(email="a.kowalska@example.org"))

        correct_booking(booking, person=amina(email="a.kowalska@example.org"))

        assert again(booking).delegate == known.delegate

    def test_not_somebody_who_has_a_place_here(self, booking, session):
        make_booking(session, person=amina(email="a.kowalska@example.org"))

        with pytest.raises(AlreadyBooked):
            correct_booking(booking, person=amina(email="a.kowalska@example.org"))

        assert again(booking).delegate.email == "amina@example.org"


class TestSomebodyKnownElsewhere:
    def test_stays_as_they_are_there(self, booking):
        other = booked_elsewhere()

        correct_booking(booking, person=amina(name="Amina Kowalski"))

        assert (again(other).delegate.name, again(booking).delegate.name) == ("Amina Kowalska", "Amina Kowalski")

    def test_keeps_what_we_know_of_their_work_and_the_officer_reads_what_was_said(self, booking):
        other = booked_elsewhere()

        correct_booking(booking, person=amina(organisation="Mill School", role="Clown"))

        now = again(other).delegate
        assert (now.organisation_typed, now.role) == ("Harbour Lane", "Teacher")
        assert booking.changes.get().reason == "organisation: Mill School, role: Clown"

    def test_fills_what_we_do_not_know_of_their_work(self, booking):
        booked_elsewhere()
        Delegate.objects.update(organisation_typed="", role="")

        correct_booking(again(booking), person=amina())

        now = again(booking).delegate
        assert (now.organisation_typed, now.role) == ("Harbour Lane", "Teacher")

    def test_works_where_they_did_under_another_name_too(self, booking):
        booked_elsewhere()

        correct_booking(booking, person=amina(name="Amina Kowalski", organisation="", role=""))

        now = again(booking).delegate
        assert (now.organisation_typed, now.role) == ("Harbour Lane", "Teacher")

    def test_whose_name_is_only_written_otherwise_asks_us(self, booking):
        booked_elsewhere()

        with pytest.raises(NameKnown):
            correct_booking(booking, person=amina(name="AMINA KOWALSKA"))

    def test_an_attendance_counts_as_elsewhere(self, booking, course):
        past = make_session(course)
        make_attendance(past, person=amina())

        correct_booking(booking, person=amina(name="Amina Kowalski"))

        assert past.attendances.get().delegate.name == "Amina Kowalska"

    def test_who_gave_the_place_away_counts_too(self, booking):
        other = make_booking(make_session(), person=amina(name="Ben"))
        Booking.objects.filter(pk=other.pk).update(substitute_for=booking.delegate)

        correct_booking(booking, person=amina(name="Amina Kowalski"))

        assert again(booking).delegate != booking.substitute_for
        assert Delegate.objects.filter(name="Amina Kowalska").exists()


class TestAddresses:
    def test_the_new_address_gets_the_details_and_the_old_one_a_note(self, booking):
        token = booking.token

        correct_booking(booking, person=amina(email="new@example.org"))

        details, note = Message.objects.get(kind="details_here"), Message.objects.get(kind="address_changed")
        assert (details.to, note.to) == ("new@example.org", "amina@example.org")
        assert (token in details.text, token in note.text + note.html) == (True, False)

    def test_what_was_to_go_to_the_old_address_stays(self, booking):
        correct_booking(booking, person=amina(email="new@example.org"))

        assert Message.objects.get(kind="confirmed").state == Message.State.STOPPED

    def test_capitals_alone_are_no_other_address(self, booking):
        correct_booking(booking, person=amina(email="Amina@Example.org", role="Nurse"))

        assert not Message.objects.filter(kind__in=["details_here", "address_changed"]).exists()

    def test_another_name_and_another_address_are_another_person(self, booking):
        with pytest.raises(AnotherPerson):
            correct_booking(booking, person=amina(name="Ben Okafor", email="ben@example.org"))

        assert not BookingChange.objects.exists()


def test_nothing_changed_is_nothing_noted(booking):
    correct_booking(booking, person=amina())

    assert not BookingChange.objects.exists()


def test_access_needs_can_be_added_and_name_nothing_in_the_history(booking):
    correct_booking(booking, person=amina(), access_needs="An interpreter", phone="07700 900123")

    now = again(booking)
    assert (now.access_needs, now.phone) == ("An interpreter", "07700 900123")
    assert booking.changes.get().reason == "telephone, access needs"


def test_a_driver_without_an_address_keeps_the_badge(taxi_session, authority):
    badge = make_badge(authority)
    booking = make_booking(taxi_session, person=Person("Sajid Novac", badge=badge), phone="07700 900123")

    correct_booking(booking, person=Person("Sajid Novak", badge=badge), phone="07700 900123")

    now = again(booking)
    assert (now.delegate.name, now.badge, now.phone) == ("Sajid Novak", badge, "07700 900123")


def test_who_has_signed_in_asks_the_trainer(booking, session):
    make_attendance(session, booking=booking)

    with at_its_time(session.starts_at), pytest.raises(CannotChange, match="signed in"):
        correct_booking(again(booking), person=amina(name="Amina Kowalski"))


def test_once_the_session_is_over_nothing_is_corrected(booking, session):
    with time_machine.travel(session.ends_at, tick=False), pytest.raises(CannotChange):
        correct_booking(booking, person=amina(name="Amina Kowalski"))
