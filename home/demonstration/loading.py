"""Loading the demonstration programme: all of it or none, once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail import hooks

from courses.models import Course
from design.models import ServiceSettings
from home.demonstration import cast
from home.demonstration.catalogue import load_catalogue
from home.demonstration.coming import load_coming
from home.demonstration.days import year_start
from home.demonstration.licences import load_licences
from home.demonstration.opinions import load_opinions
from home.demonstration.other_activities import load_other_activities
from home.demonstration.past_years import load_past_years
from home.demonstration.places import load_places
from home.demonstration.terms import load_what_followed
from home.demonstration.this_year import load_this_year
from home.pages import publish_pages
from outbox.models import Message
from people.models import StaffUser

NOT_SENT = "Part of the demonstration: nobody was written to."
IDENTITY = {
    "service_name": "Clear Sight training",
    "partnership_name": "Northvale and Eastmere Safeguarding Partnership",
    "strapline": "Training that helps adults notice when a child is being exploited, and act.",
    "contact_email": "training@example.org",
    "contact_phone": "0114 496 0100",
    "hub_name": "Northvale and Eastmere Safeguarding Hub",
    "hub_phone_by_day": "0114 496 0101",
    "hub_hours": "Monday to Friday, 8.45am to 5pm",
    "hub_phone_out_of_hours": "0114 496 0102",
}


def is_loaded():
    return StaffUser.objects.filter(email__in=[email for _role, email, _first, _last in cast.STAFF]).exists()


def holds_other_courses():
    return Course.objects.exists() and not is_loaded()


@transaction.atomic
def load_programme(*, password):
    """Fill an empty database. What verbs would send is kept unsent: the people it is addressed to do not exist."""
    load_places()
    cast.load_staff(password=password)
    load_catalogue(this_year_starts=year_start())
    load_past_years(last_year=year_start().year - 1)
    load_this_year()
    load_coming()
    load_what_followed()
    load_licences()
    load_opinions()
    load_other_activities()
    for load_more in hooks.get_hooks("muster_demonstration"):
        load_more()
    introduce_ourselves()
    publish_pages()
    Message.objects.filter(state=Message.State.WAITING).update(state=Message.State.STOPPED, problem=NOT_SENT)


def introduce_ourselves():
    """Name the made-up partnership; its telephone numbers are from the range kept free for drama."""
    checked = timezone.localdate() - timedelta(days=12)
    settings = ServiceSettings.load()
    for name, value in (IDENTITY | {"numbers_last_checked_on": checked}).items():
        setattr(settings, name, value)
    settings.save()
    settings.help_lines.update(last_checked_on=checked)
