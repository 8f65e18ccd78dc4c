"""Figures as `reports.saying` says them."""

from django import template

from design.words import join_words, say_full_date
from reports import saying
from reports.document import Figure
from reports.explaining import address_of

register = template.Library()

register.filter("figure", saying.say_figure)
register.filter("qualifying", saying.say_qualifier)
register.filter("plain", saying.say_plain)
register.filter("sentence", saying.say_sentence)
register.filter("recorded", saying.say_recorded)
register.filter("words", join_words)


@register.filter
def cell(content):
    """Say what stands in a cell: a figure, a date, plain text; an empty one is empty."""
    if isinstance(content, Figure):
        return saying.say_figure(content)
    if content is None or isinstance(content, str):
        return content or ""
    return say_full_date(content)


@register.filter
def is_figure(content):
    return isinstance(content, Figure)


@register.filter
def opens_at(content):
    """Return the address at which a cell is opened; nothing for text, and for what has no sessions behind it."""
    return address_of(content) if isinstance(content, Figure) else ""


@register.filter
def purpose_of(purposes, ending):
    return purposes.get(ending, ending)


@register.filter
def printed(tables):
    """Return tables as documents print them; those in which nothing happened are left to `silent`."""
    return [table.printed() for table in tables if not is_silent(table)]


@register.filter
def silent(tables):
    """Return the names, as in a sentence, of the tables in which nothing happened."""
    return [table.heading.lower() for table in tables if is_silent(table)]


def is_silent(table):
    return bool(table.total) and all(cell.value in (0, None) for cell in table.total.cells if isinstance(cell, Figure))
