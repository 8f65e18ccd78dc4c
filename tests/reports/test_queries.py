"""The whole annual report asks as many questions of three sessions as of thirty."""

import pytest

from reports.making import QUARTERLY
from sessions.finishing import finish_session
from sessions.models import Source
from tests.factories import (
    london,
    make_attendance,
    make_organisation,
    make_organisation_type,
    make_person,
    make_session,
)
from tests.reports.figures import report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_organisation(type=make_organisation_type())


def held(sessions, *, school):
    for number in range(sessions):
        slots = [{"deliverer": school, "minutes": 20}]
        facts = {"counts_in_tables": bool(number % 2), "slots": slots}
        session = make_session(starts_at=london(2016, 11, 1 + number % 28, 10), capacity=40, **facts)
        make_attendance(session, person=make_person(organisation=school.name))
        finish_session(session, source=Source.REGISTER, by=None)


@pytest.mark.parametrize("sessions", [3, 30])
@pytest.mark.parametrize(
    ("facts", "queries"), [({"year": "2016/17"}, 36), ({"year": "2016/17 Q3", "name": QUARTERLY}, 15)]
)
def test_a_report_takes_the_same_queries_however_many_sessions(
    sessions, facts, queries, school, django_assert_num_queries
):
    held(sessions, school=school)

    with django_assert_num_queries(queries):
        report_of(**facts)
