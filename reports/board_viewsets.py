"""The screens for what a board is told besides training."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.viewsets.model import ModelViewSetGroup

from people.back_office import OfficeViewSet
from reports.models import Bulletin, EvidenceNote, MembershipBody, Recommendation


class MembershipBodyViewSet(OfficeViewSet):
    model = MembershipBody
    name = "bodies"
    icon = "group"
    menu_label = _("Members trained")
    list_display = ["name", "kind"]
    list_filter = ["kind"]
    search_fields = ["name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
        InlinePanel(
            "counts",
            heading=_("Members trained, of all members"),
            label=_("Count"),
            help_text=_("One line for each day on which you counted. A report prints the latest of its period."),
            panels=[FieldRowPanel([FieldPanel("counted_on"), FieldPanel("members"), FieldPanel("trained")])],
        ),
    ]


class BulletinViewSet(OfficeViewSet):
    model = Bulletin
    name = "bulletins"
    icon = "mail"
    menu_label = _("Bulletin timetable")
    list_display = ["title", "reader", "due_on", "sent_on"]
    list_filter = ["due_on"]
    search_fields = ["title", "reader"]
    export_columns = (
        (_("Title"), "title"),
        (_("For"), "reader"),
        (_("Due"), "due_on"),
        (_("Sent"), "sent_on"),
        (_("Note"), "note"),
    )
    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("reader")]),
        FieldRowPanel([FieldPanel("due_on"), FieldPanel("sent_on")]),
        FieldPanel("note"),
    ]


class RecommendationViewSet(OfficeViewSet):
    model = Recommendation
    name = "recommendations"
    icon = "clipboard-list"
    menu_label = _("Recommendations")
    list_display = ["text", "owner", "due_on", "state", "closed_on"]
    list_filter = ["state", "owner"]
    search_fields = ["text", "owner", "made_in"]
    export_columns = (
        (_("Recommendation"), "text"),
        (_("Made on"), "made_on"),
        (_("Made in"), "made_in"),
        (_("To be done by"), "owner"),
        (_("Due"), "due_on"),
        (_("State"), "get_state_display"),
        (_("Done or dropped on"), "closed_on"),
        (_("Note"), "note"),
    )
    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("made_on"), FieldPanel("made_in")]),
        FieldRowPanel([FieldPanel("owner"), FieldPanel("due_on")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("closed_on")]),
        FieldPanel("note"),
    ]


class EvidenceNoteViewSet(OfficeViewSet):
    model = EvidenceNote
    name = "evidence"
    icon = "openquote"
    menu_label = _("Evidence notes")
    list_display = ["source", "about", "noted_on"]
    search_fields = ["source", "about", "text"]
    panels = [FieldRowPanel([FieldPanel("source"), FieldPanel("noted_on")]), FieldPanel("about"), FieldPanel("text")]


class BoardsGroup(ModelViewSetGroup):
    menu_label = _("For boards")
    menu_icon = "clipboard-list"
    menu_order = 260
    items = (MembershipBodyViewSet(), BulletinViewSet(), RecommendationViewSet(), EvidenceNoteViewSet())
