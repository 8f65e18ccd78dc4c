"""What a licensing officer does day by day."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from licensing.confirming import confirm_driver, revoke_confirmation
from licensing.models import Driver
from tests.factories import make_attendance, make_person, make_session
from tests.licensing.cast import days_ago, make_policy, make_taxi_session, make_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(authority):
    return make_policy(authority)


@pytest.fixture
def browser(browse_as, licensing_officer, policy):
    return browse_as(licensing_officer)


def names_on(page):
    return [line.training.delegate.name for line in page.context["lines"]]


def test_nobody_has_come_yet(browser):
    page = browser.get("/licensing/")

    assert names_on(page) == []
    assert b"has come to training yet" in page.content


def test_nobody_matches(browser, authority):
    make_training(authority)

    page = browser.get("/licensing/?q=nobody")

    assert b"Nobody matches" in page.content


def test_those_who_wait_come_first_then_the_latest_training(browser, authority, licensing_officer):
    confirm_driver(make_training(authority, name="Done"), by=licensing_officer)
    make_training(authority, session=make_taxi_session(days=30), name="Long ago")
    make_training(authority, session=make_taxi_session(days=2), name="Lately")

    assert names_on(browser.get("/licensing/")) == ["Lately", "Long ago", "Done"]


@pytest.mark.parametrize(
    ("status", "names"), [("awaiting", ["Waits"]), ("confirmed", ["Done"]), ("rubbish", ["Waits", "Done"])]
)
def test_the_list_is_narrowed_by_status(browser, authority, licensing_officer, status, names):
    confirm_driver(make_training(authority, name="Done"), by=licensing_officer)
    make_training(authority, name="Waits")

    assert names_on(browser.get(f"/licensing/?status={status}")) == names


@pytest.mark.parametrize("typed", ["nv 0042", "NV0042", "0042", "farah", "QUIST", " quist ", "register"])
def test_a_driver_is_found_by_part_of_badge_or_name(browser, authority, typed):
    found = make_training(authority, number="NV0042", name="Farah Quist")
    Driver.objects.create(badge=found.badge, name="Register Name")
    make_training(authority, number="XX9", name="Other Person")

    assert names_on(browser.get("/licensing/", {"q": typed})) == ["Farah Quist"]


@pytest.mark.parametrize("typed", ["\x00", "%", "_", "'", "x" * 5000])
def test_odd_searches_do_no_harm(browser, authority, typed):
    make_training(authority)

    assert browser.get("/licensing/", {"q": typed}).status_code == 200


def test_only_who_was_there_is_listed(browser, authority):
    make_training(authority, name="Was absent", extent="none")
    make_training(authority, session=make_taxi_session(), name="Was there")

    assert names_on(browser.get("/licensing/")) == ["Was there"]


@pytest.mark.usefixtures("still")
def test_a_session_of_today_is_listed_one_whose_last_day_is_tomorrow_is_not(browser, authority):
    two_days = [(days_ago(ago), days_ago(ago) + timedelta(hours=2)) for ago in (0, -1)]
    make_training(authority, session=make_taxi_session(days=0), name="Today")
    make_training(authority, session=make_session(make_taxi_session().course, days=two_days), name="Not over")

    assert names_on(browser.get("/licensing/")) == ["Today"]


def test_a_cancelled_session_counts_for_nothing(browser, authority):
    training = make_training(authority)
    type(training.session).objects.update(status="cancelled")

    assert names_on(browser.get("/licensing/")) == []


def test_who_came_without_a_badge_is_nobodys_driver(browser, authority):
    make_attendance(make_taxi_session(), person=make_person())

    assert names_on(browser.get("/licensing/")) == []


def test_what_will_be_recorded_is_shown_and_nothing_is_recorded_yet(browser, authority):
    training = make_training(authority)

    page = browser.get("/licensing/confirm/", {"training": training.pk})

    assert page.context["ready"][0].proposal.validity.startswith("Until ")
    assert training.confirmations.count() == 0


def test_two_ticked_are_confirmed(browser, authority):
    trainings = [make_training(authority), make_training(authority), make_training(authority)]

    response = browser.post("/licensing/confirm/", {"training": [one.pk for one in trainings[:2]]}, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["2 trainings are confirmed."]
    assert [one.confirmations.count() for one in trainings] == [1, 1, 0]


def test_a_double_click_confirms_once(browser, authority):
    training = make_training(authority)

    for _click in range(2):
        assert browser.post("/licensing/confirm/", {"training": training.pk}).status_code == 302

    assert training.confirmations.count() == 1


def test_all_that_wait_are_put_to_the_question_those_who_cannot_are_named(browser, authority, licensing_officer):
    ready = [make_training(authority), make_training(authority)]
    left_early = make_training(authority, extent="partial")
    confirm_driver(make_training(authority), by=licensing_officer)

    page = browser.get("/licensing/confirm/?all=1")

    assert {line.training for line in page.context["ready"]} == set(ready)
    assert {line.training for line in page.context["lines"]} == {*ready, left_early}


def test_confirming_nobody_says_what_to_do(browser):
    page = browser.get("/licensing/confirm/", follow=True)

    assert [str(message) for message in page.context["messages"]] == ["Tick the drivers you want to confirm first."]


def test_a_forged_post_for_one_who_left_early_is_refused_in_words(browser, authority):
    training = make_training(authority, extent="partial")

    page = browser.post("/licensing/confirm/", {"training": training.pk}, follow=True)

    assert "must be repeated" in str(next(iter(page.context["messages"])))
    assert training.confirmations.count() == 0


def test_a_name_that_differs_from_the_register_is_shown_beside(browser, authority):
    training = make_training(authority, name="F. Quist")
    Driver.objects.create(badge=training.badge, name="Farah Quist")

    assert b"On the register: Farah Quist" in browser.get("/licensing/confirm/", {"training": training.pk}).content


def test_a_confirmation_is_taken_back_with_a_reason(browser, authority, licensing_officer):
    training = make_training(authority)
    made = confirm_driver(training, by=licensing_officer)

    browser.post(f"/licensing/confirmations/{made.pk}/revoke/", {"reason": "Somebody else sat for him"})

    page = browser.get(f"/licensing/drivers/{training.badge_id}/")
    assert b"Somebody else sat for him" in page.content
    assert page.context["lines"][0].confirmation is None


def test_taking_back_without_a_reason_is_asked_for_one(browser, authority, licensing_officer):
    made = confirm_driver(make_training(authority), by=licensing_officer)

    page = browser.post(f"/licensing/confirmations/{made.pk}/revoke/", {"reason": " "})

    assert "reason" in page.context["form"].errors
    assert page.context["confirmation"].revoked_at is None


def test_what_is_taken_back_already_leads_to_the_driver(browser, authority, licensing_officer):
    made = confirm_driver(make_training(authority), by=licensing_officer)
    revoke_confirmation(made, reason="Mistake", by=licensing_officer)

    response = browser.get(f"/licensing/confirmations/{made.pk}/revoke/")

    assert response["Location"] == f"/licensing/drivers/{made.driver_id}/"


def test_a_confirmation_that_has_run_out_says_so(browser, authority, licensing_officer):
    training = make_training(authority, session=make_taxi_session(days=1200))
    confirm_driver(training, by=licensing_officer)

    assert browser.get("/licensing/").context["lines"][0].status == "Ran out"


def test_a_driver_stays_when_the_attendance_is_corrected_away(browser, authority, licensing_officer):
    training = make_training(authority)
    confirm_driver(training, by=licensing_officer)
    type(training).objects.update(extent="none")

    page = browser.get(f"/licensing/drivers/{training.badge_id}/")

    assert (page.status_code, len(page.context["lines"]), len(page.context["history"])) == (200, 0, 1)


@pytest.mark.parametrize("drivers", [3, 30])
def test_the_list_takes_as_many_queries_for_thirty_drivers_as_for_three(
    browser, authority, licensing_officer, drivers, still, django_assert_num_queries
):
    session = make_taxi_session()
    trainings = [make_training(authority, session=session) for _driver in range(drivers)]
    confirm_driver(trainings[0], by=licensing_officer)
    browser.get("/licensing/")

    with django_assert_num_queries(9):
        browser.get("/licensing/")


def test_the_spreadsheet_holds_the_list_that_is_shown(browser, authority, licensing_officer):
    made = confirm_driver(make_training(authority, number="0042", name="=1+1"), by=licensing_officer)
    make_training(authority, number="0043")

    answer = browser.get("/licensing/drivers.xlsx?status=confirmed")

    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[2], row[7]) for row in rows] == [("0042", "=1+1", "Confirmed")]
    assert rows[0][9].date() == made.valid_until
    assert sheet["C2"].data_type == "s"
    assert answer["Cache-Control"] == "no-store, private"


def test_pages_of_licensing_are_kept_nowhere(browser, authority):
    training = make_training(authority)

    for address in ["/licensing/", f"/licensing/drivers/{training.badge_id}/", "/licensing/drivers/0/"]:
        assert browser.get(address)["Cache-Control"] == "no-store, private"
