"""What the production server imports: `config.wsgi:application`, with `site/` on its path."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.starting import settings_or_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
settings_or_one_sentence()
application = get_wsgi_application()

# What is loaded by now stays for good: the collector need not walk through it again and again.
get_resolver().url_patterns  # noqa: B018 - the first look loads every view
gc.collect()
gc.freeze()
