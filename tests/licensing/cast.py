"""Drivers who came to training, made through the door."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from licensing.models import Policy
from tests.factories import LONDON, make_attendance, make_badge, make_course, make_person, make_session


def days_ago(days, hour=10):
    day = timezone.localdate(timezone=LONDON) - timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def make_taxi_session(*, days=7, **facts):
    """Plan a session for drivers that was `days` days ago, in a hall that is never full."""
    return make_session(make_course(audience="taxi-trade"), starts_at=days_ago(days), capacity=None, **facts)


def make_training(authority, *, session=None, name="Farah Quist", number="", **facts):
    """Let a driver of `authority` walk in to a session: last week's, unless another is given."""
    badge = make_badge(authority, **({"number": number} if number else {}))
    person = make_person(name=name, email="", badge=badge)
    return make_attendance(session or make_taxi_session(), person=person, **facts)


def make_policy(authority, **facts):
    return Policy.objects.create(authority=authority, **{"starts_on": "2015-04-01"} | facts)
