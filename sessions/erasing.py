"""What of a person is taken from certificates when they are erased, so that old codes still get an answer.

A certificate keeps course, day and status of its own and needs nobody's record; without name and initials its page says
that the record is no longer held, and it is never printed, compared or issued anew. Rows are emptied, not deleted:
attendances are counted for good, and certificates hang on them.
"""

from django.db import transaction
from django.utils import timezone

from sessions.models import Attendance, Certificate


@transaction.atomic
def forget_holder(delegate):
    """Take somebody's name from all their certificates, whatever became of these; return from how many."""
    attended = Attendance.objects.filter(delegate=delegate)
    attended.exclude(name_wished="").update(name_wished="", changed_at=timezone.now())
    held = Certificate.objects.filter(attendance__delegate=delegate).exclude(name_printed="")
    return held.update(name_printed="", initials="", reason="")
