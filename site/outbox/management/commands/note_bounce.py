"""Takes mail that came back from the mail server: `|manage.py note_bounce` as an alias of the sender's address."""

import sys

from django.core.management.base import BaseCommand

from outbox.bouncing import LONGEST_REPORT, note_bounce


class Command(BaseCommand):
    help = "Reads one mail that came back from standard input and notes that its address takes no mail."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options):
        """End well whatever the mail is: a mail server that sees us fail would send another report, to us."""
        bounce = note_bounce(sys.stdin.buffer.read(LONGEST_REPORT))
        said = "Noted: an address takes no mail." if bounce else "Nothing noted: no message of ours failed for good."
        self.stdout.write(said)
