"""Who comes in at all: licensing officers of an authority, and nobody else whatever their other roles."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from people.roles import LICENSING_OFFICER, has_role


def licensing_officers_only(view):
    """Turn everybody else away before anything is looked up, so that the answer says nothing about what there is."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not has_role(request.user, LICENSING_OFFICER):
            raise PermissionDenied
        if not request.user.authority_id:
            return render(request, "licensing/no_authority.html", status=403)
        return view(request, *args, **kwargs)

    return guarded
