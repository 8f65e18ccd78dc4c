"""The demonstration programme: what it shows, and that a second run changes nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from courses.models import Audience, Pathway
from feedback.models import Concern, Response
from home.management.commands.demo import SIGN_INS
from home.pathways import walk_pathway
from licensing.drivers import trainings_for
from outbox.models import Message
from people.models import Delegate, OrganisationType, StaffUser
from people.roles import PERMISSIONS
from sessions.door import is_door_open
from sessions.models import Attendance, Certificate, SessionStatus, TrainingSession

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole programme, loaded once for this module and taken away after it."""
    with django_db_blocker.unblock(), override_settings(DEMONSTRATION=True), transaction.atomic():
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(loaded, db, settings):
    settings.DEMONSTRATION = True


def upcoming(**facts):
    return TrainingSession.objects.listed().upcoming().filter(**facts)


def rows_in_all_tables():
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def test_a_second_run_changes_nothing(demonstration):
    before, out = rows_in_all_tables(), StringIO()

    call_command("demo", stdout=out)

    assert rows_in_all_tables() == before
    assert out.getvalue() == "The demonstration programme is here already; nothing was changed.\n"


@pytest.mark.parametrize(("role", "email", "password"), SIGN_INS)
def test_each_role_can_sign_in(role, email, password, demonstration, rf):
    user = authenticate(rf.get("/"), email=email, password=password)

    assert user == StaffUser.objects.get(email=email, groups__name=role)


def test_there_is_an_account_for_each_role():
    assert {role for role, _email, _password in SIGN_INS} >= {
        "Education officers",
        "Trainers",
        "Licensing officers",
        "Editors",
        "Administrators",
    }
    assert {role for role, _email, _password in SIGN_INS} <= set(PERMISSIONS)


def test_signing_in_is_open_today(demonstration):
    started = TrainingSession.objects.filter(attendances__isnull=False, finished_at__isnull=True).distinct()

    assert [is_door_open(session) for session in started.upcoming()] == [True]


def test_places_are_free_few_and_none(demonstration):
    left = {session.places_left for session in upcoming(course__audience__slug="professionals")}

    assert {0, 2, 13} <= left


def test_a_school_session_is_coming_by_headcount(demonstration):
    coming = TrainingSession.objects.upcoming().filter(course__audience__slug="young-people", status="open")

    assert {session.recorded for session in coming} == {"by_headcount"}


def test_past_sessions_wait_to_be_finished(demonstration):
    assert TrainingSession.objects.unfinished().count() == 2


def test_nothing_takes_place_at_the_weekend_but_today(demonstration):
    others = TrainingSession.objects.exclude(last_day__range=(timezone.localdate(), timezone.localdate() + DAY))

    assert [session for session in others if session.last_day.isoweekday() > 5] == []


DAY = timedelta(days=1)


def test_every_audience_has_a_course_and_every_type_an_organisation(demonstration):
    assert Audience.objects.filter(courses__isnull=True).count() == 0
    assert OrganisationType.objects.filter(organisation__isnull=True).count() == 0


@pytest.mark.parametrize("place", ["northvale", "eastmere"])
def test_each_licensing_officer_has_drivers_confirmed_and_drivers_awaiting(place, demonstration):
    officer = StaffUser.objects.get(email=f"licensing.{place}@example.org")

    confirmed = {training.is_confirmed for training in trainings_for(officer)}

    assert confirmed == {True, False}


def test_people_answered_and_one_was_worried(demonstration):
    assert Response.objects.count() > 80
    assert Concern.objects.count() == 1


def test_as_many_marks_as_named_answers(demonstration):
    marks = Attendance.objects.filter(feedback_given=True).count()

    assert marks == Response.objects.filter(session__recorded="by_name").count()


def test_no_message_waits_to_be_sent(demonstration):
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.STOPPED}


def test_all_addresses_lead_nowhere(demonstration):
    addresses = [*Delegate.objects.values_list("email", flat=True), *StaffUser.objects.values_list("email", flat=True)]

    assert [address for address in addresses if address and not address.endswith("@example.org")] == []


def test_delivered_sessions_have_a_place_in_their_table(demonstration):
    without = TrainingSession.objects.filter(
        status=SessionStatus.DELIVERED, counts_in_tables=True, sector__isnull=True
    ).exclude(course__audience__grouping_sets__isnull=True)

    assert without.count() == 0


def test_the_public_pages_are_published(demonstration, client):
    assert [client.get(address).status_code for address in ["/", "/training/", "/young-people/"]] == [200, 200, 200]


def test_every_pathway_leads_to_a_date(demonstration):
    steps = {pathway.name: walk_pathway(pathway.pk)[1] for pathway in Pathway.objects.all()}

    assert len(steps) == 6
    assert [name for name, those in steps.items() if not any(step.rows for step in those)] == []


def test_something_is_found_online_in_the_evening_and_in_another_language(demonstration, client):
    found = [
        client.get(f"/training/?{query}").context["rows"] for query in ("way=online", "time=evening", "language=Urdu")
    ]

    assert [] not in found


def test_drivers_and_professionals_have_certificates(demonstration):
    courses = set(Certificate.objects.values_list("course_title", flat=True))

    assert courses == {"Safeguarding for drivers", "Seeing the signs of exploitation"}
