"""What people see who follow a feedback link. Nothing of them is kept but the mark that they answered."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from design.forms import typed
from feedback.answering import give_feedback, why_not_answerable
from feedback.asking import asked_by
from feedback.choosing import is_for_children, questionnaire_for, questions_for
from feedback.forms import form_for
from feedback.refusals import AlreadyAnswered, NothingToAsk
from sessions.refusals import Refusal
from sessions.views.personal import beyond_a_link, sent_with_a_secret


@sent_with_a_secret
def feedback(request, token):
    session, attendance = asked_by(token)
    try:
        form = form_to_fill_in(session, attendance)(typed(request))
        if form.is_bound and form.is_valid():
            give_feedback(session, attendance=attendance, **form.facts())
            return redirect("feedback_whom_to_call" if form.facts()["worried"] else "feedback_done")
    except Refusal as refusal:
        context = {"session": session, "refusal": refusal, "is_in": isinstance(refusal, AlreadyAnswered)}
        return render(request, "feedback/refused.html", context)
    context = {"session": session, "form": form, "for_children": is_for_children(session)}
    return render(request, "feedback/form.html", context)


@require_safe
@beyond_a_link
def done(request):
    return render(request, "feedback/done.html")


@require_safe
@beyond_a_link
def whom_to_call(request):
    return render(request, "feedback/whom_to_call.html")


def form_to_fill_in(session, attendance):
    """Return the form class for a session's questions, or refuse."""
    if refusal := why_not_answerable(session, attendance=attendance):
        raise refusal
    questionnaire = questionnaire_for(session)
    if questionnaire is None:
        raise NothingToAsk
    questions = questions_for(session, questionnaire=questionnaire)
    return form_for(questions, simple=is_for_children(session))
