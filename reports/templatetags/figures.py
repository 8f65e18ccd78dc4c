"""Figures as `reports.saying` says them, and what a report template asks of a table."""

from django import template

from design.words import join_words
from reports import saying

register = template.Library()

register.filter("number", saying.say_number)
register.filter("attended", saying.say_attended)
register.filter("qualifying", saying.say_qualifier)
register.filter("change", saying.say_change)
register.filter("more_or_fewer", saying.say_more_or_fewer)
register.filter("state", saying.say_state)
register.filter("recorded", saying.say_recorded)
register.filter("counted_by", saying.say_table)
register.filter("words", join_words)


@register.filter
def notes_on(table, label):
    """Return the numbers of the notes about a row."""
    return table.notes_on(label)


@register.filter
def with_sessions(tables):
    """Return the tables of audiences that had a session."""
    return [table for table in tables if table.total.tally.sessions]


@register.filter
def without_sessions(tables):
    """Return the names, as in a sentence, of the audiences that had no session."""
    return [table.audience.lower() for table in tables if not table.total.tally.sessions]
