"""A report as data. The names are a promise to whoever reads the file: README.md describes them.

The first version's names (`tables`, `told_apart`, `without_figure`, `unmet_need`) stay; what came since stands beside
them, and `sections` holds all there is. A hidden figure is null with `suppressed`: nothing is made of it elsewhere.
"""

import json
from datetime import date
from decimal import Decimal

from reports.document import Figure, Kind
from reports.saying import say_figure, say_sentence

AUDIENCE = "audience-"


def report_as_json(report):
    """Return the report as JSON text, indented, ending in a line feed."""
    return json.dumps(report_as_data(report), ensure_ascii=False, indent=2) + "\n"


def report_as_data(report):
    return {
        "report": report.name,
        "reader": report.reader.value,
        "period": period_as_data(report.period),
        "counts": "attendances",
        "complete": report.is_complete,
        "counted_to": report.counted.last.isoformat() if report.counted.last >= report.counted.first else None,
        "compared_with": next((span_as_data(each) for each in report.compared if each.key == "year_before"), None),
        "beside": {each.key: span_as_data(each) for each in report.compared},
        "tables": [table_as_data(table) for table in report.tables if table.key.startswith(AUDIENCE)],
        "told_apart": [apart_as_data(row) for row in rows_of(report, "told-apart")],
        "without_figure": [missing_as_data(row) for row in rows_of(report, "without-figure")],
        "unmet_need": unmet_as_data(report),
        "sections": [section_as_data(section) for section in report.sections],
    }


def period_as_data(period):
    quarter = {"quarter": period.quarter} if period.quarter else {}
    return {
        "label": period.label,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "kind": str(period.kind),
        **quarter,
    }


def span_as_data(compared):
    return {
        "label": compared.period.label,
        "from": compared.span.first.isoformat(),
        "to": compared.span.last.isoformat(),
    }


def rows_of(report, key):
    table = report.table(key)
    return table.rows if table else ()


def table_as_data(table):
    keys = [column.key for column in table.columns]
    return {
        "audience": table.heading,
        "rows": [line_as_data(dict(zip(keys, row.cells, strict=True)), label=row.label) for row in table.rows],
        "total": line_as_data(dict(zip(keys, table.total.cells, strict=True)), label=table.total.label),
        "notes": [{"text": text, "rows": list(rows)} for text, rows in table.notes],
    }


def line_as_data(cells, *, label):
    attended, change = cells["attended"], cells.get("change_year_before")
    then = cells.get("attended_year_before")
    return {
        "label": label,
        **tally_as_data(cells["sessions"], attended),
        "qualifier": str(attended.qualifier),
        "attended_qualifier": str(attended.qualifier),
        "denominator": denominator_of(attended),
        "suppressed": suppressed(attended),
        "change": shown(change) if change else None,
        "change_suppressed": suppressed(change) if change else None,
        "year_before": year_before_as_data(cells["sessions_year_before"], then) if then else None,
    }


def year_before_as_data(sessions, attended):
    return {**tally_as_data(sessions, attended), "suppressed": suppressed(attended)}


def tally_as_data(sessions, attended):
    return {
        "sessions": sessions.value,
        "attended": shown(attended),
        "not_recorded": (attended.of or 0) - (attended.known or 0),
    }


def denominator_of(figure):
    """Return of how many sessions a figure is known, or of what a rate is a share; null where there is neither."""
    if figure.kind is Kind.RATE:
        return shown(figure) if figure.is_hidden else figure.base
    return {"sessions_recorded": figure.known, "sessions": figure.of} if figure.of is not None else None


def shown(figure):
    if figure.is_hidden:
        return None
    return float(figure.value) if isinstance(figure.value, Decimal) else figure.value


def suppressed(figure):
    """Return why a figure is hidden, "small" or "derivable"; null where it is shown."""
    return figure.hidden.value or None


def apart_as_data(row):
    audience, sessions, attended, _known = row.cells
    return {
        "title": row.label,
        "audience": audience,
        **tally_as_data(sessions, attended),
        "qualifier": str(attended.qualifier),
        "suppressed": suppressed(attended),
        **dict(row.facts),
    }


def missing_as_data(row):
    day, audience, _row, _state, attended = row.cells
    facts = dict(row.facts)
    return {
        "date": day.isoformat(),
        "course": row.label,
        "audience": audience,
        "row": facts["row"],
        "finished": facts["finished"],
        "attended": shown(attended) if attended else None,
        "in_tables": facts["in_tables"],
    }


def unmet_as_data(report):
    tables = {name: report.table(f"unmet-by-{name}") for name in ("audience", "area", "topic")}
    total = next((need_as_data(table.total) for table in tables.values() if table), need_as_data(None))
    by = {
        f"by_{name}": [{"label": row.label, **need_as_data(row)} for row in (table.rows if table else ())]
        for name, table in tables.items()
    }
    left = {row.key: left_as_data(row) for row in rows_of(report, "left-without-a-place")}
    return {**total, **by, **(left or {"left_waiting": left_as_data(None), "cancelled": left_as_data(None)})}


def need_as_data(row):
    names = ("requests", "unmet", "declined", "open", "people", "without_number")
    return {name: (row.cells[place].value or 0 if row else 0) for place, name in enumerate(names)}


def left_as_data(row):
    sessions, places = (cell.value for cell in row.cells) if row else (0, 0)
    return {"sessions": sessions, "places": places}


def section_as_data(section):
    return {
        "key": section.key,
        "title": section.title,
        "sentences": [sentence_as_data(sentence) for sentence in section.sentences],
        "tables": [any_table_as_data(table) for table in section.tables],
        "remarks": list(section.remarks),
    }


def sentence_as_data(sentence):
    return {
        "key": sentence.key,
        "text": say_sentence(sentence),
        "figures": {name: figure_as_data(figure) for name, figure in sentence.figures},
    }


def any_table_as_data(table):
    keys = [column.key for column in table.columns]
    return {
        "key": table.key,
        "caption": table.caption,
        "columns": [{"key": c.key, "title": c.title, "unit": c.unit or None} for c in table.columns],
        "rows": [any_row_as_data(row, keys) for row in table.rows],
        "total": any_row_as_data(table.total, keys) if table.total else None,
        "notes": [{"text": text, "rows": list(rows)} for text, rows in table.notes],
        "remarks": list(table.remarks),
    }


def any_row_as_data(row, keys):
    return {"label": row.label, "cells": {key: cell_as_data(cell) for key, cell in zip(keys, row.cells, strict=True)}}


def cell_as_data(cell):
    if isinstance(cell, Figure):
        return figure_as_data(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def figure_as_data(figure):
    return {
        "value": shown(figure),
        "unit": figure.unit,
        "kind": figure.kind.value,
        "qualifier": str(figure.qualifier),
        "denominator": denominator_of(figure),
        "suppressed": suppressed(figure),
        "text": say_figure(figure),
    }
