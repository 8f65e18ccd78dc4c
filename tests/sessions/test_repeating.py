"""Recurring dates: the same weekday, without bank holidays."""

from datetime import date

import pytest

from sessions.repeating import MOST_DATES, Rhythm, bank_holiday, recurring

MONDAY = date(2027, 4, 19)


def kept(first, **rhythm):
    dates, _left_out = recurring(first, **rhythm)
    return [(day.month, day.day) for day in dates]


def test_every_week_without_the_bank_holiday_and_one_more_at_the_end():
    dates, left_out = recurring(MONDAY, rhythm=Rhythm.WEEKLY, times=4)

    assert [(day.month, day.day) for day in dates] == [(4, 19), (4, 26), (5, 10), (5, 17)]
    assert (left_out, bank_holiday(left_out[0])) == ([date(2027, 5, 3)], "May Day")


def test_every_three_weeks_until_a_day_that_is_one_of_them():
    assert kept(MONDAY, rhythm=Rhythm.WEEKS, every=3, until=date(2027, 6, 21)) == [(4, 19), (5, 10), (6, 21)]


def test_the_second_tuesday_of_every_month():
    assert kept(date(2027, 2, 9), rhythm=Rhythm.MONTHLY, times=4) == [(2, 9), (3, 9), (4, 13), (5, 11)]


def test_a_fifth_weekday_is_the_last_of_shorter_months():
    assert kept(date(2027, 3, 30), rhythm=Rhythm.MONTHLY, times=4) == [(3, 30), (4, 27), (5, 25), (6, 29)]


def test_over_the_turn_of_the_year():
    assert kept(date(2026, 11, 10), rhythm=Rhythm.MONTHLY, times=4) == [(11, 10), (12, 8), (1, 12), (2, 9)]


def test_whichever_end_comes_first():
    assert len(kept(MONDAY, rhythm=Rhythm.WEEKLY, times=10, until=date(2027, 5, 10))) == 3


def test_nobody_plans_for_ever():
    assert len(kept(MONDAY, rhythm=Rhythm.WEEKLY, until=date(2099, 1, 1))) == MOST_DATES


def test_a_first_date_that_was_chosen_stays():
    assert kept(date(2027, 5, 3), rhythm=Rhythm.WEEKLY, times=2) == [(5, 3), (5, 10)]


@pytest.mark.parametrize(
    ("day", "name"), [(date(2027, 12, 25), "Christmas Day"), (date(2027, 12, 27), "Christmas Day (observed)")]
)
def test_days_that_stand_in_for_those_on_a_weekend_are_known(day, name):
    assert bank_holiday(day).lower() == name.lower()
