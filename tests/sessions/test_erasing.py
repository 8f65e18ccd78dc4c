"""Old codes get an answer after their holder was erased, and say nothing of them (fault D3)."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from people.models import Delegate
from sessions.certifying import follow, reissue, revoke
from sessions.erasing import forget_holder
from sessions.finishing import finish_session
from sessions.models import Attendance, Certificate, Source
from sessions.refusals import CannotChange
from tests import factories
from tests.sessions.test_booking_pages import heading

pytestmark = pytest.mark.django_db


@pytest.fixture
def came():
    course = factories.make_course(title="Seeing the signs", gives_certificate=True)
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))
    booking = factories.make_booking(session, person=factories.make_person(name="Zenobia Quill"))
    return factories.make_attendance(session, booking=booking)


@pytest.fixture
def codes(came, officer):
    """The codes of three certificates of one person: replaced, replaced and then revoked, in that order."""
    finish_session(came.session, source=Source.REGISTER, by=officer)
    for name in ("Zenobia Q.", "Z. Quill"):
        reissue(Certificate.objects.valid().get(), name=name, by=officer)
    revoke(Certificate.objects.valid().get(), reason="Zenobia sat elsewhere", by=officer)
    return list(Certificate.objects.order_by("pk").values_list("code", flat=True))


def erase(delegate):
    """Do to a person's row what erasing them will, as far as the models go: it stays, and says nothing."""
    forget_holder(delegate)
    Delegate.objects.filter(pk=delegate.pk).update(name="", email="", key=None)


def test_every_code_says_that_the_record_is_no_longer_held(client, came, codes):
    erase(came.delegate)

    pages = [client.get(reverse("verify_code", args=[code])) for code in codes]

    assert [(page.status_code, heading(page)) for page in pages] == [(200, "We no longer hold this record")] * 3


def test_before_they_said_what_became_of_them(client, codes):
    pages = [client.get(reverse("verify_code", args=[code])) for code in codes]

    assert [heading(page) for page in pages] == [
        "This certificate was replaced",
        "This certificate was replaced",
        "This certificate was revoked",
    ]


def test_neither_name_nor_initials_are_left(client, came, codes):
    erase(came.delegate)

    page = client.get(reverse("verify_code", args=[codes[0]])).text
    left = [str(row) for model in (Certificate, Attendance) for row in model.objects.order_by("pk").values()]

    assert ["Zenobia" in "".join(left), "Quill" in "".join(left), "Z. Q." in page] == [False] * 3


def test_what_the_day_was_stays_for_the_page_and_the_figures(client, came, codes):
    erase(came.delegate)

    assert "Seeing the signs" in client.get(reverse("verify_code", args=[codes[0]])).text
    assert came.session.attendances.present().count() == 1


def test_the_person_s_row_cannot_be_deleted_from_under_a_certificate(came, codes):
    with pytest.raises(ProtectedError):
        came.delegate.delete()


def test_nobody_is_issued_a_certificate_without_a_name(came, codes, officer):
    Certificate.objects.update(stays_revoked=False)
    erase(came.delegate)

    follow(Attendance.objects.get())

    assert Certificate.objects.count() == 3
    with pytest.raises(CannotChange):
        reissue(Certificate.objects.latest("pk"), name="Zenobia Quill", by=officer)


def test_a_badge_is_compared_no_more(client, came, codes, authority):
    Attendance.objects.update(badge=factories.make_badge(authority))
    erase(came.delegate)

    page = client.get(reverse("verify_code", args=[codes[0]]))

    assert page.context["asks_badge"] is False
