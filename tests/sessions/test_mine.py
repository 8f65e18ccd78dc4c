"""What a trainer with an account sees and says: their own sessions, and when they are away."""

from datetime import date, timedelta

import pytest

from people.models import TrainerAbsence
from sessions.scheduling import cancel_session
from tests.factories import make_booking, make_session, make_trainer, make_venue, next_week

pytestmark = pytest.mark.django_db
MINE = "/admin/my-sessions/"


@pytest.fixture
def desk(browse_as, trainer_user):
    return browse_as(trainer_user)


def given_by(trainer, **facts):
    return make_session(slots=[{"trainer": trainer}], **facts)


def sessions_on(page):
    return [line["session"] for line in page.context["coming"]]


def test_a_trainer_sees_their_own_sessions_soonest_first(desk, trainer_user):
    later = given_by(trainer_user.trainer, starts_at=next_week() + timedelta(days=1))
    sooner = given_by(trainer_user.trainer)
    given_by(make_trainer())

    assert sessions_on(desk.get(MINE)) == [sooner, later]


def test_a_cancelled_session_is_gone(desk, trainer_user, officer):
    cancel_session(given_by(trainer_user.trainer), reason="No room", by=officer)

    assert sessions_on(desk.get(MINE)) == []


def test_each_says_where_how_many_and_what_people_need(desk, trainer_user):
    session = given_by(trainer_user.trainer, venue=make_venue(name="Mill Street", access_facts="Lift."))
    make_booking(session, access_needs="A seat near the door")

    [line] = desk.get(MINE).context["coming"]

    assert (line["place"], line["booked"], line["needs"]) == ("Mill Street", "1 of 20", ["A seat near the door"])


def test_the_way_to_the_register_is_there(desk, trainer_user):
    session = given_by(trainer_user.trainer)

    assert f"/admin/sessions/register/{session.pk}/" in desk.get(MINE).text


def test_a_trainer_says_when_they_are_away(desk, trainer_user):
    desk.post(MINE, {"starts_on": "2027-03-08", "ends_on": "2027-03-12", "note": "Leave"})
    desk.post(MINE, {"starts_on": "2027-04-01"})

    days = list(TrainerAbsence.objects.values_list("trainer", "starts_on", "ends_on"))
    trainer = trainer_user.trainer.pk
    assert days == [
        (trainer, date(2027, 3, 8), date(2027, 3, 12)),
        (trainer, date(2027, 4, 1), date(2027, 4, 1)),
    ]


def test_an_absence_that_ends_before_it_starts_is_refused(desk):
    page = desk.post(MINE, {"starts_on": "2027-03-08", "ends_on": "2027-03-01"})

    assert page.context["form"].errors == {"ends_on": ["The last day is before the first day."]}


def test_a_trainer_takes_their_own_absence_out_and_no_other(desk, trainer_user):
    day = {"starts_on": "2027-03-08", "ends_on": "2027-03-08"}
    own, other = (TrainerAbsence.objects.create(trainer=who, **day) for who in (trainer_user.trainer, make_trainer()))

    for absence in (own, other):
        desk.get(f"{MINE}back/{absence.pk}/")
        desk.post(f"{MINE}back/{absence.pk}/")

    assert list(TrainerAbsence.objects.all()) == [other]


@pytest.mark.parametrize("who", ["officer", "editor", "outsider"])
def test_nobody_else_has_such_a_page(browse_as, request, who):
    answer = browse_as(request.getfixturevalue(who)).get(MINE)

    assert answer.status_code in {302, 404}


def test_an_officer_who_trains_has_it_too(browse_as, officer):
    make_trainer(user=officer)

    assert browse_as(officer).get(MINE).status_code == 200


def test_absences_are_lines_of_the_trainers_form(browse_as, officer):
    trainer = make_trainer(name="Tariq Osei")
    line = {"absences-0-starts_on": "2027-03-08", "absences-0-ends_on": "2027-03-12", "absences-0-note": "Leave"}
    rows = {"absences-TOTAL_FORMS": "1", "absences-INITIAL_FORMS": "0"}

    browse_as(officer).post(f"/admin/trainers/edit/{trainer.pk}/", {"name": "Tariq Osei"} | rows | line)

    assert [absence.note for absence in trainer.absences.all()] == ["Leave"]


@pytest.mark.parametrize("sessions", [1, 5])
def test_the_page_takes_the_same_queries_however_many(desk, trainer_user, sessions, django_assert_num_queries):
    for _number in range(sessions):
        make_booking(given_by(trainer_user.trainer), access_needs="A seat near the door")
    desk.get(MINE)

    with django_assert_num_queries(15):
        desk.get(MINE)
