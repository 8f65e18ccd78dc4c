"""The sign-in sheet as a PDF: opened, read and counted as a reader's programs do."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from people.delegates import Person
from people.models import Venue
from sessions.finishing import settle
from sessions.models import Qualifier, RegisterLink, Source
from sessions.printing import begins_rtl
from sessions.refusals import CannotChange, TakesNoPeople
from sessions.sheets import said_on, sheet_of
from tests import factories
from tests.names import NAMES
from tests.reading import READ_TWICE, squeezed, texts_of

pytestmark = pytest.mark.django_db

NAME_COLUMN = (77, 252)  # in points from the left edge


@pytest.fixture
def session(course, officer):
    place = Venue.objects.create(name="Mill Street Centre", address="1 Mill Street\nNorthvale NV1 2AB")
    return factories.make_session(course, capacity=80, venue=place, officer=officer)


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def book(session, *names):
    return [factories.make_booking(session, person=Person(name, organisation="Rowan House")) for name in names]


def test_the_sheet_is_tagged_and_says_its_language_and_title(session):
    book(session, "Ada Okafor")

    with pikepdf.open(BytesIO(sheet_of(session))) as pdf, pdf.open_metadata() as metadata:
        said = (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked), metadata["pdfuaid:part"], metadata["dc:title"])

    assert said == ("en", True, "1", f"Sign-in sheet: {session}")


def test_names_facts_and_where_to_hand_it_in_are_on_the_sheet(session, officer):
    book(session, "Ada Okafor", "Bo Lind")

    text = squeezed("".join(texts_of(sheet_of(session))))

    wanted = ["Ada Okafor", "Bo Lind", "Rowan House", "Mill Street Centre, 1 Mill Street", "Signature", "Page 1 of 1"]
    wanted += [f"Hand this sheet in to {officer.email}", "Never write anything about a child"]
    assert [each for each in wanted if squeezed(each) not in text] == []


def test_every_page_has_the_header_row_the_running_head_and_its_number(session):
    book(session, *(f"Amina Kowalska {number}" for number in range(45)))

    pages = texts_of(sheet_of(session))

    for number, text in enumerate(pages, start=1):
        wanted = ["Seeing the signs", "Signature", f"Page {number} of {len(pages)}"]
        assert [each for each in wanted if squeezed(each) not in squeezed(text)] == []


def test_the_large_print_is_larger_on_a_page_turned_round(session):
    book(session, "Ada Okafor")

    widths = [pypdfium2.PdfDocument(sheet_of(session, is_large=large))[0].get_width() for large in (False, True)]

    assert [round(width) for width in widths] == [595, 842]
    assert [said_on(session, is_large=large)["size"] for large in (False, True)] == [11, 17]


def parts_of(name):
    """Return a name whole, or its words where it runs from the right: the reader may give these in another order."""
    return name.split() if begins_rtl(name) else [name]


def test_sixty_names_are_read_from_the_sheet_as_they_were_typed(session):
    book(session, *NAMES)

    text = squeezed("".join(texts_of(sheet_of(session), left=NAME_COLUMN[0], right=NAME_COLUMN[1])))

    missing = [name for name in NAMES if not all(squeezed(part) in text for part in parts_of(name))]
    assert set(missing) == READ_TWICE


def test_a_name_is_never_read_as_markup(session):
    book(session, '#eval("1")', "*bold* _it_ $x$ <label> @ref", '"quoted" & \\u{41}')

    text = squeezed("".join(texts_of(sheet_of(session))))

    assert [name for name in ('#eval("1")', "*bold*_it_$x$<label>@ref", '"quoted"&\\u{41}') if name not in text] == []


def test_a_sign_that_no_font_has_spoils_no_sheet(session):
    book(session, "Sam \U0001f9ff\U000e0041 \ue000")

    assert len(texts_of(sheet_of(session))) == 1


def test_who_waits_for_a_place_is_not_on_the_sheet(session):
    type(session).objects.filter(pk=session.pk).update(capacity=1)
    book(session, "Ada Okafor")
    factories.make_booking(session, person=Person("Bo Lind"), waits=True)

    assert [line["name"] for line in said_on(session, is_large=False)["lines"]] == ["Ada Okafor"]


def test_drivers_are_named_with_their_badge(taxi_session, authority):
    person = Person("Sam Reyes", badge=factories.make_badge(authority, number="1234"))
    factories.make_booking(taxi_session, person=person)

    said = said_on(taxi_session, is_large=False)

    assert (said["lines"][0]["beside"], said["columns"][2], said["spare_columns"][2]) == (
        "1234",
        "Badge",
        "Council and badge",
    )


def test_a_headcount_session_has_no_sheet(headcount_session):
    with pytest.raises(TakesNoPeople):
        sheet_of(headcount_session)


def test_a_cancelled_session_has_no_sheet(session):
    session.status = "cancelled"

    with pytest.raises(CannotChange):
        sheet_of(session)


@pytest.mark.parametrize("large", ["", "?large"])
def test_the_room_hands_out_the_sheet(desk, session, large):
    response = desk.get(f"/admin/sessions/sign-in-sheet/{session.pk}/{large}")

    assert (response.headers["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response.headers["Cache-Control"] == "no-store, private"


def test_the_room_says_why_there_is_no_sheet(desk, headcount_session):
    response = desk.get(f"/admin/sessions/sign-in-sheet/{headcount_session.pk}/", follow=True)

    assert "This session is recorded by headcount only. Nobody signs in by name." in response.text


def test_a_register_link_opens_the_sheet_until_it_is_withdrawn(client, session):
    link = RegisterLink.objects.create(session=session, holder="Dee Abara")
    address = f"/register/{link.token}/sign-in.pdf"

    before = client.get(address)
    RegisterLink.objects.update(withdrawn_at=session.starts_at)

    assert (before.status_code, client.get(address).status_code) == (200, 404)
    assert (before.headers["Referrer-Policy"], before.headers["Cache-Control"]) == ("no-referrer", "no-store")


@pytest.mark.parametrize("secret", ["door_token", "reference", "feedback_token"])
def test_no_other_secret_opens_the_sheet(client, session, secret):
    assert client.get(f"/register/{getattr(session, secret)}/sign-in.pdf").status_code == 404


@pytest.mark.parametrize("people", [3, 30])
def test_the_sheet_takes_the_same_queries_however_long(session, people, still, django_assert_num_queries):
    book(session, *(f"Amina Kowalska {number}" for number in range(people)))

    with django_assert_num_queries(6):
        sheet_of(session)


def test_the_address_of_the_register_gives_no_names_once_the_session_is_finished(client, session, officer):
    book(session, "Bo Lind")
    settle(session, attended=1, qualifier=Qualifier.COUNTED, source=Source.REGISTER, by=officer)

    assert client.get(f"/register/{session.register_token}/sign-in.pdf").status_code == 404
