"""What is missing or doubtful before a period is signed off."""

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup

from people.merging import merge
from reports.counting import Span
from reports.worklist import SHOWN, number_to_mend, worklist_of
from reports.worklist_views import MissingPanel
from sessions.counting import record_headcount
from sessions.finishing import finish_session
from sessions.models import Attendance, Qualifier, TrainingSession
from tests import factories
from tests.factories import london, make_course, make_sector, make_session
from tests.reports.figures import delivered

PAGE = "/admin/reports/missing/"
YEAR = Span(date(2016, 4, 1), date(2017, 3, 31))
QUERY = {"year": "2016/17"}


@pytest.fixture
def sector(db):
    return make_sector("Education", starts_on="2010-04-01")


@pytest.fixture
def reader(browse_as, officer):
    return browse_as(officer)


def lines(span=YEAR):
    """Return {part: [(what, what is wrong)]} with what is called by its first word."""
    return {part.key: [(line.what.split(",")[0], line.why) for line in part.lines] for part in worklist_of(span).parts}


def held(sector, *, on=(2016, 5, 3), **facts):
    """Make a session of May 2016 that nobody has finished."""
    course = facts.pop("course", None) or make_course(title="Seeing the signs")
    return make_session(course, starts_at=london(*on, 10), sector=sector, **facts)


def test_a_period_in_which_all_is_settled_has_nothing_to_mend(sector):
    delivered((2016, 5, 3), sector=sector)

    assert worklist_of(YEAR).parts == []


def test_a_session_that_nobody_finished(sector):
    session = held(sector)

    [part] = worklist_of(YEAR).parts

    assert (part.key, part.lines[0].address) == ("unfinished", f"/admin/sessions/finish/{session.pk}/")
    assert part.lines[0][:2] == ("Seeing the signs, 3 May 2016", "Nobody has finished it.")


def test_a_session_that_was_finished_without_a_number(sector):
    delivered((2016, 5, 3), None, course=make_course(title="Signs"), sector=sector)

    assert lines() == {"not_recorded": [("Signs", "It was finished without a number.")]}


def test_a_room_that_nobody_counted(db):
    young = make_sector("Youth clubs", audience="young-people", starts_on="2010-04-01")
    course = make_course(audience="young-people", title="Safe")
    delivered((2016, 5, 3), None, course=course, sector=young, capacity=None)

    assert lines() == {"not_recorded": [("Safe", "No headcount was recorded.")]}


def test_a_session_without_a_row(db):
    delivered((2016, 5, 3), course=make_course(title="Signs"))

    assert lines() == {"no_sector": [("Signs", "It stands in no row of the report.")]}


def test_what_is_told_apart_needs_no_row(db):
    delivered((2016, 5, 3), counts_in_tables=False)

    assert worklist_of(YEAR).number == 0


def test_more_people_than_places(sector):
    delivered((2016, 5, 3), 21, course=make_course(title="Signs"), sector=sector)

    assert lines() == {"doubtful": [("Signs", "21 attended, and there were 20 places.")]}


def test_a_session_of_a_few_minutes(sector):
    delivered((2016, 5, 3), course=make_course(title="Signs"), sector=sector, minutes=5)

    assert lines() == {"doubtful": [("Signs", "It lasted less than ten minutes.")]}


def test_nobody_where_people_had_booked(sector, officer):
    session = held(sector)
    factories.make_booking(session)
    finish_session(session, source="register", by=officer)

    assert lines() == {"doubtful": [("Seeing the signs", "Nobody attended, and there were bookings.")]}


def test_a_figure_of_a_register_in_which_nobody_stands(sector, officer):
    session = held(sector)
    factories.make_attendance(session)
    finish_session(session, source="register", by=officer)
    Attendance.objects.update(extent="none")

    assert lines()["doubtful"] == [("Seeing the signs", "The figure comes of the register, and nobody stands in it.")]


@pytest.mark.parametrize(("difference", "parts"), [("", ["doubtful"]), ("Two left before the count", [])])
def test_register_and_room_that_differ_need_a_reason(sector, officer, difference, parts):
    session = held(sector)
    factories.make_attendance(session)
    record_headcount(session, number=3, qualifier=Qualifier.COUNTED, by=officer)
    finish_session(session, source="register", by=officer, difference=difference)

    assert [part.key for part in worklist_of(YEAR).parts] == parts


def test_one_person_who_counts_twice(sector, officer):
    session = held(sector)
    one, other = (factories.make_attendance(session) for _number in range(2))
    finish_session(session, source="register", by=officer)
    merge(other.delegate, kept=one.delegate, by=officer)

    assert lines()["doubtful"] == [("Seeing the signs", "One person stands in the register twice, and counts twice.")]


def attends(session, officer, **said):
    attendance = factories.make_attendance(session, person=factories.make_person(**said))
    finish_session(session, source="register", by=officer)
    return attendance


def test_an_organisation_without_a_type(sector, officer):
    organisation = factories.make_organisation(name="Quay Trust")
    attends(held(sector), officer, organisation="Quay Trust")

    [part] = worklist_of(YEAR).parts

    assert part.lines == [("Quay Trust", "1 attendance", f"/admin/organisations/edit/{organisation.pk}/")]


def test_an_organisation_that_was_typed_and_is_not_known(sector, officer):
    attends(held(sector), officer, organisation="Quay Trust")

    [part] = worklist_of(YEAR).parts

    assert (part.key, part.lines) == ("typed", [("Quay Trust", "1 attendance", "/admin/organisations-to-match/")])


def test_two_who_may_be_one(sector, officer):
    session = held(sector)
    factories.make_attendance(session, person=factories.make_person(name="Amina Kowalska", email="a@example.org"))
    attends(session, officer, name="Amina Kowalski", email="a@example.org")

    assert lines() == {
        "duplicates": [("Amina Kowalska", "The same e-mail address, and names that are alike.")],
    }


def test_two_organisations_that_may_be_one(sector, officer):
    police = factories.make_organisation_type(name="Police")
    session = held(sector)
    for name in ("Vale Police", "The Vale Police"):
        factories.make_organisation(name=name, type=police)
        factories.make_attendance(session, person=factories.make_person(organisation=name))
    finish_session(session, source="register", by=officer)

    assert lines() == {"duplicates": [("Vale Police", "Their names are alike.")]}


def test_those_who_did_not_attend_in_the_period_are_no_ones_business_here(sector):
    for name in ("Vale Police", "The Vale Police"):
        factories.make_organisation(name=name)
    delivered((2016, 5, 3), sector=sector)

    assert worklist_of(YEAR).number == 0


@pytest.mark.parametrize("on", [(2016, 3, 31), (2017, 4, 1)])
def test_another_years_sessions_are_left_out(sector, on):
    held(sector, on=on)

    assert worklist_of(YEAR).number == 0


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_never_happened_lacks_nothing(sector, status):
    TrainingSession.objects.filter(pk=held(sector).pk).update(status=status)

    assert worklist_of(YEAR).number == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_statements_do_not_grow_with_what_is_found(sector, officer, number, django_assert_num_queries):
    for each in range(number):
        held(None, course=make_course())
        for article, ending in [("", "a"), ("The ", "i")]:
            work = factories.make_organisation(name=f"{article}Brookfield {each}").name
            who = {"name": f"Amina Kowalsk{ending}", "email": f"amina@{each}.example", "organisation": work}
            attends(held(sector, course=make_course()), officer, **who)
        attends(held(sector, course=make_course()), officer, name="Jo Marsh", organisation=f"Quay {each}")

    with django_assert_num_queries(15):
        worklist_of(YEAR)


def test_the_panels_number_takes_one_statement(sector, django_assert_num_queries):
    held(sector)

    with django_assert_num_queries(1):
        assert number_to_mend(YEAR) == 1


def test_the_page_names_what_is_wrong_and_leads_there(reader, sector):
    session = held(sector)
    page = BeautifulSoup(reader.get(PAGE, QUERY).content, "html.parser")

    link = page.find("table", class_="listing").tbody.a

    assert (link.text, link["href"]) == ("Seeing the signs, 3 May 2016", f"/admin/sessions/finish/{session.pk}/")
    assert page.find("strong", string="1 thing to look at") is not None


def test_a_period_that_is_ready_leads_to_signing_off(reader, sector):
    delivered((2016, 5, 3), sector=sector)

    page = reader.get(PAGE, QUERY).content.decode()

    assert page.count("this period is ready to sign off.") == 1
    assert page.count('href="/admin/reports/sign-off/?year=2016%2F17"') == 1


def test_a_year_that_still_runs_is_not_ready(reader):
    page = reader.get(PAGE).content.decode()

    assert (page.count("ready to sign off"), page.count("This period is still running")) == (0, 1)


def test_a_long_part_is_cut_and_counted(reader, sector):
    course = make_course(title="Seeing the signs")
    for _number in range(SHOWN + 2):
        held(sector, course=course)

    page = reader.get(PAGE, QUERY)

    [part] = page.context["worklist"].parts
    assert (len(part.shown), part.not_shown, page.context["worklist"].number) == (SHOWN, 2, SHOWN + 2)


def test_what_is_no_period_is_said(reader):
    assert reader.get(PAGE, {"year": "soon"}).status_code == 400


@pytest.mark.parametrize("address", ["/admin/reports/annual/", "/admin/"])
def test_the_report_and_the_first_page_lead_to_it(reader, address):
    page = BeautifulSoup(reader.get(address).content, "html.parser").find("main")

    assert [link["href"] for link in page.find_all("a", href=True) if link["href"].strip("?") == PAGE] != []


def test_signing_off_says_what_is_missing(reader, sector):
    held(sector)

    page = BeautifulSoup(reader.get("/admin/reports/sign-off/", QUERY).content, "html.parser")

    assert page.find("a", string="Mend them first")["href"] == f"{PAGE}?year=2016%2F17"


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_reads_it(who, browse_as, request):
    assert browse_as(request.getfixturevalue(who)).get(PAGE).status_code in {302, 403, 404}


def test_the_panel_counts_this_year(sector):
    held(sector, on=(2016, 4, 1))
    held(sector, on=(2016, 3, 31), course=make_course())

    with time_machine.travel(london(2016, 5, 1, 12)):
        assert MissingPanel().get_context_data({})["how_many"] == 1
