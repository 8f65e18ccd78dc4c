"""What people are told when their certificate is revoked or replaced: once, in neutral words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Message
from outbox.texts import REGISTRY
from sessions.certifying import follow, reissue, revoke
from sessions.finishing import finish_session, reopen_session
from sessions.models import Attendance, Certificate, Source
from sessions.register import set_extent
from tests import factories

pytestmark = pytest.mark.django_db
WAITING, STOPPED = Message.State.WAITING, Message.State.STOPPED
WHY = "You left before the end"
REPLACES = "It replaces the one you had: whoever checks the old code is told so."


@pytest.fixture
def session():
    course = factories.make_course(title="Seeing the signs", gives_certificate=True)
    return factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def came(session):
    person = factories.make_person(name="Amina Kowalska", email="amina@example.org")
    return factories.make_attendance(session, booking=factories.make_booking(session, person=person))


@pytest.fixture
def certificate(session, came, officer):
    finish_session(session, source=Source.REGISTER, by=officer)
    return Certificate.objects.select_related("attendance").get()


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def letters(kind="certificate_revoked"):
    return Message.objects.filter(kind=kind).order_by("pk")


def correct(session, attendance, officer, *, extent):
    reopen_session(session, reason="Wrong", by=officer)
    set_extent(attendance, extent=extent, by=officer)
    finish_session(session, source=Source.REGISTER, by=officer)


def test_its_holder_is_told_in_neutral_words(certificate, officer):
    revoke(certificate, reason=WHY, by=officer)

    letter = letters().get()
    assert (letter.to, WHY in letter.text + letter.html) == ("amina@example.org", False)
    assert "your certificate of this training is no longer valid." in letter.text
    assert "Seeing the signs" not in letter.subject


def test_the_reason_stands_there_where_the_officer_says_so(certificate, officer):
    revoke(certificate, reason=WHY, by=officer, tells_why=True)

    letter = letters().get()
    assert (f"Reason: {WHY}" in letter.text.splitlines(), WHY in letter.html) == (True, True)


@pytest.mark.parametrize(("ticked", "told"), [({}, False), ({"tells_why": "on"}, True)])
def test_the_officer_ticks_whether_they_may_read_it(desk, certificate, ticked, told):
    desk.post(reverse("certificates:revoke", args=[certificate.pk]), {"reason": WHY, **ticked})

    assert (WHY in letters().get().text) is told


def test_a_corrected_register_tells_them_once_and_without_a_reason(session, came, certificate, officer):
    correct(session, came, officer, extent=Attendance.Extent.PARTIAL)
    correct(session, came, officer, extent=Attendance.Extent.PARTIAL)

    [letter] = letters()
    assert ("Reason:" in letter.text, letter.state) == (False, WAITING)


@pytest.mark.parametrize("extent", [Attendance.Extent.PARTIAL, Attendance.Extent.NONE])
def test_the_letter_leads_who_walked_in_to_a_page_that_is_there(client, session, officer, extent):
    person = factories.make_person(name="Bo Lind", email="bo@example.org")
    walked_in = factories.make_attendance(session, person=person)
    finish_session(session, source=Source.REGISTER, by=officer)

    correct(session, walked_in, officer, extent=extent)

    links = [line for line in letters().get().text.splitlines() if line.startswith("https://")]
    assert [client.get(link).status_code for link in links] == [200]


def test_corrected_back_before_it_went_out_they_hear_of_the_new_one_alone(session, came, certificate, officer):
    correct(session, came, officer, extent=Attendance.Extent.PARTIAL)
    correct(session, came, officer, extent=Attendance.Extent.FULL)

    assert [letter.state for letter in letters()] == [STOPPED]
    assert [letter.state for letter in letters("certificate")] == [WAITING]


def test_revoked_by_mistake_and_issued_again_they_hear_of_the_new_one_alone(certificate, officer):
    revoke(certificate, reason="Mistake", by=officer)
    reissue(Certificate.objects.get(), name="Amina Kowalska", by=officer)

    assert [letter.state for letter in letters()] == [STOPPED]
    assert [REPLACES in letter.text for letter in letters("certificate")] == [False]


def test_the_letter_that_led_to_it_is_taken_back(certificate, officer):
    new = reissue(certificate, name="Amina K.", by=officer)
    revoke(new, reason=WHY, by=officer)

    assert [letter.state for letter in letters("certificate")] == [STOPPED]


def test_one_that_was_never_handed_out_is_revoked_in_silence(certificate, officer):
    Certificate.objects.update(waits_for_evaluation=True)
    certificate.refresh_from_db()

    revoke(certificate, reason=WHY, by=officer)

    assert list(letters()) == []


def test_one_without_a_holder_is_revoked_in_silence(certificate, officer):
    Certificate.objects.update(name_printed="", initials="")
    certificate.refresh_from_db()

    revoke(certificate, reason=WHY, by=officer)

    assert list(letters()) == []


def test_a_corrected_name_tells_them_where_the_new_one_is(came, certificate):
    came.delegate.name = "Amina Kowalska-Novak"
    came.delegate.save()

    follow(came)

    letter = letters("certificate").get()
    page = f"https://muster.example.org{reverse('booking', args=[came.booking.token])}"
    assert (REPLACES in letter.text.splitlines(), page in letter.text.splitlines()) == (True, True)


def test_a_correction_that_changes_nothing_to_be_seen_tells_nobody(session, came, certificate, officer):
    follow(came)
    reopen_session(session, reason="Look", by=officer)
    finish_session(session, source=Source.REGISTER, by=officer)

    assert (Certificate.objects.count(), list(letters()), list(letters("certificate"))) == (1, [], [])


def test_officers_can_change_its_words():
    assert [REGISTRY[name].label for name in ("certificate", "certificate_revoked")] == [
        "Your certificate is ready",
        "A certificate is no longer valid",
    ]
