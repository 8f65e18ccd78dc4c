"""Forms of the back office that no browser sent, or that a slip of the finger did: an answer, never a failure."""

import pytest
from django.contrib.messages import get_messages

from sessions.models import TrainingSession
from tests import factories
from tests.sessions.test_back_office_planning import PLAN, day, plan, rows


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.mark.parametrize("said", ["abc", "-99", "9" * 30, "9" * 5000, "\N{SUPERSCRIPT TWO}", ""])
@pytest.mark.parametrize("page", ["new/", "edit/{}/", "move/{}/"])
def test_more_rows_can_be_asked_for_with_any_number(desk, session, page, said):
    prefix = "slots" if "edit" in page else "days"
    asked = {f"more-{prefix}": "1", f"{prefix}-TOTAL_FORMS": said, f"{prefix}-INITIAL_FORMS": "0"}

    response = desk.post("/admin/sessions/" + page.format(session.pk), asked)

    assert response.status_code == 200


@pytest.mark.parametrize("page", ["new/", "edit/{}/", "move/{}/"])
def test_an_empty_form_is_shown_again(desk, session, page):
    assert desk.post("/admin/sessions/" + page.format(session.pk), {}).status_code == 200


def test_a_service_without_a_name_is_said_when_a_session_is_edited(desk, session):
    facts = {"counts_in_tables": "on", "capacity": "20"} | rows("slots", {"topic": "Signs", "minutes": "20"})

    response = desk.post(f"/admin/sessions/edit/{session.pk}/", facts)

    assert [str(message).strip() for message in get_messages(response.wsgi_request)] != []
    assert response.context["slots"].forms[0].errors == {
        "deliverer": ["Choose the service or the trainer who gives this part."]
    }


@pytest.mark.parametrize("date", ["0206-03-09", "1999-12-31", "2100-01-01", "9999-12-31"])
def test_a_year_that_is_a_slip_is_refused(desk, date):
    course = factories.make_course()
    days = day(date, "09:30", "12:30")

    response = desk.post(
        PLAN, plan(course, days, pattern="series", title="Spring", repeat="weeks", every="4", times="60")
    )

    assert response.context["plan"].days.forms[0].errors == {"date": ["Enter a year from 2000 to 2099."]}
    assert TrainingSession.objects.count() == 0
