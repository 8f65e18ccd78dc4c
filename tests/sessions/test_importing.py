"""A partner's own list becomes bookings: seen first, booked whole or not at all, and never twice."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from outbox.models import Message
from people.models import Badge, Delegate
from sessions import importing
from sessions.booking import cancel_booking
from sessions.models import Booking, BookingStatus, SessionStatus, TrainingSession
from sessions.viewsets.importing import MOST_PEOPLE
from spreadsheets.writing import Sheet, write_workbook
from tests import factories
from tests.sessions.lists import Importing, everything, list_of, people, person

SHORTENED = "A spreadsheet has shortened “1.0E+05”. Format the column as text and type the number in full."
NAMES_ONLY = ["Name"]
named = SimpleUploadedFile


@pytest.fixture
def roomy(course):
    return factories.make_session(course, capacity=200)


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def importer(desk, roomy):
    return Importing(desk, roomy)


def said_after(answer):
    return [str(message).strip() for message in get_messages(answer.wsgi_request)]


@pytest.mark.whole
def test_a_list_becomes_bookings_with_confirmations(importer, officer):
    importer.look(people(95))

    answer = importer.book()

    assert said_after(answer) == ["95 people are booked. Their confirmations go out now."]
    assert Booking.objects.filter(status=BookingStatus.CONFIRMED, booked_by_staff=officer).count() == 95
    assert Message.objects.filter(kind="confirmed", state=Message.State.WAITING).count() == 95


def test_everything_a_row_says_is_kept(importer):
    row = ["Amina Novak", "amina@example.org", "Quay School", "Nurse", "+44 7700 900123", "A hearing loop"]
    headings = ["Full name", "E-mail", "School", "Role", "Tel", "Access requirements"]
    importer.look(list_of([row], headings=headings))

    importer.book()

    booking = Booking.objects.get()
    delegate = booking.delegate
    kept = [delegate.name, booking.email, delegate.organisation_typed, delegate.role, booking.phone]
    assert [*kept, booking.access_needs] == row


def test_the_preview_says_where_people_work(importer):
    importer.look(people(1))

    assert '<td dir="auto">Harbour Lane School, Teacher</td>' in importer.page.content.decode()


def test_first_name_and_surname_may_stand_in_two_columns(importer):
    importer.look(list_of([["Novak", "Amina"]], headings=["Surname", "First name"]))

    importer.book()

    assert Delegate.objects.get().name == "Amina Novak"


def test_nothing_is_written_before_it_is_confirmed(importer):
    before = everything()

    importer.look(people(5))

    assert (importer.numbers, everything()) == ({"booked": 5}, before)


def test_a_workbook_is_imported_like_a_text(importer, roomy):
    content = write_workbook(
        [Sheet("Sign-ups", ["Name", "Email", "Mobile"], [["Amina Novak", "a@example.org", 7700900123]])]
    )
    importer.look(named("sign-ups.xlsx", content))

    importer.book()

    assert (Booking.objects.get().phone, Booking.objects.get().delegate.name) == ("07700900123", "Amina Novak")


def test_every_error_is_said_by_row_and_column_at_once(importer):
    wrong = [
        person(1, name=""),
        person(2, email="amina2@"),
        person(3, name="#REF!", email="nobody"),
        person(4, role="x" * 151),
        person(5, phone="1.0E+05"),
    ]

    importer.look(people(0, *wrong))

    assert importer.said == [
        "Row 2, column A, Name: Enter the name.",
        "Row 3, column B, E-mail: Enter an e-mail address, like name@example.org",
        "Row 4, column A, Name: #REF! is an error of the spreadsheet. Enter what should stand here.",
        "Row 4, column B, E-mail: Enter an e-mail address, like name@example.org",
        "Row 5, column D, Role: Ensure this value has at most 150 characters (it has 151).",
        f"Row 6, column E, Telephone: {SHORTENED}",
    ]


BACK = "Back to what keeps people out"


def row_of(importer, number):
    """Return what stands in a row of the preview's table: its heading, and its last cell."""
    row = re.search(rf'<tr id="row-{number}" tabindex="-1"[^>]*>(.*?)</tr>', importer.page.text, re.S).group(1)
    heading = re.search('<th scope="row">(.*?)</th>', row, re.S).group(1)
    return heading, in_words(re.findall("<td.*?>(.*?)</td>", row, re.S)[-1])


def in_words(html):
    return " ".join(unescape(re.sub("<.*?>", "", html)).split())


def test_every_error_stands_in_its_row_too_with_its_column(importer):
    importer.look(people(1, person(3, name="", email="nobody")))

    said = ["Column A, Name: Enter the name.", "Column B, E-mail: Enter an e-mail address, like name@example.org"]
    assert row_of(importer, 3) == ("3", f"To be corrected {' '.join(said)} {BACK}: Row 3")
    assert row_of(importer, 2) == ("2", "Will be booked")


def test_who_finds_no_place_reads_so_in_their_row(desk, course):
    importer = Importing(desk, factories.make_session(course, capacity=1))

    importer.look(people(2))
    importer.look_again(waits=None)

    assert row_of(importer, 3) == ("3", f"Cannot be booked. No place is free. {BACK}: Row 3")


def test_the_summary_leads_to_the_rows(importer):
    importer.look(people(1, person(2, name=""), person(3, email="nobody")))

    summary = re.search(r'aria-labelledby="to-correct">(.*?)</section>', importer.page.text, re.S).group(1)
    links = re.findall('href="#(row-.*?)"', summary)
    assert links == ["row-3", "row-4"]
    assert [importer.page.text.count(f'<tr id="{link}"') for link in links] == [1, 1]


@pytest.mark.whole
def test_a_list_with_errors_is_not_booked_unless_that_is_said(importer):
    importer.look(people(9, person(9, email="wrong")))

    answer = importer.book("all")

    assert (answer.status_code, Booking.objects.count()) == (200, 0)


@pytest.mark.whole
def test_the_ninety_five_that_are_right_can_be_booked(importer):
    importer.look(people(95, *(person(n, email="wrong") for n in range(95, 100))))
    assert "Book the 95 that are right" in importer.page.content.decode()

    importer.book("part")

    assert Booking.objects.count() == 95


@pytest.mark.whole
def test_the_same_list_again_changes_nothing(importer):
    importer.look(people(9))
    importer.book()
    before = everything()

    importer.look(people(9))
    importer.book()

    assert (importer.numbers, everything()) == ({"already": 9}, before)
    assert "Nobody in this list is new." in importer.page.content.decode()


def test_a_list_that_grew_books_the_new_ones(importer):
    importer.look(people(3))
    importer.book()

    importer.look(people(5))

    assert importer.numbers == {"already": 3, "booked": 2}


def test_people_without_an_address_are_known_again_by_their_name(importer):
    for _time in range(2):
        importer.look(list_of([["Amina Novak"], ["Kim Osei"]], headings=NAMES_ONLY))
        importer.book()

    assert (importer.numbers, Booking.objects.count()) == ({"already": 2}, 2)


def test_it_is_said_who_has_to_be_told_in_another_way(importer):
    importer.look(people(1, person(1, email="")))

    said = [outcome.said for outcome in importer.page.context["result"].outcomes]
    assert said == ["", "There is no e-mail address: tell them yourself."]


def test_whoever_booked_on_their_own_is_not_booked_again(importer, roomy):
    factories.make_booking(roomy, person=factories.make_person(name="AMINA  novak 1", email="Amina1@Example.org"))

    importer.look(people(3))

    assert importer.numbers == {"booked": 2, "already": 1}


def test_whoever_cancelled_since_stays_cancelled(importer):
    importer.look(people(3))
    importer.book()
    cancel_booking(Booking.objects.select_related("session__course").first())

    importer.look(people(3))

    assert importer.numbers == {"already": 2, "cancelled": 1}


@pytest.mark.parametrize("name", ["Amina Novak 0", "AMINA NOVAK 0", " Amina  Novak 0 "])
def test_a_person_who_stands_in_the_list_twice_is_booked_once(importer, name):
    importer.look(people(2, person(0, name=name)))

    importer.book()

    assert (importer.numbers, Booking.objects.count()) == ({"booked": 2, "twice": 1}, 2)
    assert importer.page.context["result"].outcomes[-1].said == "The same person as in row 2."


def test_two_people_may_share_an_address(importer):
    importer.look(people(1, person(0, name="Kim Osei")))

    assert importer.numbers == {"booked": 2}


def test_whoever_finds_no_place_joins_the_waiting_list(desk, course):
    importer = Importing(desk, factories.make_session(course, capacity=2))
    importer.look(people(5))
    assert importer.numbers == {"booked": 2, "waits": 3}

    answer = importer.book()

    assert said_after(answer) == [
        "2 people are booked. 3 people are on the waiting list. Their confirmations go out now."
    ]
    waiting = Booking.objects.waiting().values_list("delegate__name", flat=True)
    assert list(waiting) == ["Amina Novak 2", "Amina Novak 3", "Amina Novak 4"]


def test_whoever_finds_no_place_can_be_left_out(desk, course):
    importer = Importing(desk, factories.make_session(course, capacity=2))
    importer.look(people(3))

    importer.look_again(waits=None)

    assert importer.numbers == {"booked": 2, "refused": 1}
    assert importer.said == ["Row 4, Amina Novak 2: No place is free."]


def test_seats_that_went_meanwhile_are_told_before_anything_is_booked(desk, course):
    session = factories.make_session(course, capacity=3)
    importer = Importing(desk, session)
    importer.look(people(3))
    factories.make_booking(session)

    importer.book()

    assert (importer.numbers, Booking.objects.count()) == ({"booked": 2, "waits": 1}, 1)
    assert "What follows is not what you were shown before, so nobody was booked now." in importer.page.content.decode()


def test_another_meaning_of_the_columns_is_looked_at_before_it_is_booked(importer):
    importer.look(people(2))

    importer.book(organisation="3", role="2")

    assert Booking.objects.count() == 0


def test_confirmations_can_be_kept_back(importer):
    importer.look(people(2))

    answer = importer.book(tells=None)

    assert said_after(answer) == ["2 people are booked. No confirmation was sent."]
    assert set(Message.objects.values_list("kind", "state")) == {("confirmed", Message.State.STOPPED)}


def test_who_imported_is_in_the_history(importer, officer, roomy, desk):
    importer.look(people(2))
    importer.book()

    entry = ModelLogEntry.objects.get(action="muster.bookings.imported")
    page = desk.get(f"/admin/sessions/history/{roomy.pk}/").content.decode()

    assert (entry.user, entry.object_id) == (officer, str(roomy.pk))
    assert "A list of people was imported: 2 booked, 0 on the waiting list, from “sign-ups.csv”" in page


def test_a_failure_half_way_leaves_nothing(importer, monkeypatch):
    importer.look(people(9))
    before = everything()
    calls = iter(range(4))

    def fails_half_way(*args, **asked):
        next(calls)
        return book_place(*args, **asked)

    book_place = importing.book_place
    monkeypatch.setattr(importing, "book_place", fails_half_way)

    with pytest.raises(StopIteration):
        importer.book()

    assert everything() == before


def test_strange_headings_are_asked_about(importer):
    importer.look(list_of([["Amina Novak", "amina@example.org"]], headings=["Who", "Where to write"]))
    assert importer.page.context["result"] is None
    assert importer.page.context["layout"].errors == {"name": ["Say in which column the names stand."]}

    importer.look_again(headings_in="1", name="0", email="1")

    assert importer.numbers == {"booked": 1}


def test_a_list_without_headings_begins_with_a_person(importer):
    importer.look(list_of([["Kim Osei", "kim@example.org"]], headings=["Amina Novak", "amina@example.org"]))

    importer.look_again(headings_in="0", name="0", email="1")

    assert importer.numbers == {"booked": 2}


def test_headings_alone_are_no_list(importer):
    importer.look(list_of([]))

    assert "There are no people below the headings." in importer.page.content.decode()


def test_a_file_that_cannot_be_read_is_answered_beside_it(importer):
    page = importer.look(named("list.xlsx", b"%PDF-1.7"))

    assert page.context["form"].errors == {
        "file": ["This is not a spreadsheet. Upload an Excel workbook (.xlsx) or a CSV file."]
    }


def test_a_list_longer_than_a_room_is_refused(importer):
    page = importer.look(people(MOST_PEOPLE + 20))

    assert page.context["form"].errors["file"][0][:27] == "The file has more than 315 "


@pytest.mark.parametrize("spoilt", ["", "nonsense", "x" * 5000])
def test_a_list_that_was_changed_on_the_way_is_not_taken(importer, spoilt):
    importer.look(people(2))

    answer = importer.book(sealed=spoilt)

    assert (answer.status_code, Booking.objects.count()) == (302, 0)


def test_a_list_looked_at_for_one_session_is_not_booked_into_another(importer, desk, course):
    importer.look(people(2))
    importer.address = f"/admin/sessions/import/{factories.make_session(course).pk}/"

    importer.book()

    assert Booking.objects.count() == 0


def test_guessed_letters_are_said(importer):
    importer.look(named("list.csv", "Name;Email\r\nJosé Ivanov;jose@example.org".encode("cp1252")))

    page = " ".join(importer.page.content.decode().split())
    assert "We took it for Windows-1252: look at names with accents." in page
    assert "José Ivanov" in page


@pytest.mark.parametrize("status", [SessionStatus.DRAFT, SessionStatus.CANCELLED])
def test_a_session_that_takes_no_bookings_takes_no_list(desk, roomy, status):
    TrainingSession.objects.update(status=status)

    answer = desk.get(f"/admin/sessions/import/{roomy.pk}/")

    assert said_after(answer) == ["A list can be imported while a session is still to come and takes bookings by name."]


def test_a_headcount_session_takes_no_list(desk, headcount_session):
    importer = Importing(desk, headcount_session)

    answers = [desk.get(importer.address), importer.look(people(2))]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_staff_may_import_after_booking_has_closed(importer):
    TrainingSession.objects.update(status=SessionStatus.BOOKING_CLOSED)

    importer.look(people(2))

    assert importer.numbers == {"booked": 2}


def test_what_stands_in_a_list_is_shown_harmlessly(importer):
    importer.look(people(0, person(1, name="<svg/onload=alert(1)>", organisation="<b>")))

    assert "<svg/onload" not in importer.page.content.decode()
    assert "&lt;svg/onload=alert(1)&gt;" in importer.page.content.decode()


def test_a_rehearsal_keeps_no_badge_of_a_driver(desk, taxi_session, authority):
    importer = Importing(desk, taxi_session)

    importer.look(drivers(authority))

    assert (importer.numbers, Badge.objects.count()) == ({"booked": 2}, 0)


def drivers(authority, *more):
    rows = [
        ["Northvale", "007", "", "Sajid Novak", "07700 900123"],
        [authority.name, "", "APP-9", "Wren Osei", ""],
        *more,
    ]
    return list_of(rows, headings=["Licensing council", "Badge no.", "Application ref", "Name", "Phone"])


def test_drivers_are_booked_with_their_badges(desk, taxi_session, authority):
    importer = Importing(desk, taxi_session)
    importer.look(drivers(authority))

    importer.book()

    badges = Badge.objects.order_by("number").values_list("number", "kind", "authority")
    assert list(badges) == [("007", "badge", authority.pk), ("APP-9", "application", authority.pk)]
    assert Booking.objects.filter(badge__isnull=False).count() == 2


def test_a_driver_without_badge_or_of_no_known_council_is_told(desk, taxi_session, authority, other_authority):
    wrong = [
        ["Elsewhere", "1", "", "Kim Osei", ""],
        ["Northvale", "", "", "Lee Osei", ""],
        ["", "2", "", "Jo Osei", ""],
    ]
    importer = Importing(desk, taxi_session)

    importer.look(drivers(authority, *wrong))

    known = "Northvale City Council, Southmere District Council"
    assert importer.said == [
        f"Row 4, column A, Council: We do not know this council. Enter one of: {known}.",
        "Row 5, column B, Badge number: Enter the badge number or application reference.",
        "Row 6, column A, Council: Enter the council that licenses them.",
    ]


def test_a_council_can_be_said_for_all_drivers_of_a_list(desk, taxi_session, authority):
    importer = Importing(desk, taxi_session)
    importer.look(list_of([["007", "Sajid Novak"]], headings=["Badge", "Name"]))

    importer.look_again(council=str(authority.pk))

    assert importer.numbers == {"booked": 1}


def test_a_driver_of_the_same_list_twice_is_booked_once(desk, taxi_session, authority):
    importer = Importing(desk, taxi_session)

    importer.look(drivers(authority, ["Northvale", "0 07", "", "SAJID novak", ""]))

    assert importer.numbers == {"booked": 2, "twice": 1}


@pytest.mark.parametrize("who", ["session", "taxi_session"])
def test_the_workbook_to_fill_in_is_one_we_understand(desk, who, request, authority):
    session = request.getfixturevalue(who)
    content = desk.get(f"/admin/sessions/import/{session.pk}/workbook/").content

    importer = Importing(desk, session)
    importer.look(named("people.xlsx", content))

    layout = importer.page.context["layout"]
    assert len(layout.columns) == (6 if who == "session" else 7)


@pytest.mark.parametrize(("number", "queries"), [(1, 23), (3, 41)])
def test_a_preview_takes_the_same_queries_for_each_person(importer, number, queries, django_assert_num_queries):
    importer.look(people(1))

    with django_assert_num_queries(queries):
        importer.look(people(number))
