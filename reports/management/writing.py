"""What the commands that write a report have in common: who it is for, as what file, and where to."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.document import Reader
from reports.files import FORMATS
from reports.making import make_report
from reports.periods import BadPeriod


class WritesReport(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--format", choices=list(FORMATS), default="json", help=_("json unless said otherwise"))
        parser.add_argument(
            "--for",
            dest="reader",
            choices=Reader.values,
            default=Reader.BOARD.value,
            help=_("board unless said; the public's hides small numbers"),
        )
        parser.add_argument("--output", metavar="FILE", help=_("where to write; without it, the terminal"))

    def handle(self, *, format, output, **options):
        if FORMATS[format].is_binary and not output:
            raise CommandError(_("Such a file is not for the terminal: name a file with --output FILE."))
        try:
            asked = self.asked(**options)
        except BadPeriod as bad:
            raise CommandError(str(bad)) from bad
        self.put(FORMATS[format].write(make_report(asked)), output=output)

    def put(self, written, *, output):
        if not output:
            self.stdout.write(written.decode("utf-8-sig"), ending="")
            return
        try:
            Path(output).write_bytes(written)
        except OSError as refused:
            raise CommandError(
                _("“%(file)s” cannot be written: %(why)s.") % {"file": output, "why": refused.strerror}
            ) from refused
        self.stdout.write(_("Written to %(file)s.") % {"file": output})


def read_day(written):
    """Return the date of "2016-04-01"; otherwise BadPeriod."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadPeriod(_("“%(written)s” is no date. Write it like 2016-04-01.") % {"written": written}) from None
