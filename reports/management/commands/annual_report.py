"""`manage.py annual_report 2016/17 --format json|html|xlsx --year financial|school|calendar --output FILE`"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.files import FORMATS
from reports.making import Asked, make_report
from reports.periods import BadPeriod, YearKind, read_period


class Command(BaseCommand):
    help = _("Write the annual report of one year as data, as a document or as a spreadsheet.")

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="YEAR", help=_("such as 2016/17, or 2016 for a calendar year"))
        parser.add_argument("--format", choices=list(FORMATS), default="json", help=_("json unless said otherwise"))
        parser.add_argument("--year", choices=YearKind.values, default="financial", help=_("financial unless said"))
        parser.add_argument("--output", metavar="FILE", help=_("where to write; without it, the terminal"))

    def handle(self, *, period, format, year, output, **options):
        file_format = FORMATS[format]
        if file_format.is_binary and not output:
            raise CommandError(_("A spreadsheet is not for the terminal: name a file with --output FILE."))
        try:
            report = make_report(Asked(read_period(period, kind=YearKind(year))))
        except BadPeriod as bad:
            raise CommandError(str(bad)) from bad
        self.put(file_format.write(report), output=output)

    def put(self, written, *, output):
        if not output:
            self.stdout.write(written.decode(), ending="")
            return
        try:
            Path(output).write_bytes(written)
        except OSError as refused:
            raise CommandError(
                _("“%(file)s” cannot be written: %(why)s.") % {"file": output, "why": refused.strerror}
            ) from refused
        self.stdout.write(_("Written to %(file)s.") % {"file": output})
