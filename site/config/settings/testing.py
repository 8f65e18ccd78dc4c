"""The unit tests: everything in this process, mails in memory, a cheap password hash."""

import tempfile
from pathlib import Path

from config.settings.base import *

DATA_DIR = Path(tempfile.mkdtemp(prefix="muster-test-"))
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
SECRET_KEY = "only-for-the-unit-tests-" + "0" * 40
BASE_URL = "https://muster.example.org"
WAGTAILADMIN_BASE_URL = BASE_URL
ALLOWED_HOSTS = ["testserver", "muster.example.org", "localhost"]
SECURE_SSL_REDIRECT = False
SECOND_FACTOR_REQUIRED = False
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
HUEY = {"huey_class": "huey.MemoryHuey", "name": "muster", "results": False, "immediate": False}
DATABASES["default"].setdefault("OPTIONS", {}).pop("pool", None)  # noqa: F405 - comes from base
