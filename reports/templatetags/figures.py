"""Figures as `reports.saying` says them."""

from django import template

from design.words import join_words
from reports import saying
from reports.document import Figure
from reports.explaining import address_of
from reports.meanings import meaning_of

register = template.Library()

register.filter("figure", saying.say_figure)
register.filter("qualifying", saying.say_qualifier)
register.filter("plain", saying.say_plain)
register.filter("sentence", saying.say_sentence)
register.filter("recorded", saying.say_recorded)
register.filter("cell", saying.say_cell)
register.filter("large", saying.say_large)
register.filter("silent", saying.say_silent)
register.filter("running", saying.say_running)
register.filter("words", join_words)


@register.filter
def of(charts, table):
    """Return the charts of a table."""
    return charts.get(table.key, ()) if charts else ()


@register.filter
def beside(columns, cells):
    """Return [(column, its cell)]."""
    return list(zip(columns, cells, strict=True))


@register.filter
def meanings(report):
    """Return [(key, Meaning)] of all that a report counts."""
    return [(unit, meaning_of(unit)) for unit in report.units]


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
