"""Telling named readers of a report, once for each period, some days after it is over."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from design.addresses import full_address
from design.words import LONDON
from outbox.sending import write_message
from reports.making import QUARTERLY, Asked, make_report
from reports.models import ReportSchedule
from reports.periods import YearKind, quarter_in, year_of
from reports.saying import say_sentence

MAY_READ = "reports.view_annualreport"
OF_USE = timedelta(days=60)  # after that nobody is told any more: the next is near


def tell_readers():
    """Write to the readers of every report that is due. Running it twice writes once; a missed day is made up for."""
    today = timezone.localdate(timezone=LONDON)
    for schedule in ReportSchedule.objects.filter(is_active=True).prefetch_related("readers"):
        period = period_due(schedule, today=today)
        if period:
            write_to_readers(schedule, period)


def period_due(schedule, *, today):
    """Return the latest period that is over for long enough, and not for too long; None while there is none."""
    over = today - timedelta(days=schedule.days_after)
    kind = YearKind(schedule.kind)
    period = (quarter_in(over, kind=kind) if schedule.name == QUARTERLY else year_of(over, kind=kind)).previous()
    due_on = period.last + timedelta(days=schedule.days_after + 1)
    return period if schedule.began_on <= due_on <= today <= due_on + OF_USE else None


def write_to_readers(schedule, period):
    said = None
    for reader in schedule.readers.all():
        if not reader.has_perm(MAY_READ):  # an account that was disabled has no rights
            continue
        with override(settings.LANGUAGE_CODE):
            said = said or words_about(schedule, period)
            write_message(
                "report_ready",
                to=reader.email,
                key=f"report:{schedule.pk}:{period.first}:{period.last}:{reader.pk}",
                cause=f"report:{schedule.pk}",
                subject=said["title"],
                text=said["text"],
            )


def words_about(schedule, period):
    report = make_report(Asked(period, name=schedule.name))
    glance = report.section("glance")
    asked = {"name": schedule.name, "kind": schedule.kind, "year": period.label}
    text = _("%(title)s is ready.\n\n%(glance)s\n\nSign in to read it, and to sign it off:\n%(address)s") % {
        "title": report.title,
        "glance": "\n".join(say_sentence(each) for each in glance.sentences) if glance else _("Nothing took place."),
        "address": full_address("annual_report") + "?" + urlencode(asked),
    }
    return {"title": report.title, "text": text}
