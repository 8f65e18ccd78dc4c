"""What pages of the back office share: the fence round them, the way back, what an act looks like and a refusal."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from sessions.models import Booking
from sessions.refusals import Refusal
from sessions.visibility import plans_sessions, session_for


class PlannersPage(WagtailAdminTemplateMixin):
    """A page with an entry of its own in the menu, for those who plan sessions."""

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class PlannersViewSet(ViewSet):
    """What puts such a page into the menu of those who plan sessions."""

    view_class: Any = None

    def get_urlpatterns(self):
        return [path("", self.view_class.as_view(), name="index")]

    def get_menu_item(self, order=None):
        item = super().get_menu_item(order)
        item.is_shown = lambda request: plans_sessions(request.user)
        return item


class RecordPage(WagtailAdminTemplateMixin):
    """A page about `self.record`, which leads back to the record's own page. For those who plan sessions.

    `office` is the name of the viewset to which the record belongs, `list_label` what its list is called.
    """

    office = ""
    list_label = ""

    def dispatch(self, request, *args, **kwargs):
        if not self.may_be_seen_by(request.user):
            raise Http404
        self.record = self.find(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def may_be_seen_by(self, user):
        return plans_sessions(user)

    def get_page_subtitle(self):
        return str(self.record)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(f"{self.office}:index"), "label": self.list_label},
            {"url": self.room_url, "label": str(self.record)},
            {"url": "", "label": capfirst(str(self.get_page_title()))},
        ]

    @property
    def room_url(self):
        return reverse(f"{self.office}:inspect", args=[self.record.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(room_url=self.room_url, **kwargs)


class ActForm:
    """A page with one form behind which stands one verb, `carry_out`. A refusal is shown above the form.

    Stands before the page about a record, and FormView behind it.
    """

    template_name = "sessions/admin/act.html"
    button = _("Save")
    is_dangerous = False
    done = _("Saved.")

    def lead(self):
        """Return the sentences that say what will happen, before it does."""
        return []

    def form_valid(self, form):
        try:
            self.carry_out(form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_success_url(self):
        return self.room_url

    def get_context_data(self, **kwargs):
        words = {"lead": self.lead(), "button": self.button, "is_dangerous": self.is_dangerous}
        return super().get_context_data(**words, **kwargs)


class ActButton:
    """An act that needs one tap and can be undone. Nothing happens by GET. Stands as ActForm does, with View."""

    done = _("Done.")

    def get(self, request, **kwargs):
        return redirect(self.back_to())

    def post(self, request, **kwargs):
        try:
            self.carry_out()
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.done)
        return redirect(self.back_to())

    def back_to(self):
        return self.room_url


class SessionPage(RecordPage):
    """A page about `self.session`. Only those who plan sessions see it unless it says `for_trainers`."""

    header_icon = "date"
    office, list_label = "sessions", _("Sessions")
    for_trainers = False

    def may_be_seen_by(self, user):
        return self.for_trainers or super().may_be_seen_by(user)

    def find(self, pk):
        self.session = session_for(self.request.user, pk)
        return self.session

    def get_context_data(self, **kwargs):
        return super().get_context_data(session=self.session, **kwargs)


class SessionForm(ActForm, SessionPage, FormView):
    """An act about a session that needs something typed, or read first."""


class SessionButton(ActButton, SessionPage, View):
    """An act about a session."""


class BookingAct(SessionForm):
    """An act about `self.booking`, on a page of its session that leads back to the booking's own."""

    template_name = "sessions/admin/booking_act.html"
    related: tuple[str, ...] = ("session__course", "delegate", "contact", "badge")

    def find(self, pk):
        self.booking = get_object_or_404(Booking.objects.select_related(*self.related), pk=pk)
        return super().find(self.booking.session_id)

    def get_success_url(self):
        return reverse("bookings:inspect", args=[self.booking.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(booking=self.booking, **kwargs)
