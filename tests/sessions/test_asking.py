"""Asking for training: what is kept, who is told, and what becomes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import Audience
from outbox.models import Message
from sessions.asking import (
    ask,
    ask_to_be_told,
    decline_request,
    leave_unmet,
    plan_for,
    reopen_request,
    request_for,
    tell_those_who_asked,
    withdraw_request,
)
from sessions.models import TrainingRequest
from sessions.refusals import CannotChange
from sessions.scheduling import cancel_session, close_booking, make_certain, move_session, open_session
from tests import factories
from tests.factories import make_course, make_organisation, make_session

pytestmark = pytest.mark.django_db
Status = TrainingRequest.Status


def make_request(**facts):
    given = {"contact_name": "Zofia Marsh", "contact_email": "zofia@example.org", "topic": "Online harm", "people": 30}
    return ask(**{"nonce": uuid4(), "audience": Audience.objects.get(slug="young-people")} | given | facts)


def make_wish(course, number=1, **facts):
    given = {"contact_name": f"Amina {number}", "email": f"amina{number}@example.org"}
    return ask_to_be_told(course, **{"nonce": uuid4()} | given | facts)


def mails(kind):
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def test_the_same_form_sent_twice_is_one_request_and_one_mail():
    nonce = uuid4()

    make_request(nonce=nonce)
    make_request(nonce=nonce)

    assert (TrainingRequest.objects.count(), len(mails("request_received"))) == (1, 1)


def test_the_mail_says_what_happens_next_and_is_capped():
    request = make_request()

    [mail] = mails("request_received")
    assert (mail.to, mail.subject, bool(mail.cap_key)) == (
        "zofia@example.org",
        "We have your request for training",
        True,
    )
    assert f"/request/{request.token}/" in mail.text


def test_an_organisation_we_know_is_matched():
    school = make_organisation(name="Harbour Lane School")

    known, typed = make_request(organisation="harbour lane school"), make_request(organisation="Harbor Lane")

    assert (known.organisation, known.organisation_typed) == (school, "")
    assert (typed.organisation, typed.organisation_typed) == (None, "Harbor Lane")


def test_a_request_that_is_planned_makes_its_sender_the_host_contact(officer):
    request, session = make_request(contact_phone="0114 496 0999"), make_session(make_course(audience="young-people"))

    plan_for(request, session, by=officer)

    session.refresh_from_db()
    assert (session.host_contact_name, session.host_contact_phone) == ("Zofia Marsh", "0114 496 0999")
    assert (request.status, request.session, request.decided_by) == (Status.PLANNED, session, officer)
    assert [mail.to for mail in mails("request_planned")] == ["zofia@example.org"]


def test_of_a_draft_the_sender_is_told_once_when_it_is_opened(officer):
    request, session = make_request(), make_session(status="draft")
    plan_for(request, session, by=officer)
    before = len(mails("request_planned"))

    open_session(session, by=officer)
    close_booking(session, by=officer)
    open_session(session, by=officer)

    assert (before, [mail.to for mail in mails("request_planned")]) == (0, ["zofia@example.org"])


def test_of_a_draft_that_moves_and_is_cancelled_the_sender_hears_nothing(officer):
    request, session = make_request(), make_session(status="draft", is_tentative=True)
    plan_for(request, session, by=officer)
    later = session.starts_at + timedelta(days=7)

    move_session(session, days=[(later, later + timedelta(hours=2))], by=officer)
    make_certain(session, by=officer)
    cancel_session(session, reason="No trainer", by=officer)

    assert set(Message.objects.values_list("kind", flat=True)) == {"request_received"}
    assert TrainingRequest.objects.get().status == Status.NEW


@pytest.mark.parametrize(("link", "said"), [("", "We tell you the place later."), ("https://example.org/", "Online")])
def test_without_a_place_the_mail_says_that_it_follows(officer, link, said):
    plan_for(make_request(), make_session(online_link=link), by=officer)

    assert f"Where: {said}" in mails("request_planned")[0].text.splitlines()


def test_an_organisation_we_have_come_to_know_becomes_the_host(officer):
    request, session = make_request(organisation="Harbour Lane School"), make_session()
    school = make_organisation(name="Harbour Lane School")

    plan_for(request, session, by=officer)

    session.refresh_from_db()
    assert session.host == school


def test_a_host_contact_who_is_there_already_stays(officer):
    session = make_session(make_course(audience="young-people"), host_contact_name="Rowan")

    plan_for(make_request(), session, by=officer)

    session.refresh_from_db()
    assert session.host_contact_name == "Rowan"


def test_nothing_is_answered_twice(officer):
    request = make_request()
    decline_request(TrainingRequest.objects.get(pk=request.pk), reason="Too far", by=officer)

    with pytest.raises(CannotChange):
        plan_for(request, make_session(), by=officer)

    assert TrainingRequest.objects.get().status == Status.DECLINED


def test_a_request_is_not_answered_with_a_session_that_is_off(officer):
    session = make_session()
    cancel_session(session, reason="No room", by=officer)

    with pytest.raises(CannotChange):
        plan_for(make_request(), session, by=officer)

    assert TrainingRequest.objects.get().status == Status.NEW


@pytest.mark.parametrize(("act", "kind"), [(decline_request, "request_declined"), (leave_unmet, "request_unmet")])
def test_the_sender_reads_why(officer, act, kind):
    act(make_request(), reason="No trainer speaks Dari", by=officer)

    [mail] = mails(kind)
    assert mail.text.count("Why: No trainer speaks Dari") == 1


def test_an_answer_can_be_taken_back_and_given_anew(officer):
    request = make_request()
    for _time in range(2):
        leave_unmet(request, reason="No trainer", by=officer)
        reopen_request(request, by=officer)

    acts = list(ModelLogEntry.objects.for_instance(request).order_by("pk").values_list("action", flat=True))
    assert acts == ["muster.request.unmet", "muster.request.new"] * 2
    assert (request.status, request.decided_at, request.reason) == (Status.NEW, None, "")


def test_the_sender_takes_a_request_back():
    request = make_request()

    withdraw_request(request)
    withdraw_request(request)

    assert (request.status, mails("request_received")[0].state) == (Status.WITHDRAWN, Message.State.STOPPED)


def test_what_is_planned_is_not_taken_back_by_a_link(officer):
    request = make_request()
    plan_for(request, make_session(), by=officer)

    with pytest.raises(CannotChange):
        withdraw_request(request)

    assert request.status == Status.PLANNED


def test_cancelling_puts_the_request_back_among_those_to_decide(officer):
    request, session = make_request(), make_session()
    plan_for(request, session, by=officer)

    cancel_session(session, reason="The trainer is ill", by=officer)

    request.refresh_from_db()
    assert (request.status, request.session, request.decided_at) == (Status.NEW, None, None)
    assert list(TrainingRequest.objects.undecided()) == [request]
    assert [mail.to for mail in mails("request_open_again")] == ["zofia@example.org"]


def test_the_host_is_told_of_a_new_date_and_why(officer):
    request, session = make_request(), make_session()
    plan_for(request, session, by=officer)
    later = session.starts_at + timedelta(days=7)

    move_session(session, days=[(later, later + timedelta(hours=2))], by=officer, reason="The hall is needed")

    [_first, mail] = mails("request_planned")
    assert (mail.subject.startswith("A new date"), "Why: The hall is needed" in mail.text) == (True, True)


def test_everybody_who_asked_is_told_once_when_a_date_opens(officer, course):
    wishes = [make_wish(course, number) for number in range(3)]
    first, second = (make_session(course, status="draft") for _number in range(2))

    open_session(first, by=officer)
    open_session(second, by=officer)

    told = TrainingRequest.objects.filter(told_at__isnull=False, session=first, status=Status.PLANNED)
    assert told.count() == 3
    assert [mail.to for mail in mails("date_found")] == [wish.contact_email for wish in wishes]
    assert {mail.useless_after for mail in mails("date_found")} == {first.starts_at}


def test_a_session_planned_open_is_told_too(course):
    make_wish(course)

    session = make_session(course)

    assert f"/book/{session.reference}/" in mails("date_found")[0].text


@pytest.mark.parametrize(
    "facts", [{"status": "draft"}, {"is_listed": False}, {"starts_at": timezone.now() - timedelta(days=1)}]
)
def test_a_date_not_for_everybody_is_told_to_nobody(course, facts):
    make_wish(course)

    make_session(course, **facts)

    assert (mails("date_found"), TrainingRequest.objects.untold().count()) == ([], 1)


def test_a_date_of_another_course_is_told_to_nobody(course):
    make_wish(course)

    make_session(make_course())

    assert mails("date_found") == []


def test_who_has_stopped_is_not_told(course):
    withdraw_request(make_wish(course))

    make_session(course)

    assert mails("date_found") == []


def test_when_the_date_told_of_is_cancelled_they_hear_of_the_next(officer, course):
    wish, session = make_wish(course), make_session(course, status="draft")
    open_session(session, by=officer)
    cancel_session(session, reason="The trainer is ill", by=officer)

    again = make_session(course)

    wish.refresh_from_db()
    assert (wish.session, len(mails("date_found"))) == (again, 2)
    assert mails("date_found")[0].state == Message.State.STOPPED


def test_asking_twice_to_be_told_is_one_wish_and_says_so_again(course):
    make_wish(course)
    make_wish(course)

    assert (TrainingRequest.objects.count(), len(mails("request_received"))) == (1, 2)


@pytest.mark.parametrize("people", [3, 30])
def test_telling_takes_three_queries_however_many_asked(course, people, django_assert_num_queries):
    session = make_session(course)
    for number in range(people):
        make_wish(course, number)

    with django_assert_num_queries(5):  # three, and the savepoint or transaction around them
        assert tell_those_who_asked(session) == people


def test_a_letter_is_in_the_language_somebody_asked_in(course):
    make_wish(course, spoken="ur")

    make_session(course)

    assert 'dir="rtl"' in mails("date_found")[0].html


def test_the_page_of_a_request_stays_90_days_after_it_is_settled(officer):
    request = make_request()
    decline_request(request, reason="Too far", by=officer)

    with time_machine.travel(timezone.now() + timedelta(days=91)), pytest.raises(Http404):
        request_for(request.token)

    assert request_for(request.token) == request


def test_a_typed_organisation_is_matched_with_all_who_typed_it(officer):
    from sessions.matching import match_typed, typed_names

    request = make_request(organisation="Harbor Lane")
    school = make_organisation(name="Harbour Lane School")
    names = [(typed.name, typed.people) for typed in typed_names()]

    match_typed("harbor lane", organisation=school, by=officer)

    request.refresh_from_db()
    assert (names, request.organisation, request.organisation_typed) == ([("Harbor Lane", 1)], school, "")


def test_the_mail_of_a_cancelled_session_shows_other_dates_and_how_to_hear_of_the_next(officer, course):
    session, other = make_session(course), make_session(course)
    factories.make_booking(session)

    cancel_session(session, reason="The trainer is ill", by=officer)

    text = mails("session_cancelled")[0].text
    assert (f"/book/{other.reference}/" in text, f"/training/{course.slug}/tell-me/" in text) == (True, True)
