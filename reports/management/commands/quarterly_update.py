"""`manage.py quarterly_update 2016/17 Q3 --format json|csv|xlsx|html|docx|pdf --for board|public|data --output FILE`"""

from django.utils.translation import gettext as _

from reports.making import QUARTERLY, Asked
from reports.management.writing import WritesReport
from reports.periods import BadPeriod, YearKind, read_period


class Command(WritesReport):
    help = _("Write the update of one quarter beside the last, the same of last year, the year so far and the plan.")

    def add_arguments(self, parser):
        parser.add_argument("year", metavar="YEAR", help=_("such as 2016/17, or 2016 for a calendar year"))
        parser.add_argument("quarter", metavar="QUARTER", help=_("Q1 to Q4; of 2016/17, Q3 ends in December 2016"))
        parser.add_argument(
            "--year", dest="kind", choices=YearKind.values, default="financial", help=_("financial unless said")
        )
        super().add_arguments(parser)

    def asked(self, *, year, quarter, kind, reader, **options):
        if quarter.upper() not in {"Q1", "Q2", "Q3", "Q4"}:
            raise BadPeriod(_("“%(written)s” is no quarter. Write Q1, Q2, Q3 or Q4.") % {"written": quarter})
        return Asked(read_period(f"{year} {quarter}", kind=YearKind(kind)), name=QUARTERLY, reader=reader)
