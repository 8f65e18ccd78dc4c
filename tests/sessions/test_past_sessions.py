"""Past years in: sessions and figures from a file, names made only when that is wished, and never anything twice."""

from datetime import date

import pytest
from django.core.management import CommandError
from wagtail.models import ModelLogEntry

from courses.models import Course, GroupingSet, ReportingSector
from people.models import Area, LicensingAuthority, Organisation, OrganisationAlias
from sessions.models import Qualifier, Series, SessionStatus, Settlement, Source, TrainingSession, Uptake
from sessions.past_refusals import NamesUnknown, PastChangedMeanwhile, RowsToCorrect
from sessions.past_sessions import import_sessions, look_at
from tests import factories
from tests.factories import london
from tests.sessions.past_files import as_csv, hash_of_database, lines, row, run

pytestmark = pytest.mark.django_db
AUDIENCES = "Professionals, Young people, Parents and carers, Taxi trade, Elected members, Licensed businesses, Public"


def enter(*rows, **facts):
    return import_sessions(lines(*rows), **{"creates": True, "file": "past.csv"} | facts)


def test_everything_a_row_says_is_kept():
    enter(
        row(
            end_date="21/05/2016",
            reporting_sector="Education",
            host="Harbour Lane School",
            area="Northvale",
            capacity="30",
            attended="18",
            qualifier="about",
            counts_in_tables="no",
            series="Spring",
            notes="By train",
        )
    )

    session = TrainingSession.objects.get()
    names = [str(each) for each in (session.course, session.sector, session.host, session.area, session.series)]
    assert names == ["Seeing the signs", "Education", "Harbour Lane School", "Northvale", "Spring"]
    assert (session.capacity, session.counts_in_tables, session.staff_notes) == (30, False, "By train")
    assert (session.attended, session.attended_qualifier) == (18, Qualifier.ESTIMATED)
    assert (session.attended_source, session.status) == (Source.IMPORT, SessionStatus.DELIVERED)


def test_an_imported_session_is_what_planning_and_settling_would_leave():
    from sessions.finishing import settle

    enter(row(attended="18"))
    imported = TrainingSession.objects.get()
    day = (london(2016, 5, 20, 9), london(2016, 5, 20, 17))
    planned = factories.make_session(imported.course, days=[day], is_listed=False, capacity=None)
    settle(planned, attended=18, qualifier=Qualifier.COUNTED, source=Source.IMPORT)

    kept = TrainingSession.objects.order_by("pk").values()
    own = {"id", "reference", "door_token", "register_token", "feedback_token", "finished_at"}
    assert [{name: value for name, value in kept[n].items() if name not in own} for n in (0, 1)] == 2 * [
        {name: value for name, value in kept[1].items() if name not in own}
    ]
    settled = Settlement.objects.order_by("pk").values("attended", "qualifier", "source", "registered", "settled_by")
    assert settled[0] == settled[1]


def test_an_empty_figure_is_not_recorded_and_a_nought_is_nobody():
    enter(row(), row(date="21/05/2016", attended="0"))

    kept = TrainingSession.objects.order_by("starts_at").values_list("attended", "attended_qualifier", "finished_by")
    assert list(kept) == [(None, "not_recorded", None), (0, "counted", None)]


def test_a_cancelled_session_is_kept_without_a_figure():
    enter(row(status="Cancelled", registered="9"))

    session = TrainingSession.objects.get()
    assert (session.status, session.attended, session.is_finished) == (SessionStatus.CANCELLED, None, False)


def test_the_numbers_of_a_row_are_kept():
    enter(row(registered="318", cancelled="29", no_shows="20", walk_ins="35", attended="304"))

    used = Uptake.objects.values_list("organisation_type", "registered", "cancelled", "no_shows", "walk_ins").get()
    assert used == (None, 318, 29, 20, 35)


def test_a_number_left_out_is_unknown_and_not_nought():
    enter(row(registered="12"))

    assert Uptake.objects.values_list("registered", "walk_ins").get() == (12, None)


def test_whoever_delivered_it_stands_in_slots():
    enter(row(delivered_by="Vale Police; Lantern"))

    slots = TrainingSession.objects.get().slots.order_by("order")
    assert [(str(slot.deliverer), slot.delivered) for slot in slots] == [("Vale Police", True), ("Lantern", True)]


def test_a_row_for_drivers_keeps_their_council(browse_as, officer):
    enter(row(audience="Taxi trade", authority="Northvale City Council"))

    session = TrainingSession.objects.get()
    page = browse_as(officer).get(f"/admin/sessions/inspect/{session.pk}/").content.decode()
    assert session.authority == LicensingAuthority.objects.get()
    assert page.count("<dt>Licensing authority</dt><dd>Northvale City Council</dd>") == 1


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ({}, [20]),
        ({"end_date": "22/05/2016"}, [20, 21, 22]),
        ({"end_date": "29/05/2016"}, [20, 29]),
    ],
)
def test_a_session_has_the_days_that_are_known(said, days):
    enter(row(**said))

    session = TrainingSession.objects.get()
    kept = [(f"{day.starts_at:%H:%M}", day.starts_at.day) for day in session.days.order_by("starts_at")]
    assert (kept, session.last_day.day) == ([("08:00", day) for day in days], days[-1])  # 9am in summer


def test_one_day_lasts_as_long_as_its_course():
    factories.make_course(title="Seeing the signs", length_minutes=90)

    enter(row())

    session = TrainingSession.objects.get()
    assert (session.starts_at, session.ends_at) == (london(2016, 5, 20, 9), london(2016, 5, 20, 10, 30))


def test_young_people_are_a_headcount_and_nobody_is_named():
    enter(row(audience="YOUNG  people", attended="60"))

    session = TrainingSession.objects.get()
    assert (session.is_by_headcount, session.attended) == (True, 60)


def test_what_is_imported_is_seen_by_no_public_page(client):
    enter(row(attended="18"))

    assert (Course.objects.offered().count(), TrainingSession.objects.listed().count()) == (0, 0)


def test_names_are_matched_whatever_their_case_and_spaces():
    school = factories.make_organisation(name="Harbour Lane School")
    OrganisationAlias.objects.create(organisation=school, name="HLS")
    course = factories.make_course(title="Seeing the signs")

    enter(row(course="SEEING  the signs", host="hls", delivered_by="harbour lane  SCHOOL"))

    session = TrainingSession.objects.get()
    assert (session.course, session.host, session.slots.get().deliverer) == (course, school, school)


def test_unknown_names_are_listed_and_made_by_no_one_who_did_not_wish_it():
    said = {
        "reporting_sector": "Education",
        "host": "Quay School",
        "area": "Northvale",
        "authority": "Northvale Council",
    }
    before = hash_of_database()

    with pytest.raises(NamesUnknown):
        enter(row(**said), creates=False)

    listed = {str(kind): names for kind, names in look_at(lines(row(**said))).unknown.items()}
    assert listed == {
        "course": ["Seeing the signs (Professionals)"],
        "sector": ["Education (Professionals)"],
        "organisation": ["Quay School"],
        "area": ["Northvale"],
        "authority": ["Northvale Council"],
    }
    assert hash_of_database() == before


def test_a_name_is_made_once_however_many_rows_have_it():
    enter(row(host="Quay School", area="Northvale"), row(host="QUAY school", area="northvale", date="21/05/2016"))

    assert (Organisation.objects.count(), Area.objects.count(), Course.objects.count()) == (1, 1, 1)


def test_a_course_takes_its_kind_from_the_file_only_when_it_is_new():
    known = factories.make_course(title="Seeing the signs")

    enter(row(kind="Conference"), row(kind="Conference", course="Together"))

    kinds = Course.objects.order_by("pk").values_list("kind", "delivery")
    assert list(kinds) == [(known.kind, known.delivery), ("event", "conference")]


def test_a_course_of_two_audiences_becomes_two():
    enter(row(), row(audience="Young people"))
    again = enter(row(), row(audience="Young people"))

    titles = sorted(Course.objects.values_list("title", "audience__slug"))
    assert titles == [("Seeing the signs", "professionals"), ("Seeing the signs (Young people)", "young-people")]
    assert str(again) == "0 new, 2 unchanged"


def test_a_new_row_of_the_report_joins_the_set_in_use():
    factories.make_sector("Health", starts_on="2016-04-01", order=4)

    enter(row(reporting_sector="Education"))

    made = ReportingSector.objects.get(label="Education")
    assert (made.grouping_set, made.order) == (GroupingSet.objects.get(), 5)


def test_the_rows_of_a_fresh_service_begin_on_the_earliest_day():
    enter(row(date="20/05/2016", reporting_sector="Education"), row(date="05/04/2016"))

    made = GroupingSet.objects.get()
    assert (made.starts_on, made.ends_on, made.audience.slug) == (date(2016, 4, 5), None, "professionals")


def test_a_row_is_looked_for_in_the_set_of_its_day():
    old = factories.make_sector("Education", starts_on="2016-04-01")
    new = factories.make_sector("Education", starts_on="2017-04-01")

    enter(row(reporting_sector="education"), row(date="20/05/2017", reporting_sector="EDUCATION"))

    assert list(TrainingSession.objects.order_by("starts_at").values_list("sector", flat=True)) == [old.pk, new.pk]


def test_the_same_file_again_changes_nothing():
    rows = [row(date=f"{n + 1:02}/06/2016", attended=str(n), host="Quay School", notes="So") for n in range(20)]
    first = enter(*rows)
    before = hash_of_database()

    again = enter(*rows)

    assert (str(first), str(again)) == ("20 new, 0 unchanged", "0 new, 20 unchanged")
    assert hash_of_database() == before


def test_two_equal_rows_are_two_sessions():
    enter(row(attended="12"), row(attended="12"))
    again = enter(row(attended="12"), row(attended="12"), row(attended="12"))

    assert (str(again), TrainingSession.objects.count()) == ("1 new, 2 unchanged", 3)


def test_a_row_that_says_something_else_is_said_and_left():
    enter(row(attended="38", capacity="40"))

    result = enter(row(attended="40", capacity="40", area="Northvale"))

    [outcome] = result.outcomes
    assert (str(result), outcome.said) == (
        "0 new, 0 unchanged, 1 changed",
        "Area: nothing here, Northvale in the file; Attended: 38 here, 40 in the file",
    )
    assert (TrainingSession.objects.get().attended, Area.objects.count()) == (38, 0)


def test_what_an_officer_filled_in_since_is_no_difference():
    enter(row(attended="12"))
    sector = factories.make_sector("Education")
    TrainingSession.objects.update(sector=sector, host=factories.make_organisation(), staff_notes="Well received")

    assert str(enter(row(attended="12"))) == "0 new, 1 unchanged"


def test_a_session_at_another_host_is_another_session():
    enter(row(host="Quay School"))

    assert str(enter(row(host="Harbour School"))) == "1 new, 0 unchanged"


def test_a_session_kept_here_by_name_is_not_entered_a_second_time():
    course = factories.make_course(title="Seeing the signs")
    factories.make_session(course, starts_at=london(2016, 5, 20, 14))

    assert str(enter(row())) == "0 new, 1 unchanged"


def test_one_wrong_row_keeps_the_whole_file_out():
    before = hash_of_database()

    with pytest.raises(RowsToCorrect) as refused:
        enter(*[row(date=f"{n + 1:02}/06/2016") for n in range(9)], row(audience="Everybody"))

    assert str(refused.value) == "1 row is to be corrected. Nothing was entered."
    assert hash_of_database() == before


def test_what_changed_since_it_was_shown_is_not_entered():
    shown = look_at(lines(row())).mark
    factories.make_course(title="Seeing the signs")

    with pytest.raises(PastChangedMeanwhile):
        enter(row(), expected=shown)

    assert TrainingSession.objects.count() == 0


def test_each_session_says_in_its_history_which_file_it_came_from(officer):
    enter(row(attended="12"), row(date="21/05/2016"), by=officer)

    entries = ModelLogEntry.objects.filter(action="muster.session.imported").order_by("pk")
    assert [(entry.user, entry.message) for entry in entries] == [
        (officer, "The session was entered from a file of past years: row 2 of “past.csv”. 12 (import)"),
        (officer, "The session was entered from a file of past years: row 3 of “past.csv”. not recorded"),
    ]
    assert len({entry.uuid for entry in entries}) == 1


def test_a_series_is_one_for_all_its_sessions():
    enter(row(series="Tour"), row(date="21/05/2016", series="tour"), row(course="Another", series="Tour"))

    assert [(series.title, series.sessions.count(), series.course) for series in Series.objects.all()] == [
        ("Tour", 3, None)
    ]


def test_looking_asks_no_more_of_a_longer_file(django_assert_num_queries):
    enter(*[row(date=f"{n + 1:02}/06/2016", host="Quay School") for n in range(3)])

    for number in (1, 20):
        read = lines(*[row(date=f"{n + 1:02}/06/2016", host="Quay School", area=f"A{n}") for n in range(number)])
        with django_assert_num_queries(11):
            look_at(read)


def test_entering_asks_no_more_for_a_longer_file(django_assert_num_queries):
    enter(row(host="Quay School"))

    for number, month in ((1, "06"), (20, "07")):
        read = lines(*[row(date=f"{n + 1:02}/{month}/2016", host="Quay School") for n in range(number)])
        with django_assert_num_queries(18):
            import_sessions(read, file="past.csv")


def test_the_command_says_what_would_happen_and_does_nothing(tmp_path):
    (tmp_path / "past.csv").write_bytes(as_csv([row(attended="12")]))
    before = hash_of_database()

    said = run(tmp_path / "past.csv", "--dry-run")

    assert said == [
        "Not known yet, Courses:",
        "  Seeing the signs (Professionals)",
        "1 new, 0 unchanged",
        "Nothing was entered: this was only to look.",
    ]
    assert hash_of_database() == before


def test_the_command_makes_what_is_missing_only_when_told(tmp_path):
    (tmp_path / "past.csv").write_bytes(as_csv([row(attended="12")]))

    with pytest.raises(CommandError) as refused:
        run(tmp_path / "past.csv")
    said = run(tmp_path / "past.csv", "--create-missing")

    assert str(refused.value) == (
        "Some names in the file are not known here. Nothing was entered. "
        "Run this with --create-missing to have them made."
    )
    assert (said[-2:], TrainingSession.objects.count()) == (["1 new, 0 unchanged", "Done."], 1)


def test_the_command_lists_every_error_by_row_and_column(tmp_path):
    wrong = [row(date="31/02/2016", attended="many"), row(), row(audience="Everybody", course="")]
    (tmp_path / "past.csv").write_bytes(as_csv(wrong))

    with pytest.raises(CommandError) as refused:
        run(tmp_path / "past.csv", "--create-missing")

    assert (str(refused.value).splitlines(), refused.value.returncode) == (
        [
            "Row 2, column A, Date: “31/02/2016” is not a date we can read. Write day/month/year, like 31/03/2027.",
            "Row 2, column P, Attended: “many” is not a whole number. Write digits alone, like 60.",
            "Row 4, column C, Course: Enter the course.",
            f"Row 4, column E, Audience: “Everybody” is none of the audiences: {AUDIENCES}.",
            "Nothing was entered.",
        ],
        1,
    )


def test_the_command_names_a_column_that_is_missing(tmp_path):
    (tmp_path / "past.csv").write_bytes(as_csv([["20/05/2016", "Seeing the signs"]], headings=["Date", "Course"]))

    with pytest.raises(CommandError) as refused:
        run(tmp_path / "past.csv")

    assert str(refused.value) == "There is no column “Audience”."


def test_the_command_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "nowhere.csv")

    assert str(refused.value) == f"“{tmp_path / 'nowhere.csv'}” cannot be read: No such file or directory."
