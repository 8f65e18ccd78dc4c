"""Production: refuses to start without its secret key, hosts, address and database, each in one sentence."""

from urllib.parse import urlsplit

from config.environment import env, required
from config.settings.base import *

SECRET_KEY = required("SECRET_KEY", purpose="a long random text that signs cookies and links, at least 50 characters.")
ALLOWED_HOSTS = [
    name.strip()
    for name in required("ALLOWED_HOSTS", purpose="the host names this service answers to, parted by commas.").split(
        ","
    )
    if name.strip()
]
required("DATABASE_URL", purpose="the database, as postgresql://USER:PASSWORD@HOST/NAME.")

BASE_URL = env.str("BASE_URL", default=f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [f"https://{urlsplit(BASE_URL).netloc}"]
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
