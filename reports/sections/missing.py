"""Sessions without a settled figure, named one by one."""

from django.utils.translation import gettext as _

from reports.counting import sessions_without_figure
from reports.document import Cell, Column, Figure, Reader, Row, Section, Table
from reports.meanings import ATTENDED
from reports.saying import say_state


def section(asked):
    missing = sessions_without_figure(asked.span)
    if not missing:
        return None
    columns = (
        Column("date", _("Date"), ""),
        Column("audience", _("Audience"), ""),
        Column("row", _("Reporting sector"), ""),
        Column("state", _("State"), ""),
        Column(ATTENDED, _("Figure until then"), ATTENDED, only_if_any=True),
    )
    told = asked.reader is not Reader.PUBLIC
    rows = tuple(Row(f"session-{m.pk}", m.course, cells_of(m, told=told), facts=facts_of(m)) for m in missing)
    caption = _("Sessions whose attendance is not recorded or not settled")
    remarks = (
        _("These are counted as sessions. Where nobody recorded how many came, nothing is added to “attended”."),
    )
    table = Table("without-figure", caption, _("Course"), columns, rows, name=_("Without a figure"))
    return Section("missing", _("Sessions without a settled figure"), tables=(table,), remarks=remarks)


def cells_of(missing, *, told):
    row = missing.row if missing.in_tables else _("told apart")
    return missing.day, missing.audience, row, say_state(missing), earlier_figure(missing) if told else None


def earlier_figure(missing):
    """Return the figure that a reopened session counts with until it is finished anew; the public is not told."""
    if missing.attended is None:
        return None
    cell = Cell("attended_at_session", frozenset({("session", missing.pk)}), missing.day, missing.day, missing.attended)
    return Figure(missing.attended, ATTENDED, cells=(cell,))


def facts_of(missing):
    return ("row", missing.row or None), ("finished", missing.finished), ("in_tables", missing.in_tables)
