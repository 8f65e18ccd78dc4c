"""Makers of the test cast: plain functions that go through the product's verbs, so that what they make is possible.

Each takes the facts a test cares about and makes up the rest. A booking or a sign-in for a session that is over is made
at its own time.
"""

import functools
import itertools
from contextlib import nullcontext
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update, reference_index_auto_update_disabled

from courses.models import Audience, Course, GroupingSet, ReportingSector
from people.models import Badge, LicensingAuthority, Organisation, OrganisationType, StaffUser, Trainer, Venue

PASSWORD = "lantern-orchard-71"
LONDON = ZoneInfo("Europe/London")
numbers = itertools.count(1)


def london(year, month, day, hour=0, minute=0):
    """Return the instant at which a clock in London shows this."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def next_week(hour=10):
    """Return an hour of the clock in London, seven days from now."""
    day = timezone.localdate(timezone=LONDON) + timedelta(days=7)
    return datetime.combine(day, time(hour), tzinfo=LONDON).astimezone(UTC)


def unindexed(make):
    """Make without entering Wagtail's index of references, which is a third of the work and which no test looks at."""

    @functools.wraps(make)
    def maker(*args, **facts):
        if getattr(reference_index_auto_update_disabled, "value", False):
            return make(*args, **facts)
        with disable_reference_index_auto_update():
            return make(*args, **facts)

    return maker


def make_user(role="", **facts):
    """Make somebody with an account, in the group of `role` (see people.roles) if one is named."""
    facts = {"email": f"staff{next(numbers)}@example.org", "password": PASSWORD} | facts
    user = StaffUser.objects.create_user(**facts)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


@unindexed
def make_authority(**facts):
    return LicensingAuthority.objects.create(**{"name": f"Northvale Council {next(numbers)}"} | facts)


def make_badge(authority, **facts):
    return Badge.objects.create(authority=authority, **{"number": f"NV{next(numbers):05}"} | facts)


@unindexed
def make_organisation_type(**facts):
    return OrganisationType.objects.create(**{"name": f"Primary school {next(numbers)}"} | facts)


@unindexed
def make_organisation(**facts):
    return Organisation.objects.create(**{"name": f"Harbour Lane School {next(numbers)}"} | facts)


@unindexed
def make_venue(**facts):
    return Venue.objects.create(
        **{"name": f"Mill Street Centre {next(numbers)}", "address": "1 Mill Street, Northvale"} | facts
    )


@unindexed
def make_trainer(**facts):
    return Trainer.objects.create(**{"name": f"Tariq Osei {next(numbers)}"} | facts)


@unindexed
def make_course(*, audience="professionals", **facts):
    """Make a course; `audience` is one of the seven that come with the first migration, by its short name."""
    number = next(numbers)
    given = {"title": f"Seeing the signs {number}", "slug": f"seeing-the-signs-{number}", "length_minutes": 120}
    return Course.objects.create(audience=Audience.objects.get(slug=audience), **given | facts)


@unindexed
def make_sector(label, *, audience="professionals", starts_on="2016-04-01", **facts):
    """Make a row of the report table of `audience`, in the grouping set that begins on `starts_on`."""
    rows, _made = GroupingSet.objects.get_or_create(
        audience=Audience.objects.get(slug=audience), starts_on=starts_on, defaults={"name": f"From {starts_on}"}
    )
    return ReportingSector.objects.create(grouping_set=rows, label=label, **facts)


@unindexed
def make_session(course=None, *, days=None, starts_at=None, minutes=120, **facts):
    """Plan a session: open, 20 places, next week at ten for two hours, unless the facts say otherwise."""
    from sessions.scheduling import plan_session

    starts_at = starts_at or next_week()
    days = days or [(starts_at, starts_at + timedelta(minutes=minutes))]
    given = {"status": "open", "capacity": 20}
    return plan_session(course or make_course(), days=days, **given | facts)


def make_person(**facts):
    """Say who somebody is, as they would: with an e-mail address of their own."""
    from people.delegates import Person

    number = next(numbers)
    return Person(**{"name": f"Amina Kowalska {number}", "email": f"amina{number}@example.org"} | facts)


def make_delegate(**facts):
    from people.delegates import know_delegate

    return know_delegate(make_person(**facts))


def make_booking(session, *, person=None, at=None, **facts):
    """Book a place for `person`; `at` is when, by default now, or a week before a session that has begun."""
    from sessions.booking import book_place

    if at is None and session.starts_at <= timezone.now():
        at = session.starts_at - timedelta(days=7)
    with at_its_time(at):
        return book_place(session, person=person or make_person(), **{"nonce": uuid4()} | facts)


def make_attendance(session, *, booking=None, person=None, at=None, **facts):
    """Sign somebody in at the door, as booked or as a walk-in; facts such as `extent` are set afterwards."""
    from sessions.door import sign_in_booked, sign_in_walk_in

    with at_its_time(at or session.starts_at):
        if booking:
            attendance = sign_in_booked(booking, entry_key=uuid4())
        else:
            attendance = sign_in_walk_in(session, person=person or make_person(), entry_key=uuid4())
    for name, value in facts.items():
        setattr(attendance, name, value)
    if facts:
        attendance.save(update_fields=list(facts))
    return attendance


def at_its_time(moment):
    """Return a context in which it is `moment`; None leaves the clock alone."""
    return time_machine.travel(moment, tick=False) if moment else nullcontext()


def another_office():
    """Return somebody who books for others, each time with another address."""
    from sessions.groups import Booker

    return Booker(name="Rosalind Achebe", email=f"office-{uuid4().hex[:8]}@example.org")


def make_group(session, *, people=(), places=0, contact=None, **facts):
    """Book places for `people` and more for those named later, under one contact; returns the BookingContact."""
    from sessions.groups import Booker, book_group

    contact = contact or Booker(name="Rosalind Achebe", email="office@example.org", organisation="Harbour Lane School")
    nameless = [None] * (places - len(people))
    return book_group(session, contact=contact, people=[*people, *nameless], **{"nonce": uuid4()} | facts)
