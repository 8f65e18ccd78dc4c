"""Evidence notes: what people reported, in words. Apart from the figures, and never in what the public reads."""

from django.utils.translation import gettext as _

from reports.document import Column, Reader, Row, Section, Table
from reports.models import EvidenceNote


def section(asked):
    """Return the notes of the period. A note may hold a number, which no rule could hide: so the public has none."""
    if asked.reader is Reader.PUBLIC:
        return None
    notes = EvidenceNote.objects.filter(noted_on__range=(asked.span.first, asked.span.last)).order_by("noted_on", "pk")
    rows = tuple(Row(f"note-{note.pk}", note.source, (note.noted_on, note.about, note.text)) for note in notes)
    if not rows:
        return None
    columns = (Column("noted_on", _("Date"), ""), Column("about", _("About"), ""), Column("text", _("Note"), ""))
    caption = _("Evidence notes, %(period)s") % {"period": asked.period}
    table = Table("evidence", caption, _("Where it comes from"), columns, rows, name=_("Evidence notes"))
    remarks = (_("These notes are words, not figures. Nothing in them is counted."),)
    return Section("evidence", _("Evidence notes"), tables=(table,), remarks=remarks)
