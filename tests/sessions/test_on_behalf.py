import pytest

from courses.models import BookingTerms
from outbox.models import Message
from people.models import Badge
from sessions.models import Attendance, Booking
from tests import factories


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def drivers_session(db):
    return factories.make_session(factories.make_course(audience="taxi-trade"))


def said(**facts):
    return {
        "name": "Amina Kowalska",
        "email": "amina@example.org",
        "organisation": "Quay Trust",
        "role": "Nurse",
    } | facts


def book_for(desk, session, **facts):
    return desk.post(f"/admin/sessions/book/{session.pk}/", said(**facts))


def test_an_officer_books_for_somebody(desk, officer, session):
    book_for(desk, session)

    booking = Booking.objects.get()
    assert (booking.delegate.name, booking.booked_by_staff) == ("Amina Kowalska", officer)


def test_somebody_booked_for_gets_the_usual_mail(desk, session):
    book_for(desk, session)

    assert list(Message.objects.values_list("kind", "to")) == [("confirmed", "amina@example.org")]


def test_somebody_without_an_address_is_booked_and_to_be_told(desk, session):
    response = book_for(desk, session, email="", phone="01632 960123")

    [message] = response.wsgi_request._messages
    booking = Booking.objects.get()
    link = f'<a href="/admin/bookings/inspect/{booking.pk}/">{booking.reference.upper()}</a>'
    said = f"The place is booked. There is no e-mail address: tell them yourself. Their reference is {link}."
    assert (str(message).strip(), booking.phone) == (said, "01632 960123")


@pytest.mark.parametrize(
    ("email", "button", "said"),
    [
        ("amina@example.org", "Cancel the booking and tell them", "will be written to."),
        ("", "Cancel the booking", "has no e-mail address: tell them yourself."),
    ],
)
def test_cancelling_says_who_is_to_be_told(desk, session, email, button, said):
    booking = factories.make_booking(session, person=factories.make_person(name="Amina Kowalska", email=email))

    page = desk.get(f"/admin/bookings/cancel/{booking.pk}/")

    assert page.context["lead"] == [f"Amina Kowalska loses the place in {session} and {said}"]
    assert (str(page.context["button"]), page.text.count("Back to the session")) == (button, 0)
    assert f'href="/admin/bookings/inspect/{booking.pk}/">Back to the booking' in page.text


def test_the_same_form_sent_again_is_one_booking(desk, session):
    nonce = "6f1c9d0e-0b3c-4b8e-9d5e-8f2f5f1f7a11"

    book_for(desk, session, nonce=nonce)
    book_for(desk, session, nonce=nonce)

    assert Booking.objects.count() == 1


def test_nothing_typed_is_lost_when_the_session_is_full(desk, course):
    session = factories.make_session(course, capacity=1)
    factories.make_booking(session)

    form = book_for(desk, session).context["form"]

    assert form.non_field_errors() == ["The last place has just gone."]
    assert form["name"].value() == "Amina Kowalska"


def test_a_driver_is_booked_with_the_badge(desk, drivers_session, authority):
    book_for(desk, drivers_session, authority=authority.pk, number="NV 0441")

    assert Booking.objects.get().badge == Badge.objects.get(authority=authority, number_key="NV0441")


def test_a_driver_who_walks_in_is_entered_with_the_badge(desk, drivers_session, authority):
    typed = said(authority=authority.pk, number="NV 0441")

    desk.post(f"/admin/sessions/register/{drivers_session.pk}/", typed)

    assert Attendance.objects.get().badge == Badge.objects.get(authority=authority, number_key="NV0441")


def test_a_trainer_books_for_nobody(browse_as, trainer_user, course):
    session = factories.make_session(course, slots=[{"trainer": trainer_user.trainer, "minutes": 60}])

    response = book_for(browse_as(trainer_user), session)

    assert (response.status_code, Booking.objects.count()) == (404, 0)


class TestBesideTheTerms:
    """An officer is warned of what the terms say, and may know better."""

    @pytest.fixture
    def for_schools(self):
        terms = BookingTerms.objects.create(name="Schools", starts_on="2026-01-01", places_per_organisation=1)
        terms.organisation_types.add(factories.make_organisation_type(name="School"))
        return factories.make_session(factories.make_course(terms=terms))

    def test_an_officer_is_warned_and_nothing_is_lost(self, desk, for_schools):
        form = book_for(desk, for_schools).context["form"]

        [warning] = form.errors["regardless"]
        assert warning.startswith("They could not book this themselves. They would be told: It is for people who work")
        assert (form["name"].value(), form["regardless"].is_hidden) == ("Amina Kowalska", False)
        assert Booking.objects.count() == 0

    def test_an_officer_books_all_the_same(self, desk, for_schools):
        book_for(desk, for_schools, regardless="on")

        assert Booking.objects.get().delegate.name == "Amina Kowalska"

    def test_an_officer_is_warned_of_the_limit(self, desk):
        terms = BookingTerms.objects.create(name="One each", starts_on="2026-01-01", places_per_organisation=1)
        session = factories.make_session(factories.make_course(terms=terms))
        factories.make_booking(session, person=factories.make_person(organisation="Quay trust"))

        form = book_for(desk, session).context["form"]

        assert "An organisation can have one place on each date." in form.errors["regardless"][0]

    def test_the_box_is_not_shown_before_there_is_a_reason(self, desk, session):
        form = desk.get(f"/admin/sessions/book/{session.pk}/").context["form"]

        assert form["regardless"].is_hidden is True
