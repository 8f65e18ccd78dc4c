"""A report as it stands on paper: all its texts, in their order, as Word and PDF set them. Nothing is asked or counted.

Every text is such as a file can carry it: control characters are replaced by their pictures, and what is longer than a
cell of a spreadsheet is cut.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from design.models import ServiceSettings
from design.words import join_words, say_full_date
from reports.meanings import meaning_of
from reports.saying import say_cell, say_figure, say_large, say_running, say_sentence, say_silent
from spreadsheets.cleaning import clean_text

LABEL, WORDS, NUMBER, MARKS, PORTRAIT = 44, 26, 18, 12, 174  # millimetres


def report_on_paper(report):
    """Return all that a report says, as dicts and lists of text."""
    service = ServiceSettings.load()
    days = {"first": say_full_date(report.period.first), "last": say_full_date(report.period.last)}
    made = {"name": service.service_name, "date": say_full_date(timezone.localdate())}
    return cleaned(
        {
            "title": report.title,
            "service": service.service_name,
            "who": service.partnership_name or service.service_name,
            "when": _("Training from %(first)s to %(last)s") % days,
            "running": say_running(report),
            "sections": [section_on_paper(section) for section in report.sections],
            "counted": _("What the numbers count"),
            "meanings": [{"name": meaning_of(u).name, "definition": meaning_of(u).definition} for u in report.units],
            "foot": _("%(name)s. Figures as of %(date)s.") % made,
        }
    )


def section_on_paper(section):
    silent = say_silent(section)
    tables = [table_on_paper(table) for table in section.printed()]
    return {
        "key": section.key,
        "title": section.title,
        "sentences": [{"large": large_of(each, section), "words": say_sentence(each)} for each in section.sentences],
        "tables": tables,
        "is_wide": any(width_of(table) > PORTRAIT for table in tables),
        "remarks": [*([silent] if silent else []), *section.remarks],
    }


def large_of(sentence, section):
    """Return the figure that stands in large type over a sentence at a glance."""
    figure = say_large(sentence) if section.key == "glance" else None
    return say_figure(figure) if figure else ""


def table_on_paper(table):
    """Return a table as lines of text. The last column holds the numbers of the notes, where there are any."""
    columns = [column_on_paper(column) for column in table.columns]
    if table.notes:
        columns.append({"title": _("Notes"), "is_number": True, "share": MARKS})
    return {
        "key": table.key,
        "caption": table.caption,
        "heading": table.heading,
        "share": LABEL,
        "columns": columns,
        "rows": [line_on_paper(row, table=table) for row in table.rows],
        "total": line_on_paper(table.total, table=table) if table.total else None,
        "notes": [_("%(rows)s. %(note)s") % {"rows": join_words(rows), "note": text} for text, rows in table.notes],
        "remarks": list(table.remarks),
    }


def column_on_paper(column):
    """Return a column's title and its share of the width, in millimetres of a page that is not too narrow for it."""
    return {"title": column.title, "is_number": bool(column.unit), "share": NUMBER if column.unit else WORDS}


def width_of(table):
    return table["share"] + sum(column["share"] for column in table["columns"])


def line_on_paper(row, *, table):
    marks = [", ".join(map(str, row.notes))] if table.notes else []
    return {"label": row.label, "cells": [*map(say_cell, row.cells), *marks]}


def cleaned(said):
    """Return all text in lists and dicts as XML and PDF can carry it."""
    if isinstance(said, dict):
        return {key: cleaned(value) for key, value in said.items()}
    if isinstance(said, list):
        return [cleaned(value) for value in said]
    return said if said is None or isinstance(said, bool | int) else clean_text(said)
