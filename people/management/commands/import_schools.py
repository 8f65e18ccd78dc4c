"""`manage.py import_schools FILE.csv --la Northvale [--la Eastmere] [--dry-run] [--in-part] [--no-successors]`"""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from people.schools import RowsAreWrong, What, import_schools, plan_import, say_numbers
from people.schools_file import schools_in
from spreadsheets.refusing import Unreadable


class Command(BaseCommand):
    help = _("Take over the schools of councils from the national schools file.")

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.csv", help=_("the file as it was downloaded"))
        parser.add_argument(
            "--la",
            action="append",
            required=True,
            metavar="COUNCIL",
            help=_("as the file names it; can be given again"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("say what would happen, and change nothing"))
        parser.add_argument("--in-part", action="store_true", help=_("leave rows with problems out"))
        parser.add_argument("--no-successors", action="store_true", help=_("link no academy to the school it was"))

    def handle(self, *, file, la, dry_run, in_part, no_successors, **options):
        try:
            with open(file, "rb") as opened:
                schools = schools_in(opened, councils=la)
        except OSError as wrong:
            raise CommandError(_("The file cannot be opened: %(why)s") % {"why": wrong.strerror}) from None
        except Unreadable as refusal:
            raise CommandError(str(refusal)) from None
        plan = plan_import(schools, links_successors=not no_successors)
        self.tell(plan)
        if not dry_run:
            try:
                import_schools(schools, in_part=in_part, links_successors=not no_successors)
            except RowsAreWrong:
                raise CommandError(_("Nothing was imported. Correct these rows, or add --in-part.")) from None

    def tell(self, plan):
        for line in plan.of(What.WRONG):
            for heading, letter, sentence in line.problems:
                self.stderr.write(f"{line.school.number}, {letter} ({heading}): {sentence}")
        for words, number in plan.kinds_not_known:
            said = {"words": words, "number": number}
            self.stdout.write(_("No kind of organisation for: %(words)s (%(number)s)") % said)
        for line in plan.successions:
            self.stdout.write(
                _("%(name)s (%(urn)s) was succeeded by %(successor)s")
                % {"name": line.name, "urn": line.school.urn, "successor": line.successor}
            )
        self.stdout.write(say_numbers(plan))
