"""Use of places: what became of them, of how many sessions it is known, and two rates that name what they are of."""

from datetime import timedelta

import pytest

from people.models import OrganisationType
from reports.document import Hidden, Reader
from reports.making import QUARTERLY
from reports.saying import say_figure, say_sentence
from sessions.finishing import finish_session, settle
from sessions.models import BookingStatus, Qualifier, Source
from sessions.uptake import keep_imported
from tests import factories
from tests.reports.figures import cells_in, delivered, report_of

pytestmark = pytest.mark.django_db

# A real quarter: seven sessions with 393 places; each with its capacity, and who registered, cancelled, stayed away,
# walked in and attended.
QUARTER = [
    (60, 50, 5, 3, 6, 48),
    (60, 50, 5, 3, 6, 48),
    (60, 50, 5, 3, 6, 48),
    (60, 50, 5, 3, 6, 48),
    (60, 50, 4, 3, 5, 48),
    (60, 50, 4, 3, 5, 48),
    (33, 18, 1, 2, 1, 16),
]
COLUMNS = ["registered", "attended", "walk_ins", "cancelled", "no_shows", "left_waiting"]


def imported(on, *, capacity=None, attended=None, **said):
    """Enter a session of a past year as its file says."""
    session = factories.make_session(starts_at=factories.london(*on, 10), capacity=capacity)
    sure = Qualifier.NOT_RECORDED if attended is None else Qualifier.COUNTED
    settle(session, attended=attended, qualifier=sure, source=Source.IMPORT)
    keep_imported(session, **said)
    return session


def by_register(on, *, at="", booked=0, came=0, walked_in=0, waited=0, **facts):
    """Hold a session: of those who booked some came; all work `at` one organisation."""
    session = factories.make_session(starts_at=factories.london(*on, 10), capacity=40, **facts)
    bookings = [book(session, at=at) for _number in range(booked)]
    for booking in bookings[:came]:
        factories.make_attendance(session, booking=booking)
    for _number in range(walked_in):
        factories.make_attendance(session, person=factories.make_person(organisation=at))
    for _number in range(waited):
        booking = book(session, at=at)
        session.bookings.filter(pk=booking.pk).update(status=BookingStatus.WAITING)
    finish_session(session, source=Source.REGISTER, by=None)
    return session


def book(session, *, at):
    person = factories.make_person(organisation=at)
    return factories.make_booking(session, person=person, at=session.starts_at - timedelta(days=7))


@pytest.fixture
def quarter():
    for day, (capacity, registered, cancelled, no_shows, walk_ins, attended) in enumerate(QUARTER, start=1):
        said = {"registered": registered, "cancelled": cancelled, "no_shows": no_shows, "walk_ins": walk_ins}
        imported((2016, 11, day), capacity=capacity, attended=attended, **said)


def school_and_clinic():
    for name in ["School", "Health"]:
        kind = factories.make_organisation_type(name=name, order=OrganisationType.objects.count())
        factories.make_organisation(name=f"{name} House", type=kind)


def totals_of(report, table):
    rows = {column: cells_in(report, table, column=column)["Total"] for column in COLUMNS}
    return {column: figure.value for column, figure in rows.items()}


def test_the_quarter_that_was_printed_with_two_rates(quarter):
    section = report_of("2016/17 Q3", name=QUARTERLY).section("places")

    assert [say_sentence(sentence) for sentence in section.sentences] == [
        "Fill rate: 304 attended of 393 places offered, 77 %.",
        "Attendance rate: 304 attended of 318 registered, 96 %.",
    ]


def test_the_quarters_counts_are_those_printed(quarter):
    totals = totals_of(report_of("2016/17 Q3", name=QUARTERLY), "places-by-audience")

    assert totals == {
        "registered": 318,
        "attended": 304,
        "walk_ins": 35,
        "cancelled": 29,
        "no_shows": 20,
        "left_waiting": None,
    }


def test_both_rates_name_what_they_are_of_in_the_table(quarter):
    table = report_of("2016/17").table("places-by-audience")

    assert [column.title for column in table.columns[-2:]] == [
        "Fill rate (attended of places offered)",
        "Attendance rate (attended of registered)",
    ]
    assert [(cell.value, cell.base) for cell in table.total.cells[-2:]] == [(304, 393), (304, 318)]


def test_a_rate_is_rounded_half_up():
    imported((2016, 11, 1), capacity=40, attended=33, registered=40)

    rates = report_of("2016/17").table("places-by-audience").total.cells[-2:]

    assert [say_figure(rate) for rate in rates] == ["83 %", "83 %"]


def test_each_kind_of_employer_has_its_line():
    school_and_clinic()
    by_register((2016, 11, 1), at="School House", booked=6, came=4, walked_in=1)
    by_register((2016, 11, 2), at="Health House", booked=2, came=2, waited=3)

    table = report_of("2016/17").table("places-by-type")

    assert [(row.label, [cell.value for cell in row.cells[:-1]]) for row in table.lines] == [
        ("School", [6, 5, 1, 0, 2, 0]),
        ("Health", [2, 2, 0, 0, 0, 3]),
        ("Total", [8, 7, 1, 0, 2, 3]),
    ]


def test_both_tables_have_the_same_totals():
    school_and_clinic()
    by_register((2016, 11, 1), at="School House", booked=6, came=4, walked_in=1)
    by_register((2016, 11, 2), at="Somewhere Else", booked=2, came=2, waited=3)

    report = report_of("2016/17")

    assert totals_of(report, "places-by-type") == totals_of(report, "places-by-audience")


def test_what_is_not_known_is_said_and_is_no_nought():
    imported((2016, 11, 1), attended=20)
    imported((2016, 11, 2), capacity=30, attended=20, registered=25)

    section = report_of("2016/17").section("places")

    total = section.tables[0].total
    assert [say_figure(cell) for cell in total.cells] == [
        *["2", "30", "25", "40", "not recorded", "not recorded", "not recorded", "not recorded", "67 %", "80 %"],
    ]
    assert section.remarks[:2] == (
        "Places offered: known of 1 of 2 sessions.",
        "Registered: known of 1 of 2 sessions.",
    )


def test_where_the_register_does_not_count_only_bookings_are_known():
    session = factories.make_session(starts_at=factories.london(2016, 11, 1, 10), capacity=40)
    book(session, at="")
    finish_session(session, source=Source.HEADCOUNT, by=None, headcount={"number": 9, "qualifier": Qualifier.ESTIMATED})

    total = report_of("2016/17").table("places-by-audience").total

    assert [say_figure(cell) for cell in total.cells[2:4]] == ["1", "approximately 9"]
    assert [say_figure(cell) for cell in total.cells[-2:]] == ["approximately 23 %", "not known"]


def test_a_headcount_session_has_no_places():
    delivered((2016, 11, 1), course=factories.make_course(audience="young-people"), capacity=None)

    assert report_of("2016/17").section("places") is None


def test_a_session_is_counted_in_the_period_of_its_last_day(quarter):
    assert report_of("2016/17 Q4", name=QUARTERLY).section("places") is None


# What the public may not see


def public(**facts):
    return report_of("2016/17", reader=Reader.PUBLIC, **facts)


def hidden_in(table):
    return {
        row.label: [getattr(cell, "hidden", Hidden.NO) is not Hidden.NO for cell in row.cells] for row in table.rows
    }


def test_a_small_number_of_walk_ins_is_not_worked_out_of_the_others():
    by_register((2016, 11, 1), booked=12, came=12, walked_in=3)

    row = public().table("places-by-audience").rows[0]
    shown = {cell.unit: not cell.is_hidden for cell in row.cells}

    assert shown["walk_ins"] is False
    assert [shown["registered"], shown["attended"]] != [True, True]


def test_a_small_row_is_not_worked_out_of_the_audiences_tables():
    school_and_clinic()
    by_register((2016, 11, 1), at="School House", walked_in=12)
    by_register((2016, 11, 2), at="Health House", walked_in=2)

    report = public()

    hidden = {row.label: row.cells[1].is_hidden for row in report.table("places-by-type").lines}
    total = report.table("audience-professionals").total.cells[1]
    assert (hidden["Health"], hidden["School"] or (hidden["Total"] and total.is_hidden)) == (True, True)


def test_counts_of_sessions_and_of_places_are_never_hidden():
    by_register((2016, 11, 1), booked=2, came=1)

    assert hidden_in(public().table("places-by-audience"))["Professionals"][:2] == [False, False]


def test_a_file_whose_counts_do_not_add_up_is_judged_all_the_same():
    imported((2016, 11, 1), capacity=30, attended=20, registered=5, cancelled=9, no_shows=3, walk_ins=2)

    row = public().table("places-by-audience").rows[0]

    assert [cell.unit for cell in row.cells if cell.is_hidden] == ["walk_ins", "no_shows"]
