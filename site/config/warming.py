"""What the web server does once before its first request, so that no request pays for it."""

import gc
from functools import lru_cache

from django.conf import settings
from django.urls import get_resolver
from django.utils.translation import trans_real

MOST_SENTENCES = 10_000


def warm_up():
    """Load every view and catalogue, and tell the collector that what is loaded by now stays for good."""
    get_resolver().url_patterns  # noqa: B018 - the first look loads them
    for code, _name in settings.LANGUAGES:
        remember_sentences(trans_real.translation(code))
    gc.collect()
    gc.freeze()


def remember_sentences(catalogue):
    """Look each sentence up once: Django asks two dozen catalogues in turn, and a page says a hundred sentences."""
    catalogue.gettext = lru_cache(MOST_SENTENCES)(catalogue.gettext)
