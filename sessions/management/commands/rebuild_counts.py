"""`manage.py rebuild_counts [--year 2016]` counts the use of places anew where it differs."""

from sessions.management.counting_again import CountsAgain
from sessions.uptake import rebuild


class Command(CountsAgain):
    help = "Counts anew what became of the places of finished sessions, where it is not what their records say."

    def handle(self, *, year, **options):
        rebuilt = rebuild(self.sessions(year=year))
        self.stdout.write(f"Sessions counted anew: {rebuilt}.")
