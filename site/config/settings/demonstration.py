"""`make start`: a populated copy on one machine, over plain http, with accounts to try it."""

from urllib.parse import urlsplit

from config import environment
from config.settings.base import *

DEMONSTRATION = environment.env.bool("MUSTER_DEMONSTRATION", default=True)
SERVES_MEDIA = True
SECOND_FACTOR_REQUIRED = not DEMONSTRATION
SECRET_KEY = environment.secret_key_kept_in(DATA_DIR)  # noqa: F405 - comes from base

BASE_URL = environment.base_url(default=f"http://{environment.reachable_host()}:{environment.port()}")
WAGTAILADMIN_BASE_URL = BASE_URL
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", environment.reachable_host(), urlsplit(BASE_URL).hostname]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Squeezing the back office's thousand files with Brotli too takes eight seconds, and browsers take it over https only.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "config.static_files.QuicklySqueezed"}}  # noqa: F405 - comes from base

# No certificate on a developer's machine or a phone in the same room.
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
