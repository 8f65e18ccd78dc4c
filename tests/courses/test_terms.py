"""Which terms hold on a day, and what is read in them."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from courses.models import BookingTerms, ChargeRate, Course
from courses.replacing import replace_terms
from courses.terms import read_reminder_days, reminder_days_of, terms_of
from people.models import Area
from sessions.booking import session_to_book
from tests import factories
from tests.factories import london


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


def make_terms(**facts):
    return BookingTerms.objects.create(**{"name": "Standard", "starts_on": date(2026, 4, 1)} | facts)


@pytest.mark.django_db
class TestReplacing:
    def test_a_copy_keeps_everything(self, officer):
        school, area = factories.make_organisation_type(), Area.objects.create(name="Northvale")
        terms = make_terms(places_per_organisation=3, reminder_days="7", permission="declared")
        terms.organisation_types.add(school)
        terms.areas.add(area)
        ChargeRate.objects.create(terms=terms, organisation_type=school, length="half_day", late_cancellation=50)

        new = replace_terms(terms, starts_on=date(2100, 1, 1), by=officer)

        assert (new.places_per_organisation, new.reminder_days, new.permission) == (3, "7", "declared")
        assert (list(new.organisation_types.all()), list(new.areas.all())) == ([school], [area])
        rate = ChargeRate.objects.get(terms=new)
        assert (rate.organisation_type, rate.length, rate.late_cancellation) == (school, "half_day", 50)
        assert ChargeRate.objects.filter(terms=terms).count() == 1

    @time_machine.travel(london(2026, 6, 1, 12), tick=False)
    @pytest.mark.parametrize("day", [date(2026, 5, 31), date(2026, 4, 1)])
    def test_terms_are_not_replaced_in_the_past(self, officer, day):
        with pytest.raises(ValidationError, match="This day is past"):
            replace_terms(make_terms(), starts_on=day, by=officer)

    def test_terms_begin_after_those_they_replace(self, officer):
        with pytest.raises(ValidationError, match="begin on 1 January 2100"):
            replace_terms(make_terms(starts_on=date(2100, 1, 1)), starts_on=date(2100, 1, 1), by=officer)

    def test_terms_are_replaced_once(self, officer):
        terms = make_terms()
        replace_terms(terms, starts_on=date(2100, 1, 1), by=officer)

        with pytest.raises(ValidationError, match="from 1 January 2100 already"):
            replace_terms(terms, starts_on=date(2101, 1, 1), by=officer)

    @pytest.mark.parametrize(
        ("moment", "holds"),
        [
            (london(2027, 3, 31, 23, 59), "old"),
            (london(2027, 4, 1), "new"),  # 11pm on the day before, by UTC
        ],
    )
    def test_new_terms_hold_from_midnight_in_london(self, officer, moment, holds):
        terms = make_terms()
        with time_machine.travel(london(2027, 1, 1), tick=False):
            new = replace_terms(terms, starts_on=date(2027, 4, 1), by=officer)
        course = factories.make_course(terms=terms)

        with time_machine.travel(moment, tick=False):
            found = terms_of(Course.objects.get(pk=course.pk))

        assert found == {"old": terms, "new": new}[holds]

    def test_a_booking_keeps_the_terms_it_was_made_under(self, officer):
        terms = make_terms()
        session = factories.make_session(factories.make_course(terms=terms), starts_at=london(2027, 6, 1, 10))
        before = factories.make_booking(session, at=london(2027, 3, 31, 23, 59))
        with time_machine.travel(london(2027, 3, 31), tick=False):
            new = replace_terms(terms, starts_on=date(2027, 4, 1), by=officer)

        after = factories.make_booking(session_to_book(session.reference), at=london(2027, 4, 1))

        before.refresh_from_db()
        assert (before.terms, after.terms) == (terms, new)

    def test_courses_name_the_terms_of_today_however_often_they_are_replaced(self, officer):
        terms = make_terms()
        course = factories.make_course(terms=terms)
        for year in (2027, 2028, 2029):
            with time_machine.travel(london(year, 1, 1), tick=False):
                terms = replace_terms(terms, starts_on=date(year, 4, 1), by=officer)

        course.refresh_from_db()

        assert course.terms.starts_on == date(2028, 4, 1)


@pytest.mark.django_db
class TestConditions:
    def kept(self, terms):
        return BookingTerms.objects.get(pk=terms.pk).has_conditions

    def test_plain_terms_have_none(self):
        assert self.kept(make_terms(places_per_organisation=3)) is False

    def test_an_organisation_type_is_one_while_it_is_there(self):
        terms, school = make_terms(), factories.make_organisation_type()

        terms.organisation_types.set([school])
        with_it = self.kept(terms)
        terms.organisation_types.clear()

        assert (with_it, self.kept(terms)) == (True, False)

    def test_an_area_is_one_from_either_side(self):
        terms, area = make_terms(), Area.objects.create(name="Northvale")

        area.bookingterms_set.add(terms)
        with_it = self.kept(terms)
        area.bookingterms_set.clear()

        assert (with_it, self.kept(terms)) == (True, False)

    def test_a_charge_is_one_while_it_is_there(self):
        terms = make_terms()

        rate = ChargeRate.objects.create(terms=terms, no_show=50)
        with_it = self.kept(terms)
        rate.delete()

        assert (with_it, self.kept(terms)) == (True, False)
