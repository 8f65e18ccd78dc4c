"""Somebody we know names a new employer: it is kept, and an officer takes it over or leaves it."""

import pytest
from wagtail.models import ModelLogEntry

from people.delegates import know_delegate
from people.models import Delegate, OrganisationAlias
from sessions.booking import cancel_booking
from sessions.changing import hand_over_booking
from sessions.correcting import correct_booking
from sessions.employers import accept_employer, leave_employer
from sessions.models import Booking
from sessions.refusals import CannotChange
from sessions.seats import name_seat
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def amina(**work):
    return factories.make_person(**{"name": "Amina Kowalska", "email": "amina@example.org"} | work)


@pytest.fixture
def known():
    school = factories.make_organisation(name="Harbour Lane School")
    return know_delegate(amina(organisation=school.name, role="Teacher"))


@pytest.fixture
def booking(known, session):
    """By somebody known, who says that they work elsewhere now."""
    return factories.make_booking(session, person=amina(organisation="Quay Trust"))


def said():
    return list(Booking.objects.order_by("pk").values_list("organisation_said", flat=True))


def works_at():
    return Delegate.objects.get(name="Amina Kowalska").works_at


class TestWhatIsKept:
    def test_a_booking_keeps_it(self, booking):
        assert (said(), works_at()) == (["Quay Trust"], "Harbour Lane School")

    def test_a_group_keeps_it(self, known, session):
        factories.make_group(session, people=[amina(organisation="Quay Trust")], places=2)

        assert said() == ["Quay Trust", ""]

    def test_naming_a_seat_keeps_it(self, known, session):
        group = factories.make_group(session, places=1)

        name_seat(group.bookings.get(), person=amina(organisation="Quay Trust"))

        assert said() == ["Quay Trust"]

    def test_correcting_a_booking_keeps_it(self, known, session):
        booking = factories.make_booking(session, person=amina())
        factories.make_booking(factories.make_session(), person=amina())

        correct_booking(booking, person=amina(organisation="Quay Trust"))

        assert said()[0] == "Quay Trust"

    def test_correcting_something_else_leaves_it(self, booking):
        correct_booking(booking, person=amina(), phone="01632 960123")

        assert said() == ["Quay Trust"]

    def test_keeping_it_costs_no_statement(self, known, session, django_assert_num_queries):
        with django_assert_num_queries(8):  # six, and the savepoint around them
            factories.make_booking(session, person=amina(organisation="Quay Trust"))

    @pytest.mark.parametrize("typed", ["", "harbour  lane SCHOOL", "The Lane"])
    def test_what_we_know_is_no_news(self, known, session, typed):
        OrganisationAlias.objects.create(organisation=known.organisation, name="The Lane")

        factories.make_booking(session, person=amina(organisation=typed))

        assert said() == [""]

    def test_what_fills_a_gap_is_no_news(self, session):
        know_delegate(amina())

        factories.make_booking(session, person=amina(organisation="Quay Trust"))

        assert (said(), works_at()) == ([""], "Quay Trust")

    def test_who_is_new_says_no_news(self, session):
        factories.make_booking(session, person=amina(organisation="Quay Trust"))

        assert said() == [""]

    def test_what_staff_are_told_is_taken_over_at_once(self, known, session, officer):
        factories.make_booking(session, person=amina(organisation="Quay Trust"), by=officer)

        assert (said(), works_at()) == ([""], "Quay Trust")

    def test_it_was_not_said_of_a_colleague(self, booking):
        hand_over_booking(booking, person=factories.make_person())

        assert said() == [""]


class TestAccepting:
    def test_the_person_works_there_from_now_on(self, booking, officer):
        accept_employer(booking, by=officer)

        assert (said(), works_at()) == ([""], "Quay Trust")

    def test_an_organisation_we_know_is_recognised(self, booking, officer):
        trust = factories.make_organisation(name="QUAY TRUST")

        accept_employer(booking, by=officer)

        assert Delegate.objects.get(name="Amina Kowalska").organisation == trust

    def test_other_bookings_that_say_the_same_are_settled(self, booking, officer):
        factories.make_booking(factories.make_session(), person=amina(organisation="Quay Trust"))
        factories.make_booking(factories.make_session(), person=amina(organisation="Mill School"))

        accept_employer(booking, by=officer)

        assert said() == ["", "", "Mill School"]

    def test_the_days_attended_keep_their_organisation(self, known, booking, officer):
        attendance = factories.make_attendance(booking.session, booking=booking)

        accept_employer(booking, by=officer)

        attendance.refresh_from_db()
        assert attendance.works_at == "Harbour Lane School"

    def test_both_histories_say_so(self, known, booking, officer):
        accept_employer(booking, by=officer)

        entries = [ModelLogEntry.objects.for_instance(each).latest("pk") for each in (booking, known)]
        sentence = "Where they say they work now was taken over: Quay Trust"
        assert [(entry.user, entry.message) for entry in entries] == [(officer, sentence)] * 2


class TestLeaving:
    def test_what_we_know_stays(self, booking, officer):
        leave_employer(booking, by=officer)

        assert (said(), works_at()) == ([""], "Harbour Lane School")

    def test_the_history_says_so(self, booking, officer):
        leave_employer(booking, by=officer)

        entry = ModelLogEntry.objects.for_instance(booking).latest("pk")
        assert entry.message == "Where they say they work now was not taken over: Quay Trust"


@pytest.mark.parametrize("act", [accept_employer, leave_employer])
def test_what_was_settled_is_settled(booking, officer, act):
    leave_employer(booking, by=officer)

    with pytest.raises(CannotChange, match="Nobody says any more"):
        act(booking, by=officer)


def test_a_cancelled_booking_still_says_it(booking, officer):
    cancel_booking(booking)

    accept_employer(booking, by=officer)

    assert works_at() == "Quay Trust"


class TestWhereItIsShown:
    SENTENCE = "Says they now work at Quay Trust"

    def test_on_the_bookings_page_with_one_tap_for_either_answer(self, desk, booking):
        page = desk.get(f"/admin/bookings/inspect/{booking.pk}/").text

        assert f"{self.SENTENCE}. We know Harbour Lane School." in page
        assert [page.count(f"/admin/bookings/{act}-employer/{booking.pk}/") for act in ("accept", "leave")] == [1, 1]

    def test_in_the_list(self, desk, booking):
        page = desk.get("/admin/bookings/").text

        assert "Harbour Lane School (says now: Quay Trust)" in page

    def test_in_the_register(self, desk, booking):
        page = desk.get(f"/admin/sessions/register/{booking.session_id}/").text

        assert (page.count(self.SENTENCE), page.count(f"accept-employer/{booking.pk}/")) == (1, 1)

    def test_a_trainer_reads_it_and_answers_nothing(self, browse_as, trainer_user, known, course):
        session = factories.make_session(course, slots=[{"trainer": trainer_user.trainer, "minutes": 60}])
        factories.make_booking(session, person=amina(organisation="Quay Trust"))

        page = browse_as(trainer_user).get(f"/admin/sessions/register/{session.pk}/").text

        assert (page.count(self.SENTENCE), page.count("accept-employer")) == (1, 0)

    def test_nothing_once_the_two_agree(self, desk, known, booking):
        know_delegate(amina(organisation="Quay Trust"))

        assert desk.get(f"/admin/bookings/inspect/{booking.pk}/").text.count("Says they now") == 0

    def test_the_person_does_not_read_it(self, client, booking):
        assert client.get(f"/booking/{booking.token}/").content.decode().count("Says they now") == 0


@pytest.mark.parametrize(("act", "employer"), [("accept", "Quay Trust"), ("leave", "Harbour Lane School")])
class TestTheTaps:
    def test_they_answer_and_lead_back(self, desk, booking, act, employer):
        answer = desk.post(f"/admin/bookings/{act}-employer/{booking.pk}/")

        assert (works_at(), said()) == (employer, [""])
        assert answer.headers["Location"] == f"/admin/bookings/inspect/{booking.pk}/"

    def test_from_the_register_they_lead_back_there(self, desk, booking, act, employer):
        answer = desk.post(f"/admin/bookings/{act}-employer/{booking.pk}/", {"register": "1"})

        assert answer.headers["Location"] == f"/admin/sessions/register/{booking.session_id}/#booking-{booking.pk}"

    def test_looking_answers_nothing(self, desk, booking, act, employer):
        desk.get(f"/admin/bookings/{act}-employer/{booking.pk}/")

        assert (works_at(), said()) == ("Harbour Lane School", ["Quay Trust"])

    @pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
    def test_others_answer_nothing(self, browse_as, request, booking, act, employer, who):
        answer = browse_as(request.getfixturevalue(who)).post(f"/admin/bookings/{act}-employer/{booking.pk}/")

        assert (answer.status_code in {302, 404}, said(), works_at()) == (True, ["Quay Trust"], "Harbour Lane School")
