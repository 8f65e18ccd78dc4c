"""The public pages that no editor writes: which training is right for whom, and what search engines are told."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.pathways import pathways_by_audience, walk_pathway

# Personal links and staff's pages. They are unguessable or need a sign-in; this only keeps stray links out of results.
KEPT_OUT = ["/booking/", "/in/", "/register/", "/feedback/", "/admin/", "/licensing/", "/accounts/"]


@require_safe
def which_training(request):
    """Ask readers who they are."""
    return render(request, "home/which_training.html", {"audiences": pathways_by_audience()})


@require_safe
def pathway(request, pk):
    """Show the courses of a role in their order, with the next dates of each."""
    chosen, steps = walk_pathway(pk)
    return render(request, "home/pathway.html", {"pathway": chosen, "steps": steps})


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
