"""Training that has to be repeated: until when it holds, who is due, and who is reminded once."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
import time_machine
from django.db.models import DateField, IntegerField, Value
from django.utils import timezone

from courses.models import Audience
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import Certificate, SessionSettings, TrainingSession
from sessions.renewing import MonthsAfter, by_organisation, due, due_soon, renewable, running_out, write_due_renewals
from sessions.scheduling import cancel_session
from tests.factories import london, make_attendance, make_booking, make_course, make_person, make_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOON = london(2026, 12, 1, 12)
AMINA = {"name": "Amina Kowalska", "email": "amina@example.org"}


@pytest.fixture(autouse=True)
def clock():
    """Noon of the first of December."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def course():
    return make_course(title="Seeing the signs", slug="seeing-the-signs", refresher_months=12)


def attend(course, day, *, person=None, **facts):
    """Let somebody have attended a course in full on a day."""
    session = make_session(course, starts_at=london(day.year, day.month, day.day, 10))
    booking = make_booking(session, person=person or make_person(**AMINA))
    return make_attendance(session, booking=booking, **facts)


def certify(attendance, *, valid_until, status="valid"):
    facts = {"course_title": "Seeing the signs", "held_on": attendance.session.last_day, "status": status}
    return Certificate.objects.create(attendance=attendance, valid_until=valid_until, **facts)


def ends(attendance):
    return renewable().get(pk=attendance.pk).valid_until


def reminded():
    return list(Message.objects.filter(kind="renewal").order_by("pk"))


def months_later(day, months):
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class TestUntilWhen:
    @pytest.mark.parametrize(
        ("months", "day", "last"),
        [
            (12, date(2024, 2, 29), date(2025, 2, 28)),
            (48, date(2024, 2, 29), date(2028, 2, 29)),
            (1, date(2026, 1, 31), date(2026, 2, 28)),
            (36, date(2025, 11, 30), date(2028, 11, 30)),
        ],
    )
    def test_it_holds_by_the_calendar(self, months, day, last):
        attendance = attend(make_course(refresher_months=months), day)

        assert ends(attendance) == last

    @pytest.mark.parametrize("months", [1, 2, 11, 12, 13, 36, 48, 100])
    def test_the_database_counts_months_as_the_calendar_does(self, months):
        days = [date(2023, 12, 25) + number * DAY for number in range(75)]

        said = {day: MonthsAfter(Value(day, DateField()), Value(months, IntegerField())) for day in days}
        names = {day: f"on_{day:%Y%m%d}" for day in days}
        row = Audience.objects.annotate(**{names[day]: said[day] for day in days}).first()

        assert {day: getattr(row, names[day]) for day in days} == {day: months_later(day, months) for day in days}

    def test_a_certificate_says_it_itself(self, course):
        attendance = attend(course, date(2025, 6, 1))
        certify(attendance, valid_until=date(2026, 1, 15), status="replaced")
        certify(attendance, valid_until=date(2027, 1, 15))

        assert ends(attendance) == date(2027, 1, 15)

    def test_a_certificate_without_an_end_leaves_it_to_the_course(self, course):
        attendance = attend(course, date(2025, 6, 1))
        certify(attendance, valid_until=None)

        assert ends(attendance) == date(2026, 6, 1)


class TestWhoIsDue:
    def test_the_latest_attendance_counts(self, course):
        attend(course, date(2024, 3, 1))
        latest = attend(course, date(2025, 3, 1))

        assert list(running_out()) == [latest]

    def test_each_course_runs_out_for_itself(self, course):
        other = make_course(refresher_months=6)
        rows = [attend(course, date(2025, 3, 1)), attend(other, date(2026, 4, 1))]

        assert list(running_out()) == rows

    def test_who_attended_again_is_due_no_more(self, course):
        attend(course, date(2025, 3, 1))
        attend(course, date(2026, 10, 1))

        assert list(running_out()) == []

    @pytest.mark.parametrize("facts", [{"extent": "partial"}, {"extent": "none"}, {"awaits_confirmation": True}])
    def test_only_confirmed_attendance_in_full_renews(self, course, facts):
        first = attend(course, date(2025, 3, 1))
        attend(course, date(2026, 10, 1), **facts)

        assert list(due()) == [first]

    def test_two_days_of_the_same_date_leave_one_line(self, course):
        attend(course, date(2025, 3, 1))
        second = attend(course, date(2025, 3, 1))

        assert list(due()) == [second]

    def test_a_course_without_an_interval_holds_for_good(self):
        attend(make_course(), date(2016, 3, 1))
        attend(make_course(refresher_months=0), date(2016, 3, 1))

        assert list(renewable()) == []

    @pytest.mark.parametrize("waits", [True, False])
    def test_who_has_booked_again_is_not_due_and_still_listed(self, course, waits):
        first = attend(course, date(2025, 3, 1))
        coming = make_session(course, capacity=1)
        if waits:
            make_booking(coming)
        make_booking(coming, person=make_person(**AMINA), waits=waits)

        assert (list(due()), [row.booked_again_at for row in running_out()]) == ([], [coming.starts_at])
        assert list(running_out()) == [first]

    def test_who_cancelled_is_due_again(self, course, officer):
        first = attend(course, date(2025, 3, 1))
        cancel_booking(make_booking(make_session(course), person=make_person(**AMINA)))
        called_off = make_session(course)
        make_booking(called_off, person=make_person(**AMINA))
        cancel_session(called_off, reason="No room", by=officer)

        assert list(due()) == [first]

    def test_a_booking_of_another_course_or_person_renews_nothing(self, course):
        first = attend(course, date(2025, 3, 1))
        make_booking(make_session(), person=make_person(**AMINA))
        make_booking(make_session(course))

        assert list(due()) == [first]

    @pytest.mark.parametrize(("day", "found"), [(date(2027, 1, 30), 1), (date(2027, 1, 31), 0), (NOON.date(), 1)])
    def test_so_many_days_ahead_and_not_lapsed(self, course, day, found):
        certify(attend(course, date(2026, 2, 1)), valid_until=day)

        assert due_soon(within=timedelta(days=60)).count() == found

    def test_what_ended_yesterday_has_lapsed(self, course):
        certify(attend(course, date(2026, 2, 1)), valid_until=NOON.date() - DAY)

        assert (due_soon(within=timedelta(days=60)).count(), due().count()) == (0, 1)

    @pytest.mark.parametrize(("reissued", "found"), [(False, 0), (True, 1)])
    def test_what_an_officer_revoked_renews_nothing_until_it_is_issued_again(self, course, reissued, found):
        attendance = attend(course, date(2026, 1, 10))
        revoked = certify(attendance, valid_until=date(2027, 1, 10), status="revoked")
        Certificate.objects.filter(pk=revoked.pk).update(stays_revoked=True)
        if reissued:
            certify(attendance, valid_until=date(2027, 1, 10))

        assert due().count() == found

    def test_an_earlier_attendance_counts_where_the_latest_was_revoked(self, course):
        earlier = attend(course, date(2026, 1, 10))
        revoked = certify(attend(course, date(2026, 3, 10)), valid_until=date(2027, 3, 10), status="revoked")
        Certificate.objects.filter(pk=revoked.pk).update(stays_revoked=True)

        assert list(due()) == [earlier]

    def test_somebody_erased_is_due_nowhere(self, course):
        delegate = attend(course, date(2025, 3, 1)).delegate
        delegate.key, delegate.name, delegate.email = None, "", ""
        delegate.save()

        assert (list(running_out()), write_due_renewals()) == ([], 0)

    def test_organisations_are_counted_as_people_name_them(self, course):
        for name, day in [("Ana", date(2025, 3, 1)), ("Ben", date(2025, 12, 20)), ("Cem", date(2025, 3, 1))]:
            organisation = "" if name == "Cem" else "Harbour Lane School"
            attend(course, day, person=make_person(name=name, organisation=organisation))

        assert by_organisation() == [("", 0, 1), ("Harbour Lane School", 1, 1)]


class TestReminding:
    def test_somebody_is_reminded_sixty_days_before(self, course, clock):
        attend(course, date(2026, 1, 31))

        counts = [write_due_renewals()]
        clock.shift(DAY)
        counts.append(write_due_renewals())

        [message] = reminded()
        assert (counts, message.to) == ([0, 1], "amina@example.org")
        assert message.subject == "Your training until 31 January 2027"

    def test_it_is_said_once(self, course, clock):
        attend(course, date(2025, 12, 20))

        counts = []
        for _day in range(5):
            counts.append(write_due_renewals())
            clock.shift(DAY)

        assert (counts, len(reminded())) == ([1, 0, 0, 0, 0], 1)

    def test_two_workers_write_one_letter(self, course, monkeypatch):
        attend(course, date(2025, 12, 20))
        monkeypatch.setattr("sessions.renewing.known_keys", lambda keys: [])

        write_due_renewals()
        write_due_renewals()

        assert len(reminded()) == 1

    @pytest.mark.parametrize(("days", "number"), [(30, 1), (31, 0)])
    def test_what_was_missed_is_made_up_for_until_thirty_days_after(self, course, days, number):
        certify(attend(course, date(2025, 3, 1)), valid_until=NOON.date() - days * DAY)

        assert write_due_renewals() == number

    def test_zero_days_remind_nobody(self, course):
        attend(course, date(2025, 12, 20))
        settings = SessionSettings.load()
        settings.renewal_reminder_days = 0
        settings.save()

        assert write_due_renewals() == 0

    def test_who_has_booked_again_is_not_reminded(self, course):
        attend(course, date(2025, 12, 20))
        make_booking(make_session(course), person=make_person(**AMINA))

        assert (write_due_renewals(), reminded()) == (0, [])

    def test_the_next_period_is_another_letter(self, course, clock):
        attend(course, date(2025, 12, 20))
        write_due_renewals()
        attend(course, date(2026, 12, 10))

        clock.move_to(london(2027, 11, 1, 12))
        write_due_renewals()

        assert [message.subject for message in reminded()] == [
            "Your training until 20 December 2026",
            "Your training until 10 December 2027",
        ]

    def test_the_letter_leads_to_the_next_date(self, course):
        attend(course, date(2025, 12, 20))
        coming = make_session(course)

        write_due_renewals()

        assert f"/book/{coming.reference}/" in reminded()[0].text

    def test_its_link_says_nothing_of_the_reader(self, course):
        attend(course, date(2026, 1, 10))
        coming = make_session(course, starts_at=london(2027, 1, 5, 10))

        write_due_renewals()

        [letter] = reminded()
        links = [line for line in letter.text.splitlines() if line.startswith("https://")]
        assert links == [f"https://muster.example.org/book/{coming.reference}/"]

    @pytest.mark.parametrize("status", ["open", "booking_closed", "cancelled", "delivered"])
    def test_its_link_leads_on_when_that_date_is_over(self, client, course, clock, status):
        first, second = (make_session(course, starts_at=london(2027, month, 5, 10)) for month in (1, 2))
        attend(course, date(2026, 1, 10))
        write_due_renewals()
        TrainingSession.objects.filter(pk=first.pk).update(status=status)
        clock.move_to(london(2027, 1, 20, 12))

        page = client.get(f"/book/{first.reference}/").text

        assert (first.reference in reminded()[0].text, f"/book/{second.reference}/" in page) == (True, True)

    def test_without_a_date_it_leads_to_being_told_of_one(self, course):
        attend(course, date(2025, 12, 20))
        make_session(course, status="draft")

        write_due_renewals()

        assert "/training/seeing-the-signs/tell-me/" in reminded()[0].text

    def test_of_a_course_that_is_offered_no_more_it_leads_to_us(self, course):
        attend(course, date(2025, 12, 20))
        course.is_offered = False
        course.save()

        write_due_renewals()

        assert reminded()[0].text.endswith("There is no date to book at the moment. Get in touch with us.")

    def test_it_is_our_letter_and_not_capped(self, course):
        attend(course, date(2025, 12, 20))

        write_due_renewals()

        [message] = reminded()
        assert (message.cap_key, message.useless_after) == ("", london(2027, 1, 19))

    def test_it_is_written_in_the_language_of_the_booking(self, course):
        session = make_session(course, starts_at=london(2025, 12, 20, 10))
        make_attendance(session, booking=make_booking(session, person=make_person(**AMINA), language="ur"))

        write_due_renewals()

        assert reminded()[0].language == "ur"

    @pytest.mark.parametrize("name", ["O'Brien", "محمد علي", "Null", "B" * 200])
    def test_any_name_is_greeted_as_it_is(self, course, name):
        attend(course, date(2025, 12, 20), person=make_person(name=name))

        write_due_renewals()

        assert reminded()[0].text.startswith(f"Hello {name},")

    @pytest.mark.parametrize("people", [3, 30])
    def test_thirty_letters_take_as_many_queries_as_three(self, course, people, django_assert_num_queries):
        session = make_session(course, starts_at=london(2025, 12, 20, 10), capacity=None)
        for _person in range(people):
            make_attendance(session)
        make_session(course)
        SessionSettings.load()

        with django_assert_num_queries(7):
            written = write_due_renewals()

        assert written == people


def test_what_counts_is_over(course):
    session = make_session(course, starts_at=NOON - timedelta(minutes=30))
    make_attendance(session)

    assert (list(renewable()), timezone.now()) == ([], NOON)
