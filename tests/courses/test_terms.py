"""Which terms hold on a day, and what is read in them."""

import pytest
from django.core.exceptions import ValidationError

from courses.models import BookingTerms
from courses.terms import read_reminder_days, reminder_days_of


@pytest.mark.parametrize(
    ("typed", "days"),
    [("14,5,1", [14, 5, 1]), (" 1 5;14 ", [14, 5, 1]), ("5, 5", [5]), ("", []), (" , ", [])],
)
def test_reminder_days_are_read_however_they_are_parted(typed, days):
    assert read_reminder_days(typed) == days


@pytest.mark.parametrize("typed", ["0", "91", "-1", "1.5", "one", "99999", "٣", "1,2,3,4,5,6"])
def test_what_are_no_reminder_days_is_refused(typed):
    with pytest.raises(ValidationError):
        read_reminder_days(typed)


def test_terms_say_when_people_are_reminded():
    assert reminder_days_of(BookingTerms(reminder_days="1,14")) == [14, 1]


@pytest.mark.parametrize("terms", [None, BookingTerms(reminder_days="a fortnight")])
def test_nobody_is_reminded_where_no_days_can_be_read(terms):
    assert reminder_days_of(terms) == []
