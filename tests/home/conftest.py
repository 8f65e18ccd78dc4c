"""The public site as it stands after `manage.py publish_pages`."""

import pytest
from wagtail.models import Site

from design.models import ServiceSettings
from home.models import HomePage
from home.pages import publish_pages
from sessions.models import SessionSettings


@pytest.fixture
def home(db):
    publish_pages()
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get()


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
