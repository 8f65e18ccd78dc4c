"""Past sessions that nobody has finished: told on Mondays, once a week, to those who look after them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from outbox.models import Message
from people import roles
from sessions.finishing import finish_session, reopen_session
from sessions.missing import tell_of_missing_figures
from sessions.models import SessionStatus
from tests import factories

pytestmark = pytest.mark.django_db

MONDAY = datetime(2027, 6, 14, 7, 34, tzinfo=UTC)  # 8.34 in London


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


def make_past(course=None, *, days=3, **facts):
    return factories.make_session(course, starts_at=MONDAY - timedelta(days=days), **facts)


def told():
    return list(Message.objects.filter(kind="missing_figures").order_by("pk"))


def test_whoever_looks_after_a_session_is_told(course, officer):
    session = make_past(course, officer=officer, days=3)

    tell_of_missing_figures()

    [mail] = told()
    assert (mail.to, mail.subject) == (officer.email, "Sessions without figures: 1")
    assert mail.text.splitlines()[4:6] == [
        "Seeing the signs, Friday 11 June, 8.34am (for 3 days)",
        f"https://muster.example.org/admin/sessions/finish/{session.pk}/",
    ]


def test_a_session_nobody_looks_after_is_told_to_all_who_plan(course, officer, administrator, trainer_user, outsider):
    make_past(course)

    tell_of_missing_figures()

    assert [mail.to for mail in told()] == sorted([officer.email, administrator.email])


def test_an_officer_who_left_is_not_told_and_the_others_are(course, officer):
    gone = factories.make_user(roles.EDUCATION_OFFICER, email="gone@example.org", is_active=False)
    make_past(course, officer=gone)

    tell_of_missing_figures()

    assert [mail.to for mail in told()] == [officer.email]


def test_one_mail_names_the_oldest_first(course, officer):
    newer, older = make_past(course, days=2, officer=officer), make_past(course, days=9, officer=officer)

    tell_of_missing_figures()

    links = [line for line in told()[0].text.splitlines() if "/finish/" in line]
    assert links == [f"https://muster.example.org/admin/sessions/finish/{each.pk}/" for each in (older, newer)]


def test_each_week_is_told_once(course, officer, monday):
    make_past(course, officer=officer)

    for moment in (MONDAY, MONDAY + timedelta(hours=3), MONDAY + timedelta(days=7)):
        monday.move_to(moment)
        tell_of_missing_figures()

    assert [mail.key for mail in told()] == [f"missing_figures:{officer.pk}:2027-{week}" for week in (24, 25)]


@pytest.mark.parametrize("day", range(1, 7))
def test_on_other_days_nobody_is_told(course, officer, monday, day):
    make_past(course, officer=officer)
    monday.move_to(MONDAY + timedelta(days=day))

    tell_of_missing_figures()

    assert told() == []


def test_what_is_over_since_this_morning_waits_for_next_week(course, officer, monday):
    factories.make_session(course, starts_at=MONDAY, minutes=30, officer=officer)
    monday.move_to(MONDAY + timedelta(hours=3))

    tell_of_missing_figures()

    assert told() == []


def test_it_is_monday_by_londons_clock(course, officer, monday):
    make_past(course, officer=officer, days=5)
    monday.move_to(datetime(2027, 6, 13, 23, 30, tzinfo=UTC))  # half past midnight in London

    tell_of_missing_figures()

    assert len(told()) == 1


def test_when_nothing_is_missing_nobody_is_written_to(course, officer):
    finish_session(make_past(course, officer=officer), source="", by=officer)
    make_past(course, officer=officer, status=SessionStatus.DRAFT)

    tell_of_missing_figures()

    assert told() == []


def test_a_session_an_officer_reopened_is_missing_again(course, officer):
    session = make_past(course, officer=officer)
    finish_session(session, source="", by=officer)
    reopen_session(session, reason="A sheet turned up", by=officer)

    tell_of_missing_figures()

    assert len(told()) == 1


@pytest.mark.parametrize("sessions", [3, 30])
def test_telling_takes_the_same_queries_however_many_are_missing(course, officer, sessions, django_assert_num_queries):
    for number in range(sessions):
        make_past(course, days=2 + number, officer=officer)

    with django_assert_num_queries(2):
        tell_of_missing_figures()


def test_a_long_list_is_cut_and_says_how_many_more(course, officer, monkeypatch):
    monkeypatch.setattr("sessions.missing.SHOWN", 2)
    for number in range(5):
        make_past(course, days=2 + number, officer=officer)

    tell_of_missing_figures()

    last = told()[0].text.splitlines()[-1]
    assert last == "And 3 more sessions: https://muster.example.org/admin/sessions/?figures=none"


def test_the_panel_says_for_how_long_figures_are_missing(browse_as, officer, course):
    make_past(course, days=3)

    [panel] = [each for each in browse_as(officer).get("/admin/").context["panels"] if each.name == "to_finish"]

    context = panel.get_context_data({"request": type("Request", (), {"user": officer})})
    assert [str(row["how_long"]) for row in context["rows"]] == ["for 3 days"]


def test_officers_can_change_the_words(browse_as, administrator):
    page = browse_as(administrator).get("/admin/message-texts/")

    assert "Sessions without figures" in page.text
