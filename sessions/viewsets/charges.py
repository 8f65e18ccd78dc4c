"""The list of charges for finance: found, downloaded, marked as given, waived. Nothing is collected here."""

import re
from decimal import Decimal

import django_filters
from django import forms
from django.db.models import Count, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from design.words import say_in_short
from people.back_office import OfficeIndexView, OfficeViewSet, offer_rows, shown
from sessions.forms.officer import ReasonForm
from sessions.models import Charge, TrainingSession
from sessions.settling_charges import MEANING, STATES, give_to_finance, state_of_charge, to_be_given, waive_charge
from sessions.terms_in_words import say_money
from sessions.viewsets import wording
from sessions.viewsets.pages import ActForm

RELATED = (
    "booking__session__course",
    "booking__delegate",
    "booking__contact",
    "organisation__type",
)


def charged_to(charge):
    return str(charge.organisation or charge.organisation_typed or _("Not known"))


def who(charge):
    return str(charge.booking.delegate or _("Seat without a name"))


def booked_by(charge):
    """Say whom finance can ask: who booked for others, else the person."""
    asked = charge.booking.contact
    return f"{asked.name}, {asked.email}" if asked else charge.booking.email


def date(charge):
    return wording.in_short(charge.booking.session)


def state(charge):
    return STATES[state_of_charge(charge)]


def recorded(charge):
    return say_in_short(charge.made_at)


class ChargeFilterSet(WagtailFilterSet):
    made_at = django_filters.DateFromToRangeFilter(label=_("Recorded"), widget=DateRangePickerWidget)
    what = django_filters.ChoiceFilter(label=_("For"), choices=Charge.What.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=list(STATES.items()), method="in_state")
    session = django_filters.ModelChoiceFilter(
        label=_("Session"),
        field_name="booking__session",
        queryset=TrainingSession.objects.select_related("course"),
        widget=forms.HiddenInput,  # chosen by a link from the session's page
    )

    class Meta:
        model = Charge
        fields = ["made_at", "what", "state", "session"]

    def in_state(self, queryset, name, value):
        return queryset.filter(MEANING[value])


class ChargeIndexView(OfficeIndexView):
    def get_list_more_buttons(self, instance):
        return []

    @cached_property
    def header_buttons(self):
        url = reverse("charges:give") + self.get_url_suffix()
        attrs = {"title": _("Those that the list shows and finance does not know yet")}
        give = HeaderButton(_("Mark as given to finance"), url, icon_name="check", attrs=attrs, priority=900)
        return [*super().header_buttons, give]

    def get_url_suffix(self):
        query = self.request.GET.urlencode()
        return f"?{query}" if query else ""


class ChargePage(WagtailAdminTemplateMixin):
    """A page about charges, for those who may change them."""

    header_icon = "tag"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("training_sessions.change_charge"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        index = {"url": reverse("charges:index"), "label": _("Charges")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.page_title}]


class GiveView(ChargePage, TemplateView):
    """Shows exactly which charges will be marked; its buttons download and mark these, and none that came since."""

    page_title = _("Mark as given to finance")
    template_name = "sessions/admin/give_charges.html"

    def get_context_data(self, **kwargs):
        found = ChargeFilterSet(self.request.GET, queryset=Charge.objects.all(), request=self.request)
        charges = to_be_given(found.qs).select_related(*RELATED)
        charged = sum((charge.amount for charge in charges if charge.waived_at is None), Decimal(0))
        keys = ",".join(str(charge.pk) for charge in charges)
        rows = [{"charge": c, "to": charged_to(c), "who": who(c), "date": date(c), "state": state(c)} for c in charges]
        return super().get_context_data(rows=rows, charged=charged, keys=keys, **kwargs)

    def post(self, request):
        chosen = Charge.objects.filter(pk__in=keys_in(request.POST))
        if request.POST.get("act") == "download":
            rows = to_be_given(chosen).select_related(*RELATED)
            return offer_rows(rows, columns=ChargeViewSet.export_columns, title=str(_("Charges for finance")))
        given = give_to_finance(chosen, by=request.user)
        said = ngettext("%(number)s charge is marked as given.", "%(number)s charges are marked as given.", given)
        messages.success(request, said % {"number": given})
        return redirect("charges:index")


def keys_in(posted):
    """Return the keys that the page listed; none at all where they are not as the page wrote them."""
    keys = posted.get("charges", "")
    return keys.split(",") if re.fullmatch(r"[0-9]{1,18}(,[0-9]{1,18})*", keys) else []


class WaiveView(ActForm, ChargePage, FormView):
    """Waives one charge, with the reason."""

    page_title = _("Waive the charge")
    template_name = "sessions/admin/waive_charge.html"
    form_class = ReasonForm
    done = _("The charge is waived.")

    def dispatch(self, request, *args, **kwargs):
        self.charge = get_object_or_404(Charge.objects.select_related(*RELATED), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        facts = {"charge": self.charge, "to": charged_to(self.charge), "who": who(self.charge)}
        return super().get_context_data(date=date(self.charge), state=state(self.charge), **facts, **kwargs)

    def carry_out(self, form):
        waive_charge(self.charge, reason=form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self):
        return reverse("charges:index")


def charges_in_short(session):
    """Return number and sum of a session's charges that are not waived; None where there are none, or no terms."""
    if session.course.terms_id is None:
        return None
    owed = Charge.objects.filter(booking__session=session, waived_at__isnull=True).order_by()
    found = owed.aggregate(number=Count("pk"), total=Sum("amount"))
    return {"number": found["number"], "total": say_money(found["total"])} if found["number"] else None


class ChargeViewSet(OfficeViewSet):
    """Charges are made by cancelling late and by finishing a session; here they go to finance or are waived."""

    model = Charge
    name = "charges"
    icon = "tag"
    menu_label = _("Charges")
    ordering = "-made_at"
    related = RELATED
    index_view_class = ChargeIndexView
    filterset_class = ChargeFilterSet
    search_fields = [
        "booking__reference",
        "booking__delegate__name",
        "booking__contact__name",
        "organisation__name",
        "organisation_typed",
        "booking__session__course__title",
    ]
    list_display = [
        TitleColumn("to", label=_("Organisation"), accessor=charged_to, url_name="charges:waive"),
        shown(_("Person"), who, sort_key="booking__delegate__name"),
        shown(_("Course"), "booking.session.course", sort_key="booking__session__course__title"),
        shown(_("Date"), date, sort_key="booking__session__starts_at"),
        "what",
        shown(_("Amount, £"), "amount", sort_key="amount"),
        shown(_("State"), state),
        shown(_("Recorded"), recorded, sort_key="made_at"),
    ]
    export_columns = (
        (_("Organisation"), charged_to),
        (_("Organisation type"), "organisation.type.name"),
        (_("Person"), who),
        (_("Course"), "booking.session.course.title"),
        (_("Date"), lambda charge: wording.date_of(charge.booking.session)),
        (_("For"), "get_what_display"),
        (_("Amount, £"), "amount"),
        (_("Booked by"), booked_by),
        (_("Booking reference"), lambda charge: charge.booking.reference.upper()),
        (_("State"), state),
        (_("Reason for waiving"), "reason"),
        (_("Recorded"), "made_at"),
        (_("Given to finance"), "exported_at"),
    )
    form_fields = ["what"]  # never shown: the pages that would use it are left out below

    def get_urlpatterns(self):
        kept = {"index", "index_results", "history", "history_results"}
        return [
            *[address for address in super().get_urlpatterns() if address.name in kept],
            path("give/", GiveView.as_view(), name="give"),
            path("waive/<int:pk>/", WaiveView.as_view(), name="waive"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        left_out = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**left_out | kwargs)
