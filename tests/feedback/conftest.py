import pytest
import time_machine

from feedback.models import FeedbackSettings
from tests import factories
from tests.feedback.cast import AFTER, START


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=START)


@pytest.fixture
def attendance(session):
    return factories.make_attendance(session)


@pytest.fixture
def young_session(db):
    return factories.make_session(factories.make_course(audience="young-people"), starts_at=START, capacity=None)


@pytest.fixture
def parents_session(db):
    return factories.make_session(factories.make_course(audience="parents-and-carers"), starts_at=START, capacity=None)


@pytest.fixture
def afterwards():
    with time_machine.travel(AFTER, tick=False) as clock:
        yield clock


@pytest.fixture
def lead(db):
    """The settings, with a safeguarding lead to be told."""
    settings = FeedbackSettings.load()
    settings.safeguarding_lead_email = "lead@example.org"
    settings.save()
    return settings
