"""One number for a room, from the back office and from a phone; and nowhere a place for a name (fault H5)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from sessions.counting import record_headcount
from sessions.finishing import finish_session
from sessions.models import Attendance, Booking, Headcount, HeadcountPart, Qualifier, RegisterEntry, RegisterLink
from sessions.refusals import MoreThanInTheRoom
from sessions.room_secrets import room_address

pytestmark = pytest.mark.django_db

CANARY = "Kestrel Wrenfield"
WHERE_NAMES_ARE_TYPED = [
    *("name", "email", "organisation", "role", "typed", "phone", "note", "person", "who", "said", "reference"),
    *("access_needs", "language_need", "badge", "number", "holder", "contact_name", "greeted", "counted_with"),
    *("adults", "year_7", "difference", "follow_up", "support_offered", "walk_in-0-name", "walk_in-0-organisation"),
    *("people", "list", "names", "0-name", "form-0-name", "row", "device", "name_wished", "substitute"),
]


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def phone_url(session, token=None):
    return f"/register/{token or session.register_token}/headcount/"


def link_to(session, **facts):
    return RegisterLink.objects.create(session=session, holder="Dee Abara", **facts)


def test_a_number_is_kept_from_a_phone(client, headcount_session):
    client.post(phone_url(headcount_session), {"number": "28", "qualifier": "counted", "counted_with": "ab"})

    kept = Headcount.objects.get()
    assert (kept.session, kept.number, kept.counted_with, kept.recorded_by) == (headcount_session, 28, "AB", None)


def test_the_phone_says_that_the_number_is_kept(client, headcount_session):
    page = client.post(phone_url(headcount_session), {"number": "28", "qualifier": "at_least"}, follow=True)

    assert (page.context["is_kept"], page.context["latest"].number) == (True, 28)


def test_whoever_is_signed_in_is_kept_with_the_number(desk, officer, headcount_session):
    desk.post(phone_url(headcount_session), {"number": "28", "qualifier": "counted"})

    assert Headcount.objects.get().recorded_by == officer


def sent_form(page):
    """Return what the form of a page sends besides what is typed."""
    return {"key": str(page.context["form"]["key"].value())}


@pytest.mark.parametrize("who", ["phone", "desk"])
def test_a_double_tap_is_one_headcount(client, desk, headcount_session, who):
    office = f"/admin/sessions/headcount/{headcount_session.pk}/"
    sender, address = {"phone": (client, phone_url(headcount_session)), "desk": (desk, office)}[who]
    typed = sent_form(sender.get(address)) | {"number": "28", "qualifier": "counted", "year_7": "20"}

    answers = [sender.post(address, typed).status_code for _tap in range(3)]

    assert (answers, Headcount.objects.count(), HeadcountPart.objects.count()) == ([302] * 3, 1, 1)


def test_the_second_answer_says_that_the_number_is_kept(client, headcount_session):
    typed = sent_form(client.get(phone_url(headcount_session))) | {"number": "28", "qualifier": "counted"}
    client.post(phone_url(headcount_session), typed)

    page = client.post(phone_url(headcount_session), typed, follow=True)

    assert (page.context["is_kept"], page.context["latest"].number) == (True, 28)


def test_another_number_in_the_same_form_is_another_headcount(client, headcount_session):
    typed = sent_form(client.get(phone_url(headcount_session))) | {"qualifier": "counted"}

    for number in ("28", "29"):
        client.post(phone_url(headcount_session), typed | {"number": number})

    assert list(Headcount.objects.order_by("pk").values_list("number", flat=True)) == [28, 29]


def test_each_page_has_a_key_of_its_own(client, headcount_session):
    keys = {sent_form(client.get(phone_url(headcount_session)))["key"] for _page in range(3)}

    assert len(keys) == 3


def test_what_is_sent_again_after_finishing_is_kept_and_not_refused(client, headcount_session, officer, still):
    typed = sent_form(client.get(phone_url(headcount_session))) | {"number": "28", "qualifier": "counted"}
    client.post(phone_url(headcount_session), typed)
    still.move_to(headcount_session.ends_at)
    finish_session(headcount_session, source="headcount", by=officer)

    assert client.post(phone_url(headcount_session), typed).status_code == 302


def test_the_page_is_urdu_throughout(client, headcount_session):
    record_headcount(headcount_session, number=5, qualifier=Qualifier.ESTIMATED, by=None)
    english = [str(label) for label in Qualifier.labels]

    page = client.get(f"/ur{phone_url(headcount_session)}").content.decode()

    assert [label for label in english if label in page] == []
    assert page.count("اندازے سے (تقریباً)") == 2


def test_year_groups_and_adults_are_kept_as_parts(client, headcount_session):
    typed = {"number": "60", "qualifier": "counted", "adults": "4", "year_7": "30", "year_8": "26", "year_9": "0"}

    client.post(phone_url(headcount_session), typed)

    parts = list(HeadcountPart.objects.values_list("year_group", "number"))
    assert (Headcount.objects.get().adults, parts) == (4, [("7", 30), ("8", 26)])


def test_parts_need_not_make_the_whole(headcount_session, officer):
    record_headcount(headcount_session, number=60, qualifier=Qualifier.ESTIMATED, parts={"7": 20}, by=officer)

    assert Headcount.objects.get().parts.get().number == 20


def test_parts_beyond_the_whole_are_refused_in_words(client, headcount_session):
    typed = {"number": "50", "qualifier": "counted", "adults": "4", "year_7": "30", "year_8": "26"}

    form = client.post(phone_url(headcount_session), typed).context["form"]

    sentence = "The year groups and adults make 60, more than the 50 in the room."
    assert form.errors == {"number": [sentence]}
    assert {name: form[name].value() for name in typed} == typed


def test_the_back_office_refuses_parts_beyond_the_whole_too(desk, headcount_session):
    typed = {"number": "", "qualifier": "not_recorded", "year_7": "30"}

    form = desk.post(f"/admin/sessions/headcount/{headcount_session.pk}/", typed).context["form"]

    assert form.non_field_errors() == ["The year groups and adults make 30, more than the 0 in the room."]


def test_a_refused_headcount_leaves_nothing(headcount_session, officer):
    with pytest.raises(MoreThanInTheRoom):
        record_headcount(headcount_session, number=1, qualifier=Qualifier.COUNTED, adults=2, by=officer)

    assert Headcount.objects.count() == 0


@pytest.mark.parametrize("initials", ["A", "ABCDE", "A1", "Kestrel"])
def test_initials_are_two_to_four_letters(client, headcount_session, initials):
    typed = {"number": "28", "qualifier": "counted", "counted_with": initials}

    form = client.post(phone_url(headcount_session), typed).context["form"]

    assert list(form.errors) == ["counted_with"]


def test_a_number_of_unknown_kind_is_refused(client, headcount_session):
    form = client.post(phone_url(headcount_session), {"number": "28", "qualifier": "not_recorded"}).context["form"]

    assert form.errors == {"number": ["Leave the number empty, or choose how sure it is."]}


def test_a_session_by_name_can_be_counted_too(client, session):
    client.post(phone_url(session), {"number": "12", "qualifier": "counted"})

    assert session.headcounts.get().number == 12


def test_a_finished_session_is_not_counted_again(client, session, officer):
    type(session).objects.filter(pk=session.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    session.refresh_from_db()
    finish_session(session, source="", by=officer)

    response = client.post(phone_url(session), {"number": "12", "qualifier": "counted"})

    assert response.context["why_not"] == "This session is finished. Reopen it to change the headcount."
    assert Headcount.objects.count() == 0


def test_a_link_for_one_person_opens_the_headcount(client, headcount_session):
    link = link_to(headcount_session)

    client.post(phone_url(headcount_session, link.token), {"number": "28", "qualifier": "counted"})

    assert headcount_session.headcounts.count() == 1


@pytest.mark.parametrize("state", ["unknown", "withdrawn", "ended", "draft", "door"])
def test_no_other_secret_opens_it(client, headcount_session, still, state):
    link = link_to(headcount_session, withdrawn_at=timezone.now() if state == "withdrawn" else None)
    facts = {"draft": {"status": "draft"}}.get(state, {})
    type(headcount_session).objects.filter(pk=headcount_session.pk).update(**{"area": None} | facts)
    if state == "ended":
        still.move_to(headcount_session.ends_at + timedelta(days=2))
    token = {"unknown": "nosuchregister", "door": headcount_session.door_token}.get(state, link.token)

    assert client.get(phone_url(headcount_session, token)).status_code == 404


def test_another_site_cannot_send_a_number(client, headcount_session):
    typed = {"number": "28", "qualifier": "counted"}

    response = client.post(phone_url(headcount_session), typed, headers={"Origin": "https://elsewhere.example"})

    assert (response.status_code, Headcount.objects.count()) == (403, 0)


def test_the_page_is_kept_nowhere_and_told_nobody(client, headcount_session):
    headers = client.get(phone_url(headcount_session)).headers

    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("headcounts", [1, 3])
def test_the_page_takes_the_same_queries(
    client, headcount_session, officer, still, headcounts, django_assert_num_queries
):
    for _number in range(headcounts):
        record_headcount(headcount_session, number=5, qualifier=Qualifier.COUNTED, by=officer)
    client.get(phone_url(headcount_session))

    with django_assert_num_queries(2):
        client.get(phone_url(headcount_session))


def test_the_room_hands_out_the_address_for_the_phone(desk, headcount_session):
    page = desk.get(f"/admin/sessions/inspect/{headcount_session.pk}/")

    assert page.context["addresses"][0]["url"] == phone_url(headcount_session)


# Nobody's name finds a place (H5)


def addresses_about(session):
    """Return every address of a session by its secrets, and every page of the back office about it."""
    link = link_to(session)
    doors = ["", "booked/", "walk-in/", "out/", "known/"]
    registers = ["", "entry/", "changes/", "headcount/", "screen/", "sheet/", "sign-in.pdf", "review/1/"]
    office = [
        "inspect",
        "edit",
        "register",
        "book",
        "import",
        "headcount",
        "finish",
        "open",
        "close",
        "letters",
        "paper",
    ]
    office += ["sign_in_sheet", "register-links", "usage", "copy"]
    return [
        *(f"/in/{session.door_token}/{path}" for path in doors),
        *(f"/register/{token}/{path}" for token in (session.register_token, link.token) for path in registers),
        *(room_address(page, session) for page in ("screen", "code_sheet")),
        f"/book/{session.reference}/",
        f"/book/{session.reference}/group/",
        *(f"/admin/sessions/{page}/{session.pk}/" for page in office),
        f"/admin/sessions/register/{session.pk}/tick/1/",
        f"/admin/sessions/register/{session.pk}/mark/1/",
        f"/admin/sessions/import/{session.pk}/workbook/",
    ]


def tables_that_hold(text):
    """Return the tables in which any column of any row holds a text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [table] * any(text.casefold() in str(row).casefold() for row in cursor.fetchall())
    return sorted(set(found))


@pytest.mark.whole
@pytest.mark.parametrize("hour", [0, 3])
def test_no_request_leaves_a_name_in_a_headcount_session(client, browse_as, officer, headcount_session, still, hour):
    addresses = addresses_about(headcount_session)
    typed = dict.fromkeys(WHERE_NAMES_ARE_TYPED, CANARY) | {"qualifier": "counted", "source": "none", "act": "walk_in"}
    still.move_to(headcount_session.starts_at + timedelta(hours=hour))
    people = [client, browse_as(officer)]

    statuses = [who.post(address, typed).status_code for who in people for address in addresses]

    assert (max(statuses) < 500, tables_that_hold("Wrenfield")) == (True, [])
    assert [model.objects.count() for model in (Booking, Attendance, RegisterEntry)] == [0, 0, 0]


def test_a_table_that_holds_a_name_would_be_found(headcount_session):
    link_to(headcount_session, email="Wrenfield@example.org")

    assert tables_that_hold("wrenfield") == [apps.get_model("training_sessions", "RegisterLink")._meta.db_table]
