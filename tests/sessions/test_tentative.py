"""Dates that may still change: said wherever they stand, and told when they are certain."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from outbox.models import Message
from sessions.asking import plan_for
from sessions.invitations import PUBLISH, REQUEST, invitation
from sessions.models import TrainingSession
from sessions.scheduling import cancel_session, make_certain, make_tentative
from tests.factories import make_booking, make_session
from tests.sessions.test_asking import make_request

pytestmark = pytest.mark.django_db
MAY_CHANGE = "This date may still change."


@pytest.fixture
def tentative(course):
    return make_session(course, is_tentative=True)


def mails(kind):
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def line_of(text, name):
    return [line for line in text.splitlines() if line.startswith(name)]


def test_the_booking_page_and_ones_own_booking_say_so(client, tentative):
    booking = make_booking(tentative)

    pages = [client.get(reverse("book", args=[tentative.reference])), client.get(f"/booking/{booking.token}/")]

    assert [page.text.count(MAY_CHANGE) for page in pages] == [1, 1]


def test_nothing_is_said_of_a_date_that_is_certain(client, session):
    page = client.get(reverse("book", args=[session.reference]))

    assert MAY_CHANGE not in page.text


def test_the_confirmation_says_so_in_text_and_html(tentative):
    make_booking(tentative)

    [mail] = mails("confirmed")
    assert (mail.text.count(MAY_CHANGE), mail.html.count(MAY_CHANGE)) == (1, 1)


@pytest.mark.parametrize(("is_tentative", "status"), [(True, "TENTATIVE"), (False, "CONFIRMED")])
@pytest.mark.parametrize("method", [REQUEST, PUBLISH])
def test_the_calendar_shows_it(course, is_tentative, status, method):
    booking = make_booking(make_session(course, is_tentative=is_tentative))

    assert line_of(invitation(booking, method=method), "STATUS") == [f"STATUS:{status}"]


def test_everybody_booked_is_told_when_it_is_certain(tentative, officer):
    bookings = [make_booking(tentative) for _person in range(2)]

    make_certain(tentative, by=officer)

    told = mails("date_certain")
    assert [mail.to for mail in told] == [booking.email for booking in bookings]
    assert {(mail.calendar_method, *line_of(mail.calendar, "SEQ")) for mail in told} == {("REQUEST", "SEQUENCE:1")}
    assert [line_of(mail.calendar, "STATUS") for mail in told] == [["STATUS:CONFIRMED"]] * 2


def test_making_it_certain_twice_tells_once(tentative, officer):
    make_booking(tentative)

    make_certain(tentative, by=officer)
    make_certain(tentative, by=officer)

    assert len(mails("date_certain")) == 1


def test_who_asked_for_it_is_told_too(tentative, officer):
    plan_for(make_request(), tentative, by=officer)

    make_certain(tentative, by=officer)

    assert "is certain now" in mails("request_planned")[-1].text


def test_nobody_hears_that_a_cancelled_date_is_certain(tentative, officer):
    make_booking(tentative)
    cancel_session(tentative, reason="No room", by=officer)

    make_certain(tentative, by=officer)

    assert mails("date_certain") == []


def test_both_acts_stand_in_the_history(session, officer):
    make_tentative(session, by=officer)
    make_certain(session, by=officer)

    acts = list(ModelLogEntry.objects.for_instance(session).order_by("pk").values_list("action", flat=True))
    assert acts == ["wagtail.create", "muster.session.tentative", "muster.session.certain"]


def edit(desk, session, **facts):
    slots = {"slots-TOTAL_FORMS": "6", "slots-INITIAL_FORMS": "0"}
    given = {"capacity": "20", "is_listed": "on", "counts_in_tables": "on"}
    return desk.post(f"/admin/sessions/edit/{session.pk}/", given | slots | facts)


def test_unticking_it_on_the_form_tells_those_who_booked(browse_as, officer, tentative):
    make_booking(tentative)

    edit(browse_as(officer), tentative)

    assert (TrainingSession.objects.get().is_tentative, len(mails("date_certain"))) == (False, 1)


def test_leaving_it_ticked_tells_nobody(browse_as, officer, tentative):
    make_booking(tentative)

    edit(browse_as(officer), tentative, is_tentative="on", language="Urdu")

    assert (TrainingSession.objects.get().is_tentative, mails("date_certain")) == (True, [])


def test_the_form_says_beforehand_who_will_be_told(browse_as, officer, tentative):
    make_booking(tentative)

    page = browse_as(officer).get(f"/admin/sessions/edit/{tentative.pk}/")

    assert [str(sentence) for sentence in page.context["told"]] == ["1 person has booked and will be written to."]
