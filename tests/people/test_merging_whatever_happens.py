"""Merging and undoing under any course of events: no figure changes, and what is undone is as it was."""

import hashlib
import json
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from people.merging import CannotMerge, merge, undo
from people.models import Delegate, Merge, Organisation
from reports.as_data import report_as_data
from reports.making import Asked, make_report
from reports.periods import dates
from sessions.finishing import finish_session
from sessions.models import Attendance, Booking, TrainingSession
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.whole]
ANY = st.integers(min_value=0, max_value=30)
HISTORY = {"people.merge", "people.notthesame"}
MOVES_WITH_EVERY_SAVE = {"changed_at"}
NAMES = ["Vale Primary", "The Vale Primary School", "Quay Trust", "Vale Police"]


def rows():
    """Return a digest of every row of our apps but the history of merges."""
    told = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in {"people", "training_sessions"} and model._meta.label_lower not in HISTORY:
            told += serializers.serialize("python", model._base_manager.order_by("pk"))
    for row in told:
        for name in MOVES_WITH_EVERY_SAVE:
            row["fields"].pop(name, None)
    return hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def by_type():
    """Return how many attended of each kind of employer at each settled session."""
    settled = Attendance.objects.present().filter(session__finished_at__isnull=False).order_by()
    return sorted(settled.values_list("session", "organisation_type").annotate(Count("pk")), key=str)


class Merging(RuleBasedStateMachine):
    """People of four organisations book and attend; officers merge, part, and finish what is over."""

    def __init__(self):
        super().__init__()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.officer = factories.make_user("Education officers", email="merging@example.org")
        kind = factories.make_organisation_type(name="School")
        for number, name in enumerate(NAMES):
            factories.make_organisation(name=name, type=kind if number % 2 else None)
        course, today = factories.make_course(), timezone.now()
        self.past = [factories.make_session(course, starts_at=today - timedelta(days=days)) for days in (2, 3, 4)]
        self.coming = factories.make_session(course)
        people = [
            factories.make_person(name=f"Amina {number}", email=f"amina@{number % 2}.example", organisation=name)
            for number, name in enumerate([*NAMES, "Typed Trust", ""])
        ]
        for number, session in enumerate(self.past):
            for person in people[number : number + 4]:
                factories.make_attendance(session, person=person)
        for person in people[:3]:
            factories.make_booking(self.coming, person=person)
        finish_session(self.past[0], source="register", by=self.officer)
        self.before, self.figures = rows(), self.figures_now()

    def teardown(self):
        try:
            for made in Merge.objects.standing().order_by("-pk"):
                assert undo(made, by=self.officer).left == []
            assert rows() == self.before
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            self.clock.stop()

    def figures_now(self):
        today = timezone.localdate()
        report = report_as_data(make_report(Asked(dates(today - timedelta(days=30), today))))
        # Reach tells of organisations themselves, and two records of one are one afterwards.
        report["sections"] = [section for section in report["sections"] if section["key"] != "reach"]
        return json.dumps(report, default=str, sort_keys=True), by_type()

    @rule(kind=st.sampled_from([Organisation, Delegate]), one=ANY, other=ANY)
    def merge_two(self, kind, one, other):
        found = list(kind._base_manager.order_by("pk"))
        try:
            merge(found[one % len(found)], kept=found[other % len(found)], by=self.officer)
        except CannotMerge:
            return

    @rule(number=ANY)
    def undo_one(self, number):
        found = list(Merge.objects.standing().order_by("pk"))
        try:
            if found:
                undo(found[number % len(found)], by=self.officer)
        except CannotMerge:
            return

    @invariant()
    def no_figure_changes(self):
        assert self.figures_now() == self.figures

    @invariant()
    def nobody_counts_twice_where_the_register_is_open(self):
        open_ones = Attendance.objects.present().filter(session__finished_at__isnull=True)
        people = [
            (each.session_id, each.delegate.merged_into_id or each.delegate_id)
            for each in open_ones.select_related("delegate")
        ]
        assert len(people) == len(set(people))

    @invariant()
    def seats_agree_with_bookings(self):
        seated = Booking.objects.seated().filter(session=self.coming).count()
        assert TrainingSession.objects.get(pk=self.coming.pk).seats_taken == seated


def test_merging_changes_no_figure_and_undoing_restores_every_row():
    run_state_machine_as_test(Merging, settings=settings(max_examples=25, stateful_step_count=12, deadline=None))
