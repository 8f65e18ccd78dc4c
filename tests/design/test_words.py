from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.template import Context, Template
from django.utils import translation

from design import words

pytestmark = pytest.mark.usefixtures("november")


@pytest.fixture
def november():
    with time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=UTC)):
        yield


def day(start, end):
    return SimpleNamespace(starts_at=start, ends_at=end)


def in_winter(number, hour, minute=0):
    return datetime(2026, 12, number, hour, minute, tzinfo=UTC)


def test_a_morning_is_said_with_its_date_and_hours():
    assert words.say_when(in_winter(8, 9, 30), in_winter(8, 12, 30)) == "Tuesday 8 December, 9.30am to 12.30pm"


def test_another_year_is_named():
    start = datetime(2027, 1, 12, 9, tzinfo=UTC)

    assert words.say_when(start, start.replace(hour=16)) == "Tuesday 12 January 2027, 9am to 4pm"


def test_summer_hours_are_those_of_londons_clock():
    start = datetime(2026, 7, 7, 8, 30, tzinfo=UTC)

    assert words.say_when(start, start.replace(hour=11)) == "Tuesday 7 July, 9.30am to 12.30pm"


def test_the_hour_before_and_after_the_clocks_go_back_are_both_one_in_the_morning():
    before, after = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert words.say_hours(before, after) == "1.30am to 1.30am"


def test_late_evening_in_summer_belongs_to_the_next_day_in_london():
    assert words.say_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wednesday 1 July"


def test_a_list_says_an_instant_in_few_words_and_breaks_it_before_the_time():
    date, time = words.say_in_short(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).split(" ")

    assert (date.replace("\N{NO-BREAK SPACE}", " "), time) == ("Wed 1 Jul 2026,", "12.30am")


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (0, 5, "12.05am"), (9, 0, "9am"), (12, 0, "midday"), (12, 30, "12.30pm"), (16, 45, "4.45pm")],
)
def test_times_are_said_on_a_twelve_hour_clock(hour, minute, said):
    assert words.say_time(in_winter(8, hour, minute)) == said


def test_two_days_with_the_same_hours_share_them():
    days = [day(in_winter(8, 9, 30), in_winter(8, 16)), day(in_winter(9, 9, 30), in_winter(9, 16))]

    assert words.say_days(days) == "Tuesday 8 and Wednesday 9 December, 9.30am to 4pm"


def test_two_days_with_different_hours_are_said_in_full():
    days = [day(in_winter(8, 9), in_winter(8, 16)), day(in_winter(9, 9), in_winter(9, 12))]

    assert words.say_days(days) == "Tuesday 8 December, 9am to 4pm and Wednesday 9 December, 9am to midday"


def test_days_of_two_months_are_said_in_full():
    november = datetime(2026, 11, 30, 9, tzinfo=UTC)
    days = [day(november, november.replace(hour=16)), day(in_winter(1, 9), in_winter(1, 16))]

    assert words.say_days(days) == "Monday 30 November, 9am to 4pm and Tuesday 1 December, 9am to 4pm"


def test_a_session_without_days_says_so():
    assert words.say_days([]) == "Date to be decided"


def test_a_night_is_said_with_both_dates():
    said = words.say_when(in_winter(8, 22), in_winter(9, 6))

    assert said == "Tuesday 8 December, 10pm to Wednesday 9 December, 6am"


@pytest.mark.parametrize(
    ("left", "said"),
    [(None, "Places available"), (3, "3 places left"), (1, "1 place left"), (0, "Full"), (-2, "Full")],
)
def test_places_left_are_said_in_words(left, said):
    assert words.say_places(left) == said


def test_a_full_session_with_a_waiting_list_says_what_to_do():
    assert words.say_places(0, waiting_list=True) == "Full: join the waiting list"


@pytest.mark.parametrize(
    ("minutes", "said"), [(20, "20 minutes"), (60, "1 hour"), (150, "2 hours 30 minutes"), (0, "0 minutes")]
)
def test_lengths_are_said_in_hours_and_minutes(minutes, said):
    assert words.say_minutes(minutes) == said


def test_months_are_said_in_the_language_being_spoken():
    with translation.override("ur"):
        assert words.say_full_date(date(2026, 12, 8)) == "8 دسمبر 2026"


def test_the_filter_takes_a_day_or_a_list_of_days():
    morning = day(in_winter(8, 9), in_winter(8, 12))

    said = Template("{% load words %}{{ one|when }} / {{ all|when }}").render(
        Context({"one": morning, "all": [morning]})
    )

    assert said == "Tuesday 8 December, 9am to midday / Tuesday 8 December, 9am to midday"


def test_a_session_of_two_days_is_said_by_its_days():
    days = [day(in_winter(8, 9, 30), in_winter(8, 16)), day(in_winter(9, 9, 30), in_winter(9, 16))]
    session = SimpleNamespace(starts_at=days[0].starts_at, ends_at=days[1].ends_at, days=days)

    said = Template("{% load words %}{{ session|when }}").render(Context({"session": session}))

    assert said == "Tuesday 8 and Wednesday 9 December, 9.30am to 4pm"
