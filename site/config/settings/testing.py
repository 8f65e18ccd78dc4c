"""The unit tests: everything in this process, mails in memory, a cheap password hash."""

import atexit
import os
import shutil
import tempfile

os.environ["MUSTER_DATA"] = tempfile.mkdtemp(prefix="muster-test-")  # read by base: no test touches var/
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in the tests' own thread
atexit.register(shutil.rmtree, os.environ["MUSTER_DATA"], ignore_errors=True)

from config.settings.base import *  # noqa: E402 - after the folder has been named

SECRET_KEY = "only-for-the-unit-tests-" + "0" * 40
BASE_URL = "https://muster.example.org"
WAGTAILADMIN_BASE_URL = BASE_URL
ALLOWED_HOSTS = ["testserver", "muster.example.org", "localhost"]
SECURE_SSL_REDIRECT = False
SECOND_FACTOR_REQUIRED = False
SHORTEST_VISIT_SECONDS = 0
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
NOTIFY = {}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # noqa: F405 - from base
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405 - comes from base
HUEY = {"huey_class": "huey.MemoryHuey", "name": "muster", "results": False, "immediate": False}
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 - comes from base
