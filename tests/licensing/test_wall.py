"""The wall between councils: a foreign driver does not exist, and nothing one council does shows in another's pages."""

import re

import pytest
import time_machine
from django.db.models import Max
from django.test import Client

from licensing.confirming import confirm_driver, confirm_many
from licensing.drivers import confirmations_for, drivers_for, trainings_for
from licensing.models import Confirmation, Driver
from licensing.urls import urlpatterns
from people.models import Badge
from sessions.models import Attendance
from tests.factories import make_user
from tests.licensing.cast import make_policy, make_taxi_session, make_training

pytestmark = pytest.mark.django_db

# Every address of licensing and the key it takes; a new one without a line here fails the first test below.
ADDRESSES = {
    "licensing_drivers": "/licensing/",
    "licensing_export": "/licensing/drivers.xlsx",
    "licensing_driver": "/licensing/drivers/{badge}/",
    "licensing_confirm": "/licensing/confirm/?training={training}",
    "licensing_revoke": "/licensing/confirmations/{confirmation}/revoke/",
}
WITH_A_KEY = [name for name, address in ADDRESSES.items() if "{" in address]
MUTATED = [Badge, Driver, Confirmation, Attendance]


@pytest.fixture
def own(authority, licensing_officer):
    make_policy(authority)
    return keys_of(make_training(authority), by=licensing_officer)


@pytest.fixture
def foreign(other_authority, other_licensing_officer):
    make_policy(other_authority)
    return keys_of(make_training(other_authority), by=other_licensing_officer)


@pytest.fixture
def missing(own, foreign):
    models = {"badge": Badge, "training": Attendance, "confirmation": Confirmation}
    return {name: model.objects.aggregate(last=Max("pk"))["last"] + 1000 for name, model in models.items()}


def keys_of(training, *, by):
    confirmation = confirm_driver(training, by=by)
    return {"badge": training.badge_id, "training": training.pk, "confirmation": confirmation.pk}


def answer(client, address, *, method="get", data=None):
    """Return what somebody gets to see, without the mark that changes with every page."""
    response = getattr(client, method)(address, data or {})
    content = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    return response.status_code, content, response.get("Location")


def records():
    return [list(model.objects.order_by("pk").values()) for model in MUTATED]


def test_every_address_of_licensing_is_walked_here():
    assert {pattern.name for pattern in urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("name", WITH_A_KEY)
def test_a_foreign_key_and_a_missing_one_are_the_same_404(browse_as, licensing_officer, foreign, missing, name, method):
    client, before = browse_as(licensing_officer), records()
    data = {"reason": "because"} if method == "post" else {}

    answers = [
        answer(client, ADDRESSES[name].format(**keys), method=method, data=data | {"training": keys["training"]})
        if method == "post"
        else answer(client, ADDRESSES[name].format(**keys), method=method)
        for keys in (foreign, missing)
    ]

    assert answers[0] == answers[1]
    assert (answers[0][0], records()) == (405 if (name, method) == ("licensing_driver", "post") else 404, before)


@pytest.mark.parametrize("name", WITH_A_KEY)
def test_the_own_key_is_found(browse_as, licensing_officer, own, name):
    assert browse_as(licensing_officer).get(ADDRESSES[name].format(**own)).status_code == 200


@pytest.mark.parametrize("keys", ["own", "foreign", "missing"])
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("who", ["trainer_user", "officer", "editor", "administrator", "outsider"])
def test_other_staff_are_turned_away_alike_whatever_they_ask_for(browse_as, request, missing, name, keys, who):
    client = browse_as(request.getfixturevalue(who))

    status, content, _location = answer(client, ADDRESSES[name].format(**request.getfixturevalue(keys)))

    assert status == 403
    assert content == answer(client, "/licensing/")[1]


@pytest.mark.parametrize("keys", ["own", "foreign", "missing"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_strangers_and_disabled_officers_are_led_to_the_door(
    client, browse_as, request, missing, name, keys, licensing_officer
):
    address = ADDRESSES[name].format(**request.getfixturevalue(keys))
    disabled = browse_as(licensing_officer)
    type(licensing_officer).objects.filter(pk=licensing_officer.pk).update(is_active=False)

    for browser in (client, disabled):
        response = browser.get(address)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")
        assert "no-store" in response["Cache-Control"]


def test_a_superuser_without_the_role_is_turned_away_too(browse_as, own, authority):
    superuser = make_user(is_superuser=True, authority=authority)

    assert browse_as(superuser).get(ADDRESSES["licensing_driver"].format(**own)).status_code == 403


def test_an_officer_without_an_authority_sees_nobody(browse_as, licensing_officer, own):
    licensing_officer.authority = None
    licensing_officer.save()
    client = browse_as(licensing_officer)

    pages = {answer(client, address.format(**own)) for address in ADDRESSES.values()}

    assert [status for status, _content, _location in pages] == [403]
    assert b"Your account has no authority yet" in pages.pop()[1]


@pytest.mark.parametrize("read", [trainings_for, drivers_for, confirmations_for])
def test_without_an_authority_there_is_nothing_to_read(read, outsider, own):
    make_taxi_session()  # and nobody without a badge is taken for a driver of no authority

    assert not read(outsider).exists()


@pytest.mark.parametrize("stranger", ["foreign", "missing"])
def test_one_foreign_key_among_own_ones_records_nothing(
    browse_as, request, licensing_officer, authority, missing, stranger
):
    mine = make_training(authority)
    before = records()

    chosen = {"training": [mine.pk, request.getfixturevalue(stranger)["training"]]}
    found = answer(browse_as(licensing_officer), "/licensing/confirm/", method="post", data=chosen)

    assert (found[0], records()) == (404, before)


def test_foreign_and_missing_among_own_ones_are_answered_alike(
    browse_as, licensing_officer, authority, foreign, missing
):
    mine, client = make_training(authority), browse_as(licensing_officer)

    answers = [
        answer(client, "/licensing/confirm/", method="post", data={"training": [mine.pk, keys["training"]]})
        for keys in (foreign, missing)
    ]

    assert answers[0] == answers[1]


@pytest.mark.parametrize("value", ["", "x", "0", "-1", "1 OR 1=1", "9" * 30, "9" * 5000, "1.0", "\x00", "1,2"])
def test_what_is_no_key_is_a_404_like_a_missing_one(browse_as, licensing_officer, own, missing, value):
    client = browse_as(licensing_officer)

    answers = [
        answer(client, "/licensing/confirm/", method="post", data={"training": key})
        for key in (value, missing["training"])
    ]

    assert answers[0] == answers[1]


@pytest.mark.parametrize("pk", ["0", "9" * 19, "9" * 40])
def test_a_driver_with_an_enormous_number_is_a_404(browse_as, licensing_officer, missing, pk):
    client = browse_as(licensing_officer)

    assert answer(client, f"/licensing/drivers/{pk}/") == answer(client, f"/licensing/drivers/{missing['badge']}/")


@pytest.mark.parametrize("name", ["licensing_confirm", "licensing_revoke"])
def test_a_form_sent_from_elsewhere_changes_nothing(licensing_officer, own, name):
    client, before = Client(enforce_csrf_checks=True), records()
    client.force_login(licensing_officer)

    response = client.post(ADDRESSES[name].format(**own), {"reason": "x"}, HTTP_ORIGIN="https://evil.example")

    assert (response.status_code, records()) == (403, before)


def test_posting_other_fields_records_nothing_else(browse_as, licensing_officer, authority, other_authority, foreign):
    make_policy(authority)
    training = make_training(authority)
    sneaked = {
        "authority": other_authority.pk,
        "driver": foreign["badge"],
        "confirmed_by": 1,
        "valid_until": "2099-01-01",
    }

    browse_as(licensing_officer).post("/licensing/confirm/", {"training": training.pk} | sneaked)

    made = training.confirmations.get()
    assert (made.driver_id, made.confirmed_by) == (training.badge_id, licensing_officer)
    assert made.valid_until.year < 2099


def test_the_same_number_in_two_councils_is_two_drivers(browse_as, licensing_officer, authority, other_authority):
    mine = make_training(authority, number="0042", name="Farah Quist")
    make_training(other_authority, number="0042", name="Somebody Else")

    page = browse_as(licensing_officer).get("/licensing/?q=0042")

    assert [line.training for line in page.context["lines"]] == [mine]


@pytest.mark.whole
def test_what_the_other_council_does_changes_no_byte(
    browse_as, licensing_officer, other_licensing_officer, authority, other_authority, own
):
    session = make_taxi_session()
    for number in range(30):
        make_training(authority, session=session, number=f"A{number}")
    client = browse_as(licensing_officer)
    with time_machine.travel("2030-01-01 12:00", tick=False):
        before = [answer(client, address) for address in seen_by(own)]

    make_policy(other_authority, starts_on="2016-01-01")
    trainings = [make_training(other_authority, session=session, number=f"A{number}") for number in range(200)]
    confirm_many(trainings, by=other_licensing_officer)

    with time_machine.travel("2030-01-01 12:00", tick=False):
        assert [answer(client, address) for address in seen_by(own)] == before


def seen_by(own):
    addresses = [address.format(**own) for address in ADDRESSES.values()]
    questions = ["?page=2", "?page=99", "?q=A1", "?q=A199", "?status=awaiting", "?status=confirmed&q=x"]
    return [*addresses, "/licensing/confirm/?all=1", *(f"/licensing/{question}" for question in questions)]
