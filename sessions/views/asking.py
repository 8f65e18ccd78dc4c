"""Asking for training, and the page of one's own request. Nothing is changed by GET."""

from django.core.validators import slug_re
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Course, Recorded
from design.forms import typed
from sessions.asking import ask as keep_request
from sessions.asking import ask_to_be_told, request_for, withdraw_request
from sessions.forms.asking import AskForm, TellMeForm
from sessions.models import SessionStatus, TrainingRequest
from sessions.refusals import CannotChange
from sessions.showing import next_date_of
from sessions.views.personal import changed_by_link, refusing_long_bodies
from sessions.views.sparing import count_if_wasted, sparing


@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
@refusing_long_bodies
@sparing
def ask(request):
    """Take a request to come to a school, a group or a company. `?course=` chooses one beforehand."""
    course = course_called(request.GET.get("course", ""))
    initial = {"course": course, "audience": course and course.audience_id}
    form = AskForm(typed(request), initial=initial)
    if form.is_valid():
        asked = keep_request(spoken=get_language(), **form.wish())
        return redirect(reverse("request", args=[asked.token]) + "?asked")
    count_if_wasted(request)
    return render(request, "sessions/ask.html", {"form": form})


def course_called(slug):
    """Return the offered course of that address; nothing for a stray address, which some databases take amiss."""
    return Course.objects.offered().filter(slug=slug).first() if slug_re.match(slug) else None


@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
@refusing_long_bodies
@sparing
def tell_me(request, slug):
    """Take the address of somebody who wants to hear of the next date. The answer is the same for who asked before."""
    course = get_object_or_404(Course.objects.offered().select_related("audience"), slug=slug)
    if course.audience.recorded == Recorded.BY_HEADCOUNT:  # nobody books such a course: we come to groups
        return redirect(reverse("ask") + f"?course={course.slug}")
    form = TellMeForm(typed(request))
    if form.is_valid():
        ask_to_be_told(course, spoken=get_language(), **form.wish())
        return redirect("tell_me_done", slug)
    count_if_wasted(request)
    return render(request, "sessions/tell_me.html", {"form": form, "course": course, "next": next_date_of(course)})


@require_safe
def tell_me_done(request, slug):
    course = get_object_or_404(Course.objects.offered(), slug=slug)
    return render(request, "sessions/tell_me_done.html", {"course": course})


@require_safe
def request_page(request, token):
    """Show one's own request."""
    return show_request(request, request_for(token))


def show_request(request, asked, *, refusal=None):
    words = {"asked": asked, "session": asked.session, "refusal": refusal, "just_asked": "asked" in request.GET}
    words["status"] = status_as_told(asked)
    return render(request, "sessions/request.html", words, status=409 if refusal else 200)


def status_as_told(asked):
    """Return how a request stands as far as its sender knows: of a session that is a draft they know nothing yet."""
    is_secret = asked.session and asked.session.status == SessionStatus.DRAFT
    return TrainingRequest.Status.NEW if is_secret else asked.status


@changed_by_link
def request_withdraw(request, token):
    """Take a request back; looking takes nothing back."""
    asked = request_for(token)
    if request.method == "POST":
        try:
            withdraw_request(asked)
        except CannotChange as refusal:
            return show_request(request, asked, refusal=refusal)
    return redirect("request", token)
