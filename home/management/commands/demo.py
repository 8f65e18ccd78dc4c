"""`manage.py demo`: fills an empty database with the demonstration programme; a second time it changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from home.demonstration import cast
from home.demonstration.loading import holds_other_courses, is_loaded, load_programme

PASSWORD = "muster-demo-2026"  # noqa: S105 - printed at every start, and refused outside demonstration mode
SIGN_INS = [(role, email, PASSWORD) for role, email, _first, _last in cast.STAFF]


class Command(BaseCommand):
    help = _("Fill an empty database with a made-up programme, to look around in.")

    def handle(self, *, verbosity=1, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                _("The demonstration has accounts with a known password, so it loads in demonstration mode only.")
            )
        if holds_other_courses():
            raise CommandError(_("This database holds courses of its own. Load the demonstration into an empty one."))
        said = _("The demonstration programme is here already; nothing was changed.")
        if not is_loaded():
            load_programme(password=PASSWORD)
            said = _("The demonstration programme is loaded.")
        if verbosity:
            self.stdout.write(said)
