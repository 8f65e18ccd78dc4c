"""Charges for cancelling late and for not coming, for finance. What was waived stands apart. Not for the public."""

from datetime import datetime, time, timedelta

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from design.words import LONDON
from reports.document import Column, Reader, Row, Section, Table
from reports.figuring import count
from reports.meanings import CHARGES, POUNDS
from sessions.models import Charge

NAMES = ("charges", "pounds", "waived", "waived_pounds")


def section(asked):
    found = {} if asked.reader is Reader.PUBLIC else charges_in(asked.span)
    if not found:
        return None
    columns = (
        Column("charges", _("Charges"), CHARGES),
        Column("pounds", _("Sum, £"), POUNDS),
        Column("waived", _("Waived"), CHARGES),
        Column("waived_pounds", _("Sum waived, £"), POUNDS),
    )
    rows = tuple(row_of(found[what], key=what, label=what.label) for what in Charge.What if what in found)
    together = {name: sum(line[name] for line in found.values()) for name in NAMES}
    total = row_of(together, key="total", label=_("Total"))
    caption = _("Charges recorded, %(period)s") % {"period": asked.period}
    table = Table("charges", caption, _("For"), columns, rows, total, name=_("Charges"))
    remarks = (_("What was waived is not in the charges beside it."),)
    return Section("charges", _("Charges"), tables=(table,), remarks=remarks)


def charges_in(span):
    """Return {what for: numbers and sums} of the charges recorded in a span, by London's date; one query."""
    first, end = (datetime.combine(day, time(), LONDON) for day in (span.first, span.last + timedelta(days=1)))
    owed = Q(waived_at__isnull=True)
    sums = {
        "charges": Count("pk", filter=owed),
        "pounds": Sum("amount", filter=owed),
        "waived": Count("pk", filter=~owed),
        "waived_pounds": Sum("amount", filter=~owed),
    }
    found = Charge.objects.filter(made_at__gte=first, made_at__lt=end).order_by().values("what").annotate(**sums)
    return {line["what"]: {name: line[name] or 0 for name in NAMES} for line in found}


def row_of(numbers, *, key, label):
    units = (CHARGES, POUNDS, CHARGES, POUNDS)
    figures = (count(plain(numbers[name]), unit) for name, unit in zip(NAMES, units, strict=True))
    return Row(str(key), str(label), tuple(figures))


def plain(number):
    """Return whole pounds as a whole number, so that pence are printed only where there are some."""
    return int(number) if number == int(number) else number
