"""Saying which language a piece of a page is written in, when it is not the page's own."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

register = template.Library()


@register.simple_tag
def written_in(code=""):
    """Return `lang` and `dir` for what is written in language `code`; nothing when that is the one being spoken."""
    code = code or settings.LANGUAGE_CODE
    if code == get_language():
        return ""
    direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', code, direction)


@register.filter
def lines(text):
    """Return the lines of a text, without empty ones and without bullets that somebody typed."""
    return [line for line in (raw.strip().lstrip("-•* ") for raw in text.splitlines()) if line]
