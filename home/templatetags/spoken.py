"""What home's pages need besides: the tag that says which language a piece is written in, texts as lists, years, and
the addresses of calendars."""

from urllib.parse import urlsplit

from django import template
from django.utils.translation import ngettext

from design.addresses import full_address
from design.templatetags.words import written_in

register = template.Library()
register.simple_tag(written_in)


@register.filter
def lines(text):
    """Return the lines of a text, without empty ones and without bullets that somebody typed."""
    return [line for line in (raw.strip().lstrip("-•* ") for raw in text.splitlines()) if line]


@register.filter
def months_gov(months):
    """Say a number of months, as years where it can be: "3 years", "18 months"."""
    if months and months % 12 == 0:
        return ngettext("%(count)s year", "%(count)s years", months // 12) % {"count": months // 12}
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


@register.simple_tag
def calendar_addresses(**of):
    """Return the address of a calendar (all, of an `audience` or a `course`) to copy, and the one that subscribes."""
    address = full_address("calendar", **of)
    return {"copied": address, "opened": urlsplit(address)._replace(scheme="webcal").geturl()}
