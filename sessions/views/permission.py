"""The page on which a manager says whether somebody may come. Opening the link decides nothing."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from design.forms import typed
from sessions.answering import grant, question_for, refuse, why_not_answerable
from sessions.cancelling_in_words import what_a_place_may_cost
from sessions.forms.permission import DeclineForm
from sessions.refusals import CannotChange
from sessions.views.personal import changed_by_link


@require_safe
def permission(request, token):
    """Show who would like to come to what, or how the question was answered."""
    question = question_for(token)
    words = about(question) | {"state": why_not_answerable(question), "costs": what_a_place_may_cost(question.booking)}
    return render(request, "sessions/permission.html", words)


def about(question):
    return {"question": question, "booking": question.booking, "session": question.booking.session}


@changed_by_link
def approve(request, token):
    """Agree. Who answers a second time finds the first answer."""
    question = question_for(token)
    if request.method == "POST" and not why_not_answerable(question):
        answer(grant, question)
    return redirect("permission", token)


@changed_by_link
def decline(request, token):
    """Ask for the reason, then decline."""
    question = question_for(token)
    form = DeclineForm(typed(request))
    if why_not_answerable(question):
        return redirect("permission", token)
    if form.is_valid():
        answer(refuse, question, reason=form.cleaned_data["reason"])
        return redirect("permission", token)
    return render(request, "sessions/permission_decline.html", about(question) | {"form": form})


def answer(verb, question, **facts):
    """Answer; who was a second too late reads on the question's page what came first."""
    try:
        verb(question, **facts)
    except CannotChange:
        return
