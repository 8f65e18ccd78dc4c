"""Days on which a trainer cannot train, as they or an officer say. Planning warns of them and forbids nothing."""

from django.db import transaction
from wagtail.log_actions import log

from people.models import TrainerAbsence


@transaction.atomic
def be_absent(trainer, *, starts_on, ends_on, by, note=""):
    """Enter that a trainer is away from one day to another, both included."""
    absence = TrainerAbsence.objects.create(trainer=trainer, starts_on=starts_on, ends_on=ends_on, note=note)
    log(instance=trainer, action="wagtail.edit", user=by)
    return absence


@transaction.atomic
def be_back(trainer, *, absence, by):
    """Take an absence of this trainer out again; harmless when it is gone already. Another's is left alone."""
    if TrainerAbsence.objects.filter(trainer=trainer, pk=absence).delete()[0]:
        log(instance=trainer, action="wagtail.edit", user=by)
