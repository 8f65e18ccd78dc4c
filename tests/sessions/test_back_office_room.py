from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from outbox.models import Message
from sessions.asking import count_those_who_asked
from sessions.counting import record_headcount
from sessions.finishing import finish_session
from sessions.forms.officer import EditSessionForm
from sessions.history import details_of
from sessions.models import Attendance, BookingStatus, Qualifier, SessionStatus
from sessions.room_secrets import room_address
from sessions.scheduling import move_session
from tests import factories
from tests.factories import london
from tests.sessions.test_asking import make_wish


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def past_session(course):
    return factories.make_session(course, starts_at=timezone.now() - timedelta(days=2))


def act(name, session):
    return f"/admin/sessions/{name}/{session.pk}/"


def said_by(response):
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def test_a_draft_is_opened_by_its_button(desk, course):
    session = factories.make_session(course, status="draft")

    desk.post(act("open", session))

    session.refresh_from_db()
    assert session.status == SessionStatus.OPEN


def test_nothing_is_opened_by_looking(desk, course):
    session = factories.make_session(course, status="draft")

    desk.get(act("open", session))

    session.refresh_from_db()
    assert session.status == SessionStatus.DRAFT


def test_a_draft_offers_no_links_to_its_register(desk, course):
    drafted = desk.get(act("inspect", factories.make_session(course, status="draft"))).text
    open_now = desk.get(act("inspect", factories.make_session(course))).text

    assert ["Links to the register" in page for page in (drafted, open_now)] == [False, True]


def test_booking_is_closed_by_its_button(desk, session):
    desk.post(act("close", session))

    session.refresh_from_db()
    assert session.status == SessionStatus.BOOKING_CLOSED


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (london(2027, 6, 5, 9), "Until Sun 6 Jun 2027, 9pm"),
        (london(2027, 6, 7, 9), "Closed since Sun 6 Jun 2027, 9pm. You can still book for somebody."),
        (london(2027, 6, 9, 9), ""),
    ],
)
def test_the_page_says_until_when_people_can_book(officer, browse_as, course, now, said):
    closes = {"booking_closes_at": london(2027, 6, 6, 21)}
    with time_machine.travel(now, tick=False):
        session = factories.make_session(course, starts_at=london(2027, 6, 8, 21), **closes)
        page = browse_as(officer).get(act("inspect", session))

    assert page.context["booking"].replace("\N{NO-BREAK SPACE}", " ") == said


def test_of_a_session_that_is_not_open_the_status_says_enough(desk, headcount_session, course):
    sessions = [headcount_session, factories.make_session(course, status="draft")]

    assert [desk.get(act("inspect", each)).context["booking"] for each in sessions] == ["", ""]


def test_the_page_says_which_codes_let_people_sign_in(desk, course):
    session = factories.make_session(course, door_rule="rotating")

    assert "<dd>Only the changing code on the screen</dd>" in desk.get(act("inspect", session)).text


def test_the_page_says_who_will_be_told_when_booking_opens_and_then_who_is(desk, course):
    session = factories.make_session(course, status="draft")
    for number in range(3):
        make_wish(course, number)

    before, after = desk.get(act("inspect", session)), desk.post(act("open", session))

    assert "When you open it: 3 people asked to be told of a date and will be written to." in before.text
    assert said_by(after) == ["The session is open for booking. 3 people who asked for a date are told."]


@pytest.mark.parametrize("facts", [{"is_listed": False}, {"status": "open"}])
def test_where_nobody_will_be_told_the_page_says_nothing_of_it(desk, course, facts):
    session = factories.make_session(course, **{"status": "draft"} | facts)
    make_wish(course)

    assert desk.get(act("inspect", session)).context["to_be_told"] == 0


def test_how_many_asked_takes_one_query(course, django_assert_num_queries):
    session = factories.make_session(course, status="draft")
    make_wish(course)

    with django_assert_num_queries(1):
        assert count_those_who_asked(session) == 1


def test_a_refusal_is_shown_as_its_sentence(desk, course):
    session = factories.make_session(course, status="draft")

    response = desk.post(act("close", session))

    assert said_by(response) == ["The session is no longer in the state this page showed. Look at it again."]


def test_the_cancel_page_says_beforehand_how_many_are_told(desk, session):
    factories.make_booking(session)
    factories.make_booking(session)

    response = desk.get(act("cancel", session))

    assert str(response.context["lead"][0]) == "2 people have booked and will be written to."


def test_the_cancel_page_says_whom_to_ring(desk, session):
    factories.make_booking(session, person=factories.make_person(email=""), phone="01632 960123")

    response = desk.get(act("cancel", session))

    assert str(response.context["lead"][0]) == "1 person has booked without an e-mail address: tell them yourself."


def test_people_who_signed_in_on_one_phone_are_marked(desk, session):
    for _number in range(2):
        factories.make_attendance(session, phone="abcd1234")

    page = desk.get(act("register", session)).content.decode()

    assert page.count("One phone, 2 people") == 2


def test_words_where_a_number_is_wanted_are_refused_with_what_to_do(desk, past_session):
    response = desk.post(act("headcount", past_session), {"number": "about 60", "qualifier": "counted"})

    assert response.context["form"].errors["number"] == [
        "Enter figures only, like 60. Say below how sure the number is."
    ]


def test_the_history_says_the_figure(desk, past_session):
    desk.post(act("headcount", past_session), {"number": "60", "qualifier": "estimated"})

    page = desk.get(act("history", past_session)).content.decode()

    assert "A headcount was recorded: about 60" in page


def test_small_print_says_when_as_the_lists_do(desk, past_session):
    for number in ["60", "61"]:
        desk.post(act("headcount", past_session), {"number": number, "qualifier": "estimated"})
    past_session.headcounts.update(recorded_at=datetime(2027, 2, 10, 14, 5, tzinfo=UTC))

    page = desk.get(act("inspect", past_session)).text.replace("\N{NO-BREAK SPACE}", " ")

    assert page.count("<small>Wed 10 Feb 2027, 2.05pm") == 2


@time_machine.travel("2027-02-01", tick=False)
def test_the_history_says_the_days_a_session_had(officer, course):
    session = factories.make_session(course, starts_at=datetime(2027, 2, 9, 10, tzinfo=UTC))
    starts_at = datetime(2027, 2, 16, 10, tzinfo=UTC)

    move_session(session, days=[(starts_at, starts_at + timedelta(hours=2))], by=officer)

    entry = ModelLogEntry.objects.get(action="muster.session.moved")
    assert details_of(entry.data) == ("Tuesday 9 February, 10am to midday, now Tuesday 16 February, 10am to midday")


def test_cancelling_tells_everybody_booked(desk, session):
    booking = factories.make_booking(session)

    desk.post(act("cancel", session), {"reason": "The trainer is ill."})

    booking.refresh_from_db()
    assert booking.status == BookingStatus.CANCELLED
    assert Message.objects.filter(to=booking.email, kind__contains="cancel").count() == 1


def test_cancelling_without_a_reason_is_refused(desk, session):
    response = desk.post(act("cancel", session), {"reason": ""})

    session.refresh_from_db()
    assert (list(response.context["form"].errors), session.status) == (["reason"], SessionStatus.OPEN)


def test_moving_changes_the_days(desk, session):
    rows = {"days-TOTAL_FORMS": "1", "days-INITIAL_FORMS": "1"}
    day = {"days-0-date": "2027-07-06", "days-0-starts": "09:30", "days-0-ends": "12:00"}

    desk.post(act("move", session), rows | day | {"reason": "The room is needed"})

    session.refresh_from_db()
    assert factories.london(2027, 7, 6, 9, 30) == session.starts_at


def test_a_finished_session_is_not_moved(desk, past_session, officer):
    finish_session(past_session, source="", by=officer)
    rows = {"days-TOTAL_FORMS": "1", "days-INITIAL_FORMS": "1"}
    day = {"days-0-date": "2027-07-06", "days-0-starts": "09:30", "days-0-ends": "12:00"}

    response = desk.post(act("move", past_session), rows | day | {"reason": "The room is needed"})

    assert response.context["form"].forms[0].non_field_errors() == ["This cannot be changed any more."]


def test_a_headcount_is_kept_with_its_qualifier(desk, headcount_session):
    desk.post(act("headcount", headcount_session), {"number": "60", "qualifier": Qualifier.ESTIMATED})

    headcount = headcount_session.headcounts.get()
    assert (headcount.number, headcount.qualifier) == (60, Qualifier.ESTIMATED)


def test_an_unknown_headcount_is_not_zero(desk, headcount_session):
    response = desk.post(act("headcount", headcount_session), {"number": "", "qualifier": Qualifier.COUNTED})

    assert response.context["form"].errors["number"] == ["Enter the number, or choose “Not recorded”."]
    assert headcount_session.headcounts.count() == 0


def test_finishing_settles_the_figure_of_the_register(desk, past_session):
    factories.make_attendance(past_session)

    desk.post(act("finish", past_session), {"source": "register"})

    past_session.refresh_from_db()
    assert (past_session.attended, past_session.is_finished) == (1, True)


def test_a_session_can_be_finished_as_not_recorded(desk, past_session):
    desk.post(act("finish", past_session), {"source": "none"})

    past_session.refresh_from_db()
    assert (past_session.attended, past_session.is_finished) == (None, True)


def test_finishing_without_a_choice_settles_nothing(desk, past_session):
    response = desk.post(act("finish", past_session), {})

    past_session.refresh_from_db()
    assert (list(response.context["form"].errors), past_session.is_finished) == (["source"], False)


def test_a_session_that_is_not_over_is_not_finished(desk, session):
    response = desk.post(act("finish", session), {"source": "register"})

    assert response.context["form"].non_field_errors() == ["The session is not over yet."]


def test_the_finish_page_shows_the_difference(desk, past_session, officer):
    factories.make_attendance(past_session)
    record_headcount(past_session, number=4, qualifier=Qualifier.COUNTED, by=officer)

    tally = desk.get(act("finish", past_session)).context["tally"]

    assert (tally.present, tally.headcount.number, tally.difference) == (1, 4, 3)


def test_reopening_keeps_the_reason_in_the_history(desk, past_session, officer):
    finish_session(past_session, source="register", by=officer)

    desk.post(act("reopen", past_session), {"reason": "Two names were missing."})

    history = desk.get(act("history", past_session)).content.decode()
    past_session.refresh_from_db()
    assert past_session.is_finished is False
    assert "The session was reopened" in history


def test_capacity_below_the_seats_taken_is_refused_beside_the_field(desk, session):
    factories.make_booking(session)
    factories.make_booking(session)
    slots = {"slots-TOTAL_FORMS": "6", "slots-INITIAL_FORMS": "0"}

    response = desk.post(act("edit", session), {"capacity": "1"} | slots)

    assert response.context["form"].errors["capacity"] == [
        "2 seats are taken already. Enter 2 or more, or cancel bookings first."
    ]


def test_editing_keeps_an_audit_entry(desk, session, officer):
    slots = {"slots-TOTAL_FORMS": "6", "slots-INITIAL_FORMS": "0"}

    desk.post(act("edit", session), {"capacity": "25", "is_listed": "on"} | slots)

    history = desk.get(act("history", session)).context["object_list"]
    session.refresh_from_db()
    assert session.capacity == 25
    assert {(entry.action, entry.user) for entry in history} >= {
        ("wagtail.edit", officer),
        ("muster.session.capacity", officer),
    }


def test_editing_does_not_touch_seats_or_dates(desk, session):
    factories.make_booking(session)
    slots = {"slots-TOTAL_FORMS": "6", "slots-INITIAL_FORMS": "0"}

    desk.post(act("edit", session), {"capacity": "25", "seats_taken": "9", "status": "draft"} | slots)

    session.refresh_from_db()
    assert (session.seats_taken, session.status) == (1, SessionStatus.OPEN)


def test_a_seat_taken_while_the_session_is_edited_stays_taken(session):
    stale = type(session).objects.get(pk=session.pk)
    form = EditSessionForm({"capacity": "25", "language": "Polish"}, instance=stale)
    factories.make_booking(session)

    form.is_valid()
    form.save()

    session.refresh_from_db()
    assert (session.language, session.seats_taken) == ("Polish", 1)


def test_a_capacity_overtaken_by_a_booking_is_refused(desk, session, monkeypatch):
    factories.make_booking(session)
    factories.make_booking(session)
    monkeypatch.setattr(EditSessionForm, "clean_capacity", lambda form: form.cleaned_data["capacity"])
    slots = {"slots-TOTAL_FORMS": "6", "slots-INITIAL_FORMS": "0"}

    response = desk.post(act("edit", session), {"capacity": "1"} | slots)

    assert response.context["form"].errors["capacity"] == [
        "2 seats are taken already. Enter 2 or more, or cancel bookings first."
    ]


def test_the_page_offers_the_addresses_to_hand_out(desk, session):
    response = desk.get(act("inspect", session))

    urls = [address["to_copy"] for address in response.context["addresses"]]
    assert urls[:2] == [
        f"https://muster.example.org/book/{session.reference}/",
        f"https://muster.example.org{room_address('screen', session)}",
    ]


def test_a_headcount_session_has_no_booking_address(desk, headcount_session):
    page = desk.get(act("inspect", headcount_session))

    assert [a["url"] for a in page.context["addresses"] if "/book/" in a["url"]] == []


def test_only_a_draft_without_bookings_can_be_deleted(desk, session):
    assert desk.get(act("delete", session)).status_code == 404


def test_a_draft_is_deleted_with_its_days(desk, course):
    session = factories.make_session(course, status="draft")

    desk.post(act("delete", session))

    assert type(session).objects.filter(pk=session.pk).count() == 0


def test_a_booking_is_cancelled_with_a_reason(desk, session, officer):
    booking = factories.make_booking(session)

    desk.post(f"/admin/bookings/cancel/{booking.pk}/", {"reason": "Asked by telephone."})

    change = booking.changes.get()
    assert (change.by, change.reason) == (officer, "Asked by telephone.")


def register_url(session, *more):
    return "/admin/sessions/register/" + "".join(f"{part}/" for part in (session.pk, *more))


def test_a_closed_register_says_of_everybody_how_they_stood(desk, past_session, officer):
    factories.make_booking(past_session)
    for extent in Attendance.Extent.values:
        factories.make_attendance(past_session, extent=extent)
    finish_session(past_session, source="register", by=officer)

    page = desk.get(register_url(past_session))

    said = ["<span>Here</span>", "<span>In part</span>", "<span>Not here</span>"]
    assert [page.text.count(words) for words in said] == [1, 1, 2]


def test_a_tick_in_the_register_records_attendance(desk, session):
    booking = factories.make_booking(session)

    desk.post(register_url(session, "tick", booking.pk))

    assert booking.attendance.extent == Attendance.Extent.FULL


def test_a_tick_can_be_undone(desk, session):
    attendance = factories.make_attendance(session)

    desk.post(register_url(session, "mark", attendance.pk), {"extent": "none"})

    attendance.refresh_from_db()
    assert attendance.extent == Attendance.Extent.NONE


def test_a_walk_in_is_added_by_staff(desk, session):
    desk.post(register_url(session), {"name": "Wren Adeyemi", "organisation": "Vale Police"})

    attendance = session.attendances.get()
    assert (attendance.delegate.name, attendance.how) == ("Wren Adeyemi", Attendance.How.REGISTER)


def test_an_attendance_of_another_session_is_not_marked(desk, session):
    attendance = factories.make_attendance(factories.make_session())

    response = desk.post(register_url(session, "mark", attendance.pk), {"extent": "none"})

    assert response.status_code == 404


def test_a_headcount_session_takes_no_names(desk, headcount_session):
    response = desk.post(register_url(headcount_session), {"name": "Nobody"})

    assert response.context["form"].non_field_errors() == [
        "This session is recorded by headcount only. Nobody signs in by name."
    ]


def test_the_register_shows_access_needs_to_those_who_give_the_session(desk, session):
    factories.make_booking(session, access_needs="Needs a hearing loop")

    page = desk.get(register_url(session)).content.decode()

    assert page.count("Needs a hearing loop") == 1


@pytest.mark.parametrize("number", [1, 12])
def test_the_register_takes_the_same_queries_however_long(desk, session, number, still, django_assert_num_queries):
    for _number in range(number):
        factories.make_booking(session)
    desk.get(register_url(session))

    with django_assert_num_queries(12):
        desk.get(register_url(session))


def workbook_text(response):
    book = load_workbook(BytesIO(response.content))
    return [[str(value) for value in row] for row in book.active.values]


def test_no_download_holds_access_needs_or_secrets(desk, session):
    booking = factories.make_booking(session, access_needs="Needs a hearing loop")

    text = str(workbook_text(desk.get("/admin/bookings/?export=xlsx")))

    assert (booking.reference in text, "hearing loop" in text, booking.token in text) == (True, False, False)


def test_the_bookings_download_keeps_formulas_as_text(desk, session):
    factories.make_booking(session, person=factories.make_person(name="=1+1", email="sum@example.org"))

    rows = workbook_text(desk.get("/admin/bookings/?export=xlsx"))

    assert rows[1][1] == "=1+1"


def test_bookings_are_not_offered_as_csv(desk, session):
    response = desk.get("/admin/bookings/?export=csv")

    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_an_empty_register_is_not_offered_as_the_figure(desk, past_session):
    form = desk.get(act("finish", past_session)).context["form"]

    assert form["source"].value() is None


DAY = {
    "days-TOTAL_FORMS": "1",
    "days-INITIAL_FORMS": "1",
    "days-0-date": "2027-07-06",
    "days-0-starts": "09:30",
    "days-0-ends": "12:00",
}


def test_moving_asks_why(desk, session):
    page = desk.post(act("move", session), DAY)

    was = session.starts_at
    session.refresh_from_db()
    assert (page.context["reason"].errors, session.starts_at) == ({"reason": ["Say why the date changes."]}, was)


def test_everybody_reads_why_a_session_was_moved(desk, session):
    factories.make_booking(session)

    desk.post(act("move", session), DAY | {"reason": "The hall is needed"})

    mail = Message.objects.get(kind="moved")
    assert ("Why: The hall is needed" in mail.text, "The hall is needed" in mail.html) == (True, True)
    assert ModelLogEntry.objects.get(action="muster.session.moved").data["reason"] == "The hall is needed"


def test_moving_into_a_clash_takes_two_presses(desk, session, course):
    venue = factories.make_venue()
    type(session).objects.filter(pk=session.pk).update(venue=venue)
    factories.make_session(course, starts_at=factories.london(2027, 7, 6, 10), venue=venue)
    form = DAY | {"reason": "The hall is needed"}

    mark = desk.post(act("move", session), form).context["warned"].mark
    session.refresh_from_db()
    before = session.calendar_sequence
    desk.post(act("move", session), form | {"warned": mark})

    session.refresh_from_db()
    assert (bool(mark), before, session.calendar_sequence) == (True, 0, 1)


EDIT = {"slots-TOTAL_FORMS": "6", "slots-INITIAL_FORMS": "0", "is_listed": "on", "counts_in_tables": "on"}


def test_editing_into_a_clash_takes_two_presses_and_no_third_later(desk, session):
    venue = factories.make_venue(name="Mill Street", capacity=20)
    form = EDIT | {"venue": venue.pk, "capacity": "21"}

    page = desk.post(act("edit", session), form)
    desk.post(act("edit", session), form | {"warned": page.context["warned"].mark})
    later = desk.post(act("edit", session), form | {"language": "Urdu"})

    session.refresh_from_db()
    assert page.context["form"]["capacity"].help_text.startswith("Warning: Mill Street")
    assert (session.capacity, session.language, later.status_code) == (21, "Urdu", 302)


def test_the_room_says_what_is_given_where_a_phone_cuts_the_name_above_it_off(desk, session):
    assert f'<h2 class="w-h1 w-mt-8">{session.course.title}</h2>' in desk.get(act("inspect", session)).text


def test_the_room_shows_its_clashes(desk, session, course):
    type(session).objects.filter(pk=session.pk).update(venue=factories.make_venue(name="Mill Street", capacity=5))

    page = desk.get(act("inspect", session))

    assert [clash.sentence for clash in page.context["clashes"]] == ["Mill Street holds 5 people."]


def test_the_first_page_shows_clashes_ahead(desk, session):
    type(session).objects.filter(pk=session.pk).update(venue=factories.make_venue(capacity=5))

    panel = next(panel for panel in desk.get("/admin/").context["panels"] if panel.name == "clashes")

    assert [line["session"] for line in panel.get_context_data({})["lines"]] == [session]
    assert desk.get("/admin/clashes/").context["lines"][0]["session"] == session
