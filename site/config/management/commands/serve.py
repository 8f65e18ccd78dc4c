"""`make start` ends here."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import environment, serving


class Command(BaseCommand):
    help = "Prepares the database and static files, then runs the web server and the worker until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--workers", type=int, default=2, help="processes of the web server (default 2)")

    def handle(self, *args, workers, **options):
        host, port = environment.host(), environment.port()
        try:
            with serving.stopped_by_signals():
                serving.refuse_taken_port(host, port)
                serving.make_ready(self.say)
                with serving.running(serving.commands(host, port, workers=workers)) as children:
                    serving.wait_until_well(children, host, port)
                    self.say(welcome())
                    serving.watch(children)
        except serving.ToldToStop:
            self.say("Stopped.")
        except serving.CannotServe as refusal:
            raise CommandError(str(refusal)) from None

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()


def welcome():
    """Return what somebody needs to begin: the address, who can sign in, where mails go, how to stop."""
    lines = ["", f"Muster is ready at {settings.BASE_URL}/  (staff: {settings.BASE_URL}/admin/)", ""]
    if settings.DEMONSTRATION:
        lines += who_can_sign_in()
    lines += [where_mails_go(), "Ctrl-C stops it.", ""]
    return "\n".join(lines)


def who_can_sign_in():
    """Return a line for each demonstration account that is there: only a demonstration has them, and says so."""
    accounts = [f"  {role:22} {email:34} {password}" for role, email, password in serving.demonstration_sign_ins()]
    return ["Demonstration: all people in it are made up. Sign in as", *accounts, ""] if accounts else []


def where_mails_go():
    if settings.MAILS_AS_FILES:
        return f"Mails land as files in {settings.EMAIL_FILE_PATH}; EMAIL_URL=smtp://HOST:PORT sends them."
    return f"Mails are sent through {settings.EMAIL_HOST}."
