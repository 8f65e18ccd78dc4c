"""`manage.py verify_counts [--year 2016]` holds the use of places against the records; ends with 1 if they differ."""

from django.core.management.base import CommandError

from sessions.management.counting_again import CountsAgain
from sessions.uptake import verify


class Command(CountsAgain):
    help = "Lists the finished sessions whose use of places is not what their records say, and ends with 1 if any is."

    def handle(self, *, year, **options):
        differences = 0
        for found in verify(self.sessions(year=year)):
            differences += 1
            self.stdout.write(
                f"session {found.session}, organisation type {found.organisation_type or 'not said'}: "
                f"kept {say(found.kept)}; counted {say(found.counted)}"
            )
        if differences:
            raise CommandError(f"Differences: {differences}. rebuild_counts puts them right.")
        self.stdout.write("All counts agree.")


def say(numbers):
    return ", ".join(f"{name} {'not known' if number is None else number}" for name, number in numbers.items())
