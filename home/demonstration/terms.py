"""Booking terms as partnerships have them, and the charges that came of them."""

from datetime import timedelta

from django.utils import timezone

from courses.models import BookingTerms, ChargeRate, Course
from courses.replacing import replace_terms
from design.words import LONDON
from home.demonstration import cast
from people.models import OrganisationType
from sessions.models import Charge
from sessions.settling_charges import give_to_finance, waive_charge

SMALL_BUDGETS = ["Primary school", "Special school", "Voluntary organisation", "Youth service"]
HALF, FULL = ChargeRate.Length.HALF_DAY, ChargeRate.Length.FULL_DAY


def load_terms(*, first_day):
    """Make the terms by name: free, for drivers, charged by sector and length, approved by a manager."""
    made = {
        "Standard": BookingTerms(),
        "Drivers": BookingTerms(booking_closes_hours_before=2),
        "Charged by half and full day": BookingTerms(booking_closes_hours_before=24),
        "Residential care": BookingTerms(places_per_organisation=8),
        "Health, with the manager's approval": BookingTerms(permission=BookingTerms.Permission.APPROVED),
    }
    for name, terms in made.items():
        terms.name, terms.starts_on = name, first_day
        terms.save()
    for name in ("Charged by half and full day", "Residential care"):
        load_rates(made[name])
    return made


def load_rates(terms):
    """Charge £75 for half a day and £150 for a full one, and £50 and £75 where budgets are small."""
    for kind in [None, *OrganisationType.objects.filter(name__in=SMALL_BUDGETS)]:
        half, full = (75, 150) if kind is None else (50, 75)
        for length, amount in ((HALF, half), (FULL, full)):
            ChargeRate.objects.create(
                terms=terms, organisation_type=kind, length=length, late_cancellation=amount, no_show=amount
            )


def load_what_followed():
    """Do what officers did about terms and charges after people had booked."""
    ask_for_the_first_course()
    settle_charges()


def ask_for_the_first_course():
    """From today on, training for residential staff follows the first course; those who booked before are in."""
    terms = BookingTerms.objects.get(name="Residential care")
    today = timezone.localdate(timezone=LONDON)
    new = replace_terms(terms, starts_on=today, by=cast.officer())
    new.prerequisite, new.prerequisite_months = Course.objects.get(slug="seeing-the-signs"), 36
    new.save()


def settle_charges():
    """Finance has the oldest charge; one is waived; the others wait for the month's end."""
    charges = Charge.objects.select_related("booking__session").order_by("booking__session__ends_at", "pk")
    for charge in charges:
        Charge.objects.filter(pk=charge.pk).update(made_at=charge.booking.session.ends_at + timedelta(hours=2))
    oldest, *others = charges
    give_to_finance(Charge.objects.filter(pk=oldest.pk), by=cast.officer())
    waive_charge(others[0], reason="They rang in time, and nobody wrote it down.", by=cast.officer())
