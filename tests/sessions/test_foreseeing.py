"""The finishing screen says how many certificates are issued, and for whom there is none and why."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from sessions.certifying import revoke
from sessions.finishing import finish_session, reopen_session
from sessions.foreseeing import foresee_certificates
from sessions.models import Attendance, Certificate, Source
from tests import factories

pytestmark = pytest.mark.django_db
PARTIAL = Attendance.Extent.PARTIAL


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def session(course):
    course.gives_certificate = True
    course.save()
    return factories.make_session(course, starts_at=timezone.now() - timedelta(days=2), capacity=40)


def ask(session, **rule):
    for name, value in rule.items():
        setattr(session.course, name, value)
    session.course.save()


def came(session, **facts):
    return factories.make_attendance(session, **facts)


def finish(desk, session):
    """Finish a session from its register on the screen; return what is said afterwards."""
    said = {"source": Source.REGISTER, "support_offered": "", "awaiting": "leave_out", "without_sign_out": "full"}
    answer = desk.post(f"/admin/sessions/finish/{session.pk}/", said)
    [message] = get_messages(answer.wsgi_request)
    return str(message).strip().partition(": ")[2]


def lead(desk, session):
    return desk.get(f"/admin/sessions/finish/{session.pk}/").context["lead"][-1]


def test_before_the_press_it_says_how_many_are_issued_and_for_whom_not(desk, session):
    came(session)
    came(session)
    came(session, extent=PARTIAL)
    came(session, awaits_confirmation=True)

    assert lead(desk, session) == (
        "2 certificates are issued when you finish. 1 person attended in part and gets none. "
        "1 person used the printed code and gets one only if you confirm that they were here."
    )


def test_after_the_press_it_says_the_same_of_what_was_issued(desk, session):
    came(session)
    came(session, extent=PARTIAL)
    came(session, awaits_confirmation=True)

    assert finish(desk, session) == (
        "2. 1 person has a certificate. 1 person attended in part and gets none. "
        "1 person used the printed code, was not confirmed and gets none."
    )


def test_what_waits_for_the_evaluation_is_said(desk, session):
    ask(session, certificate_needs_evaluation=True)
    came(session)
    came(session, feedback_given=True)

    before = lead(desk, session)

    waits = "1 of them is handed out once its holder has answered the evaluation."
    assert before == f"2 certificates are issued when you finish. {waits}"
    assert finish(desk, session) == f"2. 2 people have a certificate. {waits}"


def test_without_a_passed_test_there_is_none_yet(desk, session):
    ask(session, certificate_needs_test=True)
    came(session, test_passed=True)
    came(session, test_passed=False)
    came(session)

    missing = "2 people have no passed test and get none until it is recorded."
    assert lead(desk, session) == f"1 certificate is issued when you finish. {missing}"


def test_who_did_not_sign_out_may_lose_theirs(desk, session):
    ask(session, needs_full_attendance=True)
    came(session)

    said = "1 person did not sign out and gets none if you count them in part."
    assert lead(desk, session) == f"1 certificate is issued when you finish. {said}"


def test_nothing_is_said_where_none_are_given(desk, session):
    ask(session, gives_certificate=False)
    came(session)

    assert (foresee_certificates(session), "certificate" in lead(desk, session)) == (None, False)
    assert finish(desk, session) == "1."


def test_an_empty_register_issues_none(desk, session):
    assert lead(desk, session) == "0 certificates are issued when you finish."
    assert finish(desk, session) == "0. Nobody has a certificate."


def test_reopened_who_has_one_keeps_it_and_what_was_revoked_stays_so(desk, session, officer):
    came(session)
    lost = came(session)
    finish_session(session, source=Source.REGISTER, by=officer)
    revoke(Certificate.objects.get(attendance=lost), reason="Slept", by=officer)
    reopen_session(session, reason="One more came", by=officer)
    came(session)

    assert lead(desk, session) == (
        "1 certificate is issued when you finish. 1 person keeps the certificate they have. "
        "1 person had theirs revoked and gets none."
    )


@pytest.mark.parametrize("needs_test", [True, False])
@pytest.mark.parametrize("needs_evaluation", [True, False])
def test_what_was_foreseen_is_what_is_issued(session, officer, needs_test, needs_evaluation):
    ask(session, certificate_needs_test=needs_test, certificate_needs_evaluation=needs_evaluation)
    for facts in ({}, {"test_passed": True}, {"test_passed": False}, {"extent": PARTIAL}, {"feedback_given": True}):
        came(session, **facts)
    foreseen = foresee_certificates(session)

    finish_session(session, source=Source.REGISTER, by=officer)

    not_handed_out = Certificate.objects.count() - Certificate.objects.handed_out().count()
    assert (foreseen.new, foreseen.waiting) == (Certificate.objects.valid().count(), not_handed_out)


@pytest.mark.parametrize("people", [1, 3])
def test_it_takes_the_same_queries_however_many_came(session, people, django_assert_num_queries):
    for _person in range(people):
        came(session)

    with django_assert_num_queries(2):
        foresee_certificates(session)
