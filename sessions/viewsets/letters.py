"""What was written about a session, and what will be; and the same for one booking."""

from collections import Counter

from django.contrib import messages
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat, Lower
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from design.words import say_when
from outbox.models import BouncedAddress, Message
from outbox.sending import NotPossible, resend, stop
from outbox.wording import kind_in_words
from sessions.reminder_times import JOINING
from sessions.reminders import coming_reminders
from sessions.viewsets.pages import SessionPage

STATES = list(Message.State)


def messages_about(bookings):
    """Return the messages about these bookings, in one query."""
    causes = bookings.annotate(cause=Concat(Value("booking:"), Cast("pk", CharField()))).values("cause")
    return Message.objects.filter(cause__in=causes)


def messages_of(booking):
    """Return the messages about one booking, latest first."""
    return Message.objects.filter(cause=f"booking:{booking.pk}").order_by("-created_at", "-pk")


def with_bounces(bookings):
    """Add to each booking whether its address takes no mail."""
    known = BouncedAddress.objects.filter(address=Lower(OuterRef("email")))
    return bookings.annotate(mail_bounces=Exists(known))


def note_on_mail(booking):
    """Say in a list that somebody has to be rung; nothing where mail arrives."""
    return RING_THEM if booking.mail_bounces else ""


RING_THEM = _("Mail does not arrive: ring them")


class LettersView(SessionPage, TemplateView):
    """What a session's people were written, by kind and state; whole kinds are sent again or stopped here."""

    page_title = _("Messages")
    template_name = "sessions/admin/letters.html"

    def post(self, request, **kwargs):
        verb, choose = ACTS.get(request.POST.get("act"), (None, None))
        if verb:
            chosen = choose(self.session).filter(kind=request.POST.get("kind", ""))
            say_how_many(request, sum(done_to(message, verb, by=request.user) for message in chosen))
        return redirect(reverse("sessions:letters", args=[self.session.pk]))

    def get_context_data(self, **kwargs):
        number = Counter(messages_about(self.session.bookings.all()).values_list("kind", "state"))
        again = Counter(sent_again(self.session).values_list("kind", flat=True))
        rows = [row_of(kind, number, again=again[kind]) for kind in sorted({kind for kind, _state in number})]
        coming = [coming_in_words(*each) for each in coming_reminders(self.session)]
        return super().get_context_data(rows=rows, states=STATES, coming=coming, **kwargs)


def sent_again(session):
    """Return what can be sent again: nobody whose booking has ended is told once more that they have a place."""
    ended = messages_about(session.bookings.all()).filter(kind__in=SAID_WHEN_IT_ENDED)
    still_true = messages_about(session.bookings.live()).exclude(kind__in=SAID_WHEN_IT_ENDED)
    return (ended | still_true).exclude(state=Message.State.WAITING)


def stopped(session):
    return messages_about(session.bookings.all()).filter(state=Message.State.WAITING)


SAID_WHEN_IT_ENDED = ["cancelled", "session_cancelled", "lapsed"]
ACTS = {"resend": (resend, sent_again), "stop": (stop, stopped)}


def row_of(kind, number, *, again):
    numbers = [number[kind, state] for state in STATES]
    return {
        "kind": kind,
        "label": kind_in_words(kind),
        "numbers": numbers,
        "waiting": number[kind, Message.State.WAITING],
        "again": again,
    }


def done_to(message, verb, *, by):
    """Do one thing to one message and return whether it could be done."""
    try:
        with transaction.atomic():
            verb(message, by=by)
    except NotPossible:
        return False
    return True


def say_how_many(request, number):
    if number:
        said = ngettext("Done for %(number)s message.", "Done for %(number)s messages.", number)
        messages.success(request, said % {"number": number})
    else:
        messages.error(request, _("Nothing was done: none of these messages can be."))


def coming_in_words(moment, days_before, people):
    """Say when something will be written, what it is, and to how many."""
    what = _("Joining instructions") if days_before == JOINING else _("Reminder")
    to = ngettext("to %(number)s person", "to %(number)s people", people) % {"number": people}
    return {"when": say_when(moment), "what": what, "to": to}
