"""Somebody's own training: asked for by e-mail, opened once by the link that is mailed, seen for half an hour.

There is no password and no account. Whoever reads the mail of an address sees what people did under it; where several
share one, each is shown only to whoever knows their name and a booking reference of theirs. People are found anew at
every look, so that somebody erased meanwhile is gone from the page too.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from outbox.sending import tell_worker
from people.keys import email_key, name_key, one_of, read_code
from people.models import Delegate
from sessions import renewing, training_letters
from sessions.evaluations import answers_until
from sessions.models import Attendance, Booking, Certificate, SessionStatus, TrainingLink
from sessions.refusals import LinkHasEnded, NobodyFound
from sessions.showing import next_dates_of

LIVES = timedelta(hours=1)
SHOWN_FOR = timedelta(minutes=30)
KEPT = timedelta(days=7)
MOST_LINKS = 5  # for one address in an hour: more would be held back by the outbox until they are of no use


@dataclass
class OwnTraining:
    """What one person sees. `due` are renewable attendances, each with `next_date`: a session to book, or None."""

    coming: list = field(default_factory=list)
    past: list = field(default_factory=list)
    due: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.coming or self.past or self.due)


def people_at(email):
    """Return who booked or attended under an address, each once."""
    known = Delegate.objects.filter(key__startswith=f"{email_key(email)}|")
    booked = Booking.objects.filter(delegate=OuterRef("pk"))
    attended = Attendance.objects.filter(delegate=OuterRef("pk"))
    return list(known.filter(Exists(booked) | Exists(attended)).order_by("pk"))


@transaction.atomic
def ask_for_link(email, *, language):
    """Mail somebody the link to their own training, five times an hour at most; nothing where nobody is known.

    It goes to the address as we know it, never as it was typed: two that are compared as one need not be one mailbox.
    Where nothing is mailed the letter is written all the same and undone, and the worker told of it: how long the
    answer takes must say nothing of who is known.
    """
    people = people_at(email)
    to = people[0].email if people else email
    is_in_vain = has_links_enough(to) or not people
    with transaction.atomic():
        link = TrainingLink.objects.create(email=to)
        names = [person.name for person in people]
        training_letters.training_link(link, names=names, ends_at=link.asked_at + LIVES, language=language)
        if is_in_vain:
            transaction.set_rollback(True)
    if is_in_vain:
        tell_worker(training_letters.link_key(link))


def has_links_enough(email):
    return TrainingLink.objects.filter(email=email, asked_at__gt=timezone.now() - LIVES).count() >= MOST_LINKS


def links_to_open():
    return TrainingLink.objects.filter(used_at=None, asked_at__gt=timezone.now() - LIVES)


def can_be_opened(token):
    """Whether a link opens; looking spends nothing."""
    return links_to_open().filter(token=token).exists()


def open_link(token):
    """Spend a link and return it. One statement decides which of many at once opens it; the rest: LinkHasEnded."""
    if not links_to_open().filter(token=token).update(used_at=timezone.now()):
        raise LinkHasEnded
    return TrainingLink.objects.get(token=token)


def opened_link(pk):
    """Return a link that was opened in the last half hour, or None."""
    return one_of(TrainingLink.objects.filter(pk=pk, used_at__gt=timezone.now() - SHOWN_FOR))


def close_link(link):
    """End what a link shows, in every browser that holds a copy of its mark."""
    TrainingLink.objects.filter(pk=link.pk).delete()


def find_person(people, *, name, reference):
    """Return whichever of the people has this name and a booking with this reference.

    Raises NobodyFound, the same for a wrong name and for a wrong reference.
    """
    named = [person for person in people if name_key(person.name) == name_key(name)]
    booked = Booking.objects.filter(delegate__in=people, reference=read_code(reference))
    holders = set(booked.values_list("delegate", flat=True))
    for person in named:
        if person.pk in holders:
            return person
    raise NobodyFound


def training_of(person):
    """Return the OwnTraining of one person, in the same number of queries whatever they did."""
    due = list(renewing.due().filter(delegate=person).select_related("session__course"))
    dates = next_dates_of({row.session.course_id for row in due})
    for row in due:
        row.next_date = dates.get(row.session.course_id)
    return OwnTraining(coming=list(coming_of(person)), past=past_of(person), due=due)


def coming_of(person):
    """Return a person's live bookings of sessions that are not over, the soonest first."""
    live = person.bookings.live().filter(session__ends_at__gt=timezone.now())
    going_ahead = live.exclude(session__status=SessionStatus.CANCELLED)
    sessions = going_ahead.select_related("session__course", "session__venue").prefetch_related("session__days")
    return sessions.order_by("session__starts_at", "pk")


def past_of(person):
    """Return where a person was, the latest first, each with its `certificate` (None without a valid one).

    One that waits for the evaluation has `answer_until`: None where nobody can answer it any more.
    """
    valid = Certificate.objects.valid()
    over = person.attendances.present().filter(session__ends_at__lte=timezone.now())
    held = over.exclude(session__status=SessionStatus.CANCELLED).select_related("session__course")
    held = held.prefetch_related(Prefetch("certificates", valid, to_attr="valid_certificates"))
    rows = list(held.order_by("-session__last_day", "-pk"))
    for row in rows:
        row.certificate = row.valid_certificates[0] if row.valid_certificates else None
    waiting = [row for row in rows if row.certificate and not row.certificate.is_handed_out]
    untils = answers_until([row.session for row in waiting]) if waiting else {}
    for row in waiting:
        row.answer_until = untils.get(row.session_id)
    return rows


def forget_links():
    """Delete the links that were asked for more than a week ago; return how many."""
    return TrainingLink.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
