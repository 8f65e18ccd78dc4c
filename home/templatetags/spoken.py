"""What home's pages need besides: the tag that says which language a piece is written in, and texts as lists."""

from django import template

from design.templatetags.words import written_in

register = template.Library()
register.simple_tag(written_in)


@register.filter
def lines(text):
    """Return the lines of a text, without empty ones and without bullets that somebody typed."""
    return [line for line in (raw.strip().lstrip("-•* ") for raw in text.splitlines()) if line]
