"""What the production server imports: `config.wsgi:application`, with `site/` on its path."""

import os

from django.core.wsgi import get_wsgi_application

from config.starting import settings_or_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
settings_or_one_sentence()
application = get_wsgi_application()
