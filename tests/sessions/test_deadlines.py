"""Working days and the deadlines that count them: London dates, England's bank holidays, both clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from courses.models import BookingTerms
from sessions.deadlines import free_until, is_late
from sessions.models import TrainingSession
from sessions.scheduling import move_session
from sessions.working_days import is_working_day, working_days_before
from tests.factories import london, make_booking, make_session, next_week


class TestWorkingDays:
    @pytest.mark.parametrize(
        "day",
        [
            date(2026, 12, 5),  # Saturday
            date(2026, 12, 6),  # Sunday
            date(2026, 12, 25),
            date(2026, 12, 28),  # Boxing Day is a Saturday
            date(2027, 1, 1),
            date(2027, 3, 26),  # Good Friday
            date(2027, 3, 29),  # Easter Monday
            date(2027, 5, 3),
            date(2027, 8, 30),
            date(2027, 12, 27),  # Christmas is a Saturday, Boxing Day a Sunday
            date(2027, 12, 28),
        ],
    )
    def test_weekends_and_bank_holidays_are_none(self, day):
        assert not is_working_day(day)

    @pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 29), date(2027, 3, 17), date(2027, 11, 30)])
    def test_other_weekdays_are_although_some_are_holidays_in_other_parts_of_the_kingdom(self, day):
        assert is_working_day(day)

    @pytest.mark.parametrize(
        ("starts_at", "days", "ends_at"),
        [
            (london(2026, 12, 15, 9, 30), 5, london(2026, 12, 8, 17)),  # Tuesday to Tuesday
            (london(2026, 12, 7, 9), 1, london(2026, 12, 4, 17)),  # a Monday's is the Friday
            (london(2026, 12, 4, 9), 1, london(2026, 12, 3, 17)),
            (london(2026, 12, 5, 9), 1, london(2026, 12, 4, 17)),  # a Saturday is none itself
            (london(2026, 12, 30, 9), 2, london(2026, 12, 24, 17)),  # over Christmas
            (london(2027, 1, 4, 9), 2, london(2026, 12, 30, 17)),  # over New Year
            (london(2027, 3, 30, 9), 1, london(2027, 3, 25, 17)),  # over Easter
            (london(2026, 12, 7, 9), 10, london(2026, 11, 23, 17)),
        ],
    )
    def test_the_deadline_is_the_end_of_the_last_working_day_before(self, starts_at, days, ends_at):
        assert working_days_before(starts_at, days) == ends_at

    def test_the_deadline_is_five_o_clock_in_summer_and_in_winter(self):
        after_spring = working_days_before(london(2027, 3, 31, 9), 3)  # the clocks go forward on 28 March
        after_autumn = working_days_before(london(2026, 10, 27, 9), 2)  # and back on 25 October

        assert after_spring == datetime(2027, 3, 24, 17, tzinfo=UTC)
        assert after_autumn == datetime(2026, 10, 23, 16, tzinfo=UTC)

    def test_the_night_of_a_clock_change_belongs_to_londons_day(self):
        ten_past_midnight_in_london = datetime(2026, 10, 19, 23, 10, tzinfo=UTC)  # a Tuesday there, a Monday in UTC

        assert working_days_before(ten_past_midnight_in_london, 1) == london(2026, 10, 19, 17)

    @pytest.mark.parametrize("starts_at", [london(2026, 10, 25, 1, 30), london(2028, 3, 26, 3)])
    def test_a_session_in_a_clock_change_night_has_the_friday_before(self, starts_at):
        assert working_days_before(starts_at, 1).date() == starts_at.date() - timedelta(days=2)


@pytest.mark.django_db
class TestFreeUntil:
    @pytest.fixture
    def terms(self, course):
        course.terms = BookingTerms.objects.create(name="Yearly", starts_on="2026-04-01")
        course.save()
        return course.terms

    def test_it_goes_by_the_terms_of_the_booking(self, terms, session):
        booking = make_booking(session)
        session.course.terms = BookingTerms.objects.create(
            name="New", starts_on="2026-10-01", free_cancellation_working_days=2
        )

        assert free_until(booking) == working_days_before(session.starts_at, 5)

    def test_without_terms_it_is_the_start(self, session):
        assert free_until(make_booking(session)) == session.starts_at

    def test_terms_that_ask_for_no_days_leave_it_at_the_start(self, terms, session):
        terms.free_cancellation_working_days = 0
        terms.save()

        booking = make_booking(session)

        assert free_until(booking) == session.starts_at

    def test_a_session_moved_by_us_takes_its_deadline_with_it(self, terms, course, officer):
        session = make_session(course)
        booking = make_booking(session)
        later = next_week() + timedelta(days=14)

        move_session(session, days=[(later, later + timedelta(hours=2))], by=officer)
        booking.session = TrainingSession.objects.get(pk=session.pk)

        assert free_until(booking) == working_days_before(later, 5)

    def test_the_very_instant_is_in_time(self, terms, session):
        booking = make_booking(session)
        deadline = free_until(booking)

        assert not is_late(booking, at=deadline)
        assert is_late(booking, at=deadline + timedelta(microseconds=1))
        assert is_late(booking, at=timezone.now() + timedelta(days=365))
