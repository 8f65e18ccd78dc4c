"""Which booking terms hold on a day. Terms in use are replaced from a first day on, never reworded."""

from django.utils import timezone

from design.words import LONDON


def terms_of(course, *, on=None):
    """Return the terms under which a course is booked on a London date (today's if none is given), or None.

    Following `replaced_by` costs a query for each step that was not selected with the course: select
    "course__terms__replaced_by".
    """
    on = on or timezone.localdate(timezone=LONDON)
    terms = course.terms
    while later := getattr(terms, "replaced_by", None):
        if later.starts_on > on:
            break
        terms = later
    return terms
