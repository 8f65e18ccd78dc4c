"""The menu of sessions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from sessions.viewsets.bookings import BookingViewSet
from sessions.viewsets.charges import ChargeViewSet
from sessions.viewsets.matching import MatchingViewSet
from sessions.viewsets.records import PlanFigureViewSet, SeriesViewSet, TrainingRequestViewSet
from sessions.viewsets.sessions import SessionViewSet


class SessionsGroup(ModelViewSetGroup):
    menu_label = _("Sessions")
    menu_icon = "date"
    menu_order = 200
    items = (
        SessionViewSet(),
        BookingViewSet(),
        SeriesViewSet(),
        TrainingRequestViewSet(),
        PlanFigureViewSet(),
        MatchingViewSet(),
        ChargeViewSet(),
    )
