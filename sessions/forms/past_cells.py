"""What may stand in the cells of a file of past sessions, and how each is read."""

import re

from django.utils.translation import gettext_lazy as _

from courses.models import Course
from sessions.models import Qualifier, SessionStatus
from spreadsheets.cells import as_date, as_text
from spreadsheets.headings import heading_key
from spreadsheets.refusing import WrongCell

MOST_COUNTED = 1_000_000  # of people at one session
LONGEST_NOTES = 5_000
COURSE, EVENT = Course.Kind.COURSE, Course.Kind.EVENT

# What a file calls a course, and the kind and way of delivery that a new course gets by it.
KINDS = [
    (COURSE.label, (COURSE, Course.Delivery.IN_PERSON)),
    *((kind.label, (kind, Course.Delivery.IN_PERSON)) for kind in Course.Kind if kind != COURSE),
    (Course.Delivery.ONLINE.label, (COURSE, Course.Delivery.ONLINE)),
    (Course.Delivery.E_LEARNING.label, (COURSE, Course.Delivery.E_LEARNING)),
    (Course.Delivery.THEATRE.label, (EVENT, Course.Delivery.THEATRE)),
    (Course.Delivery.COMPETITION.label, (EVENT, Course.Delivery.COMPETITION)),
    (Course.Delivery.CONFERENCE.label, (EVENT, Course.Delivery.CONFERENCE)),
    (Course.Delivery.ROADSHOW.label, (EVENT, Course.Delivery.ROADSHOW)),
]
KINDS_ALSO = {
    "briefing": (Course.Kind.BRIEFING, Course.Delivery.IN_PERSON),
    "talk": (Course.Kind.BRIEFING, Course.Delivery.IN_PERSON),
    "programme": (Course.Kind.PROGRAMME, Course.Delivery.IN_PERSON),
    "in person": (COURSE, Course.Delivery.IN_PERSON),
    "training": (COURSE, Course.Delivery.IN_PERSON),
}
STATUSES = [(status.label, status) for status in (SessionStatus.DELIVERED, SessionStatus.CANCELLED)]
STATUSES_ALSO = {"canceled": SessionStatus.CANCELLED, "held": SessionStatus.DELIVERED}
QUALIFIERS = [(qualifier.label, qualifier) for qualifier in Qualifier]
QUALIFIERS_ALSO = {
    "estimated": Qualifier.ESTIMATED,
    "estimate": Qualifier.ESTIMATED,
    "about": Qualifier.ESTIMATED,
    "approximately": Qualifier.ESTIMATED,
    "at least": Qualifier.AT_LEAST,
    "over": Qualifier.AT_LEAST,
}
YES_OR_NO = [(_("Yes"), True), (_("No"), False)]
YES_OR_NO_ALSO = {"y": True, "true": True, "1": True, "n": False, "false": False, "0": False}


def choosing(choices, *, also):
    """Return a reader of cells that hold one of `choices`, None for an empty cell. Case and spaces do not matter."""
    known = {heading_key(word): meant for word, meant in also.items()}
    known |= {heading_key(str(label)): meant for label, meant in choices}
    names = ", ".join(str(label) for label, _meant in choices)

    def as_choice(value):
        text = as_text(value)
        if not text:
            return None
        try:
            return known[heading_key(text)]
        except KeyError:
            raise WrongCell(_("“%(text)s” is none of: %(names)s.") % {"text": text, "names": names}) from None

    return as_choice


def as_number(value):
    """Return a whole number of people, None for an empty cell: what is not recorded is never 0."""
    text = as_text(value)
    if not text:
        return None
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", text, re.ASCII):
        raise WrongCell(_("“%(text)s” is not a whole number. Write digits alone, like 60.") % {"text": text})
    number = int(text.replace(",", ""))
    if number > MOST_COUNTED:
        raise WrongCell(_("%(text)s is more than one session can hold.") % {"text": text})
    return number


def as_attended(value):
    """Return the number that attended; says where to put what stands before it."""
    try:
        return as_number(value)
    except WrongCell:
        if written := re.fullmatch(r"(?i)(about|approx\D*|c\.?|over|at least|~|>)\s*([\d,]+)", as_text(value)):
            sentence = _("Write %(number)s alone here, and in Qualifier whether it is estimated or at least that.")
            raise WrongCell(sentence % {"number": written[2]}) from None
        raise


def as_short(value, *, longest):
    text = as_text(value)
    if len(text) > longest:
        raise WrongCell(_("This is longer than %(number)s characters.") % {"number": longest})
    return text


def as_names(value, *, longest):
    """Return the names in a cell, which semicolons part, each once."""
    return tuple(dict.fromkeys(name for part in as_text(value).split(";") if (name := as_short(part, longest=longest))))


def as_day(value, *, epoch):
    """Return the ReadDate of a cell, None for an empty one."""
    return as_date(value, epoch=epoch)
