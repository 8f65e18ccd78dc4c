"""Which training is right for somebody: the courses of a role in their order, and when each can be done next."""

from dataclasses import dataclass
from itertools import groupby, islice

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.models import Course, Pathway, PathwayStep
from home.dates import LOOKED_AT, public_sessions, rows_of
from sessions.models import SessionSettings

DATES_A_STEP = 2


@dataclass(frozen=True)
class Step:
    """One course of a pathway as the public sees it."""

    course: Course
    again_after_months: int | None
    rows: list


def offered_steps():
    """Return the steps whose courses the public may see, each pathway's in its order."""
    steps = PathwayStep.objects.filter(course__is_offered=True).select_related("course__audience")
    return steps.order_by("order", "pk")


def pathways_by_audience():
    """Return (audience, pathways) pairs; a pathway is for whom its first course is for. One query.

    Each pathway has its `courses`. One without courses to offer is left out.
    """
    steps = offered_steps().select_related("pathway", "course__audience").order_by("pathway__name", "order", "pk")
    pathways = []
    for pathway, its_steps in groupby(steps, key=lambda step: step.pathway):
        pathway.courses = [step.course for step in its_steps]
        pathways.append(pathway)
    pathways.sort(key=lambda pathway: audience_of(pathway).order)
    return [(audience, list(those)) for audience, those in groupby(pathways, key=audience_of)]


def audience_of(pathway):
    return pathway.courses[0].audience


def walk_pathway(pk):
    """Return a pathway and its steps with their next dates; one without courses to offer is as good as none."""
    pathway = get_object_or_404(Pathway, pk=pk)
    steps = list(offered_steps().filter(pathway=pathway))
    if not steps:
        raise Http404
    rows = next_rows([step.course for step in steps])
    return pathway, [
        Step(
            step.course,
            again_after_months=step.refresher_months or step.course.refresher_months,
            rows=list(islice((row for row in rows if row.session.course_id == step.course_id), DATES_A_STEP)),
        )
        for step in steps
    ]


def next_rows(courses):
    """Return rows for the next dates of each course that are not closed."""
    nth = Window(RowNumber(), partition_by="course", order_by=["starts_at", "pk"])
    sessions = public_sessions().filter(course__in=courses).annotate(nth=nth).filter(nth__lte=DATES_A_STEP * LOOKED_AT)
    rows = rows_of(sessions, few_places=SessionSettings.load().few_places)
    return [row for row in rows if not row.is_closed]
