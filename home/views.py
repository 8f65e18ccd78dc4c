"""The pages of the tree, and what no editor writes: which training is right for whom, calendars, robots.txt."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.views import serve

from design.keeping import kept_of_site
from design.models import ServiceSettings
from home.calendars import audiences_with_calendar, calendar_of, courses_with_calendar, sessions_in_calendars
from home.pathways import pathways_by_audience, walk_pathway

# Personal links and staff's pages. They are unguessable or need a sign-in; this only keeps stray links out of results.
KEPT_OUT = ["/booking/", "/group/", "/in/", "/register/", "/screen/", "/code-sheet/", "/feedback/"]
KEPT_OUT += ["/admin/", "/licensing/", "/accounts/"]


@require_safe
def which_training(request):
    """Ask readers who they are."""
    return render(request, "home/which_training.html", {"audiences": pathways_by_audience()})


@require_safe
def pathway(request, pk):
    """Show the courses of a role in their order, with the next dates of each."""
    chosen, steps = walk_pathway(pk)
    return render(request, "home/pathway.html", {"pathway": chosen, "steps": steps})


@require_safe
def calendars(request):
    """Say how to have the dates in one's own calendar."""
    return render(request, "home/calendars.html", {"audiences": audiences_with_calendar()})


@require_safe
@cache_control(public=True, max_age=15 * 60)
def calendar(request, *, audience=None, course=None):
    """Hand out the calendar of all public sessions, or those of an audience or a course by its short name."""
    sessions, names = sessions_in_calendars(), [ServiceSettings.load().service_name]
    if audience:
        audience = get_object_or_404(audiences_with_calendar(), slug=audience)
        sessions, names = sessions.filter(course__audience=audience), [*names, audience.name]
    if course:
        course = get_object_or_404(courses_with_calendar(), slug=course)
        sessions, names = sessions.filter(course=course), [*names, course.title]
    text = calendar_of(sessions, name=": ".join(names))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def page(request, path):
    """Show a page as Wagtail does; the way to it, five queries long, is looked up once for everybody."""
    request._wagtail_route_for_request = kept_of_site(
        f"way-{get_language()}-{request.get_host()}-{path}", lambda: Page.route_for_request(request, path)
    )
    return serve(request, path)
