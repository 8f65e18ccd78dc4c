"""The Urdu of what the public reads: complete, in step with its compiled file, nothing lost on the way."""

import ast
import gettext
import re
from datetime import datetime

import pytest
from django.conf import settings
from django.utils.translation import override
from django.utils.translation.template import templatize

from courses.models import Course
from design.words import LONDON, join_words, say_when
from feedback.forms import form_for
from feedback.models import Question
from outbox.texts import REGISTRY
from people.models import Badge
from sessions.forms.booking import DriverBookingForm
from sessions.forms.door import BookedForm
from sessions.models import BookingStatus, Qualifier
from tests.factories import make_course, make_session

CATALOGUE = settings.BASE_DIR / "site/config/locale/ur/LC_MESSAGES/django.po"
PUBLIC = [
    "templates/*.html",
    "templates/components/*.html",
    "templates/feedback/*.html",
    "templates/home/**/*.html",
    "templates/mail/*",
    "templates/sessions/*.html",
    "feedback/choosing.py",
    "feedback/forms.py",
    "feedback/percentages.py",
    "feedback/refusals.py",
    "feedback/steps.py",
    "home/calendars.py",
    "home/choices.py",
    "home/dates.py",
    "home/finding.py",
    "home/forms.py",
    "home/pathways.py",
    "home/templatetags/*.py",
    "home/views.py",
    "people/person_fields.py",
    "sessions/afterwards.py",
    "sessions/answering.py",
    "sessions/asking.py",
    "sessions/cancelling_in_words.py",
    "sessions/change_messages.py",
    "sessions/changing.py",
    "sessions/correcting.py",
    "sessions/counting.py",
    "sessions/door.py",
    "sessions/eligibility.py",
    "sessions/event_data.py",
    "sessions/forms/asking.py",
    "sessions/forms/booking.py",
    "sessions/forms/counting.py",
    "sessions/forms/changing.py",
    "sessions/forms/door.py",
    "sessions/forms/groups.py",
    "sessions/forms/own_training.py",
    "sessions/forms/permission.py",
    "sessions/forms/unhurried.py",
    "sessions/group_messages.py",
    "sessions/group_showing.py",
    "sessions/groups.py",
    "sessions/invitations.py",
    "sessions/lateness.py",
    "sessions/messages.py",
    "sessions/nameless.py",
    "sessions/permission_messages.py",
    "sessions/projecting.py",
    "sessions/refusals.py",
    "sessions/reminders.py",
    "sessions/request_messages.py",
    "sessions/seats.py",
    "sessions/showing.py",
    "sessions/telling.py",
    "sessions/terms_in_words.py",
    "sessions/views/*.py",
    "sessions/waiting.py",
    "sessions/working_days.py",
    "site/design/errors.py",
    "site/design/forms.py",
    "site/design/markup.py",
    "site/design/words.py",
    "site/design/templatetags/*.py",
    "site/design/migrations/0002_help_lines.py",
]
STAFF_ONLY = {"staff.html", "signed_in.html", "footer_staff.html", "panel_pages.html"}
LITERAL = r"""u?"(?:[^"\\\n]|\\.)*"|u?'(?:[^'\\\n]|\\.)*'"""
MARKED = re.compile(rf"(?:\b_|gettext)\(\s*((?:(?:{LITERAL})\s*)+)")
KEPT = re.compile(r"%\(\w+\)s|%%|\{\w+\}|</?\w[^>]*>")


def public_files():
    paths = {path for pattern in PUBLIC for path in settings.BASE_DIR.glob(pattern)}
    return sorted(path for path in paths if path.is_file() and path.name not in STAFF_ONLY)


def sentences(path):
    """Return what a module or a template marks for translation; of those with a plural, the singular."""
    text = path.read_text()
    marked = MARKED.findall(text if path.suffix == ".py" else templatize(text, origin=path.name))
    return {ast.literal_eval(f"({literals})") for literals in marked}


def entries():
    """Return the originals and the translations of every entry that is translated and not fuzzy."""
    blocks = CATALOGUE.read_text().split("\n\n")[1:]
    read = [read_entry(block) for block in blocks if "#, fuzzy" not in block and "\n#~" not in block]
    return [(originals, translations) for originals, translations in read if all(translations)]


def read_entry(block):
    parts = re.findall(r'^(msgid|msgstr)\S* ((?:".*"\n?)+)', block, re.MULTILINE)
    texts = [(kind, "".join(map(ast.literal_eval, lines.splitlines()))) for kind, lines in parts]
    return [text for kind, text in texts if kind == "msgid"], [text for kind, text in texts if kind == "msgstr"]


def compiled():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def said_by(catalogue, originals):
    if len(originals) == 1:
        return [catalogue.gettext(*originals)]
    return [catalogue.ngettext(*originals, number) for number in (1, 2)]


def test_every_public_sentence_is_translated():
    translated = {originals[0] for originals, _translations in entries()}

    missing = {str(path): sentences(path) - translated for path in public_files()}

    assert {name: texts for name, texts in missing.items() if texts} == {}


def test_the_reader_of_marked_sentences_finds_them_in_modules_and_templates():
    names = {path.name: path for path in public_files()}

    found = sentences(names["words.py"]) | sentences(names["screen_count.html"])

    assert {"midday", "%(count)s place left", "<strong>%(number)s</strong> signed in"} <= found


def test_the_compiled_file_says_what_the_catalogue_says():
    catalogue = compiled()

    differing = [originals for originals, texts in entries() if said_by(catalogue, originals) != texts]

    assert differing == []


def test_names_and_tags_within_a_sentence_are_kept():
    pairs = [(originals[-1], text) for originals, texts in entries() for text in texts]

    differing = [text for original, text in pairs if set(KEPT.findall(original)) != set(KEPT.findall(text))]

    assert differing == []


def test_every_pattern_finds_a_file():
    finding_none = [pattern for pattern in PUBLIC if not any(settings.BASE_DIR.glob(pattern))]

    assert finding_none == []


@pytest.mark.parametrize("text", REGISTRY.values(), ids=lambda text: text.name)
def test_the_standard_words_of_each_letter_are_translated(text):
    english, urdu = vars(text.standard_in("en-gb")), vars(text.standard_in("ur"))

    same = {part for part, words in english.items() if words and words == urdu[part]}

    assert len(english) == 3
    assert same == set()


@pytest.mark.parametrize("choices", [Course.Kind, Course.Delivery, Badge.Kind, BookingStatus, Qualifier])
def test_choices_that_public_pages_name_are_translated(choices):
    english = [str(label) for label in choices.labels]

    with override("ur"):
        same = {str(label) for label in choices.labels} & set(english)

    assert len(english) > 1
    assert same == set()


def test_dates_and_times_are_said_in_urdu():
    begins, ends = datetime(2030, 12, 10, 9, 30, tzinfo=LONDON), datetime(2030, 12, 10, 12, 30, tzinfo=LONDON)

    with override("ur"):
        said = say_when(begins, ends)

    assert said == "منگل 10 دسمبر 2030، صبح 9.30 بجے سے بعد دوپہر 12.30 بجے تک"


def test_words_are_parted_by_the_comma_of_their_language():
    with override("ur"):
        said = join_words(["1", "2", "3"])

    assert said == "1، 2 اور 3"


def test_a_missing_answer_is_asked_for_in_urdu():
    with override("ur"):
        form = BookedForm({})
        errors = form.errors["typed"]

    assert errors == ["درج کریں: آپ کا ای میل پتہ یا بکنگ کا حوالہ نمبر"]


def test_an_example_telephone_number_is_not_turned_round(db):
    with override("ur"):
        said = str(DriverBookingForm({"contact": "12345"}).errors["contact"])

    assert "\u206607700 900123\u2069" in said


def test_an_english_title_on_an_urdu_page_is_marked_as_english(client, db):
    session = make_session(make_course(title="Seeing the signs"))

    page = client.get(f"/ur/book/{session.reference}/").content.decode()

    assert '<h1 class="govuk-heading-l"><span lang="en-gb" dir="ltr">Seeing the signs</span></h1>' in page


def test_an_officers_question_keeps_its_mark_on_an_urdu_page():
    question = Question(code="change", kind=Question.Kind.COMMENT, text="What should we change?")

    with override("ur"):
        label = form_for([question], simple=False)().fields["q-change"].label

    assert label == "\u2068What should we change?\u2069"
