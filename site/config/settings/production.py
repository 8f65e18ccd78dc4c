"""Production: refuses to start without its secret key, hosts and database, or with weak ones, each in one sentence."""

from urllib.parse import urlsplit

from config import environment
from config.settings.base import *

SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = environment.allowed_hosts()
environment.required("DATABASE_URL", purpose="the database, as postgresql://USER:PASSWORD@HOST/NAME.")

BASE_URL = environment.base_url(default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
if urlsplit(BASE_URL).scheme != "https":
    raise environment.ImproperlyConfigured("BASE_URL must begin with https:// in production.")
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]
if environment.env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
