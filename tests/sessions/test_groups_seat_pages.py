"""One seat of a group: what its contact does with it, what the colleague sees, and the letters about it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from outbox.models import Message
from sessions.seats import seats_of
from sessions.waiting import change_capacity
from tests import factories
from tests.sessions.group_pages import errors, group_page
from tests.sessions.test_booking_pages import heading
from tests.sessions.test_groups import OFFICE, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(session):
    return factories.make_group(session, people=[factories.make_person(name="Kim Osei")], places=3)


class TestOneSeat:
    def seat(self, group, number=1):
        return seats_of(group)[number]

    def test_its_link_is_shown_to_hand_on(self, client, group):
        seat = self.seat(group)

        page = client.get(reverse("group_seat", args=[group.token, seat.reference]))

        assert (heading(page), f"/booking/{seat.token}/" in page.text) == ("Place 2, no name yet", True)

    def test_its_link_is_sent_on_within_the_cap(self, client, group):
        seat = self.seat(group)

        for _press in range(3):
            page = group_page(client, group, "group_seat_send", seat.reference, to="sam@example.org")

        letter = Message.objects.get(kind="group_seat")
        assert (letter.to, seat.token in letter.text, letter.cap_key != "") == ("sam@example.org", True, True)
        assert "The link is on its way" in page.text

    def test_it_is_not_sent_to_what_is_no_address(self, client, group):
        page = group_page(client, group, "group_seat_send", self.seat(group).reference, to="sam")

        assert errors(page) == [("id_to", "Enter an e-mail address, like name@example.org")]

    def test_the_link_of_a_named_seat_is_sent_to_nobody_else(self, client, group):
        group_page(client, group, "group_seat_send", self.seat(group, 0).reference, to="sam@example.org")

        assert letters(kind="group_seat") == []

    @pytest.mark.parametrize(("email", "is_shown"), [("sam@example.org", False), ("", True)])
    def test_the_link_of_a_colleague_with_an_address_is_theirs_alone(self, client, group, email, is_shown):
        known, address = self.seat(group).token, self.seat(group).reference

        group_page(client, group, "group_seat", address, name="Sam Novak", email=email, role="")

        seat, page = self.seat(group), client.get(reverse("group_seat", args=[group.token, address])).text
        assert (f"/booking/{seat.token}/" in page, seat.token == known) == (is_shown, is_shown)
        assert "Give this place back" in page
        assert [seat.token in letter.text for letter in Message.objects.filter(kind="confirmed", to=email)] == (
            [] if is_shown else [True]
        )

    def test_the_contact_gives_the_name(self, client, group):
        group_page(
            client, group, "group_seat", self.seat(group).reference, name="Sam Novak", email="sam@example.org", role=""
        )

        assert self.seat(group).delegate.name == "Sam Novak"
        assert letters()[-1] == ("confirmed", "sam@example.org")

    def test_somebody_who_may_have_a_place_is_not_named_twice(self, client, group):
        kim = self.seat(group, 0)

        page = group_page(
            client, group, "group_seat", self.seat(group).reference, name="kim osei", email=kim.email, role=""
        )

        said = "This person may have a place already. The details go to the address given then."
        assert (errors(page), self.seat(group).delegate) == ([("id_name", said)], None)
        assert letters()[-1] == ("details_again", kim.email)

    def test_it_is_given_back_after_being_asked(self, client, group):
        seat = self.seat(group)
        page = client.get(reverse("group_seat_cancel", args=[group.token, seat.reference]))

        group_page(client, group, "group_seat_cancel", seat.reference, yes="1")

        assert heading(page) == "Give this place back?"
        assert [seat.status for seat in seats_of(group)] == ["confirmed", "cancelled", "confirmed"]

    @pytest.mark.parametrize("name", ["group_seat", "group_seat_send", "group_seat_cancel"])
    def test_a_seat_of_another_group_is_not_found(self, client, group, session, name):
        stranger = factories.make_group(session, places=1)

        page = group_page(client, group, name, self.seat(stranger, 0).reference, to="sam@example.org")

        assert page.status_code == 404


class TestTheColleague:
    @pytest.fixture
    def link(self, group):
        return reverse("booking", args=[seats_of(group)[1].token])

    SAM = {
        "name": "Sam Novak",
        "email": "sam@example.org",
        "organisation": "Harbour Lane School",
        "role": "Cook",
        "access_needs": "A ramp",
    }

    def test_a_seat_without_a_name_asks_for_it(self, client, link):
        page = client.get(link, follow=True)

        assert (page.redirect_chain[0][0], 'value="Harbour Lane School"' in page.text) == (f"{link}name/", True)
        assert "Rosalind Achebe</bdi> has booked you a place" in page.text

    def test_whoever_fills_it_in_has_the_place_and_their_own_confirmation(self, client, link, group):
        page = client.post(f"{link}name/", self.SAM, follow=True)

        seat = seats_of(group)[1]
        assert (heading(page), seat.delegate.name, seat.access_needs) == ("You are booked", "Sam Novak", "A ramp")
        assert letters()[-1] == ("confirmed", "sam@example.org")

    def test_the_contact_sees_who_it_is_but_not_what_they_need(self, client, link, group):
        client.post(f"{link}name/", self.SAM)

        page = group_page(client, group).text + group_page(client, group, "group_summary", again="1").text
        assert ("Sam Novak" in page, "A ramp" in page) == (True, False)

    def test_a_place_is_given_once(self, client, link, group):
        client.post(f"{link}name/", self.SAM)

        page = client.post(f"{link}name/", self.SAM | {"name": "Kim Novak"}, follow=True)

        assert (page.status_code, seats_of(group)[1].delegate.name) == (404, "Sam Novak")

    def test_the_link_that_was_handed_on_opens_nothing_once_the_place_is_named(self, client, link, group):
        answer = client.post(f"{link}name/", self.SAM)

        own = reverse("booking", args=[seats_of(group)[1].token])
        assert (answer["Location"], own == link) == (f"{own}?booked", False)
        assert [client.get(address).status_code for address in (link, own)] == [404, 200]
        assert [client.post(f"{link}{act}/").status_code for act in ("cancel", "move", "hand-over")] == [404] * 3

    def test_what_is_wrong_is_said_and_nothing_is_lost(self, client, link):
        page = client.post(f"{link}name/", self.SAM | {"email": "sam"})

        assert errors(page) == [("id_email", "Enter an e-mail address, like name@example.org")]
        assert 'value="Cook"' in page.text

    def test_a_seat_that_was_given_back_asks_nobody(self, client, link, group):
        group_page(client, group, "group_cancel", yes="1")

        assert heading(client.get(link)) == "Your booking is cancelled"

    def test_a_seat_that_waits_can_be_named_and_confirms_nothing_yet(self, client, course):
        group = factories.make_group(factories.make_session(course, capacity=0), places=1, waits=True)
        link = reverse("booking", args=[seats_of(group)[0].token])

        page = client.post(f"{link}name/", self.SAM, follow=True)

        assert (heading(page), letters(kind="confirmed")) == ("You are on the waiting list", [])
        assert "we write to <bdi>Rosalind Achebe</bdi>" in page.text

    def test_an_own_booking_has_nothing_to_name(self, client, session):
        booking = factories.make_booking(session)

        answer = client.get(reverse("booking_name", args=[booking.token]))

        assert answer["Location"] == reverse("booking", args=[booking.token])

    def test_a_colleague_who_cannot_come_tells_the_contact_too(self, client, link, group):
        client.post(f"{link}name/", self.SAM)

        client.post(reverse("booking_cancel", args=[seats_of(group)[1].token]))

        assert letters()[-2:] == [("group_cancelled", OFFICE), ("cancelled", "sam@example.org")]
        assert "Sam Novak has given back the place you booked." in Message.objects.get(kind="group_cancelled").text


def test_every_letter_to_a_contact_can_be_read_in_both_forms(session, course, officer):
    from sessions.scheduling import cancel_session, move_session

    kim, start = factories.make_person(name="Kim & Co"), session.starts_at
    waiting = factories.make_group(factories.make_session(course, capacity=0), people=[kim], places=2, waits=True)
    change_capacity(waiting.session, capacity=2, by=officer)
    factories.make_group(session, people=[kim], places=2)
    move_session(session, days=[(start + timedelta(days=1), start + timedelta(days=1, hours=2))], by=officer)
    cancel_session(session, reason="The trainer is ill", by=officer)

    assert [course.title in subject for subject in Message.objects.values_list("subject", flat=True)] == [False] * 8
    html = Message.objects.filter(to=OFFICE).values_list("html", flat=True)
    text = Message.objects.filter(to=OFFICE).values_list("text", flat=True)
    assert len(html) == 5
    assert ["Kim &amp; Co" in page for page in html] == ["Kim & Co" in page for page in text] == [True] * 5
