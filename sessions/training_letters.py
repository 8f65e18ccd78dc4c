"""The letters about one's own training: the link to see it, and that it is to be repeated.

Their subjects name no course, and the link's no date either: they show on locked phones.
"""

from datetime import datetime, time, timedelta
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from design.addresses import full_address
from design.words import LONDON, say_full_date
from outbox.texts import Placeholder, Text, Words, fill, register_text
from sessions.letters import compose, write_letter
from sessions.messages import tell_me_address

OF_USE_AFTER_THE_END = timedelta(days=30)
NAME = Placeholder("name", _("The name of the person you write to"))


def register_texts():
    """Enter the texts of both letters."""
    register_text(
        Text(
            name="my_training",
            label=_("The link to one's own training"),
            sent_when=_("At once, when somebody asks for it. It opens once, within an hour."),
            words=Words(
                _("The link to your training"), _("Somebody asked us for the link to your training. Here it is.")
            ),
            placeholders=(),
            sample=sample_link,
        )
    )
    register_text(
        Text(
            name="renewal",
            label=_("Training is to be repeated"),
            sent_when=_("As many days before a person's training runs out as the session settings say, and once only."),
            words=Words(_("Your training until {date}"), _("You took part in training that has to be repeated.")),
            placeholders=(
                NAME,
                Placeholder("course", _("The title of the course; never in the subject")),
                Placeholder("date", _("The last day the training is valid")),
            ),
            sample=sample_renewal,
        )
    )


def training_link(link, *, names, ends_at, language):
    """Send the one-time link to the address that asked. Several who share it are not named to one another."""
    write_letter(
        "my_training",
        to=link.email,
        key=link_key(link),
        language=language,
        cause=f"training_link:{link.pk}",
        words=lambda: {
            "greeted": names[0] if len(names) == 1 else "",
            "link": full_address("my_training_open", link.token),
            "values": {},
        },
        useless_after=ends_at,
        capped=True,
    )


def link_key(link):
    return f"my_training:{link.pk}"


def renewal_due(attendance, *, date):
    """Remind somebody that their training runs out; `date` is the course's next session to book, or None."""
    booking, delegate = attendance.booking, attendance.delegate
    write_letter(
        "renewal",
        to=delegate.email,
        phone=booking.phone if booking else "",
        key=renewal_key(attendance),
        language=booking.language if booking else "",
        cause=f"attendance:{attendance.pk}",
        words=lambda: about_renewal(
            name=delegate.name,
            course=attendance.session.course,
            attended_on=attendance.session.last_day,
            valid_until=attendance.valid_until,
            date=date,
        ),
        useless_after=end_of_use(attendance.valid_until),
    )


def renewal_key(attendance):
    return f"renewal:{attendance.pk}:{attendance.valid_until:%Y%m%d}"


def end_of_use(valid_until):
    return datetime.combine(valid_until + OF_USE_AFTER_THE_END, time(0), tzinfo=LONDON)


def about_renewal(*, name, course, attended_on, valid_until, date):
    book_address = full_address("book", date.reference) if date else ""
    return {
        "name": name,
        "course": course,
        "attended_on": attended_on,
        "valid_until": valid_until,
        "date": date,
        "book_address": book_address,
        "tell_me_address": "" if date else tell_me_address(course),
        "personal_address": book_address or full_address("my_training"),
        "values": {
            "name": name,
            "course": course.title,
            "date": lambda: say_full_date(valid_until),
        },
    }


def sample_link(words):
    said = {"greeted": "Amina Kowalska", "link": f"{settings.BASE_URL}/my-training/example/", "values": {}}
    return shown_as("my_training", words, said)


def sample_renewal(words):
    today = timezone.localdate(timezone=LONDON)
    course = Course(title=_("Seeing the signs"), slug="seeing-the-signs")
    days = {"attended_on": today - timedelta(days=305), "valid_until": today + timedelta(days=60)}
    return shown_as("renewal", words, about_renewal(name="Amina Kowalska", course=course, date=None, **days))


def shown_as(kind, words, said):
    """Return subject, text and page of a letter to somebody made up, in the language being spoken."""
    body = compose(kind, said=said, wording=words, language=get_language())
    return SimpleNamespace(subject=fill(words.subject, said["values"]), **body)
