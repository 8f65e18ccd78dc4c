"""Whom a licensing officer sees. Every driver, training and confirmation is obtained through the officer, so that what
belongs to another authority does not exist for them: it is the same 404 as what was never there."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from design.words import LONDON
from licensing.models import Confirmation, Policy
from people.keys import badge_key, tidy
from people.models import Badge
from sessions.models import Attendance, SessionStatus

NOT_HELD = [SessionStatus.DRAFT, SessionStatus.CANCELLED]
LARGEST_KEY = 2**63 - 1


def trainings_for(user):
    """Return the attendances of drivers of the officer's authority, at sessions whose last day has come.

    `is_confirmed` says whether a confirmation stands; `standing` holds it. Those awaiting one come first, latest first.
    """
    if not user.authority_id:
        return Attendance.objects.none()
    standing = Confirmation.objects.standing().filter(driver__badge__authority=user.authority_id)
    return (
        Attendance.objects.present()
        .filter(badge__authority=user.authority_id, session__last_day__lte=timezone.localdate(timezone=LONDON))
        .exclude(session__status__in=NOT_HELD)
        .select_related("badge__driver", "delegate", "session__course")
        .annotate(is_confirmed=Exists(standing.filter(attendance=OuterRef("pk"), driver=OuterRef("badge"))))
        .prefetch_related(Prefetch("confirmations", standing.select_related("policy"), to_attr="standing"))
        .order_by("is_confirmed", "-session__last_day", "badge__number_key", "pk")
    )


def drivers_for(user):
    """Return the badges of the officer's authority whose holders came to training or were confirmed."""
    if not user.authority_id:
        return Badge.objects.none()
    came = Exists(trainings_for(user).filter(badge=OuterRef("pk")).order_by())
    was_confirmed = Exists(confirmations_for(user).filter(driver=OuterRef("pk")))
    return Badge.objects.filter(came | was_confirmed, authority=user.authority_id).select_related("driver", "authority")


def confirmations_for(user):
    """Return the confirmations, revoked ones too, of drivers of the officer's authority."""
    if not user.authority_id:
        return Confirmation.objects.none()
    return Confirmation.objects.filter(driver__badge__authority=user.authority_id)


def policies_for(user):
    """Return the policies of the officer's authority, as a list: there are few, and each training asks for one."""
    return list(Policy.objects.filter(authority=user.authority_id)) if user.authority_id else []


def driver_for(user, pk):
    return get_object_or_404(drivers_for(user), pk=pk)


def confirmation_for(user, pk):
    related = confirmations_for(user).select_related("driver__badge", "attendance__session__course", "policy")
    return get_object_or_404(related, pk=pk)


def chosen_trainings_for(user, pks):
    """Return the trainings with these keys, all of them or a 404: one foreign key spoils the whole list."""
    try:
        wanted = {int(pk) for pk in pks}
    except ValueError:
        raise Http404 from None
    found = list(trainings_for(user).filter(pk__in={pk for pk in wanted if 0 < pk <= LARGEST_KEY}))
    if len(found) != len(wanted):
        raise Http404
    return found


def find_drivers(trainings, *, typed):
    """Narrow trainings to those whose badge or name, at the session or on the register, contains what was typed."""
    typed = tidy(typed)
    by_name = Q(delegate__name__icontains=typed) | Q(badge__driver__name__icontains=typed)
    return trainings.filter(by_name | Q(badge__number_key__contains=badge_key(typed))) if typed else trainings
