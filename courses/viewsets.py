"""The back office's screens for the catalogue: courses, their terms, and the rows of the report."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSetGroup

from courses.course_forms import CourseForm, evaluation_missing
from courses.models import Audience, Course, GroupingNote, GroupingSet, Pathway, Recorded, Theme
from courses.terms_viewset import BookingTermsViewSet, preview_button
from people.back_office import OfficeEditView, OfficeViewSet, shown, yes_or_no

RECORDED_BY = _("It decides whether people are recorded by name or only counted.")


class CourseCreateView(generic.CreateView):
    def get_success_buttons(self):
        plan = reverse("sessions:add") + f"?course={self.object.pk}"
        return [messages.button(plan, _("Plan its sessions")), *super().get_success_buttons()]


class CourseEditView(OfficeEditView):
    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)  # which finds the course; the page is drawn later
        for sentence in evaluation_missing(self.object):
            messages.warning(request, sentence)
        return response

    @cached_property
    def header_buttons(self):
        return [*super().header_buttons, preview_button(course=self.object.pk)]


class CourseViewSet(OfficeViewSet):
    model = Course
    add_view_class = CourseCreateView
    edit_view_class = CourseEditView
    name = "courses"
    icon = "doc-full"
    menu_label = _("Courses")
    related = ("audience", "terms")
    list_display = [
        "title",
        shown(_("Audience"), "audience", sort_key="audience"),
        "kind",
        "delivery",
        yes_or_no(_("Shown to the public"), "is_offered"),
    ]
    list_filter = ["audience", "kind", "delivery", "is_offered"]
    search_fields = ["title", "summary", "aims"]
    export_columns = (
        (_("Title"), "title"),
        (_("Audience"), "audience.name"),
        (_("Kind"), "get_kind_display"),
        (_("Delivery"), "get_delivery_display"),
        (_("Length in minutes"), "length_minutes"),
        (_("Booking terms"), "terms.name"),
        (_("Summary"), "summary"),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("audience", help_text=RECORDED_BY),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("delivery")]),
            FieldPanel("summary"),
            FieldPanel("aims"),
            FieldPanel("who_for"),
            FieldPanel("content_warning"),
            FieldRowPanel([FieldPanel("length_minutes"), FieldPanel("refresher_months"), FieldPanel("terms")]),
            FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            MultiFieldPanel(
                [
                    FieldPanel("gives_certificate"),
                    FieldPanel("certificate_needs_evaluation"),
                    FieldPanel("certificate_needs_test"),
                    FieldPanel("certificate_text"),
                    FieldPanel("certificate_logo"),
                ],
                heading=_("Certificate"),
                help_text=_(
                    "What you change here holds for sessions that are finished from then on; text and logo also for "
                    "certificates opened again. A picture as the logo, not a drawing (SVG): these are left out."
                ),
            ),
            MultiFieldPanel(
                [FieldPanel("is_offered"), FieldPanel("needs_full_attendance"), FieldPanel("slug")],
                heading=_("On the site and at the door"),
            ),
        ],
        base_form_class=CourseForm,
    )


class GroupingSetForm(WagtailAdminModelForm):
    """One audience has one set at a time: a date must never lead to two tables."""

    def clean(self):
        facts = super().clean()
        if facts.get("audience") and facts.get("starts_on"):
            self.refuse_overlap(facts["audience"], first=facts["starts_on"], last=facts.get("ends_on"))
        return facts

    def refuse_overlap(self, audience, *, first, last):
        for other in audience.grouping_sets.exclude(pk=self.instance.pk):
            if (last is None or other.starts_on <= last) and (other.ends_on is None or other.ends_on >= first):
                message = _("“%(other)s” is in force then. End it the day before, or choose another first day.")
                self.add_error("starts_on", message % {"other": other.name})


class GroupingSetViewSet(OfficeViewSet):
    model = GroupingSet
    name = "report-rows"
    icon = "list-ul"
    menu_label = _("Report rows")
    related = ("audience",)
    list_display = ["name", shown(_("Audience"), "audience", sort_key="audience"), "starts_on", "ends_on"]
    list_filter = ["audience"]
    search_fields = ["name", "sectors__label"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("audience", help_text=RECORDED_BY), FieldPanel("name")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            InlinePanel(
                "sectors",
                heading=_("Rows, in the order they are printed"),
                label=_("Row"),
                panels=[FieldRowPanel([FieldPanel("label"), FieldPanel("order")]), FieldPanel("continues")],
            ),
        ],
        base_form_class=GroupingSetForm,
    )


def rows_of(note):
    return ", ".join(sector.label for sector in note.sectors.all())


class GroupingNoteForm(WagtailAdminModelForm):
    def clean(self):
        facts = super().clean()
        strangers = [row for row in facts.get("sectors", []) if row.grouping_set_id != facts["grouping_set"].pk]
        if strangers:
            message = _("%(rows)s: not in this set. Choose rows of the set above.")
            self.add_error("sectors", message % {"rows": ", ".join(row.label for row in strangers)})
        return facts


class GroupingNoteViewSet(OfficeViewSet):
    model = GroupingNote
    name = "report-notes"
    icon = "comment"
    menu_label = _("Notes to rows")
    related = ("grouping_set__audience",)
    list_display = ["text", shown(_("Report rows"), "grouping_set"), shown(_("Rows"), rows_of), "order"]
    list_filter = ["grouping_set"]
    search_fields = ["text"]
    edit_handler = ObjectList(
        [
            FieldPanel("grouping_set"),
            FieldPanel("text"),
            FieldPanel("sectors", widget=forms.CheckboxSelectMultiple),
            FieldPanel("order"),
        ],
        base_form_class=GroupingNoteForm,
    )


class PathwayViewSet(OfficeViewSet):
    model = Pathway
    name = "pathways"
    icon = "order"
    menu_label = _("Pathways")
    list_display = ["name", "role"]
    search_fields = ["name", "role"]
    panels = [
        FieldPanel("name", help_text=_("The kind of work in two or three words, such as “Schools and colleges”.")),
        FieldPanel(
            "role",
            help_text=_(
                "People choose their pathway by this line under “Which training is right for me?”, so name their jobs: "
                "“Teachers, learning mentors and safeguarding leads”."
            ),
        ),
        InlinePanel(
            "steps",
            heading=_("Courses in order"),
            label=_("Course"),
            help_text=_(
                "People see them in this order, each with its next dates. The audience of the first course decides "
                "under which heading the pathway stands. Courses that are not shown to the public are left out."
            ),
            panels=[
                FieldPanel("course"),
                FieldRowPanel(
                    [
                        FieldPanel("order", help_text=_("1 for the course to begin with.")),
                        FieldPanel(
                            "refresher_months",
                            help_text=_(
                                "36 is shown as “Again after 3 years”. Empty: as the course itself says. Reminders and "
                                "certificates go by the number of the course itself."
                            ),
                        ),
                    ]
                ),
            ],
        ),
    ]


class ThemeViewSet(OfficeViewSet):
    model = Theme
    name = "themes"
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["name"]
    search_fields = ["name"]
    panels = [FieldPanel("name")]


class AudienceForm(WagtailAdminModelForm):
    def clean_recorded(self):
        recorded = self.cleaned_data["recorded"]
        if self.instance.headcount_locked and recorded != Recorded.BY_HEADCOUNT:
            raise forms.ValidationError(
                _("Children are never recorded by name. This audience is always recorded by headcount.")
            )
        return recorded


class AudienceViewSet(OfficeViewSet):
    """The seven audiences come with the service; they can be renamed and ordered, not made or removed."""

    model = Audience
    name = "audiences"
    icon = "group"
    menu_label = _("Audiences")
    list_display = [
        "name",
        "recorded",
        yes_or_no(_("Always by headcount"), "headcount_locked"),
        yes_or_no(_("Asked for a badge"), "drives"),
        "order",
    ]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("recorded"), FieldPanel("drives"), FieldPanel("order")],
        base_form_class=AudienceForm,
    )

    def get_urlpatterns(self):
        return [path for path in super().get_urlpatterns() if path.name not in {"add", "delete"}]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"add_url_name": None, "delete_url_name": None} | kwargs)


class CoursesGroup(ModelViewSetGroup):
    menu_label = _("Courses")
    menu_icon = "doc-full"
    menu_order = 250
    items = (
        CourseViewSet(),
        BookingTermsViewSet(),
        PathwayViewSet(),
        ThemeViewSet(),
        AudienceViewSet(),
        GroupingSetViewSet(),
        GroupingNoteViewSet(),
    )
