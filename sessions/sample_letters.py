"""Letters to somebody made up, for officers to look at what they changed."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import Course
from design.words import say_queue
from outbox.texts import fill
from people.models import Delegate, Venue
from sessions.letters import compose
from sessions.messages import words_about
from sessions.models import Booking, BookingStatus, TrainingSession
from sessions.reminder_times import nine_before


def sample_booking(status):
    """Return a booking that nobody made, for a session three weeks from now."""
    today_at_nine = nine_before(timezone.now(), 0)
    starts_at = nine_before(today_at_nine, -21)
    session = TrainingSession(
        course=Course(title=_("Seeing the signs")),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        venue=Venue(
            name="Mill Street Centre",
            address="1 Mill Street\nNorthvale NV1 2AB",
            access_facts=_("Step-free entrance and a hearing loop."),
        ),
        online_link="https://meet.example.org/room",
        joining_instructions=_("Come to the main door and ask for the training room."),
    )
    ends_at = today_at_nine + timedelta(days=2)
    return Booking(session=session, delegate=Delegate(name="Amina Kowalska"), status=status, offer_ends_at=ends_at)


def sample(kind, words, *, status=BookingStatus.CONFIRMED, **facts):
    """Return subject, text and page of a letter to somebody made up, in the language being spoken."""
    booking = sample_booking(status)
    said = words_about(booking, days=[booking.session], values={"queue": lambda: say_queue(2), "contact": "Bo Lind"})
    said |= {"takes_place": status == BookingStatus.CONFIRMED, "link": said["book_again_address"]} | facts
    body = compose(kind, said=said, wording=words, language=get_language())
    return SimpleNamespace(subject=fill(words.subject, said["values"]), **body)
