"""Years of three kinds, and what is said to somebody who writes one wrongly."""

from datetime import date

import pytest

from reports.periods import BadPeriod, YearKind, dates, quarter_in, read_period, year_of

ARABIC = "\u0662\u0660\u0661\u0666/\u0661\u0667"  # 2016/17, in digits we do not read


@pytest.mark.parametrize(
    ("written", "kind", "first", "last"),
    [
        ("2016/17", "financial", date(2016, 4, 1), date(2017, 3, 31)),
        ("2016/17", "school", date(2016, 9, 1), date(2017, 8, 31)),
        ("2016", "calendar", date(2016, 1, 1), date(2016, 12, 31)),
        (" 2016-17 ", "financial", date(2016, 4, 1), date(2017, 3, 31)),
        ("2016/2017", "financial", date(2016, 4, 1), date(2017, 3, 31)),
        ("1999/00", "financial", date(1999, 4, 1), date(2000, 3, 31)),
    ],
)
def test_a_year_has_a_first_and_a_last_day(written, kind, first, last):
    period = read_period(written, kind=YearKind(kind))

    assert (period.first, period.last) == (first, last)


def test_a_year_is_labelled_as_it_is_printed():
    labels = [read_period("1999-2000").label, read_period("2016", kind=YearKind.CALENDAR).label]

    assert labels == ["1999/00", "2016"]


def test_the_year_before_has_the_same_kind():
    before = read_period("2016/17", kind=YearKind.SCHOOL).previous()

    assert (before.label, before.first) == ("2015/16", date(2015, 9, 1))


@pytest.mark.parametrize(("day", "label"), [(date(2017, 3, 31), "2016/17"), (date(2017, 4, 1), "2017/18")])
def test_the_first_of_april_begins_a_financial_year(day, label):
    assert year_of(day).label == label


@pytest.mark.parametrize(
    ("written", "kind", "sentence"),
    [
        ("2016", "financial", "“2016” is not a financial or school year. Write it like 2016/17."),
        ("2016/18", "financial", "The years of “2016/18” do not follow each other. Write it like 2016/17."),
        ("2016/17", "calendar", "“2016/17” is not a calendar year. Write it like 2016."),
        (ARABIC, "school", f"“{ARABIC}” is not a financial or school year. Write it like 2016/17."),
        ("0016/17", "financial", "“0016/17” is too far away. Write a year you hold figures for."),
        ("", "calendar", "“” is not a calendar year. Write it like 2016."),
    ],
)
def test_a_year_written_wrongly_is_refused_with_a_sentence(written, kind, sentence):
    with pytest.raises(BadPeriod) as refused:
        read_period(written, kind=YearKind(kind))

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("written", "kind", "first", "last"),
    [
        ("2016/17 Q1", "financial", date(2016, 4, 1), date(2016, 6, 30)),
        ("2016/17 q3", "financial", date(2016, 10, 1), date(2016, 12, 31)),
        ("2016/17 Q4", "financial", date(2017, 1, 1), date(2017, 3, 31)),
        ("2016/17 Q2", "school", date(2016, 12, 1), date(2017, 2, 28)),
        ("2016 Q4", "calendar", date(2016, 10, 1), date(2016, 12, 31)),
    ],
)
def test_a_quarter_is_three_months_of_its_year(written, kind, first, last):
    period = read_period(written, kind=YearKind(kind))

    assert (period.first, period.last) == (first, last)


def test_a_quarter_knows_what_stands_beside_it():
    quarter = read_period("2016/17 Q1")

    beside = [quarter.previous(), quarter.year_before(), quarter.to_date()]

    assert [str(period) for period in beside] == ["2015/16 Q4", "2015/16 Q1", "1 April 2016 to 30 June 2016"]


@pytest.mark.parametrize(("day", "label"), [(date(2017, 3, 31), "2016/17 Q4"), (date(2017, 4, 1), "2017/18 Q1")])
def test_each_day_lies_in_one_quarter(day, label):
    assert quarter_in(day).label == label


@pytest.mark.parametrize(
    ("last", "before"),
    [
        (date(2029, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2028, 2, 28), date(2027, 2, 28)),
        (date(2027, 9, 30), date(2026, 9, 30)),
    ],
)
def test_any_dates_are_compared_with_those_a_year_earlier(last, before):
    assert dates(date(2020, 1, 1), last).year_before().last == before


def test_dates_the_wrong_way_round_are_refused_with_a_sentence():
    with pytest.raises(BadPeriod) as refused:
        dates(date(2027, 2, 2), date(2027, 2, 1))

    assert str(refused.value) == "The last day is before the first day."
