"""Fetching a certificate and naming it, by its holder; finding, revoking and reissuing it, by an officer."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from sessions.booking import booking_for
from sessions.certificate_states import certificate_of
from sessions.certificates import in_fours
from sessions.finishing import finish_session
from sessions.models import Attendance, Certificate, Source
from tests import factories
from tests.reading import number_of_pages
from tests.sessions.test_booking_pages import errors

pytestmark = pytest.mark.django_db
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture
def course():
    return factories.make_course(title="Seeing the signs", gives_certificate=True)


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))


@pytest.fixture
def booking(session):
    return factories.make_booking(session, person=factories.make_person(name="Amina Kowalska"))


@pytest.fixture
def came(session, booking):
    return factories.make_attendance(session, booking=booking)


@pytest.fixture
def finished(session, came, officer):
    finish_session(session, source=Source.REGISTER, by=officer)
    return session


@pytest.fixture
def certificate(finished):
    return Certificate.objects.select_related("attendance").get()


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def own_page(client, booking):
    return client.get(reverse("booking", args=[booking.token])).text


def own_pdf(client, booking):
    return client.get(reverse("booking_certificate", args=[booking.token]))


def rename(client, booking, name):
    return client.post(reverse("booking_certificate_name", args=[booking.token]), {"name": name})


def test_its_holder_opens_it_from_the_page_of_the_booking(client, booking, certificate):
    answer = own_pdf(client, booking)

    assert reverse("booking_certificate", args=[booking.token]) in own_page(client, booking)
    assert (answer["Content-Type"], number_of_pages(answer.content)) == ("application/pdf", 1)
    assert {name: answer.headers[name] for name in PRIVATE} == PRIVATE
    assert answer["Content-Disposition"] == 'inline; filename="certificate.pdf"'


def test_until_it_is_issued_there_is_none(client, booking, came):
    assert own_pdf(client, booking).status_code == 404
    assert "It comes when the session has been finished." in own_page(client, booking)


def test_of_a_course_that_gives_none_nothing_is_said(client, session, booking, came, course):
    course.gives_certificate = False
    course.save()

    assert "certificate" not in own_page(client, booking).lower()


def test_an_evaluation_that_is_missing_is_asked_for(client, session, booking, came, course, officer):
    course.certificate_needs_evaluation = True
    course.save()
    session.refresh_from_db()
    finish_session(session, source=Source.REGISTER, by=officer)

    page = own_page(client, booking)

    assert own_pdf(client, booking).status_code == 404
    assert "It is ready once you have told us what you thought." in page
    assert reverse("feedback", args=[came.feedback_token]) in page


def test_once_it_was_answered_the_certificate_is_there(client, session, booking, came, course, officer):
    course.certificate_needs_evaluation = True
    course.save()
    session.refresh_from_db()
    finish_session(session, source=Source.REGISTER, by=officer)
    Attendance.objects.update(feedback_given=True)

    assert own_pdf(client, booking).status_code == 200


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"extent": "partial"}, "There is none: you took part in some of the session"),
        ({}, "It is ready once you have passed the test."),
    ],
)
def test_what_is_missing_is_said_in_a_line(client, session, booking, course, officer, facts, sentence):
    course.certificate_needs_test = True
    course.save()
    session.refresh_from_db()
    factories.make_attendance(session, booking=booking, **facts)

    finish_session(session, source=Source.REGISTER, by=officer)

    assert sentence in own_page(client, booking)


def test_one_that_was_revoked_is_handed_to_nobody(client, booking, certificate):
    Certificate.objects.update(status="revoked")

    assert own_pdf(client, booking).status_code == 404
    assert "It is no longer valid." in own_page(client, booking)


def test_after_a_substitution_it_is_not_the_former_holder_s(client, booking, certificate):
    Attendance.objects.update(delegate=factories.make_delegate(name="Bo Lind"))

    assert own_pdf(client, booking).status_code == 404


def test_who_walked_in_opens_it_where_they_signed_in(client, session, officer):
    came = factories.make_attendance(session)
    where = [session.door_token, came.entry_key]
    before = client.get(reverse("door_certificate", args=where)).status_code
    finish_session(session, source=Source.REGISTER, by=officer)

    page = client.get(reverse("door_done", args=where)).text

    assert reverse("door_certificate", args=where) in page
    assert (before, client.get(reverse("door_certificate", args=where)).status_code) == (404, 200)


def test_a_finished_session_is_not_waited_for_where_somebody_signed_in(client, session, officer):
    came = factories.make_attendance(session)
    where = reverse("door_done", args=[session.door_token, came.entry_key])
    before = client.get(where).text
    finish_session(session, source=Source.REGISTER, by=officer)
    after = client.get(where).text
    Attendance.objects.update(feedback_given=True)

    answered = client.get(where).text

    said = ["when the session ends", "Tell us what you thought"]
    assert [[page.count(words) for words in said] for page in (before, after, answered)] == [[1, 1], [0, 1], [0, 0]]


def test_who_booked_opens_it_behind_their_own_link_only(client, came, certificate):
    where = [came.session.door_token, came.entry_key]

    page = client.get(reverse("door_done", args=where)).text

    assert "Your certificate is behind the link in your confirmation" in page
    assert (reverse("door_certificate", args=where) in page, came.booking.token in page) == (False, False)
    assert client.get(reverse("door_certificate", args=where)).status_code == 404


def test_at_the_door_of_another_session_it_is_unknown(client, finished, came, course):
    elsewhere = factories.make_session(course)

    answer = client.get(reverse("door_certificate", args=[elsewhere.door_token, came.entry_key]))

    assert answer.status_code == 404


def test_another_name_is_printed_anew(client, booking, certificate):
    answer = rename(client, booking, "  Amina   Novak ")

    assert answer.url == reverse("booking", args=[booking.token]) + "?named"
    assert list(Certificate.objects.order_by("pk").values_list("name_printed", "status")) == [
        ("Amina Kowalska", "replaced"),
        ("Amina Novak", "valid"),
    ]


def test_the_name_can_be_said_before(client, session, booking, came, officer):
    rename(client, booking, "Þórr")

    finish_session(session, source=Source.REGISTER, by=officer)

    assert Certificate.objects.get().name_printed == "Þórr"


def test_how_often_it_can_be_changed_is_said_beforehand(client, booking, certificate):
    address = reverse("booking_certificate_name", args=[booking.token])
    said = []
    for number in range(4):
        said.append(client.get(address).text)
        refused = rename(client, booking, f"Amina {number}")

    assert "You can do this three times." in said[0]
    assert "You can do this 2 times more." in said[1]
    assert "You can do this once more." in said[2]
    assert "You have changed the name three times." in said[3]
    assert [field for field, _error in errors(refused)] == ["id_name"]
    assert Certificate.objects.valid().get().name_printed == "Amina 2"


def test_looking_at_the_question_changes_nothing(client, booking, certificate):
    client.get(reverse("booking_certificate_name", args=[booking.token]) + "?name=Bo")

    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("name", ["", " ", "W" * 201])
def test_a_name_that_cannot_be_is_refused_at_its_field(client, booking, certificate, name):
    assert [field for field, _error in errors(rename(client, booking, name))] == ["id_name"]


def test_without_an_attendance_there_is_nothing_to_name(client, booking):
    assert rename(client, booking, "Amina").url == reverse("booking", args=[booking.token])


def test_of_a_course_that_gives_none_nothing_is_asked_before_the_end(
    session, booking, course, django_assert_num_queries
):
    course.gives_certificate = False
    course.save()
    booking = booking_for(booking.token)

    with django_assert_num_queries(0):
        assert certificate_of(booking) is None


# The back office


def act(desk, page, certificate, **typed):
    return desk.post(reverse(f"certificates:{page}", args=[certificate.pk]), typed)


@pytest.mark.parametrize("typed", ["amina", "KOWALSKA", "signs", "{code}", "{spelt}"])
def test_an_officer_finds_it_by_name_course_or_code(desk, certificate, typed):
    typed = typed.format(code=certificate.code, spelt=in_fours(certificate.code)[:9])

    found = desk.get(reverse("certificates:index"), {"q": typed}).context["object_list"]

    assert list(found) == [certificate]


def test_the_list_is_narrowed_by_status_and_course(desk, certificate, course):
    def found(**chosen):
        return len(desk.get(reverse("certificates:index"), chosen).context["object_list"])

    other = factories.make_course()
    assert (found(status="valid"), found(status="revoked")) == (1, 0)
    assert (found(course=course.pk), found(course=other.pk)) == (1, 0)


def test_an_officer_revokes_it_with_a_reason(desk, certificate):
    act(desk, "revoke", certificate, reason="Somebody else sat there")

    certificate.refresh_from_db()
    assert (certificate.status, certificate.reason, certificate.stays_revoked) == (
        "revoked",
        "Somebody else sat there",
        True,
    )
    history = desk.get(reverse("certificates:history", args=[certificate.pk])).content.decode()
    assert "The certificate was revoked: Somebody else sat there" in history


def test_revoking_needs_a_reason(desk, certificate):
    act(desk, "revoke", certificate, reason="")

    certificate.refresh_from_db()
    assert certificate.status == "valid"


def test_an_officer_issues_it_anew(desk, certificate):
    answer = act(desk, "reissue", certificate, name="Amina Novak")

    new = Certificate.objects.valid().get()
    assert (new.name_printed, answer.url) == ("Amina Novak", reverse("certificates:inspect", args=[new.pk]))


def test_an_officer_looks_at_it(desk, certificate):
    answer = desk.get(reverse("certificates:pdf", args=[certificate.pk]))

    assert (answer["Content-Type"], number_of_pages(answer.content)) == ("application/pdf", 1)


def test_one_that_waits_is_handed_out(desk, certificate):
    Certificate.objects.update(waits_for_evaluation=True)
    page = desk.get(reverse("certificates:inspect", args=[certificate.pk]))
    desk.get(reverse("certificates:hand_out", args=[certificate.pk]))
    act(desk, "hand_out", certificate)

    assert page.context["standing"] == "Waits for the evaluation"
    assert Certificate.objects.handed_out().count() == 1


def test_the_session_s_page_counts_them_and_names_the_organisations(desk, session, officer):
    school = factories.make_organisation(name="Harbour Lane School")
    for organisation in (school, school, None):
        came = factories.make_attendance(session)
        Attendance.objects.filter(pk=came.pk).update(organisation=organisation)
    finish_session(session, source=Source.REGISTER, by=officer)

    page = desk.get(reverse("sessions:inspect", args=[session.pk]))

    said = page.context["certificates"]
    assert (said["number"], said["waiting"], said["organisations"]) == (3, 0, [(school, 2)])
    address = reverse("certificates:file", args=[session.pk])
    files = [desk.get(address, {"organisation": chosen}).content for chosen in ("", school.pk)]
    assert [number_of_pages(file) for file in files] == [3, 2]


@pytest.mark.parametrize(
    ("changed", "waiting"),
    [({"status": "revoked"}, None), ({"waits_for_evaluation": True}, 1), ({"name_printed": ""}, None)],
)
def test_only_what_was_handed_out_and_holds_goes_into_the_file(desk, finished, certificate, changed, waiting):
    Certificate.objects.update(**changed)

    page = desk.get(reverse("sessions:inspect", args=[finished.pk]))
    answer = desk.get(reverse("certificates:file", args=[finished.pk]))

    said = page.context["certificates"]
    assert (said and (said["number"], said["waiting"])) == (waiting and (0, waiting))
    assert answer.url == reverse("sessions:inspect", args=[finished.pk])
    assert [str(message).strip() for message in get_messages(answer.wsgi_request)] == [
        "There is no certificate to print."
    ]


@pytest.mark.parametrize("organisation", ["abc", "9" * 30, "-1", "\N{SUPERSCRIPT TWO}"])
def test_an_organisation_that_cannot_be_has_none(desk, finished, organisation):
    answer = desk.get(reverse("certificates:file", args=[finished.pk]), {"organisation": organisation})

    assert answer.status_code == 302


PAGES = ["inspect", "history", "revoke", "reissue", "hand_out", "pdf", "file"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
def test_nobody_else_sees_them(request, browse_as, certificate, finished, name, who):
    client = browse_as(request.getfixturevalue(who))
    key = finished.pk if name == "file" else certificate.pk

    answer = client.get(reverse(f"certificates:{name}", args=[key]))

    assert answer.status_code in {302, 404}
    assert "Kowalska" not in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long(desk, session, officer, number, django_assert_num_queries):
    for _person in range(number):
        factories.make_attendance(session)
    finish_session(session, source=Source.REGISTER, by=officer)
    desk.get("/admin/certificates/")

    with django_assert_num_queries(11):
        desk.get("/admin/certificates/")


def test_a_course_s_form_asks_for_its_certificate(desk, course):
    form = desk.get(f"/admin/courses/edit/{course.pk}/").context["form"]

    asked = [name for name in form.fields if "certificate" in name]
    assert asked == [
        "gives_certificate",
        "certificate_needs_evaluation",
        "certificate_needs_test",
        "certificate_text",
        "certificate_logo",
    ]
