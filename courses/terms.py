"""Which booking terms hold on a day. Terms in use are replaced from a first day on, never reworded."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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


MOST_REMINDERS, LONGEST_BEFORE = 5, 90


def read_reminder_days(text):
    """Return the days before that somebody typed, such as "14, 5, 1", the earliest reminder first; none is allowed.

    Raises ValidationError with the sentence that its writer sees.
    """
    words = [word for word in re.split(r"[,;\s]+", text.strip()) if word]
    if not all(re.fullmatch("[0-9]{1,4}", word) and 1 <= int(word) <= LONGEST_BEFORE for word in words):
        raise ValidationError(
            _("Type whole days from 1 to %(most)s with commas between, like 14,5,1."), params={"most": LONGEST_BEFORE}
        )
    days = sorted({int(word) for word in words}, reverse=True)
    if len(days) > MOST_REMINDERS:
        raise ValidationError(_("At most %(most)s reminders: more are not read."), params={"most": MOST_REMINDERS})
    return days


def reminder_days_of(terms):
    """Return how many days before the start people are reminded, the earliest first; nobody is without terms.

    What was kept before it was checked, and cannot be read, reminds nobody.
    """
    try:
        return read_reminder_days(terms.reminder_days) if terms else []
    except ValidationError:
        return []
