"""Clashes are warned of, never forbidden."""

from datetime import date, timedelta

import pytest

from courses.models import Course
from people.models import TrainerAbsence
from sessions.clashes import Wish, clashes_ahead, clashes_now, clashes_of
from sessions.models import Slot, TrainingSession
from sessions.scheduling import cancel_session
from tests.factories import london, make_course, make_organisation, make_session, make_trainer, make_venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]
TEN, MIDDAY = london(2027, 3, 9, 10), london(2027, 3, 9, 12)


@pytest.fixture
def tariq():
    return make_trainer(name="Tariq Osei")


@pytest.fixture
def hall():
    return make_venue(name="Mill Street", capacity=20)


def planned(starts_at=TEN, **facts):
    course = Course.objects.filter(title="Online harm").first() or make_course(title="Online harm")
    return make_session(course, starts_at=starts_at, **facts)


def said(*days, **facts):
    """Say what clashes with a session on these days."""
    [found] = clashes_of([Wish(days=tuple(days or [(TEN, MIDDAY)]), **facts)])
    return [clash.sentence for clash in found]


def test_a_trainer_who_is_elsewhere_at_that_time(tariq):
    planned(TEN + timedelta(minutes=90), slots=[{"trainer": tariq}])

    assert said(trainers=(tariq,)) == ["Tariq Osei gives “Online harm” then: Tuesday 9 March 2027, 11.30am to 1.30pm."]


def test_one_session_after_another_is_no_clash(tariq, hall):
    planned(MIDDAY, slots=[{"trainer": tariq}], venue=hall)

    assert said(trainers=(tariq,), venue=hall) == []


def test_a_trainer_who_is_away(tariq):
    TrainerAbsence.objects.create(trainer=tariq, starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 9), note="In court")

    assert said(trainers=(tariq,)) == [
        "Tariq Osei is away from Monday 8 March 2027 to Tuesday 9 March 2027. (In court)"
    ]


@pytest.mark.parametrize(("first", "last"), [((2027, 3, 7), (2027, 3, 8)), ((2027, 3, 10), (2027, 3, 12))])
def test_a_trainer_who_is_away_on_other_days(tariq, first, last):
    TrainerAbsence.objects.create(trainer=tariq, starts_on=date(*first), ends_on=date(*last))

    assert said(trainers=(tariq,)) == []


def test_a_venue_that_is_taken(hall):
    planned(venue=hall)

    assert said(venue=hall) == ["Mill Street is taken by “Online harm” then: Tuesday 9 March 2027, 10am to midday."]


@pytest.mark.parametrize(("capacity", "sentences"), [(20, []), (21, ["Mill Street holds 20 people."]), (None, [])])
def test_a_venue_that_is_too_small(hall, capacity, sentences):
    assert said(venue=hall, capacity=capacity) == sentences


def test_a_host_visited_twice_on_a_day():
    school = make_organisation(name="Northvale High")
    planned(TEN + timedelta(hours=4), host=school)

    assert said(host=school) == ["Northvale High has “Online harm” on the same day: Tuesday 9 March 2027, 2pm to 4pm."]


def test_the_second_day_of_a_session_counts_too(hall):
    later = timedelta(days=1)
    planned(days=[(TEN - later, MIDDAY - later), (TEN, MIDDAY)], venue=hall)

    assert len(said(venue=hall)) == 1


def test_cancelled_sessions_are_in_nobodys_way(hall, officer):
    cancel_session(planned(venue=hall), reason="No room", by=officer)

    assert said(venue=hall) == []


def test_a_session_does_not_clash_with_itself(hall, tariq):
    session = planned(venue=hall, slots=[{"trainer": tariq}])

    assert clashes_now(session) == []


def test_two_wishes_may_be_in_each_others_way(hall):
    found = clashes_of([Wish(days=((TEN, MIDDAY),), venue=hall, title="One"), Wish(((TEN, MIDDAY),), venue=hall)])

    assert [len(clashes) for clashes in found] == [1, 1]


def test_clashes_ahead_are_those_to_come(hall):
    for starts_at in (TEN, london(2020, 3, 9, 10)):
        planned(starts_at, venue=hall), planned(starts_at, venue=hall)

    found = clashes_ahead(TrainingSession.objects.all())

    assert [session.starts_at for session, _clashes in found] == [TEN, TEN]


@pytest.mark.parametrize("sessions", [2, 12])
def test_three_queries_however_many_sessions(tariq, hall, sessions, django_assert_num_queries):
    for _number in range(sessions):
        planned(venue=hall, slots=[{"trainer": tariq}])
    wishes = [Wish(((TEN, MIDDAY),), venue=hall, trainers=(tariq,)) for _number in range(sessions)]

    with django_assert_num_queries(3):
        clashes_of(wishes)


def test_a_service_without_a_trainer_clashes_with_nothing():
    session = planned()
    Slot.objects.create(session=session, deliverer=make_organisation())

    assert clashes_now(session) == []
