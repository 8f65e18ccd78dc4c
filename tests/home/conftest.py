"""The public site as it stands after `manage.py publish_pages`."""

import pytest
from django.db import transaction
from wagtail.models import Site

from design.models import ServiceSettings
from home.models import HomePage, TrainingIndexPage
from home.pages import publish_pages
from sessions.models import SessionSettings


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """Every page, published once for a module and taken away after it: it takes as long as forty requests."""
    with django_db_blocker.unblock(), transaction.atomic():
        publish_pages()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def home(published, db):
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get()


@pytest.fixture
def training(published, db):
    Site.clear_site_root_paths_cache()
    return TrainingIndexPage.objects.get()


@pytest.fixture
def contact(db):
    """The settings with telephone numbers, as an administrator would have filled them in."""
    settings = ServiceSettings.load()
    settings.contact_email = "training@example.org"
    settings.hub_phone_by_day = "0114 496 0111"
    settings.hub_phone_out_of_hours = "0114 496 0222"
    settings.save()
    SessionSettings.load()
    return settings
