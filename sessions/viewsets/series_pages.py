"""What every page about one series shares: the fence round it, the way back, its sessions."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from sessions.clashes import with_what_clashes
from sessions.models import Series, TrainingRequest, TrainingSession
from sessions.models.booking import LIVE
from sessions.visibility import plans_sessions


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


class SeriesPage(WagtailAdminTemplateMixin):
    """A page about the series `self.series`, for those who plan sessions."""

    header_icon = "order"

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        self.series = get_object_or_404(Series.objects.select_related("course"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.series)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("series:index"), "label": _("Series")},
            {"url": self.room_url, "label": str(self.series)},
            {"url": "", "label": str(self.get_page_title())},
        ]

    @property
    def room_url(self):
        return reverse("series:inspect", args=[self.series.pk])
