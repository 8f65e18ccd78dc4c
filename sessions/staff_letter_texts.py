"""The words round the facts of letters to officers, as they stand until somebody changes them."""

from types import SimpleNamespace

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from outbox.texts import Placeholder, Text, Words, fill, register_text
from sessions.letters import compose
from sessions.missing import Line, words_of
from sessions.models import BookingStatus
from sessions.sample_letters import sample_booking


def register_texts_for_staff():
    register_text(
        Text(
            name="missing_figures",
            label=_("Sessions without figures"),
            sent_when=_("On Monday mornings, to whoever looks after sessions that are over and not finished."),
            words=Words(
                _("Sessions without figures: {number}"),
                _("These sessions are over and have no figures yet, so they are missing from the reports."),
            ),
            placeholders=(
                Placeholder("name", _("The name of the officer you write to")),
                Placeholder("number", _("How many sessions have no figures")),
            ),
            sample=sample_of_missing_figures,
        )
    )


def sample_of_missing_figures(words):
    """Return subject, text and page of the letter to an officer made up, about a session made up."""
    session = sample_booking(BookingStatus.CONFIRMED).session
    session.pk = 1
    said = words_of([Line(session, 3)], name="Amina Kowalska")
    body = compose("missing_figures", said=said, wording=words, language=get_language())
    return SimpleNamespace(subject=fill(words.subject, said["values"]), **body)
