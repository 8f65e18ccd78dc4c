"""The pages of the tree, and what search engines are told."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.views import serve

from design.keeping import kept

# Personal links and staff's pages. They are unguessable or need a sign-in; this only keeps stray links out of results.
KEPT_OUT = ["/booking/", "/in/", "/register/", "/feedback/", "/admin/", "/licensing/", "/accounts/"]


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def page(request, path):
    """Show a page as Wagtail does; the way to it, five queries long, is looked up once for everybody."""
    request._wagtail_route_for_request = kept(
        f"way-{get_language()}-{request.get_host()}-{path}", lambda: Page.route_for_request(request, path)
    )
    return serve(request, path)
