"""`manage.py import_sessions FILE.xlsx [--dry-run] [--create-missing]`"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.models import Audience
from sessions.forms.past_sessions import columns_missing, columns_not_read, lines_of, wanted_columns
from sessions.past_names import Kind
from sessions.past_refusals import NamesUnknown, RowsToCorrect
from sessions.past_sessions import What, import_sessions, look_at
from spreadsheets.headings import find_headings
from spreadsheets.reading import MOST_ROWS, read_table
from spreadsheets.refusing import Unreadable


class Command(BaseCommand):
    help = _("Enter sessions of past years from a file with one in each row. The same file again changes nothing.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help=_("an Excel workbook (.xlsx) or a CSV file"))
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would become of every row"))
        parser.add_argument(
            "--create-missing",
            action="store_true",
            help=_("make courses, reporting sectors, organisations, areas and authorities that are not known yet"),
        )

    def handle(self, *, file, dry_run, create_missing, **options):
        lines, refusal = self.read(Path(file)), None
        try:
            result = look_at(lines) if dry_run else import_sessions(lines, creates=create_missing, file=Path(file).name)
        except (RowsToCorrect, NamesUnknown) as refused:
            result, refusal = refused.result, refused
        self.say_preview(result)
        if result.wrong:
            raise CommandError("\n".join([*problems_of(result), _("Nothing was entered.")]))
        if refusal:
            raise CommandError(f"{refusal} {_('Run this with --create-missing to have them made.')}")
        self.stdout.write(_("Nothing was entered: this was only to look.") if dry_run else _("Done."))

    def read(self, path):
        """Return the lines of a file; says what it was read from."""
        try:
            with path.open("rb") as file:
                table = read_table(file, most_rows=MOST_ROWS)
        except OSError as refused:
            facts = {"file": path, "why": refused.strerror}
            raise CommandError(_("“%(file)s” cannot be read: %(why)s.") % facts) from None
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from None
        headings = find_headings(table.rows, wanted=wanted_columns(table.epoch))
        if missing := columns_missing(headings.columns):
            raise CommandError("\n".join(map(str, missing)))
        self.say_read(table, headings)
        below = [row for row in table.rows if row.number > headings.row]
        return lines_of(below, columns=headings.columns, audiences=Audience.objects.all(), epoch=table.epoch)

    def say_read(self, table, headings):
        if table.sheet:
            self.stdout.write(_("Read from the sheet “%(sheet)s”.") % {"sheet": table.sheet})
        if table.is_guess:
            self.stdout.write(_("Its letters were taken for %(letters)s.") % {"letters": table.read_as})
        for letter, heading in columns_not_read(headings.said, headings.columns):
            self.stdout.write(_("Not read: column %(letter)s, “%(heading)s”.") % {"letter": letter, "heading": heading})

    def say_preview(self, result):
        for kind, names in result.names_said.items():
            self.stdout.write(_("Not known yet, %(kind)s:") % {"kind": Kind(kind).label})
            for name in names:
                self.stdout.write(f"  {name}")
        for outcome in result.outcomes:
            said = [outcome.said] if outcome.what == What.CHANGED else []
            for remark in [*said, *outcome.line.remarks]:
                self.stdout.write(f"{say_row(outcome.line)}: {remark}")
        self.stdout.write(str(result))


def say_row(line):
    return _("Row %(number)s") % {"number": line.number}


def problems_of(result):
    """Return a line for everything that is wrong: row, column, heading and sentence."""
    said = []
    for line in (outcome.line for outcome in result.wrong):
        for label, letter, sentence in line.problems:
            place = _("column %(letter)s") % {"letter": letter} if letter else ""
            said.append(", ".join(filter(None, [say_row(line), place, str(label)])) + f": {sentence}")
    return said
