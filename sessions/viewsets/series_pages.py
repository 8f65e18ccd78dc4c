"""What every page about one series shares: its sessions, and the way back."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from sessions.clashes import with_what_clashes
from sessions.models import Series, TrainingRequest, TrainingSession
from sessions.models.booking import LIVE
from sessions.viewsets.pages import RecordPage


def sessions_of(series):
    """Return a series' sessions in order of date, each with how many people hear of a change."""
    live, hosts = Q(bookings__status__in=LIVE), Q(requests__kind=TrainingRequest.Kind.COME_TO_US)
    counts = {
        "told": Count("bookings", filter=live & ~Q(bookings__email=""), distinct=True),
        "to_ring": Count("bookings", filter=live & Q(bookings__email=""), distinct=True),
        "hosts": Count("requests", filter=hosts & Q(requests__status=TrainingRequest.Status.PLANNED), distinct=True),
    }
    found = TrainingSession.objects.filter(series=series).annotate(**counts).order_by("starts_at", "pk")
    return with_what_clashes(found.select_related("course__audience", "venue", "host", "sector", "area"))


class SeriesPage(RecordPage):
    """A page about the series `self.series`."""

    header_icon = "order"
    office, list_label = "series", _("Series")

    def find(self, pk):
        self.series = get_object_or_404(Series.objects.select_related("course"), pk=pk)
        return self.series
