"""What the production server imports: `config.wsgi:application`, with `site/` on its path."""

import os

from django.core.wsgi import get_wsgi_application

from config.starting import settings_or_one_sentence
from config.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
settings_or_one_sentence()
application = get_wsgi_application()
warm_up()
