"""What search engines are told."""

from django.http import HttpResponse
from django.urls import reverse

# Personal links and staff's pages. They are unguessable or need a sign-in; this only keeps stray links out of results.
KEPT_OUT = ["/booking/", "/group/", "/in/", "/register/", "/feedback/", "/admin/", "/licensing/", "/accounts/"]


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
