"""Where staff arrive after signing in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect

from people.roles import LICENSING_OFFICER, has_role


@login_required
def staff_start(request):
    """Lead each person to their own room: licensing officers to their drivers, everybody else to the back office."""
    return redirect("/licensing/" if has_role(request.user, LICENSING_OFFICER) else "wagtailadmin_home")
