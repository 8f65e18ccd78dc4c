"""Which sessions a member of staff may see, and what they may do there."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.shortcuts import get_object_or_404

from people.models import Trainer
from sessions.models import TrainingSession


def plans_sessions(user):
    """Whether somebody plans and changes sessions; trainers only look at theirs."""
    return user.has_perm("training_sessions.change_trainingsession")


def planners(*, besides=None):
    """Return the staff who plan sessions and work here still, and whoever is named `besides` by key."""
    plans = Q(groups__permissions__codename="change_trainingsession") | Q(is_superuser=True)
    plans = Q(plans, is_active=True) | Q(pk=besides)
    return get_user_model().objects.filter(plans).distinct().order_by("last_name", "email")


def sessions_seen_by(user):
    """Return the sessions of a member of staff: all for those who plan them, a trainer's own, none for others."""
    if plans_sessions(user):
        return TrainingSession.objects.all()
    trainer = Trainer.objects.filter(user=user).first()
    if trainer and user.has_perm("training_sessions.view_trainingsession"):
        return TrainingSession.objects.given_by(trainer)
    return TrainingSession.objects.none()


def session_for(user, pk):
    """Return one session that a member of staff may see; another's and a missing one are the same 404."""
    sessions = sessions_seen_by(user).select_related(
        "course__audience", "course__terms__replaced_by", "venue", "area", "host", "sector", "series"
    )
    return get_object_or_404(sessions, pk=pk)
