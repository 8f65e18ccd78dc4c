"""The annual report as data. The names are a promise to whoever reads the file: README.md describes them."""

import json


def report_as_json(report):
    """Return the report as JSON text, indented, ending in a line feed."""
    return json.dumps(report_as_data(report), ensure_ascii=False, indent=2) + "\n"


def report_as_data(report):
    return {
        "period": period_as_data(report.period),
        "counts": "attendances",
        "complete": report.is_complete,
        "counted_to": report.counted.last.isoformat() if report.counted.last >= report.counted.first else None,
        "compared_with": compared_as_data(report),
        "tables": [table_as_data(table) for table in report.tables],
        "told_apart": [apart_as_data(apart) for apart in report.told_apart],
        "without_figure": [missing_as_data(missing) for missing in report.without_figure],
        "unmet_need": unmet_as_data(report.unmet_need),
    }


def period_as_data(period):
    return {
        "label": period.label,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "kind": period.kind.value,
    }


def compared_as_data(report):
    if report.compared is None:
        return None
    span = report.compared
    return {
        "label": report.period.previous().label,
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
    }


def table_as_data(table):
    return {
        "audience": table.audience,
        "rows": [line_as_data(line) for line in table.lines],
        "total": line_as_data(table.total),
        "notes": [{"text": text, "rows": list(rows)} for text, rows in table.notes],
    }


def line_as_data(line):
    return {
        "label": line.label,
        **tally_as_data(line.tally),
        "qualifier": line.tally.qualifier.value,
        "change": line.change,
        "year_before": tally_as_data(line.before) if line.before else None,
    }


def tally_as_data(tally):
    return {"sessions": tally.sessions, "attended": tally.attended, "not_recorded": tally.not_recorded}


def apart_as_data(apart):
    return {
        "title": apart.title,
        "audience": apart.audience,
        **tally_as_data(apart.tally),
        "qualifier": apart.tally.qualifier.value,
        "slots": [{"service": service, "minutes": minutes} for service, minutes in apart.slots],
    }


def missing_as_data(missing):
    return {
        "date": missing.day.isoformat(),
        "course": missing.course,
        "audience": missing.audience,
        "row": missing.row or None,
        "finished": missing.finished,
        "attended": missing.attended,
        "in_tables": missing.in_tables,
    }


def unmet_as_data(unmet):
    return {
        **need_as_data(unmet.total),
        **{f"by_{name}": [{"label": label, **need_as_data(need)} for label, need in lines] for name, lines in unmet.by},
        "left_waiting": left_as_data(unmet.left_waiting),
        "cancelled": left_as_data(unmet.cancelled),
    }


def need_as_data(need):
    return {
        "requests": need.requests,
        "unmet": need.unmet,
        "declined": need.declined,
        "open": need.still_open,
        "people": need.people,
        "without_number": need.without_number,
    }


def left_as_data(left):
    return {"sessions": left.sessions, "places": left.places}
