"""About these figures: what each counts, and what the reader has to know to compare them."""

from django.utils.translation import gettext as _

from reports.document import Section


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
    held = {each.key for each in asked.compared}
    for key, period in asked.beside:
        if key not in held:
            yield _("No figures are held of %(period)s, so nothing is compared with it.") % {"period": period}
