"""Freezing a period's figures, and revising what was frozen.

The published files are kept byte for byte. Records may be corrected afterwards, each with its own reason where it is
made; the published figures do not move until somebody revises them, which lists every figure that changes and asks why.
A revision says so in the report itself.
"""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from design.words import LONDON
from reports.as_data import report_as_data
from reports.document import Reader
from reports.files import FORMATS, name_of_file
from reports.making import Asked, Revision, make_report
from reports.models import PublishedFile, PublishedReport, SignOff
from reports.remembering import cells_as_data, earlier_publications, groups_as_data

PUBLISHED_FOR = (Reader.BOARD, Reader.PUBLIC)


class CannotSignOff(Exception):
    """The sentence says why a period cannot be signed off, or not again."""

    def __init__(self, sentence):
        super().__init__(str(sentence))


def standing(period, *, name):
    """Return the latest sign-off of a period, or None."""
    return SignOff.objects.filter(name=name, first=period.first, last=period.last).order_by("number").last()


@transaction.atomic
def sign_off(period, *, name, by):
    """Freeze a period's report for the board and for the public. Raises CannotSignOff while it runs, or if it is."""
    if not period.is_over(today=timezone.localdate(timezone=LONDON)):
        raise CannotSignOff(_("This period is not over yet. It can be signed off from the day after its last day."))
    if standing(period, name=name):
        raise CannotSignOff(_("This period is signed off already. Revise it where figures have changed."))
    return freeze(period, name=name, by=by, number=1)


@transaction.atomic
def revise(earlier, *, reason, by):
    """Freeze a signed-off period anew, with the reason and each figure that changes. CannotSignOff where none does."""
    latest = standing(earlier.period, name=earlier.name)
    if latest != earlier:
        raise CannotSignOff(_("Somebody has revised this period since. Open it again."))
    changes = changed_since(earlier)
    if not changes:
        raise CannotSignOff(_("No published figure has changed, so there is nothing to revise."))
    number = earlier.number + 1
    return freeze(earlier.period, name=earlier.name, by=by, number=number, reason=reason, changes=changes)


def freeze(period, *, name, by, **facts):
    made = SignOff.objects.create(
        name=name,
        label=period.label,
        kind=str(period.kind),
        quarter=period.quarter,
        first=period.first,
        last=period.last,
        signed_by=by,
        signed_by_name=str(by),
        **facts,
    )
    for reader in PUBLISHED_FOR:
        publish(made, reader=reader)
    log(instance=made, action="muster.report.signed_off", user=by, data={"version": made.number, "reason": made.reason})
    return made


def publish(sign_off, *, reader):
    """Keep the report of a sign-off for one kind of reader: its figures, its counts of people, its files."""
    report = make_report(asked_again(sign_off, reader=reader))
    told = {"cells": cells_as_data(report), "groups": groups_as_data(report)} if reader is Reader.PUBLIC else {}
    kept = PublishedReport.objects.create(sign_off=sign_off, reader=reader, data=report_as_data(report), **told)
    for ending, chosen in FORMATS.items():
        content = chosen.write(report)
        facts = {"name": name_of_file(report, ending=ending), "digest": hashlib.sha256(content).hexdigest()}
        PublishedFile.objects.create(report=kept, ending=ending, content=content, **facts)


def asked_again(sign_off, *, reader):
    """Return what the report of a sign-off is asked to be now, with the notes of its revisions."""
    period, name = sign_off.period, sign_off.name
    published = earlier_publications(besides=sign_off) if reader is Reader.PUBLIC else ()
    return Asked(period, name=name, reader=reader, published=published, revisions=revisions_of(sign_off))


def revisions_of(sign_off):
    """Return the revisions of a period up to this one, the first first."""
    same = SignOff.objects.filter(name=sign_off.name, first=sign_off.first, last=sign_off.last)
    found = same.filter(number__range=(2, sign_off.number)).order_by("number")
    return tuple(Revision(timezone.localdate(each.signed_at, LONDON), each.reason, len(each.changes)) for each in found)


def changed_since(sign_off):
    """Return the figures the board was given that are others now: [{table, row, column, before, after}]."""
    before = said_in(sign_off.reports.get(reader=Reader.BOARD).data)
    after = said_in(report_as_data(make_report(asked_again(sign_off, reader=Reader.BOARD))))
    keys = [*before, *(key for key in after if key not in before)]
    return [
        {"table": table, "row": row, "column": column, "before": before.get(key, ""), "after": after.get(key, "")}
        for key in keys
        for table, row, column in [key]
        if before.get(key) != after.get(key)
    ]


def said_in(data):
    """Return {(table, row, column): words} of every figure in a report's data."""
    said = {}
    for section in data["sections"]:
        for table in section["tables"]:
            titles = {column["key"]: column["title"] for column in table["columns"]}
            for row in [*table["rows"], *([table["total"]] if table["total"] else [])]:
                for key, cell in row["cells"].items():
                    if isinstance(cell, dict):
                        said[table["caption"], row["label"], titles[key]] = cell["text"]
    return said
