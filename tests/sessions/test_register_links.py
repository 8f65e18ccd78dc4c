"""Links with which people without an account keep a register."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import ModelLogEntry

from outbox.models import Message
from people.keys import new_code
from sessions.models import RegisterLink, SessionStatus
from sessions.refusals import CannotChange
from sessions.register_links import end_of_links, links_of, make_link, withdraw_link
from tests import factories
from tests.factories import london

pytestmark = pytest.mark.django_db
PAGES = ["register", "register_changes"]
SECOND = timedelta(seconds=1)


@pytest.fixture
def evening(course):
    """From nine in the evening to half past eleven in London, while summer time counts."""
    with time_machine.travel(london(2027, 6, 1, 9), tick=False):
        yield factories.make_session(course, starts_at=london(2027, 6, 8, 21), minutes=150)


@pytest.fixture
def link(session, officer):
    return make_link(session, holder="Tariq Osei", email="tariq@example.org", by=officer)


def look(client, token, page="register"):
    return client.get(reverse(page, args=[token]))


@pytest.mark.parametrize("page", PAGES)
def test_a_link_opens_what_the_sessions_own_secret_opens(client, session, link, page):
    tokens = [session.register_token, link.token]

    assert [look(client, token, page).status_code for token in tokens] == [200, 200]


@pytest.mark.parametrize("page", PAGES)
def test_unknown_and_withdrawn_links_and_drafts_are_the_same_404(client, session, link, officer, page):
    draft = factories.make_session(status=SessionStatus.DRAFT)
    withdraw_link(link, by=officer)

    answers = [look(client, token, page) for token in [new_code(26), link.token, draft.register_token]]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1


def test_letter_and_list_say_the_same_last_day(browse_as, officer, evening):
    make_link(evening, holder="Tariq Osei", email="tariq@example.org", by=officer)

    page = browse_as(officer).get(f"/admin/sessions/register-links/{evening.pk}/")

    assert page.context["last_day"] == "Wednesday 9 June"
    assert Message.objects.get().text.count("It works until the end of Wednesday 9 June") == 1


def test_a_link_ends_with_the_last_day_in_london(client, evening, officer):
    link = make_link(evening, holder="Tariq Osei", by=officer)
    statuses = {}

    for moment in [london(2027, 6, 9, 23, 59), london(2027, 6, 10)]:
        with time_machine.travel(moment, tick=False):
            statuses[moment] = [look(client, token).status_code for token in [link.token, evening.register_token]]

    assert list(statuses.values()) == [[200, 200], [404, 200]]


def test_the_link_of_two_days_ends_with_the_second(officer):
    days = [(london(2027, 6, day, 10), london(2027, 6, day, 12)) for day in (8, 9)]

    assert end_of_links(factories.make_session(days=days)) == london(2027, 6, 11)


def test_the_link_is_mailed_and_the_subject_says_a_date_only(link, session):
    message = Message.objects.get(kind="register_link")

    assert (message.to, message.subject[:13]) == ("tariq@example.org", "Register for ")
    assert f"/register/{link.token}/" in message.text


def test_without_an_address_nothing_is_mailed(session, officer):
    make_link(session, holder="Tariq Osei", by=officer)

    assert Message.objects.count() == 0


def test_the_link_of_a_headcount_session_leads_to_the_counting_and_to_no_name(headcount_session, officer, client):
    link = make_link(headcount_session, holder="Tariq Osei", email="tariq@example.org", by=officer)

    page = look(client, link.token).text

    assert f"/register/{link.token}/headcount/" in page
    assert "Never write down a name." in Message.objects.get().text


@pytest.mark.parametrize("status", [SessionStatus.DRAFT, SessionStatus.CANCELLED])
def test_where_no_register_is_kept_no_link_is_made(officer, status):
    session = factories.make_session(status=status)

    with pytest.raises(CannotChange):
        make_link(session, holder="Tariq Osei", by=officer)


def test_the_history_names_whose_link_was_made_and_withdrawn(session, link, officer):
    withdraw_link(link, by=officer)
    withdraw_link(RegisterLink.objects.get(), by=officer)

    entries = ModelLogEntry.objects.filter(action__startswith="muster.register_link").order_by("pk")
    assert [(entry.action, entry.data["holder"], entry.user) for entry in entries] == [
        ("muster.register_link.made", "Tariq Osei", officer),
        ("muster.register_link.withdrawn", "Tariq Osei", officer),
    ]


def test_who_has_a_link_is_seen_until_it_ends(session, link, officer):
    before = [each.holder for each in links_of(session)]
    with time_machine.travel(end_of_links(session), tick=False):
        after = links_of(session)

    assert (before, after) == (["Tariq Osei"], [])


# The back office


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def links_page(session):
    return reverse("sessions:register_links", args=[session.pk])


def test_the_officer_makes_a_link_for_a_trainer_of_the_session(desk, course):
    trainer = factories.make_trainer(name="Tariq Osei", email="tariq@example.org")
    session = factories.make_session(course, slots=[{"trainer": trainer, "minutes": 60}])

    desk.post(links_page(session), {"trainer": trainer.pk})

    link = RegisterLink.objects.get()
    assert (link.holder, link.email, link.trainer) == ("Tariq Osei", "tariq@example.org", trainer)


def test_a_link_needs_somebody(desk, session):
    page = desk.post(links_page(session), {"email": "x@example.org"})

    assert list(page.context["form"].errors) == ["holder"]


def test_the_officer_withdraws_a_link(desk, session, link):
    desk.post(reverse("sessions:withdraw_register_link", args=[session.pk, link.pk]))

    assert links_of(session) == []


def test_another_sessions_link_is_not_found(desk, link):
    address = reverse("sessions:withdraw_register_link", args=[factories.make_session().pk, link.pk])

    assert desk.post(address).status_code == 404


def test_who_has_a_link_stands_on_the_page_with_the_address(desk, session, link):
    content = desk.get(links_page(session)).content.decode()

    assert content.count(f"https://muster.example.org/register/{link.token}/") == 1


@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
def test_nobody_else_sees_or_makes_links(request, browse_as, session, who):
    stranger = browse_as(request.getfixturevalue(who))

    answers = [stranger.get(links_page(session)), stranger.post(links_page(session), {"holder": "Me"})]

    assert {answer.status_code for answer in answers} <= {302, 404}
    assert RegisterLink.objects.count() == 0
