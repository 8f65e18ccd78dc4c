"""The charges for finance: found, downloaded, marked as given, waived."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms, ChargeRate
from sessions.finishing import finish_session, reopen_session
from sessions.models import Charge, Source
from sessions.register import set_extent, tick
from sessions.settling_charges import give_to_finance, state_of_charge, waive_charge
from tests import factories
from tests.factories import london

pytestmark = pytest.mark.django_db
LIST = "/admin/charges/"


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def session():
    terms = BookingTerms.objects.create(name="Charged", starts_on="2026-01-01")
    ChargeRate.objects.create(terms=terms, late_cancellation=50, no_show=75)
    course = factories.make_course(title="Seeing the signs", terms=terms)
    return factories.make_session(course, starts_at=london(2026, 3, 4, 10))


@pytest.fixture
def school():
    return factories.make_organisation(name="Harbour Lane School", type=factories.make_organisation_type(name="School"))


def charged(session, *, organisation="Harbour Lane School", name="Amina Kowalska", what="no_show", amount=75):
    person = factories.make_person(name=name, email="amina@example.org", organisation=organisation)
    booking = factories.make_booking(session, person=person)
    delegate = booking.delegate
    return Charge.objects.create(
        booking=booking,
        what=what,
        amount=amount,
        organisation=delegate.organisation,
        organisation_typed=delegate.organisation_typed,
    )


def listed(desk, query=""):
    return [charge.pk for charge in desk.get(LIST + query).context["object_list"]]


def downloaded(desk, query=""):
    answer = desk.get(f"{LIST}?export=xlsx{query}")
    return [list(row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]


def test_the_list_says_what_finance_needs(desk, session, school):
    charge = charged(session)

    headings, line = downloaded(desk)

    assert dict(zip(headings, line, strict=True)) | {"Recorded": None} == {
        "Organisation": "Harbour Lane School",
        "Organisation type": "School",
        "Person": "Amina Kowalska",
        "Course": "Seeing the signs",
        "Date": session.starts_at.replace(hour=0, tzinfo=None),
        "For": "No-show",
        "Amount, £": 75,
        "Booked by": "amina@example.org",
        "Booking reference": charge.booking.reference.upper(),
        "State": "To be given to finance",
        "Reason for waiving": None,
        "Recorded": None,
        "Given to finance": None,
    }


def test_an_organisation_stays_as_typed_and_is_no_formula(desk, session):
    charged(session, organisation="=1+1 Ltd")

    assert downloaded(desk)[1][:2] == ["=1+1 Ltd", None]


def test_the_list_takes_the_same_queries_however_long(desk, session, django_assert_num_queries):
    for number in range(5):
        charged(session, name=f"Amina {number}")
    desk.get(LIST)

    with django_assert_num_queries(10):
        desk.get(LIST)


def test_the_list_is_narrowed(desk, session):
    other = factories.make_session(session.course)
    late = charged(session, name="Ana", what="late_cancellation")
    given, waived = charged(session, name="Ben"), charged(session, name="Cem")
    Charge.objects.filter(pk=given.pk).update(exported_at=timezone.now())
    Charge.objects.filter(pk=waived.pk).update(waived_at=timezone.now())

    found = [
        listed(desk, query)
        for query in (
            "?what=late_cancellation",
            "?state=to_give",
            "?state=given",
            "?state=waived",
            "?state=to_credit",
            "?made_at_from=2100-01-01",
            "?q=cem",
            f"?session={other.pk}",
        )
    ]

    assert found == [[late.pk], [late.pk], [given.pk], [waived.pk], [], [], [waived.pk], []]


def test_the_download_is_what_the_list_shows(desk, session):
    charged(session, name="Ana", what="late_cancellation")
    charged(session, name="Ben")

    rows = downloaded(desk, "&what=no_show")

    assert [row[2] for row in rows] == ["Person", "Ben"]


def test_what_is_shown_is_marked_and_nothing_that_came_since(desk, session):
    first = charged(session, name="Ana")
    page = desk.get(f"{LIST}give/")
    later = charged(session, name="Ben")

    desk.post(f"{LIST}give/", {"charges": page.context["keys"]})

    states = [state_of_charge(Charge.objects.get(pk=charge.pk)) for charge in (first, later)]
    assert states == ["given", "to_give"]


def test_marking_obeys_the_filters_of_the_list(desk, session):
    charged(session, name="Ana", what="late_cancellation")
    absent = charged(session, name="Ben")

    page = desk.get(f"{LIST}give/?what=no_show")

    assert (page.context["keys"], page.context["charged"]) == (str(absent.pk), Decimal(75))


def test_the_download_beside_the_button_holds_what_will_be_marked(desk, session):
    charged(session, name="Ana", what="late_cancellation")
    given, _absent = charged(session, name="Ben"), charged(session, name="Cem", amount=Decimal("62.5"))
    give_to_finance(Charge.objects.filter(pk=given.pk), by=factories.make_user())
    page = desk.get(f"{LIST}give/?what=no_show")
    charged(session, name="Dee")

    answer = desk.post(f"{LIST}give/", {"charges": page.context["keys"], "act": "download"})

    _headings, *lines = load_workbook(BytesIO(answer.content)).active.iter_rows()
    assert [(line[2].value, line[6].value, line[6].number_format) for line in lines] == [("Cem", 62.5, "0.00")]
    assert Charge.objects.filter(exported_at__isnull=False).count() == 1


def test_looking_marks_nothing(desk, session):
    charge = charged(session)

    desk.get(f"{LIST}give/")

    charge.refresh_from_db()
    assert charge.exported_at is None


@pytest.mark.parametrize("keys", ["", "x", "1,;DROP", "٣", "9" * 30])
def test_odd_keys_mark_nothing(desk, session, keys):
    charged(session)

    assert desk.post(f"{LIST}give/", {"charges": keys}).status_code == 302
    assert Charge.objects.filter(exported_at__isnull=False).count() == 0


def test_what_is_given_is_not_given_again(officer, session):
    charged(session)

    numbers = [give_to_finance(Charge.objects.all(), by=officer) for _again in range(2)]

    assert numbers == [1, 0]


def test_giving_and_waiving_are_in_the_history(officer, session):
    charge = charged(session)

    give_to_finance(Charge.objects.all(), by=officer)
    waive_charge(Charge.objects.get(), reason="They rang in time", by=officer)

    entries = ModelLogEntry.objects.for_instance(charge).order_by("pk")
    assert [(entry.action, entry.user, entry.message) for entry in entries] == [
        ("muster.charge.given", officer, "The charge was given to finance"),
        ("muster.charge.waived", officer, "The charge was waived: They rang in time"),
    ]


def test_a_charge_is_waived_with_the_reason(desk, officer, session):
    charge = charged(session)

    desk.post(f"{LIST}waive/{charge.pk}/", {"reason": "They rang in time"})

    charge.refresh_from_db()
    assert (state_of_charge(charge), charge.waived_by, charge.reason) == ("waived", officer, "They rang in time")


def test_waiving_needs_a_reason(desk, session):
    charge = charged(session)

    answer = desk.post(f"{LIST}waive/{charge.pk}/", {"reason": " "})

    assert list(answer.context["form"].errors) == ["reason"]


def test_a_charge_is_waived_once(desk, session):
    charge = charged(session)
    for reason in ("First", "Second"):
        answer = desk.post(f"{LIST}waive/{charge.pk}/", {"reason": reason})

    assert answer.context["form"].non_field_errors() == ["This charge is waived already."]
    assert Charge.objects.get().reason == "First"


def test_what_finance_has_is_credited_when_it_is_waived(officer, session):
    charge = charged(session)
    give_to_finance(Charge.objects.all(), by=officer)
    waive_charge(Charge.objects.get(), reason="A mistake", by=officer)
    to_credit = state_of_charge(Charge.objects.get())

    give_to_finance(Charge.objects.all(), by=officer)

    assert (to_credit, state_of_charge(Charge.objects.get(pk=charge.pk))) == ("to_credit", "credited")


def test_a_credited_charge_that_counts_again_goes_to_finance_anew(officer, session):
    booking = factories.make_booking(session)
    finish_session(session, source=Source.REGISTER, by=officer)
    give_to_finance(Charge.objects.all(), by=officer)
    reopen_session(session, reason="Wrong", by=officer)
    attendance = tick(booking, by=officer)
    finish_session(session, source=Source.REGISTER, by=officer)
    give_to_finance(Charge.objects.all(), by=officer)
    reopen_session(session, reason="Right after all", by=officer)
    set_extent(attendance, extent="none", by=officer)

    finish_session(session, source=Source.REGISTER, by=officer)

    assert state_of_charge(Charge.objects.get()) == "to_give"


def test_the_sessions_page_leads_to_its_charges(desk, session):
    charged(session)

    page = desk.get(f"/admin/sessions/inspect/{session.pk}/").text

    assert f'<a href="/admin/charges/?session={session.pk}">1 charge</a> for cancelling late or not coming: £75' in page


def test_finishing_says_beforehand_that_it_charges(desk, session):
    page = desk.get(f"/admin/sessions/finish/{session.pk}/").text

    assert "what that costs their employers is recorded for finance" in page


@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
def test_others_see_and_change_no_charges(browse_as, request, session, who):
    charge = charged(session)
    client = browse_as(request.getfixturevalue(who))

    answers = [client.get(LIST + page) for page in ("", "give/", f"waive/{charge.pk}/", f"history/{charge.pk}/")]
    answers += [client.post(f"{LIST}give/", {"charges": charge.pk}), client.post(f"{LIST}waive/{charge.pk}/")]

    assert [answer.status_code for answer in answers if answer.status_code not in {302, 403, 404}] == []
    assert [page for page in answers if "Harbour Lane" in page.text] == []
    assert state_of_charge(Charge.objects.get()) == "to_give"


def test_an_administrator_sees_them(browse_as, administrator, session):
    charge = charged(session)

    assert listed(browse_as(administrator)) == [charge.pk]
