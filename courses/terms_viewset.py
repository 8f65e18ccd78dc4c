"""The back office's screens for booking terms: made, reworded while nobody booked under them, then replaced."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from courses.models import BookingTerms
from courses.replacing import is_in_use, later_of, replace_terms
from courses.terms_forms import BookingTermsForm, ReplaceForm
from people.back_office import OfficeEditView, OfficeInspectView, OfficeViewSet, shown

# The fields as officers change them, the most changed first: for the form, and for the page that only shows them.
WHO = ["organisation_types", "areas", "prerequisite", "prerequisite_months"]
HOW_MANY = ["places_per_organisation", "places_at_once", "booking_closes_hours_before"]
PERMISSION = ["permission", "exempts_without_manager", "permission_reminder_days"]
CANCELLING = ["free_cancellation_working_days", "half_day_minutes"]
WAITING = ["offers_places", "offer_hours"]
ON_THE_DAY = ["reminder_days", "late_minutes", "early_minutes"]
HEADINGS = {
    _("How many, and until when"): HOW_MANY,
    _("Cancelling"): CANCELLING,
    _("Manager's permission"): PERMISSION,
    _("Who may book"): WHO,
    _("Waiting list"): WAITING,
    _("Before and on the day"): ON_THE_DAY,
}
FOLDED = [PERMISSION, WHO, WAITING, ON_THE_DAY]
HELP = {
    "starts_on": _("The first day on which people book under these terms."),
    "permission": _("What a booking needs from the person's manager."),
    "booking_closes_hours_before": _("0: until it starts. A session can have an end of its own."),
    "free_cancellation_working_days": _(
        "Until 5pm on the day that lies so many working days before (in England). 0: until it starts."
    ),
    "late_minutes": _("Whoever comes later is recorded as having attended in part."),
    "early_minutes": _("Only for courses that ask people to sign out. Whoever leaves earlier has attended in part."),
    "places_per_organisation": _("Empty: no limit. Those on the waiting list count too."),
    "reminder_days": _("Whole days with commas between, like 14,5,1. Empty: nobody is reminded."),
}
CHARGES = _(
    "Leave the lines out where nothing is charged. A line without an organisation type is for everybody else. "
    "Charges are recorded for finance, and never collected here."
)


class FoldedPanel(MultiFieldPanel):
    """Fields that are seldom changed: closed to begin with, unless one says something other than its default.

    Whatever was typed into it opens it when the form is shown again. Wagtail opens it for an error.
    """

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def classes(self):
            return [*super().classes(), *([] if self.is_filled_in() else ["collapsed"])]

        def is_filled_in(self):
            return any(differs_from_default(self.form[name]) for name in self.panel.get_form_options()["fields"])


def differs_from_default(bound):
    default = BookingTerms._meta.get_field(bound.name).get_default()
    return bound.field.has_changed(default, bound.value())


def panel(name):
    choices = {"widget": forms.CheckboxSelectMultiple} if name in {"organisation_types", "areas"} else {}
    return FieldPanel(name, **({"help_text": HELP[name]} if name in HELP else {}), **choices)


def panels():
    in_full = {*WHO, "permission"}
    for heading, names in HEADINGS.items():
        rows = [panel(name) for name in names if name in in_full]
        beside = [panel(name) for name in names if name not in in_full]
        kind = FoldedPanel if names in FOLDED else MultiFieldPanel
        yield kind([*rows, *([FieldRowPanel(beside)] if beside else [])], heading=heading)
        if names is CANCELLING:
            yield charges_panel()


def charges_panel():
    line = [FieldRowPanel([FieldPanel("organisation_type"), FieldPanel("length")])]
    line.append(FieldRowPanel([FieldPanel("late_cancellation"), FieldPanel("no_show")]))
    lines = InlinePanel("charge_rates", label=_("Charge"), panels=line)
    return MultiFieldPanel([HelpPanel(CHARGES), lines], heading=_("Charges"))


def preview_url(**facts):
    return reverse("terms_preview") + "?" + urlencode(facts)


def preview_button(**facts):
    return HeaderButton(_("What people are told"), preview_url(**facts), icon_name="view", priority=10)


def shown_value(terms, field):
    """Return what a field of terms says, in words."""
    if field.many_to_many:
        return ", ".join(str(each) for each in getattr(terms, field.name).all()) or _("Everyone")
    if field.get_internal_type() == "BooleanField":
        return _("Yes") if getattr(terms, field.name) else _("No")
    value = getattr(terms, f"get_{field.name}_display")() if field.choices else getattr(terms, field.name)
    return _("Not set") if value in (None, "") else value


def parts_of(terms):
    """Return the terms as (heading, [(label, value)]) in the order of the form."""
    field = terms._meta.get_field
    return [
        (heading, [(field(name).verbose_name, shown_value(terms, field(name))) for name in names])
        for heading, names in HEADINGS.items()
    ]


def rates_of(terms):
    """Return the charges in the order in which they are read: by type, everybody else's last."""
    by_type = F("organisation_type__order").asc(nulls_last=True)
    return terms.charge_rates.select_related("organisation_type").order_by(by_type, "organisation_type", "length")


class TermsView(OfficeInspectView):
    """Terms in use: everything to read, nothing to reword."""

    page_title = _("Booking terms")
    template_name = "courses/admin/terms.html"
    header_more_buttons = []

    def get_fields(self):
        return []

    @cached_property
    def header_buttons(self):
        return [preview_button(terms=self.object.pk)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            terms=self.object,
            parts=parts_of(self.object),
            rates=rates_of(self.object),
            later=later_of(self.object),
            is_in_use=is_in_use(self.object),
            **kwargs,
        )


class TermsEditView(OfficeEditView):
    """Rewords terms under which nobody has booked; others can only be read and replaced."""

    def dispatch(self, request, *args, **kwargs):
        if is_in_use(get_object_or_404(BookingTerms, pk=kwargs["pk"])):
            if request.method == "POST":
                messages.error(request, _("Somebody has booked under these terms by now. Nothing has been changed."))
            return redirect("booking-terms:inspect", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_buttons(self):
        return [*super().header_buttons, preview_button(terms=self.object.pk)]


class ReplaceView(WagtailAdminTemplateMixin, FormView):
    """Asks from which day on other terms hold, and leads to them."""

    page_title = _("Replace from a date")
    header_icon = "clipboard-list"
    template_name = "courses/admin/replace.html"
    form_class = ReplaceForm

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("courses.change_bookingterms"):
            raise Http404
        self.terms = get_object_or_404(BookingTerms.objects.select_related("replaces"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.terms)

    def get_breadcrumbs_items(self):
        index = {"url": reverse("booking-terms:index"), "label": _("Booking terms")}
        terms = {"url": reverse("booking-terms:inspect", args=[self.terms.pk]), "label": str(self.terms)}
        return [*super().get_breadcrumbs_items(), index, terms, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"terms": self.terms}

    def get_context_data(self, **kwargs):
        return super().get_context_data(terms=self.terms, **kwargs)

    def form_valid(self, form):
        try:
            new = replace_terms(self.terms, starts_on=form.cleaned_data["starts_on"], by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("This is a copy of the old terms. Change what is to be different, and save."))
        return redirect("booking-terms:edit", new.pk)


def replaced_from(terms):
    later = getattr(terms, "replaced_by", None)
    return later.starts_on if later else ""


class BookingTermsViewSet(OfficeViewSet):
    model = BookingTerms
    name = "booking-terms"
    icon = "clipboard-list"
    menu_label = _("Booking terms")
    list_display = ["name", "starts_on", shown(_("Replaced from"), replaced_from), "permission"]
    search_fields = ["name"]
    related = ("replaced_by",)
    inspect_view_enabled = True
    inspect_view_class = TermsView
    inspect_template_name = "courses/admin/terms.html"
    edit_view_class = TermsEditView
    edit_handler = ObjectList(
        [FieldRowPanel([FieldPanel("name"), panel("starts_on")]), *panels()], base_form_class=BookingTermsForm
    )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("replace/<int:pk>/", ReplaceView.as_view(), name="replace")]
