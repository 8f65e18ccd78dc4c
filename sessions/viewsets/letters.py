"""What was written about a session, and what will be; and the same for one booking."""

from collections import Counter

from django.contrib import messages
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
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
from sessions.letters import cause_of, cause_of_walk_in
from sessions.outdated import outdated, outdated_of_walk_ins
from sessions.reminder_times import JOINING
from sessions.reminders import coming_reminders
from sessions.viewsets.pages import SessionPage

STATES = list(Message.State)


def messages_about(session):
    """Return the messages about a session's bookings and about those who walked in, in one query."""
    booked = causes("booking:", session.bookings.order_by())
    walked_in = causes("attendance:", walk_ins_of(session).order_by())
    return Message.objects.filter(Q(cause__in=booked) | Q(cause__in=walked_in))


def walk_ins_of(session):
    return session.attendances.filter(booking__isnull=True)


def causes(prefix, records):
    return records.annotate(cause=Concat(Value(prefix), Cast("pk", CharField()))).values("cause")


def messages_of(booking):
    """Return the messages about one booking, latest first."""
    return Message.objects.filter(cause=cause_of(booking)).order_by("-created_at", "-pk")


def with_bounces(bookings):
    """Add to each booking whether its address takes no mail."""
    known = BouncedAddress.objects.filter(address=Lower(OuterRef("email")))
    return bookings.annotate(mail_bounces=Exists(known))


def note_on_mail(booking):
    """Say in a list that somebody has to be rung; nothing where mail arrives."""
    return RING_THEM if booking.mail_bounces else ""


RING_THEM = _("Mail does not arrive: ring them")


class LettersView(SessionPage, TemplateView):
    """What a session's people were written, by kind and state; whole kinds are stopped here."""

    page_title = _("Messages")
    template_name = "sessions/admin/letters.html"

    def post(self, request, **kwargs):
        if request.POST.get("act") == "stop":
            chosen = stopped(self.session).filter(kind=request.POST.get("kind", ""))
            say_how_many(request, sum(done_to(message, stop, by=request.user) for message in chosen))
        return redirect(reverse("sessions:letters", args=[self.session.pk]))

    def get_context_data(self, **kwargs):
        written, why = written_about(self.session)
        number = Counter((message.kind, message.state) for message in written)
        again = Counter(message.kind for message in written if may_go_again(message, why=why))
        rows = [row_of(kind, number, again=again[kind]) for kind in sorted({kind for kind, _state in number})]
        coming = [coming_in_words(*each) for each in coming_reminders(self.session)]
        return super().get_context_data(rows=rows, states=STATES, coming=coming, **kwargs)


class AgainView(SessionPage, TemplateView):
    """Shows who gets a kind of message again, and how many are left out and why; the button sends to these alone."""

    page_title = _("Send again")
    template_name = "sessions/admin/letters_again.html"

    def get_context_data(self, **kwargs):
        kind = self.request.GET.get("kind", "")
        written, why = written_about(self.session)
        ended = [message for message in written if message.kind == kind and message.state != Message.State.WAITING]
        going = [message for message in ended if message.pk not in why]
        left_out = Counter(why[message.pk] for message in ended if message.pk in why)
        facts = {"kind": kind_in_words(kind), "going": going, "left_out": left_out.items()}
        return super().get_context_data(**facts, **kwargs)

    def post(self, request, **kwargs):
        chosen = set(request.POST.getlist("chosen"))
        written, why = written_about(self.session)
        going = [message for message in written if str(message.pk) in chosen and may_go_again(message, why=why)]
        say_how_many(request, sum(done_to(message, resend, by=request.user) for message in going))
        return redirect(reverse("sessions:letters", args=[self.session.pk]))


def written_about(session):
    """Return (the messages about a session's people, each with whom it is for; why some are no longer true)."""
    bookings = list(session.bookings.select_related("delegate", "contact", "permission"))
    walked_in = list(walk_ins_of(session).select_related("delegate"))
    written = list(messages_about(session).defer("text", "html", "calendar").order_by("to", "pk"))
    booked = {cause_of(booking): booking.holder for booking in bookings}
    who = booked | {cause_of_walk_in(attendance): attendance.delegate for attendance in walked_in}
    for message in written:
        message.who = who[message.cause]
    about_bookings = [message for message in written if message.cause in booked]
    about_others = [message for message in written if message.cause not in booked]
    why = outdated(about_bookings, bookings=bookings) | outdated_of_walk_ins(about_others, attendances=walked_in)
    return written, why


def may_go_again(message, *, why):
    return message.state != Message.State.WAITING and message.pk not in why


def stopped(session):
    return messages_about(session).filter(state=Message.State.WAITING)


def row_of(kind, number, *, again):
    numbers = [number[kind, state] for state in STATES]
    waiting = number[kind, Message.State.WAITING]
    return {
        "kind": kind,
        "label": kind_in_words(kind),
        "numbers": numbers,
        "waiting": waiting,
        "again": again,
        "untrue": sum(numbers) - waiting - again,
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
