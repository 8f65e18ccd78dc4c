"""`manage.py annual_report 2016/17 --format json|csv|xlsx|html|docx|pdf --for board|public|data --output FILE`"""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from reports.making import Asked
from reports.management.writing import WritesReport, read_day
from reports.periods import YearKind, dates, read_period


class Command(WritesReport):
    help = _("Write the annual report of a year, a quarter of it or any dates.")

    def add_arguments(self, parser):
        parser.add_argument(
            "period", metavar="PERIOD", nargs="?", help=_("such as 2016/17, or 2016 for a calendar year")
        )
        parser.add_argument("--year", choices=YearKind.values, default="financial", help=_("financial unless said"))
        parser.add_argument("--from", dest="first", metavar="DATE", help=_("the first day, such as 2016-04-01"))
        parser.add_argument("--to", dest="last", metavar="DATE", help=_("the last day"))
        super().add_arguments(parser)

    def asked(self, *, period, year, first, last, reader, **options):
        if bool(first) != bool(last) or bool(period) == bool(first):
            raise CommandError(_("Name either a period, such as 2016/17, or its days with --from and --to."))
        chosen = dates(read_day(first), read_day(last)) if first else read_period(period, kind=YearKind(year))
        return Asked(chosen, reader=reader)
