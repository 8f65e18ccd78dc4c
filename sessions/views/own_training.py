"""One's own training: asking for the link, opening it, and the page it shows. Nothing is spent or changed by GET."""

from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from design.forms import typed
from sessions.certificate_states import Showing, State
from sessions.certificates import pdf_of
from sessions.forms.own_training import AskForLinkForm, WhoAreYouForm
from sessions.models import Certificate
from sessions.own_training import (
    ask_for_link,
    can_be_opened,
    close_link,
    find_person,
    open_link,
    people_at,
    training_of,
)
from sessions.refusals import LinkHasEnded, NobodyFound
from sessions.renewing import has_lapsed
from sessions.training_mark import leave_mark, read_mark, take_mark
from sessions.views.certificates import ask_name, offer_pdf
from sessions.views.checked import checked_without_referrer
from sessions.views.personal import beyond_a_link, changed_by_link, refusing_long_bodies
from sessions.views.sparing import count_if_wasted, sparing


def on_own_pages(view):
    """What the pages with a form have in common."""
    return changed_by_link(refusing_long_bodies(beyond_a_link(sparing(view))))


@on_own_pages
def my_training(request):
    """Show one's own training where a link was opened; elsewhere ask for the address to send one to."""
    if request.method == "POST":
        return ask(request)
    link, people, person = shown_to(request)
    if link is None:
        return show_asking(request, AskForLinkForm())
    if people and person is None:
        return redirect("my_training_person")
    return show_training(request, person, is_shared=len(people) > 1)


def shown_to(request):
    """Return (opened link or None, the people at its address, the one of them whom this browser may see or None)."""
    link, named = read_mark(request)
    people = people_at(link.email) if link else []
    person = people[0] if len(people) == 1 else next((each for each in people if each.pk == named), None)
    return link, people, person


def ask(request):
    """Send the link; the answer is the same for an address we know and for any other."""
    form = AskForLinkForm(request.POST)
    if form.is_valid():
        ask_for_link(form.cleaned_data["email"], language=get_language())
        return redirect("my_training_sent")
    count_if_wasted(request)
    return show_asking(request, form)


def show_asking(request, form, *, refusal=None):
    """Ask for the address; instead of what a link that has ended would have shown, too."""
    status = 404 if refusal else 200
    return render(request, "sessions/my_training_ask.html", {"form": form, "refusal": refusal}, status=status)


def show_training(request, person, *, is_shared):
    training = training_of(person) if person else None
    words = {"person": person, "training": training, "is_shared": is_shared, "is_named": "named" in request.GET}
    if training:
        words["due"] = [(row, has_lapsed(row)) for row in training.due]
    return render(request, "sessions/my_training.html", words)


@require_safe
@beyond_a_link
def my_training_sent(request):
    return render(request, "sessions/my_training_sent.html")


@require_safe
@beyond_a_link
def my_training_certificate(request, code):
    """Hand out a certificate of whom this browser may see; anybody else's is a 404."""
    _link, _people, person = shown_to(request)
    handed_out = Certificate.objects.valid().handed_out()
    return offer_pdf(pdf_of(get_list_or_404(handed_out, attendance__delegate=person, code=code)), name="certificate")


@changed_by_link
@refusing_long_bodies
@beyond_a_link
def my_training_certificate_name(request, code):
    """Ask for the name to print on a certificate of whom this browser may see; anybody else's is a 404."""
    _link, _people, person = shown_to(request)
    handed_out = Certificate.objects.valid().handed_out().exclude(name_printed="")
    related = ("attendance__session__course", "attendance__delegate", "attendance__booking")
    certificate = get_object_or_404(handed_out.select_related(*related), attendance__delegate=person, code=code)
    showing = Showing(State.READY, certificate.attendance, certificate)
    return ask_name(request, showing, page=reverse("my_training"), label=_("My training"))


@changed_by_link
@refusing_long_bodies
@beyond_a_link
def my_training_open(request, token):
    """Show the button that opens a link, or open it. Spent, expired and unknown links are the same page."""
    if request.method != "POST" and can_be_opened(token):
        return render(request, "sessions/my_training_open.html")
    try:
        if request.method != "POST":
            raise LinkHasEnded
        link = open_link(token)
    except LinkHasEnded as refusal:
        return show_asking(request, AskForLinkForm(), refusal=refusal)
    response = redirect("my_training")
    leave_mark(response, link=link)
    return response


@on_own_pages
def my_training_person(request):
    """Ask who somebody is at an address that several share. A wrong name and a wrong reference get one answer."""
    link, people, _person = shown_to(request)
    if len(people) < 2:
        return redirect("my_training")
    form = WhoAreYouForm(typed(request))
    if person := person_named(form, people):
        response = redirect("my_training")
        leave_mark(response, link=link, person=person)
        return response
    count_if_wasted(request)
    return render(request, "sessions/my_training_person.html", {"form": form})


def person_named(form, people):
    if not form.is_valid():
        return None
    try:
        return find_person(people, name=form.cleaned_data["name"], reference=form.cleaned_data["reference"])
    except NobodyFound as refusal:
        form.add_error("reference", str(refusal))
        return None


@checked_without_referrer
@require_POST
@beyond_a_link
def my_training_leave(request):
    """Show nothing more in this browser, nor in any other by the same link."""
    link, _named = read_mark(request)
    if link:
        close_link(link)
    response = redirect("my_training")
    take_mark(response)
    return response
