"""Reach in the report: who was reached, of all in scope, and who is named to whom."""

from datetime import date

import pytest

from people.models import Area
from reports.document import Reader
from reports.saying import say_figure, say_sentence
from sessions.models import SessionStatus
from tests.factories import london, make_course, make_organisation, make_organisation_type, make_person
from tests.reports.figures import asked, cells_in, delivered, report_of

pytestmark = pytest.mark.django_db
YEAR = "2025/26"


@pytest.fixture
def kind():
    return make_organisation_type(name="Secondary school")


def school(name, kind, **facts):
    return make_organisation(name=name, type=kind, **facts)


def hosted_by(host, on=(2025, 11, 3), **facts):
    return delivered(on, course=make_course(audience="young-people"), capacity=None, host=host, **facts)


def report(**facts):
    return report_of(YEAR, today=date(2026, 6, 1), **facts)


def numbers(table="reach-by-kind", label="Total", **facts):
    made = report(**facts)
    return [cells_in(made, table, column=column)[label].value for column in ("reached", "in_scope", "not_reached")]


def names(key, **facts):
    table = report(**facts).table(key)
    return [row.label for row in table.rows] if table else None


def sentences(**facts):
    return [say_sentence(sentence) for sentence in report(**facts).section("reach").sentences]


def test_without_organisations_there_is_no_section():
    assert report().section("reach") is None


def test_a_host_of_a_delivered_session_is_reached(kind):
    hosted_by(school("Northvale High School", kind))
    school("Millbrook School", kind)

    assert numbers() == [1, 2, 1]


def test_two_sessions_at_one_school_reach_it_once(kind):
    high = school("Northvale High School", kind)
    hosted_by(high)
    hosted_by(high, (2026, 2, 3))

    assert numbers() == [1, 1, 0]
    assert cells_in(report(), "reach-reached", column="last") == {"Northvale High School": date(2026, 2, 3)}


@pytest.mark.parametrize("on", [(2025, 3, 31), (2026, 4, 1)])
def test_a_session_of_another_period_reaches_nobody_in_this(on, kind):
    hosted_by(school("Northvale High School", kind), on)

    assert numbers() == [0, 1, 1]


@pytest.mark.parametrize("status", [SessionStatus.DRAFT, SessionStatus.CANCELLED])
def test_a_session_that_did_not_take_place_reaches_nobody(status, kind):
    session = hosted_by(school("Northvale High School", kind))
    type(session).objects.filter(pk=session.pk).update(status=status)

    assert numbers() == [0, 1, 1]


def test_the_employer_of_somebody_who_attended_is_reached(kind):
    school("Millbrook School", kind)

    delivered((2025, 11, 3), people=[make_person(organisation="Millbrook School")])

    assert numbers() == [1, 1, 0]


@pytest.mark.parametrize("facts", [{"extent": "none"}, {"awaits_confirmation": True}])
def test_who_did_not_attend_reaches_no_employer(facts, kind):
    school("Millbrook School", kind)

    session = delivered((2025, 11, 3), people=[make_person(organisation="Millbrook School")])
    session.attendances.update(**facts)

    assert numbers() == [0, 1, 1]


def test_what_closed_before_the_period_or_opened_after_it_is_not_in_scope(kind):
    school("Closed before", kind, closed_on=date(2025, 3, 31))
    school("Closed within", kind, closed_on=date(2025, 4, 1))
    school("Opened within", kind, opened_on=date(2026, 3, 31))
    school("Opened after", kind, opened_on=date(2026, 4, 1))

    assert names("reach-not-reached") == ["Closed within", "Opened within"]


def test_a_school_and_the_academy_it_became_are_one(kind):
    academy = school("Eastmere Academy", kind, opened_on=date(2025, 9, 1))
    hosted_by(school("Eastmere School", kind, closed_on=date(2025, 8, 31), successor=academy), (2025, 6, 3))

    assert numbers() == [1, 1, 0]
    assert names("reach-reached") == ["Eastmere Academy"]


def test_before_the_academy_opened_the_school_is_itself(kind):
    academy = school("Eastmere Academy", kind, opened_on=date(2026, 9, 1))
    hosted_by(school("Eastmere School", kind, closed_on=date(2026, 8, 31), successor=academy))

    assert names("reach-reached") == ["Eastmere School"]


def test_successors_in_a_circle_end(kind):
    one = school("One", kind)
    other = school("Other", kind, successor=one)
    type(one).objects.filter(pk=one.pk).update(successor=other)

    assert numbers()[1] in {1, 2}


def test_kinds_that_are_not_to_be_reached_are_left_out(kind):
    make_organisation(type=make_organisation_type(name="Legal", is_to_be_reached=False))
    school("Millbrook School", kind)

    assert numbers() == [0, 1, 1]


def test_areas_are_counted_and_what_has_none_stands_last(kind):
    hosted_by(school("Millbrook School", kind, area=Area.objects.create(name="Westcombe")))
    make_organisation(name="Somewhere")

    lines = report().table("reach-by-area").rows
    assert [(row.label, row.cells[0].value, row.cells[1].value) for row in lines] == [
        ("Westcombe", 1, 1),
        ("Area not known", 0, 1),
    ]


def test_pupils_are_denominators(kind):
    hosted_by(school("Northvale High School", kind, pupils=12_300))
    school("Millbrook School", kind, pupils=27_800)

    assert sentences() == [
        "1 of 2 organisations in scope were reached.",
        "Among them 1 of 2 schools, with 12,300 of 40,100 pupils on roll.",
    ]


def pupils(label):
    return [cells_in(report(), "reach-by-kind", column=column)[label] for column in ("pupils_reached", "pupils_all")]


def test_of_no_school_reached_there_are_no_pupils(kind):
    school("Millbrook School", kind, pupils=866)

    assert [say_figure(figure) for figure in pupils("Secondary school")] == ["0", "866"]


def test_pupils_that_nobody_knows_are_not_nought(kind):
    hosted_by(school("Northvale High School", kind, phase="Secondary"))
    school("Millbrook School", kind, pupils=866)

    assert [say_figure(figure) for figure in pupils("Secondary school")] == ["not known", "over 866"]


def test_what_has_no_pupils_has_no_number_of_them(kind):
    school("Rowan House", make_organisation_type(name="Children's home"))

    assert pupils("Children's home") == [None, None]


def test_kinds_stand_in_the_officers_order():
    for order, name in [(2, "Aardvarks"), (1, "Zebras")]:
        make_organisation(type=make_organisation_type(name=name, order=order))

    assert [row.label for row in report().table("reach-by-kind").rows] == ["Zebras", "Aardvarks"]


def test_the_board_reads_when_the_last_session_was(kind):
    earlier = school("Northvale High School", kind)
    hosted_by(earlier, (2024, 5, 7))
    hosted_by(earlier, (2026, 5, 7))
    school("Millbrook School", kind)

    assert cells_in(report(), "reach-not-reached", column="last") == {
        "Millbrook School": "Never",
        "Northvale High School": date(2024, 5, 7),
    }


def test_the_public_reads_no_name_and_no_pupils_of_few_schools(kind):
    hosted_by(school("Northvale High School", kind, pupils=1084))
    school("Millbrook School", kind, pupils=866)

    made = report(reader=Reader.PUBLIC)

    said = repr(made.section("reach"))
    assert [table.key for table in made.section("reach").tables] == ["reach-by-kind", "reach-by-area"]
    assert [word for word in ("Northvale High", "Millbrook", "1084", "866", "pupils_all") if word in said] == []
    assert sentences(reader=Reader.PUBLIC) == ["1 of 2 organisations in scope were reached."]


def test_the_public_reads_pupils_where_many_schools_are_on_either_side(kind):
    for n in range(5):
        hosted_by(school(f"Reached {n}", kind, pupils=100))
        school(f"Not reached {n}", kind, pupils=200)

    assert sentences(reader=Reader.PUBLIC)[1] == ("Among them 5 of 10 schools, with 500 of 1500 pupils on roll.")


def test_the_year_before_stands_beside_it(kind):
    high = school("Northvale High School", kind)
    hosted_by(high, (2024, 5, 7))
    hosted_by(high)

    assert say_figure(cells_in(report(), "reach-by-kind", column="reached_year_before")["Total"]) == "1"


@pytest.mark.parametrize("schools", [1, 3])
def test_the_queries_do_not_grow_with_organisations(schools, kind, django_assert_num_queries):
    from reports.sections import reach

    for n in range(schools):
        hosted_by(school(f"School {n}", kind))
        hosted_by(school(f"Other {n}", kind), (2024, 5, 7))
    wanted = asked(YEAR, today=date(2026, 6, 1))
    assert wanted.compared

    with django_assert_num_queries(7):
        reach.section(wanted)


def test_a_session_at_noon_of_the_last_day_counts(kind):
    hosted_by(school("Northvale High School", kind), starts_at=london(2026, 3, 31, 10))

    assert numbers() == [1, 1, 0]
