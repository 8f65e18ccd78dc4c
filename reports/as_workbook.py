"""The annual report as a spreadsheet: a sheet for each table, real numbers, and what is told apart."""

from django.utils.translation import gettext as _

from design.words import say_full_date
from reports.saying import say_recorded, say_state, say_table
from spreadsheets.writing import Column, Sheet, write_workbook

NUMBER = "0"
CHANGE = "+0;-0;0"


def report_as_xlsx(report):
    """Return the report as the bytes of an XLSX workbook. An unknown figure is an empty cell, never a 0."""
    sheets = [sheet_of(table, report=report) for table in report.tables]
    if report.told_apart:
        sheets.append(told_apart_sheet(report))
    if report.unmet_need.is_any:
        sheets += unmet_sheets(report)
    sheets.append(without_figure_sheet(report))
    return write_workbook(sheets)


def sheet_of(table, *, report):
    return Sheet(
        title=table.audience,
        heading_rows=[
            _("%(audience)s, %(period)s") % {"audience": table.audience, "period": report.period},
            say_period(report),
            _("Attended counts attendances, not people: who came three times is counted three times."),
        ],
        columns=columns(report),
        rows=[cells_of(line) for line in table.lines],
        total=cells_of(table.total),
        note_rows=[f"{', '.join(rows)}: {text}" for text, rows in table.notes],
    )


def columns(report):
    before = report.period.previous().label
    return [
        Column(_("Reporting sector"), width=62),
        Column(_("Training sessions"), width=12, number_format=NUMBER),
        Column(_("Attended"), width=12, number_format=NUMBER),
        Column(_("How sure"), width=18),
        Column(_("Sessions not recorded"), width=14, number_format=NUMBER),
        Column(_("Attended in %(period)s") % {"period": before}, width=14, number_format=NUMBER),
        Column(_("Change"), width=12, number_format=CHANGE),
    ]


def cells_of(line):
    tally = line.tally
    return [
        line.label,
        tally.sessions,
        tally.attended,
        tally.qualifier.label,
        tally.not_recorded,
        line.before.attended if line.before else None,
        line.change,
    ]


def told_apart_sheet(report):
    return Sheet(
        title=_("Told apart"),
        heading_rows=[_("Told apart from the tables"), say_period(report)],
        columns=[
            Column(_("Series or course"), width=44),
            Column(_("Audience"), width=20),
            Column(_("Sessions"), width=12, number_format=NUMBER),
            Column(_("Attended"), width=12, number_format=NUMBER),
            Column(_("How sure"), width=18),
            Column(_("How much is known"), width=44),
            Column(_("Services and minutes"), width=90),
        ],
        rows=[told_apart_cells(apart) for apart in report.told_apart],
    )


def told_apart_cells(apart):
    services = (f"{service} ({minutes})" if minutes else service for service, minutes in apart.slots)
    tally = apart.tally
    known = say_recorded(tally)
    return [
        apart.title,
        apart.audience,
        tally.sessions,
        tally.attended,
        tally.qualifier.label,
        known,
        ", ".join(services),
    ]


def unmet_sheets(report):
    """Return the requests by audience, area and topic, each adding up to the same total; and who had no place."""
    unmet = report.unmet_need
    lines = [(say_table(name), label, need) for name, lines in unmet.by for label, need in lines]
    requests = Sheet(
        title=_("Unmet need"),
        heading_rows=[_("Requests for training that were not met"), say_period(report)],
        columns=[
            Column(_("Counted by"), width=14),
            Column(_("What"), width=50),
            *(Column(name, width=14, number_format=NUMBER) for name in need_headings()),
        ],
        rows=[[_("Total"), "", *unmet.total.numbers], *([name, label, *need.numbers] for name, label, need in lines)],
    )
    left = Sheet(
        title=_("Left without a place"),
        heading_rows=[_("Places asked for in vain"), say_period(report)],
        columns=[
            Column(_("Why"), width=60),
            Column(_("Sessions"), width=12, number_format=NUMBER),
            Column(_("Places"), width=12, number_format=NUMBER),
        ],
        rows=[
            [_("Still waiting when the session took place"), unmet.left_waiting.sessions, unmet.left_waiting.places],
            [_("The session was cancelled"), unmet.cancelled.sessions, unmet.cancelled.places],
        ],
    )
    return [requests, left]


def need_headings():
    return [
        _("Requests"),
        _("Left as unmet need"),
        _("Declined"),
        _("Still open"),
        _("People asked for"),
        _("Requests without a number"),
    ]


def without_figure_sheet(report):
    return Sheet(
        title=_("Without a figure"),
        heading_rows=[_("Sessions without a settled figure"), say_period(report)],
        columns=[
            Column(_("Date"), width=14),
            Column(_("Course"), width=50),
            Column(_("Audience"), width=20),
            Column(_("Reporting sector"), width=50),
            Column(_("State"), width=50),
        ],
        rows=[
            [missing.day, missing.course, missing.audience, missing.row, say_state(missing)]
            for missing in report.without_figure
        ],
    )


def say_period(report):
    first, last = say_full_date(report.period.first), say_full_date(report.period.last)
    if report.is_complete:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    counted = say_full_date(report.counted.last)
    return _("%(first)s to %(last)s, counted to %(counted)s") % {"first": first, "last": last, "counted": counted}
