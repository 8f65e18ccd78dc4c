"""The public site as it stands after `manage.py publish_pages`."""

import pytest
from wagtail.models import Locale, Site

from design.models import ServiceSettings
from home import content
from home.models import HomePage, TrainingIndexPage
from home.pages import publish_below, publish_home, publish_pages
from sessions.models import SessionSettings


@pytest.fixture
def home(db):
    publish_pages()
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get()


@pytest.fixture
def training(db):
    """Only the front page and the list of training, for tests that need no other page."""
    home = publish_home(Locale.objects.get())
    Site.clear_site_root_paths_cache()
    return publish_below(home, TrainingIndexPage(**content.training.PAGE))


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
