"""Booking terms in the back office: made, reworded, read, replaced."""

import re
from datetime import date
from html import unescape

import pytest

from courses.models import BookingTerms, ChargeRate
from courses.replacing import replace_terms
from courses.terms_viewset import rates_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def terms():
    return BookingTerms.objects.create(name="Standard", starts_on=date(2026, 4, 1), places_per_organisation=3)


@pytest.fixture
def used(terms):
    factories.make_booking(factories.make_session(factories.make_course(terms=terms)))
    return terms


def typed(*rates, **facts):
    given = {
        "name": "Standard",
        "starts_on": "2026-04-01",
        "permission": "not_asked",
        "permission_reminder_days": "3",
        "booking_closes_hours_before": "0",
        "places_at_once": "10",
        "free_cancellation_working_days": "5",
        "half_day_minutes": "240",
        "offer_hours": "48",
        "late_minutes": "15",
        "early_minutes": "15",
        "reminder_days": "14,5,1",
        "charge_rates-TOTAL_FORMS": str(len(rates)),
        "charge_rates-INITIAL_FORMS": "0",
    }
    lines = {f"charge_rates-{n}-{name}": value for n, rate in enumerate(rates) for name, value in rate.items()}
    return given | lines | facts


def charge(**facts):
    return {"organisation_type": "", "length": "any", "late_cancellation": "50", "no_show": "75"} | facts


def test_terms_are_made_with_their_charges(desk):
    school = factories.make_organisation_type(name="School")

    desk.post("/admin/booking-terms/new/", typed(charge(), charge(organisation_type=school.pk)))

    terms = BookingTerms.objects.get()
    assert [str(rate) for rate in rates_of(terms)] == ["School, Any length", "Everybody else, Any length"]
    assert terms.has_conditions is True


@pytest.mark.parametrize("length", ["any", "half_day"])
def test_there_is_one_line_for_each_type_and_length(desk, length):
    answer = desk.post("/admin/booking-terms/new/", typed(charge(length=length), charge(length=length)))

    [_first, second] = answer.context["form"].formsets["charge_rates"].forms
    assert second.errors["length"] == ["There is a line for this type and length already."]
    assert BookingTerms.objects.count() == 0


def test_the_days_of_reminders_are_kept_in_order(desk):
    desk.post("/admin/booking-terms/new/", typed(reminder_days="1 14; 5"))

    assert BookingTerms.objects.get().reminder_days == "14,5,1"


@pytest.mark.parametrize("days", ["a fortnight", "0", "91"])
def test_days_that_are_none_are_refused_beside_the_field(desk, days):
    answer = desk.post("/admin/booking-terms/new/", typed(reminder_days=days))

    assert answer.context["form"].errors["reminder_days"] == [
        "Type whole days from 1 to 90 with commas between, like 14,5,1."
    ]


def test_months_need_a_course(desk):
    answer = desk.post("/admin/booking-terms/new/", typed(prerequisite_months="24"))

    assert answer.context["form"].errors["prerequisite"] == ["Choose the course, or take the months away."]


def folded(page):
    """Return the headings of the parts of the form that are closed to begin with."""
    parts = re.findall(r'<section class="w-panel([^"]*)".*?data-panel-heading-text>(.*?)</span>', page.text, re.S)
    return [unescape(heading) for classes, heading in parts if "collapsed" in classes]


class TestTheForm:
    def test_shows_what_is_changed_most_and_folds_the_rest(self, desk):
        page = desk.get("/admin/booking-terms/new/")

        assert folded(page) == ["Manager's permission", "Who may book", "Waiting list", "Before and on the day"]

    @pytest.mark.parametrize(
        "set_already",
        [{"permission": "approved"}, {"offers_places": False}, {"late_minutes": 20}, {"prerequisite_months": 12}],
    )
    def test_a_part_in_which_something_is_set_is_open(self, desk, terms, set_already):
        BookingTerms.objects.update(**set_already)

        assert len(folded(desk.get(f"/admin/booking-terms/edit/{terms.pk}/"))) == 3

    def test_a_kind_of_organisation_that_is_set_opens_its_part(self, desk, terms):
        terms.organisation_types.add(factories.make_organisation_type(name="School"))

        assert "Who may book" not in folded(desk.get(f"/admin/booking-terms/edit/{terms.pk}/"))

    def test_what_was_typed_into_a_part_keeps_it_open(self, desk):
        switches = {"exempts_without_manager": "on", "offers_places": "on"}

        page = desk.post("/admin/booking-terms/new/", typed(name="", late_minutes="20", **switches))

        assert folded(page) == ["Manager's permission", "Who may book", "Waiting list"]


def test_terms_that_nobody_booked_under_are_reworded(desk, terms):
    desk.post(f"/admin/booking-terms/edit/{terms.pk}/", typed(late_minutes="20"))

    terms.refresh_from_db()
    assert terms.late_minutes == 20


def test_terms_in_use_are_only_read(desk, used):
    answer = desk.get(f"/admin/booking-terms/edit/{used.pk}/", follow=True)

    assert answer.redirect_chain == [(f"/admin/booking-terms/inspect/{used.pk}/", 302)]
    assert f'href="/admin/booking-terms/replace/{used.pk}/"' in answer.text


def test_terms_in_use_are_not_reworded(desk, used):
    answer = desk.post(f"/admin/booking-terms/edit/{used.pk}/", typed(late_minutes="20"), follow=True)

    used.refresh_from_db()
    assert (used.late_minutes, "Nothing has been changed" in answer.text) == (15, True)


def test_terms_are_replaced_from_a_date(desk, used):
    ChargeRate.objects.create(terms=used, late_cancellation=50)

    answer = desk.post(f"/admin/booking-terms/replace/{used.pk}/", {"starts_on": "2100-04-01"})

    new = BookingTerms.objects.get(replaces=used)
    assert answer["Location"] == f"/admin/booking-terms/edit/{new.pk}/"
    assert (new.starts_on, new.places_per_organisation, new.charge_rates.count()) == (date(2100, 4, 1), 3, 1)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("", "Choose the first day."),
        ("2026-05-01", "This day is past. Choose today or a later day."),
        ("2026-04-01", "The terms they replace begin on 1 April 2026. Choose a later day."),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_the_field(desk, terms, day, told):
    answer = desk.post(f"/admin/booking-terms/replace/{terms.pk}/", {"starts_on": day})

    assert answer.context["form"].errors["starts_on"] == [told]
    assert BookingTerms.objects.count() == 1


def test_a_second_replacement_leads_to_the_first(desk, terms, officer):
    replace_terms(terms, starts_on=date(2100, 1, 1), by=officer)

    answer = desk.post(f"/admin/booking-terms/replace/{terms.pk}/", {"starts_on": "2101-01-01"})

    assert answer.context["form"].non_field_errors() == [
        "These terms are replaced from 1 January 2100 already. Change those instead."
    ]


def test_a_replacement_that_has_not_begun_is_changed_and_removed(desk, used, officer):
    new = replace_terms(used, starts_on=date(2100, 1, 1), by=officer)

    desk.post(f"/admin/booking-terms/edit/{new.pk}/", typed(starts_on="2099-01-01", late_minutes="0"))
    changed = BookingTerms.objects.get(pk=new.pk)
    desk.post(f"/admin/booking-terms/delete/{new.pk}/")

    assert (changed.starts_on, changed.late_minutes) == (date(2099, 1, 1), 0)
    assert list(BookingTerms.objects.all()) == [used]


def test_a_replacement_is_not_moved_before_what_it_replaces(desk, terms, officer):
    new = replace_terms(terms, starts_on=date(2100, 1, 1), by=officer)

    answer = desk.post(f"/admin/booking-terms/edit/{new.pk}/", typed(starts_on="2026-04-01"))

    assert answer.context["form"].errors["starts_on"] == [
        "The terms they replace begin on 1 April 2026. Choose a later day."
    ]


def test_terms_in_use_are_not_removed(desk, used):
    desk.post(f"/admin/booking-terms/delete/{used.pk}/")

    assert BookingTerms.objects.count() == 1


def test_a_course_is_given_terms_of_today_only(desk, terms, officer):
    later = replace_terms(terms, starts_on=date(2100, 1, 1), by=officer)

    choices = desk.get("/admin/courses/new/").context["form"].fields["terms"].queryset

    assert (list(choices), later in choices) == ([terms], False)


@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
@pytest.mark.parametrize("page", ["replace", "edit", "inspect"])
def test_others_neither_read_nor_replace_terms(browse_as, request, terms, who, page):
    client = browse_as(request.getfixturevalue(who))

    answers = [client.get(f"/admin/booking-terms/{page}/{terms.pk}/")]
    if page != "inspect":
        answers.append(client.post(f"/admin/booking-terms/{page}/{terms.pk}/", {"starts_on": "2100-01-01"}))

    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert BookingTerms.objects.count() == 1
