"""What must hold of every report, whatever took place and whatever is changed about people and employers afterwards."""

from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import ReportingSector
from people.models import Delegate, Organisation, OrganisationType
from reports.as_data import report_as_data
from reports.counting import Span, counted_sessions
from reports.document import Figure, Kind
from sessions.finishing import settle
from sessions.models import Attendance, Booking, BookingStatus, Qualifier, Source, TrainingSession
from sessions.uptake import keep_imported, rebuild, verify
from tests import factories
from tests.reports.figures import report_of

pytestmark = [pytest.mark.django_db, pytest.mark.whole]

AUDIENCES = ["professionals", "elected-members"]
FIRST = date(2016, 4, 1)
NOT_ADDED_UP = {("contribution", "sessions")}  # several organisations may give one session

# Of one person: where they work, and what became of them.
PEOPLE = st.tuples(st.integers(0, 3), st.sampled_from(["came", "absent", "walked in", "waited", "cancelled"]))
SESSIONS = st.fixed_dictionaries(
    {
        "day": st.integers(0, 516),  # to the end of August 2017
        "audience": st.sampled_from(AUDIENCES),
        "row": st.integers(0, 2),
        "counts_in_tables": st.booleans(),
        "capacity": st.none() | st.integers(20, 40),
        "source": st.sampled_from(Source.values) | st.just(""),
        "people": st.lists(PEOPLE, max_size=8),
    }
)
YEARS = st.lists(SESSIONS, min_size=1, max_size=5)
whatever_happens = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@contextmanager
def held(sessions):
    """Let these sessions have been held for the length of the block."""
    with transaction.atomic():
        types = [factories.make_organisation_type(name=name) for name in ("School", "Health")]
        for number in range(3):
            factories.make_organisation(name=f"Employer {number}", type=(*types, None)[number])
        for audience in AUDIENCES:
            for label in ("Education", "Others"):
                factories.make_sector(label, audience=audience)
        for facts in sessions:
            hold(**facts)
        yield
        transaction.set_rollback(True)


def hold(*, day, audience, row, source, people, **facts):
    at = factories.london(2016, 4, 1, 10) + timedelta(days=day)
    sectors = ReportingSector.objects.filter(grouping_set__audience__slug=audience).order_by("label")
    sector = (*sectors, None)[row]
    course = factories.make_course(audience=audience)
    session = factories.make_session(course, starts_at=at, sector=sector, **facts)
    for employer, what in people:
        add(session, what, organisation=Organisation.objects.filter(name=f"Employer {employer}").first())
    number = None if source == "" else session.attendances.count() if source == Source.REGISTER else 7
    qualifier = Qualifier.NOT_RECORDED if number is None else Qualifier.COUNTED
    settle(session, attended=number, qualifier=qualifier, source=source)
    if source == Source.IMPORT:
        keep_imported(session, registered=9, walk_ins=row)


def add(session, what, *, organisation):
    delegate = Delegate.objects.create(name="Amina Kowalska", organisation=organisation)
    status = {"waited": BookingStatus.WAITING, "cancelled": BookingStatus.CANCELLED}.get(what, BookingStatus.CONFIRMED)
    walked_in = what == "walked in"
    booking = None if walked_in else Booking.objects.create(session=session, delegate=delegate, status=status)
    if what in {"came", "walked in"}:
        kind = organisation.type if organisation else None
        facts = {"organisation": organisation, "organisation_type": kind, "how": Attendance.How.REGISTER}
        Attendance.objects.create(session=session, delegate=delegate, booking=booking, **facts)


def figures_of_sessions():
    """Return all that a report says but of organisations themselves: two records of one are one afterwards."""
    data = report_as_data(report_of("2016/17"))
    return data | {"sections": [section for section in data["sections"] if section["key"] != "reach"]}


def rename_employers():
    for organisation in Organisation.objects.all():
        organisation.name += " (renamed)"
        organisation.save()


def merge_employers():
    """Let everybody work, and have worked, at one of them; the type of the day stays with the attendance."""
    one = Organisation.objects.order_by("pk").first()
    for rows in (Delegate.objects.all(), Attendance.objects.all()):
        rows.update(organisation=one)


def give_everybody_another_employer():
    other = factories.make_organisation(type=OrganisationType.objects.get(name="Health"))
    Delegate.objects.update(organisation=other)


def erase_everybody():
    Delegate.objects.update(name="Erased", email="", role="", organisation=None, organisation_typed="", key=None)
    Booking.objects.update(email="", phone="", access_needs="")
    Attendance.objects.update(organisation=None, organisation_typed="", note="", name_wished="")


def count_anew():
    assert list(verify()) == []
    assert rebuild() == 0


def numbers_in(cells):
    return [cell.value for cell in cells if isinstance(cell, Figure) and cell.kind is Kind.NUMBER]


def behind(row):
    """Return the keys of the sessions behind the first figure of a line that has any."""
    figures = [cell for cell in row.cells if isinstance(cell, Figure) and cell.behind]
    return list(figures[0].behind.sessions().values_list("pk", flat=True)) if figures else []


@whatever_happens
@given(YEARS)
def test_every_total_is_the_sum_of_its_rows(sessions):
    with held(sessions):
        tables = report_of("2016/17").tables

    for table in (table for table in tables if table.total):
        for column in (each for each in table.columns if (table.key, each.key) not in NOT_ADDED_UP):
            *rows, total = numbers_in(table.column(column.key)) or [None]
            assert (total or 0) == sum(value or 0 for value in rows), (table.key, column.key)


@pytest.mark.parametrize(
    "change", [rename_employers, merge_employers, give_everybody_another_employer, erase_everybody]
)
@whatever_happens
@given(sessions=YEARS)
def test_nothing_done_to_people_and_employers_changes_a_figure(change, sessions):
    with held(sessions):
        before = figures_of_sessions()
        change()
        count_anew()

        assert figures_of_sessions() == before


@whatever_happens
@given(YEARS)
def test_no_session_stands_in_two_rows_of_a_table(sessions):
    with held(sessions):
        for table in (table for table in report_of("2016/17").tables if table.total):
            standing = Counter(pk for row in table.rows for pk in behind(row))

            assert set(standing.values()) <= {1}, table.key
            assert standing.keys() <= set(behind(table.total)), table.key


@pytest.mark.parametrize("kind", ["financial", "school"])
@whatever_happens
@given(sessions=YEARS)
def test_each_session_counts_in_one_year(kind, sessions):
    years = ["2015/16", "2016/17", "2017/18"]

    with held(sessions):
        spans = [report_of(year, kind=kind).counted for year in years]
        counted = Counter(pk for span in spans for pk in counted_sessions(span).values_list("pk", flat=True))
        everything = TrainingSession.objects.values_list("pk", flat=True)

        assert counted == Counter(everything)


@whatever_happens
@given(YEARS)
def test_the_use_of_places_is_what_the_plain_count_says(sessions):
    with held(sessions):
        span = Span(FIRST, date(2017, 3, 31))
        counted = counted_sessions(span).filter(attended_source=Source.REGISTER)
        rows = report_of("2016/17").table("places-by-type")
        by_type = {row.label: row.cells[1].value or 0 for row in rows.rows} if rows else {}
        plain = Counter(
            attendance.organisation_type.name if attendance.organisation_type else "Type not known"
            for attendance in Attendance.objects.filter(session__in=counted).select_related("organisation_type")
        )
        plain["Type not known"] += 7 * counted_sessions(span).filter(attended_source=Source.IMPORT).count()

    assert {kind: number for kind, number in by_type.items() if number} == dict(+plain)
