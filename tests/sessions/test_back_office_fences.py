"""Who sees what: the back office's pages walked as the wrong person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.models import BookingStatus, SessionStatus
from tests import factories

ABOUT_A_SESSION = [
    "inspect",
    "edit",
    "register",
    "register-links",
    "history",
    "usage",
    "delete",
    "open",
    "close",
    "cancel",
    "move",
    "book",
    "import",
    "headcount",
    "finish",
    "reopen",
]
LISTS = [
    "/admin/bookings/",
    "/admin/series/",
    "/admin/requests/",
    "/admin/plan-figures/",
    "/admin/e-learning/",
    "/admin/e-learning/import/",
    "/admin/e-learning/import/template/",
    "/admin/since-a-start/",
    "/admin/competitions/",
    "/admin/trained-deliverers/",
    "/admin/bodies/",
    "/admin/bulletins/",
    "/admin/recommendations/",
    "/admin/evidence/",
    "/admin/certificates/",
    "/admin/renewals/",
    "/admin/organisations-to-match/",
    "/admin/past-sessions/",
    "/admin/past-sessions/workbook/",
    "/admin/courses/",
    "/admin/booking-terms/",
    "/admin/pathways/",
    "/admin/themes/",
    "/admin/audiences/",
    "/admin/report-rows/",
    "/admin/report-notes/",
    "/admin/delegates/",
    "/admin/organisations/",
    "/admin/organisation-types/",
    "/admin/trainers/",
    "/admin/venues/",
    "/admin/areas/",
    "/admin/licensing-authorities/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/sessions/new/",
    "/admin/reports/site-history/",
]


@pytest.fixture
def own_session(trainer_user, course):
    slots = [{"trainer": trainer_user.trainer, "minutes": 60}]
    return factories.make_session(course, starts_at=timezone.now() - timedelta(minutes=5), slots=slots)


@pytest.fixture(params=["editor", "outsider", "licensing_officer"])
def stranger(request, browse_as):
    return browse_as(request.getfixturevalue(request.param))


@pytest.mark.parametrize("page", ABOUT_A_SESSION)
def test_a_stranger_reaches_no_page_of_a_session(stranger, session, page):
    response = stranger.get(f"/admin/sessions/{page}/{session.pk}/")

    assert response.status_code in {302, 404}
    assert "/admin/sessions/" not in response.headers.get("Location", "").split("?")[0]


@pytest.mark.parametrize("page", ["/admin/sessions/", *LISTS[:-1]])
def test_a_stranger_reaches_no_list(stranger, session, page):
    assert stranger.get(page).status_code == 302


@pytest.mark.parametrize("page", ABOUT_A_SESSION)
def test_a_trainer_finds_no_page_of_anothers_session(browse_as, trainer_user, session, page):
    response = browse_as(trainer_user).get(f"/admin/sessions/{page}/{session.pk}/")

    assert (response.status_code, response.headers.get("Location")) in [(404, None), (302, "/admin/")]


@pytest.mark.parametrize("page", LISTS)
def test_a_trainer_reaches_no_other_list(browse_as, trainer_user, session, page):
    assert browse_as(trainer_user).get(page).status_code in {302, 404}


@pytest.mark.parametrize("page", [page for page in ABOUT_A_SESSION if page not in {"inspect", "register"}])
def test_a_trainer_changes_nothing_of_an_own_session(browse_as, trainer_user, own_session, page):
    browse_as(trainer_user).post(f"/admin/sessions/{page}/{own_session.pk}/", {"reason": "No", "source": "register"})

    own_session.refresh_from_db()
    assert (own_session.status, own_session.is_finished) == (SessionStatus.OPEN, False)


def test_a_trainer_lists_only_own_sessions(browse_as, trainer_user, own_session, session):
    response = browse_as(trainer_user).get("/admin/sessions/")

    assert [row.pk for row in response.context["object_list"]] == [own_session.pk]


def test_a_trainers_download_holds_only_own_sessions(browse_as, trainer_user, session):
    response = browse_as(trainer_user).get("/admin/sessions/?q=signs")

    assert list(response.context["object_list"]) == []


def test_a_trainer_keeps_the_register_of_an_own_session(browse_as, trainer_user, own_session):
    booking = factories.make_booking(own_session)

    browse_as(trainer_user).post(f"/admin/sessions/register/{own_session.pk}/tick/{booking.pk}/")

    assert own_session.attendances.count() == 1


def test_a_trainer_ticks_nobody_in_anothers_session(browse_as, trainer_user, session):
    booking = factories.make_booking(session)

    response = browse_as(trainer_user).post(f"/admin/sessions/register/{session.pk}/tick/{booking.pk}/")

    assert (response.status_code, session.attendances.count()) == (404, 0)


def test_a_trainer_can_show_the_rooms_code_of_an_own_session(browse_as, trainer_user, own_session):
    page = browse_as(trainer_user).get(f"/admin/sessions/inspect/{own_session.pk}/")

    labels = [str(entry["label"]) for entry in page.context["addresses"]]
    assert labels == ["Booking page", "Screen for the room", "Printed code", "Register on a phone"]


def test_a_trainer_cancels_no_booking(browse_as, trainer_user, own_session):
    booking = factories.make_booking(own_session)

    response = browse_as(trainer_user).post(f"/admin/bookings/cancel/{booking.pk}/", {"reason": "No"})

    booking.refresh_from_db()
    assert (response.status_code, booking.status) == (404, BookingStatus.CONFIRMED)


def test_a_trainers_first_page_has_no_bookings(browse_as, trainer_user, own_session):
    page = browse_as(trainer_user).get("/admin/")

    assert [panel.name for panel in page.context["panels"]] == ["mine"]


def test_an_officer_makes_no_accounts(browse_as, officer):
    response = browse_as(officer).get("/admin/users/new/")

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


def test_nobody_looks_in_without_signing_in(client, session):
    response = client.get(f"/admin/sessions/inspect/{session.pk}/")

    assert response.headers["Location"].startswith("/accounts/login/")
