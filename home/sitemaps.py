"""The public addresses, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page, Site

from courses.models import Course
from home.models import CoursePage, TrainingIndexPage
from home.pathways import pathways_by_audience


class PublicPages(Sitemap):
    def items(self):
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        if site is None:
            return Page.objects.none()
        withdrawn = CoursePage.objects.filter(course__is_offered=False).values("pk")
        return site.root_page.get_descendants(inclusive=True).live().exclude(pk__in=withdrawn).order_by("path")

    def location(self, item):
        return item.url

    def lastmod(self, item):
        return item.last_published_at


class CoursesWithoutPage(Sitemap):
    """Courses that the training index shows from their own texts."""

    def items(self):
        written = CoursePage.objects.live().values("course")
        return Course.objects.offered().exclude(pk__in=written)

    def location(self, item):
        return f"{self.training_address}{item.slug}/"

    @property
    def training_address(self):
        index = TrainingIndexPage.objects.live().order_by("path").first()
        return index.url if index else "/training/"


class AboutTraining(Sitemap):
    """The question which training is right, the pathway of each role, and the calendars."""

    def items(self):
        roles = [pathway.pk for _audience, pathways in pathways_by_audience() for pathway in pathways]
        return [("which_training",), *(("pathway", pk) for pk in roles), ("calendars",)]

    def location(self, item):
        name, *arguments = item
        return reverse(name, args=arguments)
