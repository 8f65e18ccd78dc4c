"""The years of the demonstration that are over, loaded once for each module that asks."""

from datetime import date

import pytest
from django.db import transaction

from home.demonstration.catalogue import load_catalogue
from home.demonstration.past_years import load_past_years
from home.demonstration.places import load_places
from reports.making import Asked, make_report
from reports.periods import read_period


@pytest.fixture(scope="module")
def past_years(django_db_setup, django_db_blocker):
    """2015/16, 2016/17 and 2025/26 as `manage.py demo` enters them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        load_catalogue(this_year_starts=date(2026, 4, 1))
        load_past_years(last_year=2025)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def published(past_years, db):
    """The report of the published year."""
    return make_report(Asked(read_period("2016/17")))
