"""The screens for what is counted without a register."""

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from people.back_office import OfficeIndexView, OfficeViewSet, shown
from sessions.forms.period_counts import HEADINGS, MOST_ROWS, CountsFileForm, PeriodCountForm, lines_in, seal_rows
from sessions.models import Competition, CumulativeFigure, DelivererCount, PeriodCount
from sessions.period_counts import Becomes, CountsChangedMeanwhile, import_counts, judge_lines
from spreadsheets.refusing import Unreadable
from spreadsheets.writing import Column, Sheet, offer_workbook


class ImportsCounts:
    """What the pages of the import ask for: the right to add counts."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("training_sessions.add_periodcount"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ImportCountsView(ImportsCounts, WagtailAdminTemplateMixin, TemplateView):
    """One page for the whole way: the file, what would become of every row, and the word to go ahead."""

    page_title = _("Import e-learning counts")
    header_icon = "upload"
    template_name = "sessions/admin/import_counts.html"

    def get_breadcrumbs_items(self):
        index = {"url": reverse("e-learning:index"), "label": _("E-learning counts")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        return self.show(form=CountsFileForm())

    def show(self, **words):
        return self.render_to_response(self.get_context_data(most=MOST_ROWS, **words))

    def post(self, request, *args, **kwargs):
        try:
            if "sealed" in request.POST:
                return self.carry_out(request.POST["sealed"])
            return self.take_file(CountsFileForm(request.POST, request.FILES))
        except signing.BadSignature:
            messages.error(request, _("That took too long. Choose the file again."))
            return redirect(request.path)

    def take_file(self, form):
        if not form.is_valid():
            return self.show(form=form)
        try:
            return self.preview(seal_rows(form.cleaned_data["file"], user=self.request.user))
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
            return self.show(form=form)

    def preview(self, sealed, *, refusal=None):
        name, lines = lines_in(sealed, user=self.request.user)
        result = judge_lines(lines)
        numbers = [(what.label, result.numbers[what]) for what in Becomes if result.numbers[what]]
        return self.show(sealed=sealed, result=result, numbers=numbers, file=name, refusal=refusal)

    def carry_out(self, sealed):
        _name, lines = lines_in(sealed, user=self.request.user)
        try:
            result = import_counts(lines, expected=self.request.POST.get("expected", ""), by=self.request.user)
        except CountsChangedMeanwhile as refusal:
            return self.preview(sealed, refusal=refusal)
        written = len(result.to_write)
        said = ngettext("%(number)s count is entered.", "%(number)s counts are entered.", written)
        messages.success(self.request, said % {"number": written})
        return redirect("e-learning:index")


class CountsTemplateView(ImportsCounts, View):
    """A workbook to fill in, with the headings we know."""

    def get(self, request):
        columns = [Column(str(heading), 28) for heading in HEADINGS]
        return offer_workbook([Sheet(str(_("E-learning")), columns, [])], name=_("E-learning counts to import"))


class PeriodCountIndexView(OfficeIndexView):
    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("training_sessions.add_periodcount"):
            return super().header_buttons
        button = HeaderButton(_("Import"), reverse("e-learning:import"), icon_name="upload", priority=900)
        return [*super().header_buttons, button]


class PeriodCountViewSet(OfficeViewSet):
    model = PeriodCount
    name = "e-learning"
    icon = "desktop"
    menu_label = _("E-learning counts")
    related = ("course",)
    index_view_class = PeriodCountIndexView
    list_display = [shown(_("Course"), "course", sort_key="course__title"), "first", "last", "accesses", "completions"]
    list_filter = ["course"]
    search_fields = ["course__title", "source", "note"]
    export_columns = (
        (_("Course"), "course.title"),
        (_("From"), "first"),
        (_("To"), "last"),
        (_("Accesses"), "accesses"),
        (_("Started"), "starts"),
        (_("Completed"), "completions"),
        (_("How sure"), "get_qualifier_display"),
        (_("Source"), "source"),
        (_("Note"), "note"),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("course"),
            FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("accesses"), FieldPanel("starts"), FieldPanel("completions")])],
                heading=_("Counted in these days"),
                help_text=_("None of these is an attendance. Reports tell them apart and add them to no other number."),
            ),
            FieldPanel("qualifier"),
            FieldPanel("source"),
            FieldPanel("note"),
        ],
        base_form_class=PeriodCountForm,
    )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("import/", ImportCountsView.as_view(), name="import"),
            path("import/template/", CountsTemplateView.as_view(), name="import_template"),
        ]


class CumulativeFigureViewSet(OfficeViewSet):
    model = CumulativeFigure
    name = "since-a-start"
    icon = "history"
    menu_label = _("Figures since a start")
    related = ("series",)
    list_display = [shown(_("Series"), "series", sort_key="series__title"), "starts_on", "counted_to", "number"]
    list_filter = ["series"]
    search_fields = ["series__title", "note"]
    panels = [
        FieldPanel(
            "series",
            help_text=_(
                "For a tour that goes over several years. Without a figure here, reports add up its sessions "
                "themselves. It is never added to what a year counts."
            ),
        ),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("counted_to")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("qualifier")]),
        FieldPanel("note"),
    ]


class CompetitionViewSet(OfficeViewSet):
    model = Competition
    name = "competitions"
    icon = "pick"
    menu_label = _("Competitions")
    list_display = ["title", "closes_on", "schools_invited", "schools_entered"]
    search_fields = ["title"]
    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("closes_on")]),
        FieldPanel("course"),
        FieldRowPanel([FieldPanel("schools_invited"), FieldPanel("schools_entered")]),
        InlinePanel(
            "entries",
            heading=_("Entries by year group"),
            label=_("Year group"),
            help_text=_("Numbers only. Nothing about a child is kept here, not even initials."),
            panels=[FieldRowPanel([FieldPanel("year_group"), FieldPanel("number")])],
        ),
    ]


class DelivererCountViewSet(OfficeViewSet):
    model = DelivererCount
    name = "trained-deliverers"
    icon = "group"
    menu_label = _("Trained deliverers")
    related = ("course",)
    list_display = [shown(_("Programme"), "course", sort_key="course__title"), "counted_on", "trained", "active"]
    list_filter = ["course"]
    search_fields = ["course__title", "note"]
    panels = [
        FieldRowPanel([FieldPanel("course"), FieldPanel("counted_on")]),
        FieldRowPanel([FieldPanel("trained"), FieldPanel("active")]),
        FieldPanel("note"),
    ]


class ActivitiesGroup(ModelViewSetGroup):
    menu_label = _("Other activities")
    menu_icon = "pick"
    menu_order = 220
    items = (PeriodCountViewSet(), CumulativeFigureViewSet(), CompetitionViewSet(), DelivererCountViewSet())
