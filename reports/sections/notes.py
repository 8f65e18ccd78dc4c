"""About these figures: what each counts, and what the reader has to know to compare them."""

from django.utils.translation import gettext as _

from design.words import say_full_date
from reports.document import Reader, Section


def section(asked):
    return Section("notes", _("About these figures"), remarks=tuple(remarks(asked)))


def remarks(asked):
    yield _("“Attended” counts attendances, not people: somebody who came to three sessions is counted three times.")
    yield _(
        "A session stands in the period of its last day. Drafts, cancelled sessions and sessions still to come are not "
        "counted."
    )
    yield _("A session counts in its own row, whoever the people in the room work for.")
    yield _(
        "Not recorded is not nought. Where a number is partly estimated it says “approximately”; where it is a least "
        "number it says “over”."
    )
    if asked.reader is Reader.PUBLIC:
        yield _(
            "Numbers of people from 1 to %(most)s are shown as “fewer than %(threshold)s”. Further numbers are not "
            "shown where they would give such a one away. 0 is shown."
        ) % {"most": asked.threshold - 1, "threshold": asked.threshold}
        if asked.round_to:
            yield _("Numbers of people are rounded to the nearest %(number)s.") % {"number": asked.round_to}
    for revision in asked.revisions:
        yield _("Revised on %(day)s: %(reason)s Figures that changed: %(number)s.") % {
            "day": say_full_date(revision.day),
            "reason": revision.reason if revision.reason.endswith((".", "!", "?")) else f"{revision.reason}.",
            "number": revision.changes,
        }
    held = {each.key for each in asked.compared}
    for key, period in asked.beside:
        if key not in held:
            yield _("No figures are held of %(period)s, so nothing is compared with it.") % {"period": period}
