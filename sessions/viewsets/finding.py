"""The one box, on the back office's first page and beside every other: from what somebody remembers to who they are."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.search import SearchArea

from sessions.finding import bookings_mentioning, walk_ins_mentioning
from sessions.visibility import plans_sessions


class FindView(View):
    """Opens the booking that is meant, or the register with the walk-in, where only one can be; otherwise the list."""

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        text = request.GET.get("q", "").strip()
        found = bookings_mentioning(text).order_by().values_list("pk", flat=True)[:2]
        walked_in = [] if len(found) > 1 else walk_ins_mentioning(text).values_list("pk", "session_id")[:2]
        if len(found) == 1 and not walked_in:
            return redirect("bookings:inspect", found[0])
        if len(walked_in) == 1 and not found:
            [(attendance, session)] = walked_in
            return redirect(reverse("sessions:register", args=[session]) + f"#attendance-{attendance}")
        return redirect(reverse("bookings:index") + "?" + urlencode({"q": text}))


class BookingSearchArea(SearchArea):
    """Makes the box in the side bar find bookings, for those who may see them."""

    def __init__(self):
        super().__init__(_("Bookings"), reverse("bookings:find"), name="bookings", icon_name="clipboard-list", order=1)

    def is_shown(self, request):
        return plans_sessions(request.user)
