"""The menu of sessions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from sessions.viewsets.asking import RequestViewSet
from sessions.viewsets.bookings import BookingViewSet
from sessions.viewsets.certificates import CertificateViewSet
from sessions.viewsets.charges import ChargeViewSet
from sessions.viewsets.clashing import ClashesViewSet
from sessions.viewsets.matching import MatchingViewSet
from sessions.viewsets.mine import MineViewSet
from sessions.viewsets.past_sessions import PastSessionsViewSet
from sessions.viewsets.records import PlanFigureViewSet
from sessions.viewsets.renewals import RenewalViewSet
from sessions.viewsets.series import SeriesViewSet
from sessions.viewsets.sessions import SessionViewSet


class SessionsGroup(ModelViewSetGroup):
    menu_label = _("Sessions")
    menu_icon = "date"
    menu_order = 200
    items = (
        MineViewSet(),
        SessionViewSet(),
        BookingViewSet(),
        SeriesViewSet(),
        RequestViewSet(),
        PlanFigureViewSet(),
        MatchingViewSet(),
        ChargeViewSet(),
        ClashesViewSet(),
        CertificateViewSet(),
        RenewalViewSet(),
        PastSessionsViewSet(),
    )
