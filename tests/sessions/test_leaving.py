"""Signing out: where a course asks for it, whoever leaves much before the end has attended in part."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms
from sessions.finishing import finish_session
from sessions.leaving import extent_on_leaving, sign_out
from sessions.models import Source
from sessions.refusals import DoorClosed, NotSignedIn
from sessions.room_secrets import room_address
from sessions.terms_in_words import leaving_in_words, on_the_day_in_words
from tests import factories

pytestmark = pytest.mark.django_db
START = factories.london(2026, 12, 8, 10)
END = START + timedelta(hours=2)


@pytest.fixture
def session():
    terms = BookingTerms.objects.create(name="Standard", starts_on="2026-01-01", early_minutes=15)
    course = factories.make_course(terms=terms, needs_full_attendance=True)
    return factories.make_session(course, starts_at=START)


@pytest.fixture
def clock():
    with time_machine.travel(START + timedelta(minutes=5), tick=False) as clock:
        yield clock


@pytest.fixture
def attendance(session):
    return factories.make_attendance(session)


def leave(attendance, *, before_end):
    with time_machine.travel(END - timedelta(minutes=before_end), tick=False):
        sign_out(attendance)
    attendance.refresh_from_db()
    return attendance


def door(session, page=""):
    return f"/in/{session.door_token}/{page}"


def sign_in(client, session, **typed):
    client.get(door(session))
    return client.post(door(session, "walk-in/"), {"entry_key": str(uuid4()), "organisation": "Harbour Lane"} | typed)


@pytest.mark.parametrize(("before_end", "extent"), [(0, "full"), (15, "full"), (16, "partial"), (119, "partial")])
def test_the_terms_say_how_early_is_too_early(attendance, before_end, extent):
    left = leave(attendance, before_end=before_end)

    assert (left.extent, left.signed_out_at) == (extent, END - timedelta(minutes=before_end))


def test_the_bookings_own_terms_decide(session):
    booking = factories.make_booking(session, at=START - timedelta(days=7))
    session.course.terms = BookingTerms.objects.create(name="Stricter", starts_on="2026-01-01", early_minutes=0)

    assert extent_on_leaving(session, booking=booking, at=END - timedelta(minutes=10)) == "full"


def test_nobody_leaves_early_without_terms():
    session = factories.make_session(starts_at=START)

    assert extent_on_leaving(session, booking=None, at=START) == "full"


def test_the_last_sign_out_counts(attendance):
    leave(attendance, before_end=60)

    assert leave(attendance, before_end=5).extent == "full"


def test_who_came_late_stays_in_part_whenever_they_leave(session):
    late = factories.make_attendance(session, at=START + timedelta(minutes=40))
    leave(late, before_end=60)

    assert leave(late, before_end=0).extent == "partial"


def test_what_an_officer_set_in_part_stays_so(session):
    attendance = factories.make_attendance(session, extent="partial")

    assert leave(attendance, before_end=0).extent == "partial"


def test_who_comes_back_is_here_again(session, clock):
    person = factories.make_person()
    attendance = leave(factories.make_attendance(session, person=person), before_end=60)

    factories.make_attendance(session, person=person, at=END - timedelta(minutes=50))

    attendance.refresh_from_db()
    assert (attendance.signed_out_at, attendance.extent) == (None, "full")


def test_a_replay_of_the_first_form_brings_nobody_back(client, session, clock):
    key = str(uuid4())
    sign_in(client, session, name="Wei Lindqvist", email="wei@example.org", entry_key=key)
    client.post(door(session, "out/"))

    sign_in(client, session, name="Wei Lindqvist", email="wei@example.org", entry_key=key)

    assert session.attendances.get().signed_out_at is not None


def test_whoever_is_not_here_cannot_leave(session, clock):
    with pytest.raises(NotSignedIn):
        sign_out(factories.make_attendance(session, extent="none"))


def test_of_a_finished_session_nobody_signs_out(session, attendance, officer):
    with time_machine.travel(END + timedelta(hours=1), tick=False):
        finish_session(session, source=Source.REGISTER, by=officer)

        with pytest.raises(DoorClosed):
            sign_out(attendance)


def test_what_staff_say_is_logged(session, attendance, officer, clock):
    sign_out(attendance, at=END - timedelta(minutes=60), by=officer)

    entry = ModelLogEntry.objects.get(action="muster.register.signed_out")
    assert (entry.user, entry.data["was"], entry.data["is"]) == (officer, "full", "partial")


def test_the_second_of_two_days_changes_nothing(client):
    days = [(START + timedelta(days=n), END + timedelta(days=n)) for n in range(2)]
    session, person = factories.make_session(days=days), factories.make_person()
    first = factories.make_attendance(session, person=person)

    second = factories.make_attendance(session, person=person, at=days[1][0] + timedelta(minutes=30))

    assert (second.pk, second.extent, second.signed_in_at) == (first.pk, "full", START)


# At the door


def test_the_phone_that_signed_one_person_in_signs_them_out_by_a_button(client, session, clock):
    sign_in(client, session, name="Wei Lindqvist")
    clock.move_to(END)
    client.get(door(session))

    client.post(door(session, "out/"))

    assert session.attendances.get().signed_out_at == END


def test_scanning_again_offers_it(client, session, clock):
    before = client.get(door(session)).text
    sign_in(client, session, name="Wei Lindqvist")

    after = client.get(door(session)).text

    assert ["Sign me out" in page for page in (before, after)] == [False, True]


def test_one_button_stands_out_whoever_scans(client, session, clock):
    before = client.get(door(session)).text
    sign_in(client, session, name="Wei Lindqvist")

    after = client.get(door(session)).text

    assert [page.count('class="govuk-button"') for page in (before, after)] == [1, 1]


def test_before_the_start_nobody_is_asked(client, session, clock):
    clock.move_to(START - timedelta(minutes=5))
    sign_in(client, session, name="Wei Lindqvist")

    assert client.get(door(session, "out/")).url == door(session)


def test_after_the_end_there_is_time_to_sign_out_and_none_to_sign_in(client, session, clock):
    sign_in(client, session, name="Wei Lindqvist")
    clock.move_to(END + timedelta(minutes=20))

    scanned = client.get(door(session), follow=True)
    client.post(door(session, "out/"))

    assert scanned.redirect_chain == [(door(session, "out/"), 302)]
    assert session.attendances.get().signed_out_at == END + timedelta(minutes=20)
    assert sign_in(client, session, name="Joe Adeyemi").context["state"] == "over"


@pytest.mark.parametrize(("minutes", "shown"), [(29, True), (31, False)])
def test_the_screen_shows_the_code_as_long(client, session, minutes, shown):
    with time_machine.travel(END + timedelta(minutes=minutes), tick=False):
        page = client.get(room_address("screen", session)).text

    assert ("muster-code__drawing" in page) is shown


def test_a_course_that_does_not_ask_has_no_way_out(client, course, clock):
    session = factories.make_session(course, starts_at=START)

    assert client.get(door(session, "out/")).url == door(session)


@pytest.mark.parametrize("typed", ["wei@example.org", " WEI@example.org"])
def test_on_another_phone_the_address_finds_who_leaves(client, session, clock, typed):
    factories.make_attendance(session, person=factories.make_person(email="wei@example.org"))
    client.get(door(session))

    client.post(door(session, "out/"), {"typed": typed})

    assert session.attendances.get().signed_out_at is not None


def test_who_signs_somebody_else_out_gets_nothing_of_theirs(client, session, clock):
    here = factories.make_attendance(session, person=factories.make_person(email="wei@example.org"))
    client.get(door(session))

    answer = client.post(door(session, "out/"), {"typed": "wei@example.org"}, follow=True)

    address, page = answer.redirect_chain[-1][0], answer.text
    assert (str(here.entry_key) in address + page, here.feedback_token in page) == (False, False)
    assert "You are signed out" in page


def test_nothing_typed_on_another_phone_is_asked_for(client, session, clock):
    client.get(door(session))

    form = client.post(door(session, "out/"), {"typed": ""}).context["form"]

    assert form.errors["typed"] == ["Enter your e-mail address or booking reference"]


def test_on_another_phone_the_reference_finds_who_leaves(client, session, clock):
    booking = factories.make_booking(session, at=START - timedelta(days=7))
    factories.make_attendance(session, booking=booking)
    client.get(door(session))

    client.post(door(session, "out/"), {"typed": booking.reference.upper()})

    assert session.attendances.get().signed_out_at is not None


def test_a_driver_leaves_by_badge(client, authority, clock):
    course = factories.make_course(audience="taxi-trade", needs_full_attendance=True)
    session = factories.make_session(course, starts_at=START, door_rule="printed")
    badge = factories.make_badge(authority, number="NV 00123")
    factories.make_attendance(session, person=factories.make_person(badge=badge))
    client.get(door(session))

    client.post(door(session, "out/"), {"typed": "nv00123"})

    assert session.attendances.get().signed_out_at is not None


def test_of_several_on_one_phone_the_name_tells_who_leaves_and_none_is_shown(client, session, clock):
    for name in ["Wei Lindqvist", "Joe Adeyemi"]:
        sign_in(client, session, name=name)

    page = client.get(door(session, "out/")).text
    client.post(door(session, "out/"), {"typed": "joe  adeyemi"})

    gone = session.attendances.get(signed_out_at__isnull=False)
    assert (gone.delegate.name, "Adeyemi" in page) == ("Joe Adeyemi", False)


def test_a_name_typed_on_another_phone_finds_nobody(client, session, clock):
    factories.make_attendance(session, person=factories.make_person(name="Joe Adeyemi"))
    client.get(door(session))

    form = client.post(door(session, "out/"), {"typed": "Joe Adeyemi"}).context["form"]

    assert form.errors["typed"] == [str(NotSignedIn.sentence)]


def test_looking_signs_nobody_out(client, session, clock):
    sign_in(client, session, name="Wei Lindqvist")

    client.get(door(session, "out/"))

    assert session.attendances.get().signed_out_at is None


def test_without_a_scan_nobody_is_signed_out(client, session, clock):
    attendance = factories.make_attendance(session, person=factories.make_person(email="wei@example.org"))

    client.post(door(session, "out/"), {"typed": "wei@example.org"})

    attendance.refresh_from_db()
    assert attendance.signed_out_at is None


def test_where_only_the_changing_code_holds_leaving_takes_a_scan_too(client, session, clock):
    session.door_rule = "rotating"
    session.save()

    assert client.get(door(session, "out/")).status_code == 404


def test_whoever_leaves_early_is_told_before_and_after(client, session, clock):
    sign_in(client, session, name="Wei Lindqvist")

    before = client.get(door(session, "out/")).text
    after = client.post(door(session, "out/"), follow=True).text

    assert "If you leave now, it is kept as attended in part." in before
    assert "You left some time before the end, so this is kept as attended in part." in after


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "Where people sign out, whoever leaves before the end has not attended in full."),
        (15, "Where people sign out, whoever leaves more than 15 minutes early has not attended in full."),
    ],
)
def test_the_terms_say_so(minutes, said):
    assert leaving_in_words(BookingTerms(early_minutes=minutes)) == said


def test_only_where_people_sign_out_is_it_said_to_them(session):
    terms, course = session.course.terms, session.course

    asked = on_the_day_in_words(terms, course=course)
    course.needs_full_attendance = False

    assert ["sign out" in said.lower() for said in (asked, on_the_day_in_words(terms, course=course))] == [True, False]
