"""The year at a glance: a sentence for each audience."""

from django.utils.translation import gettext as _

from reports.document import Section, Sentence
from reports.sections import audiences


def section(asked):
    sentences = [sentence_of(table, asked=asked) for table in asked.tables.tables if table.total.tally.sessions]
    return Section("glance", _("At a glance"), sentences=tuple(sentences)) if sentences else None


def sentence_of(table, *, asked):
    """Return an audience's sentence: how often they attended, at how many sessions, and how that changed."""
    total = audiences.row_of(table.total, table=table, asked=asked, number=0)
    sessions, attended = total.cells[:2]
    figures = [("attended", attended), ("sessions", sessions)]
    words = words_for(attended, sessions)
    if asked.compared and total.cells[5].value is not None:
        figures.append(("change", total.cells[5]))
        words = _("%(words)s, {change} on %(period)s") % {"words": words, "period": asked.compared[0].period.label}
    named = _("%(audience)s: %(words)s.") % {"audience": table.audience, "words": words}
    return Sentence(f"glance-{table.slug}", named, tuple(figures))


def words_for(attended, sessions):
    if attended.value is None:
        one, many = _("one session, attendance {attended}"), _("{sessions} sessions, attendance {attended}")
        return one if sessions.value == 1 else many
    return (
        _("{attended} attended, in {sessions} sessions")
        if sessions.value != 1
        else _("{attended} attended, in one session")
    )
