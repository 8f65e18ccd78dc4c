"""Dates, times and places as `design.words` says them, and the language that a piece of a page is written in."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from design import words

register = template.Library()


@register.filter
def when(thing):
    """Say when a session, a day or a list of days is; anything with `starts_at` and `ends_at` counts as a day."""
    if hasattr(thing, "starts_at"):
        parts = getattr(thing, "days", None)
        if parts is None or words.within_a_day(thing.starts_at, thing.ends_at):
            return words.say_when(thing.starts_at, thing.ends_at)
        thing = parts
    return words.say_days(thing.all() if hasattr(thing, "all") else thing)


@register.filter
def moment(instant):
    """Say an instant: "Sunday 22 November, 9.30am"."""
    return words.say_when(instant) if instant else ""


@register.filter
def in_short(instant):
    """Say an instant in the few words of the back office's lists: "Wed 10 Feb 2027, 10am"."""
    return words.say_in_short(instant) if instant else ""


@register.filter
def time_gov(moment):
    """Say a time of day: "9.30am"."""
    return words.say_time(moment) if moment else ""


@register.filter
def hours_gov(day):
    """Say from when to when a day lasts: "9.30am to 12.30pm"."""
    return words.say_hours(day.starts_at, day.ends_at)


@register.filter
def date_gov(date):
    """Say a date with its year: "8 December 2026"."""
    return words.say_full_date(date) if date else ""


@register.filter
def day_gov(date):
    """Say a date with its weekday: "Tuesday 8 December"."""
    return words.say_date(date) if date else ""


@register.filter
def minutes_gov(minutes):
    """Say a length: "2 hours 30 minutes"."""
    return words.say_minutes(minutes) if minutes is not None else ""


@register.filter
def places(places_left):
    """Say how many places are left: "3 places left"."""
    return words.say_places(places_left)


@register.filter
def yes_or_no(claim):
    """Say whether a claim holds."""
    return _("Yes") if claim else _("No")


@register.simple_tag
def written_in(code=""):
    """Return `lang` and `dir` for what is written in language `code`; nothing when that is the one being spoken."""
    code = code or settings.LANGUAGE_CODE
    if code == get_language():
        return ""
    direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', code, direction)
