"""One office books many: the form, and what is asked where there are fewer places than people."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from courses.terms import terms_of
from design.forms import typed
from sessions.booking import why_not_bookable
from sessions.forms.groups import ChoiceForm, GroupSheet
from sessions.groups import book_group, most_places_at_once, session_to_book_for_many
from sessions.messages import booking_details_again
from sessions.models import SessionSettings
from sessions.refusals import Refusal, RefusedForSome, SessionFull
from sessions.showing import can_wait, other_dates, places_in_words, waiting_in_words
from sessions.terms_in_words import before_you_book
from sessions.views.booking import show_refusal
from sessions.views.sparing import count_if_wasted, has_wasted_too_many, sparing, too_many

BOOKS = {"book", "take", "wait"}


# Browsers may keep the form: going back to it and sending it again finds the same group by its nonce.
@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
@sparing
def book_many(request, reference):
    """Ask who books and for how many, then who they are; what each button does is said by its value."""
    session = session_to_book_for_many(reference)
    terms = terms_of(session.course)
    sheet = GroupSheet(
        most=most_places_at_once(session),
        permission=terms.permission if terms else "",
        data=typed(request),
    )
    do = request.POST.get("do", "")
    if do in BOOKS and sheet.is_valid():
        return answer(request, session, sheet, do=do)
    if do in BOOKS:
        count_if_wasted(request)
    refusal = why_not_bookable(session)
    if refusal and not can_wait(session, refusal):
        return show_refusal(request, session, refusal)
    return show_sheet(request, session, sheet, step="contact" if do == "back" or not sheet.has_contact else "rows")


def show_sheet(request, session, sheet, *, step):
    places = places_in_words(session, few=SessionSettings.load().few_places)
    words = {"session": session, "sheet": sheet, "forms": sheet.forms, "form": sheet.contact_form, "places": places}
    words["waiting"] = waiting_in_words(session) if why_not_bookable(session) else ""
    words["before_you_book"] = before_you_book(session)
    return render(request, f"sessions/group_{step}.html", words)


def answer(request, session, sheet, *, do):
    """Book the group, or some of it, or let it wait; where that is refused, ask what else to do."""
    wish = sheet.wish()
    if do == "take":
        choice = ChoiceForm(request.POST, people=wish["people"], left=places_free(session))
        if not choice.is_valid():
            return show_choice(request, session, sheet, choice=choice)
        wish["people"] = [wish["people"][number] for number in choice.cleaned_data["chosen"]]
    if any(wish["people"]) and has_wasted_too_many(request):
        return too_many(request)
    try:
        group = book_group(session, language=get_language(), waits=do == "wait", **wish)
    except SessionFull:
        return show_choice(request, session, sheet)
    except Refusal as refusal:
        return show_group_refusal(request, session, sheet, refusal)
    return redirect(reverse("group", args=[group.token]) + "?booked")


def places_free(session):
    """Return how many seats a newcomer could have now; the session's row is read anew."""
    session.refresh_from_db(fields=["seats_taken", "people_waiting", "capacity"])
    return 0 if session.people_waiting else session.places_left or 0


def show_choice(request, session, sheet, *, choice=None):
    """Say how many places are left, and offer them, the waiting list and other dates; what was typed stays."""
    people = sheet.people()
    left = min(places_free(session), len(people))
    enough = [other for other in other_dates(session) if other.places_left is None or other.places_left >= len(people)]
    words = {
        "session": session,
        "sheet": sheet,
        "left": left,
        "choice": choice or ChoiceForm(people=people, left=left),
        "has_names": any(people),
        "rest": len(people) - left,
        "waiting": waiting_in_words(session) if can_wait(session, SessionFull()) else "",
        "others": enough,
    }
    return render(request, "sessions/group_choice.html", words, status=409)


def show_group_refusal(request, session, sheet, refusal):
    """Say beside a name what is wrong with it. What we know of people is not said of anybody, and counts as wasted.

    Of an earlier booking its owner hears, each of them, and not whoever asked.
    """
    if isinstance(refusal, RefusedForSome):
        count_if_wasted(request)
        for booking in refusal.held:
            booking_details_again(booking)
    if closed := why_not_bookable(session):
        return show_refusal(request, session, closed)
    sheet.refuse(refusal)
    return show_sheet(request, session, sheet, step="rows")
