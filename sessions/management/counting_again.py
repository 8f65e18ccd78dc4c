"""What the commands that count the use of places again have in common: of which sessions."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from sessions.models import TrainingSession


class CountsAgain(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument(
            "--year", metavar="YEAR", help="only sessions of the financial year from April of YEAR, such as 2016"
        )

    def sessions(self, *, year):
        """Return all sessions, or those whose last day lies in a financial year."""
        if year is None:
            return TrainingSession.objects.all()
        try:
            first, last = date(int(year), 4, 1), date(int(year) + 1, 3, 31)
        except ValueError:
            raise CommandError(f"“{year}” is no year. Write the one in which it begins, like 2016.") from None
        return TrainingSession.objects.in_period(first, last)
