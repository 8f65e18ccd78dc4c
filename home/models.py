"""The pages of the public site."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from courses.models import Course
from home import dates
from home.blocks import SMALL_TEXT_FEATURES, PageBody

LINES = AdminAutoHeightTextInput  # a sentence of 300 signs does not fit one line


class PublicPage(Page):
    """What all our pages share. They are for everybody: the site has no reader who signs in."""

    lead = models.CharField(
        _("first sentence"),
        max_length=300,
        blank=True,
        help_text=_("Stands large under the title. Say who the page is for and what they will find."),
    )
    body = StreamField(PageBody(), verbose_name=_("content"), blank=True)

    private_page_options: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("lead", widget=LINES), FieldPanel("body")]

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        """None can be set, so none are looked for: two queries fewer on every page."""
        return PageViewRestriction.objects.none()

    @property
    def language_of_content(self):
        """Return the language the page is written in, when it is not the one being spoken around it.

        Only pages of the default language are ever shown in its place, so that then nothing is looked up.
        """
        if get_language() == settings.LANGUAGE_CODE or get_language() == self.locale.language_code:
            return ""
        return self.locale.language_code


class HomePage(PublicPage):
    heading = models.CharField(
        _("heading"),
        max_length=120,
        help_text=_("The large sentence at the top. The title above is what browsers and search engines show."),
    )
    ways_heading = models.CharField(
        _("heading above the ways"),
        max_length=120,
        default="Who are you?",
        help_text=_("Below it stand the pages for each kind of reader, in the order of the page tree."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead", widget=LINES),
        FieldPanel("ways_heading"),
        FieldPanel("body", help_text=_("Stands below the dates.")),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.AwarenessPage", "home.TrainingIndexPage", "home.InformationPage"]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        nearby = list(self.ways_and_translations())
        return super().get_context(request) | {
            "ways": [page for page in nearby if page.way_title],
            "is_translated": any(page.translation_key == self.translation_key for page in nearby),
            "rows": dates.next_dates(4),
        }

    def ways_and_translations(self):
        """Return the awareness pages below and this page's translations, in one of the busiest page's seven queries."""
        below = Q(path__startswith=self.path, depth=self.depth + 1, awarenesspage__isnull=False)
        elsewhere = Q(translation_key=self.translation_key) & ~Q(pk=self.pk)
        words = {name: F(f"awarenesspage__{name}") for name in ("way_title", "way_text")}
        return Page.objects.live().filter(below | elsewhere).annotate(**words).order_by("path")


class AwarenessPage(PublicPage):
    """Help for one kind of reader: what to look for, what to do now, what happens next."""

    content_warning = models.CharField(
        _("content warning"),
        max_length=300,
        help_text=_("Stands first. Say what the page is about and that people can stop or talk to somebody."),
    )
    way_title = models.CharField(
        _("on the home page"),
        max_length=80,
        help_text=_("How a reader would say who they are, like “I drive a taxi”."),
    )
    way_text = models.CharField(
        _("a line about it"), max_length=160, blank=True, help_text=_("What they will find, in one short sentence.")
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("way_title"), FieldPanel("way_text")], heading=_("Way in from the home page")),
        FieldPanel("content_warning", widget=LINES),
        FieldPanel("lead", widget=LINES),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("awareness page")


class InformationPage(PublicPage):
    """About the service itself, such as the privacy notice."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("information page")


class TrainingIndexPage(RoutablePageMixin, PublicPage):
    """The dates and the courses. Every offered course has a page here at once, from the course's own texts."""

    ask_us = RichTextField(
        _("ask us to come"),
        blank=True,
        features=SMALL_TEXT_FEATURES,
        help_text=_("For groups we go to, such as schools and parents. The contact details follow by themselves."),
    )

    content_panels = [*PublicPage.content_panels, FieldPanel("ask_us")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.CoursePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("training")

    def route(self, request, path_components):
        """An editor's page for a course stands in the place of the index's own."""
        if len(path_components) == 1:
            pages = CoursePage.objects.child_of(self).live().filter(course__is_offered=True)
            if written := pages.select_related("course").filter(course__slug=path_components[0]).first():
                return RouteResult(written)
        return super().route(request, path_components)

    @path("")
    def all_dates(self, request):
        """Show the dates that fit the filters, and all courses."""
        return self.render(request, context_overrides=dates.dates_shown(request.GET))

    @path("<slug:course_slug>/")
    def course_without_page(self, request, course_slug):
        """Show a course that no editor has written a page for."""
        course = get_object_or_404(dates.offered_courses(), slug=course_slug)
        facts = {"course": course} | dates.dates_of(course, page=request.GET.get("page"))
        return self.render(request, template="home/course.html", context_overrides=facts)


class CoursePage(PublicPage):
    """An editor's page for a course. Dates, length and content warning still come from the course."""

    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="pages",
        limit_choices_to={"is_offered": True},
        help_text=_("The page takes the web address of the course, and shows its dates below what you write."),
    )

    content_panels = [FieldPanel("course"), *PublicPage.content_panels]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", help_text=_("That of the course takes its place when you save.")),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading=_("For search engines"),
        )
    ]
    parent_page_types = ["home.TrainingIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("course page")

    def full_clean(self, *args, **kwargs):
        """Take the course's own address, whatever was typed: one course has one page."""
        if self.course_id:
            self.slug = self.course.slug
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        others = CoursePage.objects.filter(course_id=self.course_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"course": _("This course has a page already. Edit that one.")})

    def get_context(self, request, *args, **kwargs):
        facts = dates.dates_of(self.course, page=request.GET.get("page"))
        return super().get_context(request) | {"course": self.course} | facts
