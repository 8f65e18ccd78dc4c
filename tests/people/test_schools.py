"""The schools file: what is taken over, what is recognised again, which academy followed which, what is wrong."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from people.models import Area, Organisation
from people.schools import ChangedMeanwhile, RowsAreWrong, What, import_schools, plan_import
from people.schools_file import HEADINGS, schools_in
from spreadsheets.refusing import Unreadable
from tests.factories import make_organisation, make_organisation_type
from tests.people.schools import CLOSED, content_of, file_of, school

pytestmark = pytest.mark.django_db
ACADEMY = {"OpenDate": "01-09-2026", "TypeOfEstablishment (name)": "Academy converter"}


def read(*schools, councils=("Northvale",), **facts):
    return schools_in(file_of(*schools, **facts), councils=councils)


def take_over(*schools, **facts):
    return import_schools(read(*schools), **facts)


def numbers(plan):
    return {what.value: number for what, number in plan.numbers.items()}


def problems(*schools):
    return [(line.school.number, *problem) for line in plan_import(read(*schools)).lines for problem in line.problems]


def names():
    return dict(Organisation.objects.values_list("urn", "name"))


def test_a_school_is_taken_over_with_what_the_file_says():
    primary = make_organisation_type(name="Primary school")

    take_over(school())

    facts = ("name", "type", "area__name", "phase", "lowest_age", "highest_age", "pupils", "opened_on", "postcode")
    assert Organisation.objects.values_list(*facts).get(urn=900201) == (
        *("Harbour Lane Primary School", primary.pk, "Northvale", "Primary"),
        *(4, 11, 412, date(1952, 9, 1), "NV1 4QT"),
    )


def test_letters_are_those_of_windows():
    take_over(school(name="Sacré-Cœur School"))

    assert names() == {900201: "Sacré-Cœur School"}


def test_a_file_saved_as_utf_8_is_read_as_such():
    import_schools(read(school(name="Sacré-Cœur School"), encoding="utf-8"))

    assert names() == {900201: "Sacré-Cœur School"}


def test_the_columns_about_head_teachers_are_never_read():
    file = read(school())

    assert set(file.schools[0].said) == HEADINGS.keys()
    assert "Canary" not in repr(file)


def test_the_same_file_again_changes_nothing():
    schools = [school(900000 + n, f"School {n}") for n in range(95)]
    first = take_over(*schools)
    logged = ModelLogEntry.objects.count()

    assert numbers(first) == {"new": 95}
    assert numbers(take_over(*schools)) == {"unchanged": 95}
    assert ModelLogEntry.objects.count() == logged


def test_only_the_schools_of_the_councils_asked_for_are_taken_over():
    take_over(school(), school(900202, "Eastmere Academy", **{"LA (name)": "Eastmere"}))

    assert names() == {900201: "Harbour Lane Primary School"}


def test_a_council_that_is_not_in_the_file_is_refused_with_those_that_are():
    with pytest.raises(Unreadable) as refusal:
        read(school(), councils=["Southfold"])

    assert str(refusal.value) == "No school of “Southfold” is in the file. Its councils are: Northvale."


def test_a_school_is_known_again_by_its_urn_and_keeps_its_earlier_name_as_another():
    take_over(school(name="Harbour Lane School"))

    plan = take_over(school(name="Harbour Lane Primary School", NumberOfPupils="398"))

    found = Organisation.objects.get(urn=900201)
    assert (numbers(plan), found.name, found.pupils) == ({"changed": 1}, "Harbour Lane Primary School", 398)
    assert [alias.name for alias in found.aliases.all()] == ["Harbour Lane School"]


def test_a_school_entered_by_hand_is_known_by_its_name_and_keeps_the_officers_type_and_area():
    kept = make_organisation(
        name="HARBOUR LANE primary school",
        type=make_organisation_type(name="Our own kind"),
        area=Area.objects.create(name="Harbourside"),
    )

    take_over(school())

    found = Organisation.objects.get()
    assert (found.pk, found.urn, found.type_id, found.area.name) == (kept.pk, 900201, kept.type_id, "Harbourside")


def test_a_school_that_closed_is_closed():
    take_over(school())

    plan = take_over(school(**CLOSED))

    assert (numbers(plan), Organisation.objects.get().closed_on) == ({"closed": 1}, date(2026, 8, 31))


def test_open_but_proposed_to_close_is_open():
    take_over(school(**{"EstablishmentStatus (name)": "Open, but proposed to close", "CloseDate": "31-08-2030"}))

    assert Organisation.objects.get().closed_on is None


@pytest.mark.parametrize("status", ["Closed", "Proposed to open"])
def test_what_is_not_open_and_not_known_here_is_left_out(status):
    plan = take_over(school(**{"EstablishmentStatus (name)": status}))

    assert (numbers(plan), Organisation.objects.count()) == ({"left_out": 1}, 0)


def test_an_academy_of_the_same_name_succeeds_the_school_and_takes_its_name():
    take_over(school())

    take_over(school(**CLOSED), school(900301, **ACADEMY | {"Postcode": "NV9 9ZZ"}))

    assert names() == {900201: "Harbour Lane Primary School (URN 900201)", 900301: "Harbour Lane Primary School"}
    assert Organisation.objects.get(urn=900201).successor.urn == 900301


def test_an_academy_of_another_name_succeeds_the_school_at_its_postcode():
    take_over(school())

    take_over(school(**CLOSED), school(900301, "Harbour Academy", **ACADEMY))

    assert Organisation.objects.get(urn=900201).successor.urn == 900301


def test_a_school_that_opened_much_later_at_the_postcode_is_no_successor():
    take_over(school())

    plan = take_over(school(**CLOSED), school(900301, "Harbour Academy", **ACADEMY | {"OpenDate": "01-09-2027"}))

    assert plan.successions == []


def test_two_that_may_have_followed_are_left_to_the_officer():
    take_over(school())
    later = [school(900301, "Harbour Infants", **ACADEMY), school(900302, "Harbour Juniors", **ACADEMY)]

    take_over(school(**CLOSED), *later)

    assert Organisation.objects.get(urn=900201).successor is None


def test_the_succession_is_there_once_and_stays():
    take_over(school())
    both = [school(**CLOSED), school(900301, **ACADEMY)]
    take_over(*both)

    assert numbers(take_over(*both)) == {"unchanged": 2}


def test_successors_can_be_left_alone():
    take_over(school())

    take_over(school(**CLOSED), school(900301, **ACADEMY), links_successors=False)

    assert Organisation.objects.get(urn=900201).successor is None


def test_two_open_schools_of_one_name_are_told_apart_by_their_urn():
    take_over(school(), school(900202))

    assert names() == {
        900201: "Harbour Lane Primary School (URN 900201)",
        900202: "Harbour Lane Primary School (URN 900202)",
    }


def test_a_kind_is_what_the_officer_listed_for_it_and_else_what_it_is_called():
    kinds = {name: make_organisation_type(name=name).pk for name in ("Primary school", "Special school")}
    ours = make_organisation_type(name="Academies", in_schools_file="Academy converter\nAcademy sponsor led")
    special = {"TypeOfEstablishment (name)": "Foundation special school", "PhaseOfEducation (name)": "Not applicable"}

    take_over(school(), school(900202, "Larkspur", **special), school(900203, "Academy", **ACADEMY))

    types = dict(Organisation.objects.values_list("urn", "type"))
    assert types == {900201: kinds["Primary school"], 900202: kinds["Special school"], 900203: ours.pk}


def test_what_has_no_kind_here_is_named():
    assert plan_import(read(school())).without_type == {("Community school", "Primary"): 1}


def test_an_empty_cell_says_nothing():
    take_over(school())

    plan = take_over(school(NumberOfPupils="", StatutoryLowAge=""))

    assert numbers(plan) == {"unchanged": 1}


def test_every_problem_is_told_at_once_by_row_and_column():
    bad = school(URN="x12", NumberOfPupils="many", OpenDate="1952-09-01", **{"EstablishmentStatus (name)": "Gone"})
    twice = [school(900202, "One"), school(900202, "Two", **CLOSED | {"OpenDate": "01-09-2027"})]

    assert problems(bad, *twice) == [
        (2, "URN", "A", "Every school has a URN, a whole number."),
        (2, "EstablishmentStatus (name)", "E", "“gone” is no status that we know: open, or closed?"),
        (2, "OpenDate", "F", "“1952-09-01” is not a date like 31-08-2019."),
        (2, "NumberOfPupils", "K", "“many” is not a whole number from 0 to 99999."),
        (4, "CloseDate", "G", "The school closed before it opened."),
        (4, "URN", "A", "Row 3 has this URN too."),
    ]


def test_nothing_is_imported_while_a_row_is_wrong_unless_the_others_are_wanted():
    rows = [school(), school(900202, "", **{"NumberOfPupils": "10"})]
    with pytest.raises(RowsAreWrong):
        take_over(*rows)
    none = Organisation.objects.count()

    take_over(*rows, in_part=True)

    assert (none, names()) == (0, {900201: "Harbour Lane Primary School"})


def test_nothing_is_imported_when_it_would_be_other_than_what_was_looked_at():
    file = read(school())
    seen = plan_import(file).mark
    make_organisation(name="Harbour Lane Primary School")

    with pytest.raises(ChangedMeanwhile):
        import_schools(file, expected=seen)

    assert Organisation.objects.get().urn is None


def test_what_is_taken_over_stands_in_the_history(officer):
    take_over(school(), by=officer)

    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.data) == ("muster.organisation.imported", officer, {"urn": 900201})


@pytest.mark.parametrize("schools", [1, 3])
def test_planning_asks_as_much_for_one_school_as_for_three(schools, django_assert_num_queries):
    file = read(*[school(900200 + n, f"School {n}") for n in range(schools)])

    with django_assert_num_queries(4):
        plan_import(file)


def test_a_file_that_lacks_columns_is_refused_with_their_names():
    with pytest.raises(Unreadable) as refusal:
        read(school(), headings=["URN", "LA (name)"])

    assert str(refusal.value) == (
        "This is not the schools file, or parts of it are missing. These columns are needed: "
        "EstablishmentName, EstablishmentStatus (name)."
    )


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "schools.csv"
    file.write_bytes(content_of(school(), school(900202, "Northvale High", NumberOfPupils="?")))
    return str(file)


def test_the_command_rehearses(path, capsys):
    call_command("import_schools", path, la=["Northvale"], dry_run=True)

    assert capsys.readouterr().out.splitlines()[-1] == "1 new, 0 changed, 0 closed, 0 unchanged, 1 to be corrected"
    assert Organisation.objects.count() == 0


def test_the_command_imports_in_part_when_told_to(path):
    call_command("import_schools", path, la=["northvale"], in_part=True)

    assert names() == {900201: "Harbour Lane Primary School"}


def test_the_command_stops_at_a_wrong_row_and_says_which(path, capsys):
    with pytest.raises(CommandError):
        call_command("import_schools", path, la=["Northvale"])

    assert capsys.readouterr().err.splitlines() == ["3, K (NumberOfPupils): “?” is not a whole number from 0 to 99999."]


def test_what_becomes_of_a_row_has_words():
    assert all(what.label for what in What)
