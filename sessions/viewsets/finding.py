"""The one box, on the back office's first page and beside every other: from what somebody remembers to a booking."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.search import SearchArea

from sessions.finding import bookings_mentioning
from sessions.visibility import plans_sessions


class FindView(View):
    """Opens the booking that is meant, where only one can be; otherwise the list of those that may be."""

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        text = request.GET.get("q", "").strip()
        found = bookings_mentioning(text).order_by().values_list("pk", flat=True)[:2]
        if len(found) == 1:
            return redirect("bookings:inspect", found[0])
        return redirect(reverse("bookings:index") + "?" + urlencode({"q": text}))


class BookingSearchArea(SearchArea):
    """Makes the box in the side bar find bookings, for those who may see them."""

    def __init__(self):
        super().__init__(_("Bookings"), reverse("bookings:find"), name="bookings", icon_name="clipboard-list", order=1)

    def is_shown(self, request):
        return plans_sessions(request.user)
