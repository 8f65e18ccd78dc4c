"""Reading the settings before anything else, so that a wrong one is told in a sentence and not in a traceback."""

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def settings_or_one_sentence():
    """Read the settings, or end with status 1 and the one sentence that says what to set."""
    try:
        settings.INSTALLED_APPS  # noqa: B018 - the first attribute reads the module
    except ImproperlyConfigured as problem:
        sys.exit(f"Muster cannot start. {problem}")
