"""An officer moves a booking, or hands it over to a colleague, for somebody who rang."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms
from outbox.models import Message
from people.models import Delegate
from sessions.changing import dates_for_staff, hand_over_booking, move_booking
from sessions.models import Booking, BookingChange, BookingStatus, Charge, SessionStatus, TrainingSession
from sessions.refusals import BookingClosed, CannotChange, SessionFull
from sessions.scheduling import close_booking
from tests import factories

What = BookingChange.What


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def session(course):
    return factories.make_session(course, capacity=2)


@pytest.fixture
def later(course):
    return factories.make_session(course, starts_at=factories.next_week() + timedelta(days=7), capacity=2)


@pytest.fixture
def booking(session):
    return factories.make_booking(session, person=factories.make_person(name="Amina Kowalska", email="am@example.org"))


def again(booking):
    return Booking.objects.select_related("session__course", "delegate").get(pk=booking.pk)


def seats(*sessions):
    return [TrainingSession.objects.get(pk=session.pk).seats_taken for session in sessions]


def written():
    """Return what was written since the booking was made: kind, address and whether it is capped."""
    messages = Message.objects.exclude(kind="confirmed").order_by("pk")
    return [(message.kind, message.to, bool(message.cap_key)) for message in messages]


class TestMoving:
    def test_the_seat_goes_along(self, desk, booking, session, later):
        desk.post(f"/admin/bookings/move/{booking.pk}/", {"to": later.reference, "reason": "They rang"})

        assert (again(booking).session, seats(session, later)) == (later, [0, 1])

    def test_the_person_is_told_and_nobody_elses_mail_waits_for_it(self, officer, booking, later):
        move_booking(booking, to=later, by=officer)

        assert written() == [("moved_by_choice", "am@example.org", False)]
        assert "We have moved your booking." in Message.objects.get(kind="moved_by_choice").text

    def test_the_history_says_when_it_was_and_why(self, officer, booking, later):
        move_booking(booking, to=later, by=officer, reason="They rang")

        entry = ModelLogEntry.objects.for_instance(booking).get(action="muster.booking.moved")
        assert entry.message.startswith("The booking was moved to another date: ")
        assert entry.message.endswith(". They rang")
        assert booking.changes.values_list("what", "reason", "by").get() == (What.MOVED, "They rang", officer.pk)

    def test_after_the_deadline_too_and_at_no_cost(self, officer, booking, later):
        terms = BookingTerms.objects.create(name="Yearly", starts_on="2026-04-01", free_cancellation_working_days=10)
        Booking.objects.filter(pk=booking.pk).update(terms=terms)

        move_booking(again(booking), to=later, by=officer)

        assert (again(booking).session, Charge.objects.count()) == (later, 0)

    def test_a_date_whose_booking_is_closed_takes_it(self, officer, booking, later):
        close_booking(later, by=officer)

        move_booking(booking, to=later, by=officer)

        assert again(booking).session == later

    def test_a_full_date_does_not(self, officer, booking, later):
        for _person in range(2):
            factories.make_booking(later)

        with pytest.raises(SessionFull):
            move_booking(booking, to=later, by=officer)

    def test_who_waits_there_comes_first(self, officer, booking, later):
        TrainingSession.objects.filter(pk=later.pk).update(people_waiting=1)

        with pytest.raises(SessionFull):
            move_booking(booking, to=later, by=officer)

    @pytest.mark.parametrize("status", [SessionStatus.DRAFT, SessionStatus.CANCELLED])
    def test_nobody_is_moved_to_what_does_not_go_ahead(self, officer, booking, later, status):
        TrainingSession.objects.filter(pk=later.pk).update(status=status)
        later.refresh_from_db()

        with pytest.raises(BookingClosed):
            move_booking(booking, to=later, by=officer)

    def test_while_the_session_lasts_and_not_afterwards(self, officer, booking, session, later):
        with factories.at_its_time(session.ends_at), pytest.raises(CannotChange):
            move_booking(booking, to=later, by=officer)
        with factories.at_its_time(session.starts_at):
            move_booking(booking, to=later, by=officer)

        assert again(booking).session == later

    def test_the_seat_left_goes_to_who_waits(self, officer, booking, session, later):
        factories.make_booking(session)
        waits = factories.make_booking(session, waits=True)

        move_booking(booking, to=later, by=officer)

        assert again(waits).status == BookingStatus.OFFERED

    def test_only_dates_with_a_place_are_offered(self, booking, course, later):
        full = factories.make_session(course, starts_at=later.starts_at + timedelta(days=1), capacity=1)
        factories.make_booking(full)
        factories.make_session(course, starts_at=later.starts_at, status="draft")
        factories.make_session(starts_at=later.starts_at)
        unlisted = factories.make_session(course, starts_at=later.starts_at + timedelta(days=2), is_listed=False)

        assert dates_for_staff(booking) == [later, unlisted]

    def test_the_officer_is_warned_of_the_limit_and_may_know_better(self, desk, session, later):
        terms = BookingTerms.objects.create(name="One each", starts_on="2026-01-01", places_per_organisation=1)
        booking, _other = (
            factories.make_booking(each, person=factories.make_person(organisation="Quay Trust"))
            for each in (session, later)
        )
        Booking.objects.filter(pk=booking.pk).update(terms=terms)
        address, typed = f"/admin/bookings/move/{booking.pk}/", {"to": later.reference, "reason": "They rang"}

        [warning] = desk.post(address, typed).context["form"].errors["regardless"]
        stays = again(booking).session
        desk.post(address, typed | {"regardless": "on"})

        assert "An organisation can have one place on each date." in warning
        assert (stays, again(booking).session) == (session, later)

    def test_without_another_date_there_is_nothing_to_send(self, desk, booking):
        page = desk.get(f"/admin/bookings/move/{booking.pk}/").text

        assert "No other date of this course has a place now." in page
        assert page.count("Move the booking and tell them") == 0

    def test_a_session_by_headcount_is_no_date_for_it(self, officer, booking, later):
        later.recorded = "by_headcount"

        with pytest.raises(CannotChange):
            move_booking(booking, to=later, by=officer)

    def test_the_contact_of_a_group_hears_of_it(self, officer, session, later):
        factories.make_group(session, people=[factories.make_person(email="am@example.org")])
        booking = again(Booking.objects.get())
        before = Message.objects.count()

        move_booking(booking, to=later, by=officer)

        told = Message.objects.order_by("pk")[before:]
        assert sorted((message.kind, message.to) for message in told) == [
            ("contact_told", "office@example.org"),
            ("moved_by_choice", "am@example.org"),
        ]


class TestHandingOver:
    def give(self, desk, booking, **facts):
        typed = {"name": "Ben Okafor", "email": "ben@example.org", "reason": "They rang"} | facts
        return desk.post(f"/admin/bookings/hand-over/{booking.pk}/", typed)

    def test_the_colleague_has_the_place(self, desk, booking, session):
        self.give(desk, booking, phone="01632 960123")

        now = again(booking)
        assert (now.delegate.name, now.substitute_for.name) == ("Ben Okafor", "Amina Kowalska")
        assert (now.email, now.phone, seats(session)) == ("ben@example.org", "01632 960123", [1])

    def test_both_are_told_and_nobody_elses_mail_waits_for_it(self, desk, booking):
        self.give(desk, booking)

        assert written() == [
            ("handed_over", "am@example.org", False),
            ("taken_over", "ben@example.org", False),
        ]
        assert "We have given your place on this training to Ben Okafor" in Message.objects.get(kind="handed_over").text

    def test_the_history_says_why_and_names_nobody(self, desk, officer, booking):
        self.give(desk, booking)

        entry = ModelLogEntry.objects.for_instance(booking).get(action="muster.booking.handed_over")
        said = "The place was handed over to a colleague: They rang"
        assert (entry.user, entry.message) == (officer, said)

    def test_a_new_colleague_works_where_the_first_person_does(self, desk, session):
        person = factories.make_person(organisation="Quay Trust")
        booking = factories.make_booking(session, person=person)

        self.give(desk, booking)

        assert again(booking).delegate.works_at == "Quay Trust"

    def test_a_known_colleague_works_where_the_officer_says(self, desk, booking):
        factories.make_delegate(name="Ben Okafor", email="ben@example.org", organisation="Quay Trust")

        self.give(desk, booking, organisation="Harbour Clinic")

        assert Delegate.objects.get(name="Ben Okafor").works_at == "Harbour Clinic"

    def test_a_driver_hands_over_to_a_driver(self, desk, taxi_session, authority):
        badge = factories.make_badge(authority)
        booking = factories.make_booking(taxi_session, person=factories.make_person(badge=badge))

        self.give(desk, booking, authority=authority.pk, number="NV 0441")

        assert again(booking).badge.number_key == "NV0441"

    def test_the_officer_is_warned_of_the_terms_and_may_know_better(self, desk, booking):
        terms = BookingTerms.objects.create(name="After", starts_on="2026-01-01", prerequisite=factories.make_course())
        Booking.objects.filter(pk=booking.pk).update(terms=terms)

        [warning] = self.give(desk, booking).context["form"].errors["regardless"]
        self.give(desk, booking, regardless="on")

        assert warning.startswith("They could not book this themselves.")
        assert again(booking).delegate.name == "Ben Okafor"

    def test_who_has_the_place_already_cannot_take_it_over(self, desk, booking):
        form = self.give(desk, booking, name="Amina Kowalska", email="am@example.org").context["form"]

        [refusal] = form.non_field_errors()
        assert refusal.startswith("This person has the place already.")

    def test_not_once_the_session_is_over(self, officer, booking, session):
        with factories.at_its_time(session.ends_at), pytest.raises(CannotChange):
            hand_over_booking(booking, person=factories.make_person(), by=officer)


@pytest.mark.parametrize("page", ["move", "hand-over"])
class TestThePages:
    def test_the_bookings_page_leads_there(self, desk, booking, later, page):
        address = f"/admin/bookings/{page}/{booking.pk}/"

        assert address in desk.get(f"/admin/bookings/inspect/{booking.pk}/").text
        assert desk.get(address).status_code == 200

    def test_it_says_before_who_will_be_told(self, desk, session, later, page):
        factories.make_group(session, people=[factories.make_person(name="Amina Kowalska")])

        lead = desk.get(f"/admin/bookings/{page}/{Booking.objects.get().pk}/").context["lead"]

        told = [sentence for sentence in lead if "will be written to." in str(sentence)]
        assert told == [
            "Amina Kowalska will be written to.",
            "Rosalind Achebe, who booked for them, will be written to.",
        ]

    def test_a_seat_without_a_name_has_no_such_page(self, desk, session, later, page):
        factories.make_group(session, places=1)

        assert desk.get(f"/admin/bookings/{page}/{Booking.objects.get().pk}/").status_code == 404

    def test_it_says_who_has_to_be_told_by_hand(self, desk, session, page):
        booking = factories.make_booking(session, person=factories.make_person(name="Amina Kowalska", email=""))

        lead = desk.get(f"/admin/bookings/{page}/{booking.pk}/").context["lead"]

        assert "Amina Kowalska has no e-mail address: tell them yourself." in lead

    @pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
    def test_others_change_nothing(self, browse_as, request, booking, later, page, who):
        typed = {"to": later.reference, "name": "Ben Okafor", "email": "ben@example.org", "reason": "No"}

        answer = browse_as(request.getfixturevalue(who)).post(f"/admin/bookings/{page}/{booking.pk}/", typed)

        now = again(booking)
        assert (answer.status_code in {302, 404}, now.session, now.delegate.name) == (
            True,
            booking.session,
            "Amina Kowalska",
        )
