"""How dates, times and places left are said, everywhere the same. Times are London's, whatever they are kept in."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

LONDON = ZoneInfo("Europe/London")
NO_BREAK = "\N{NO-BREAK SPACE}"
SMALL_NUMBERS = [
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
]


def say_when(starts_at, ends_at=None):
    """Say when something is: "Tuesday 8 December, 9.30am to 12.30pm", with the year when it is not this year."""
    starts_at = in_london(starts_at)
    if ends_at is None:
        return _("%(date)s, %(time)s") % {"date": say_date(starts_at), "time": say_time(starts_at)}
    ends_at = in_london(ends_at)
    if within_a_day(starts_at, ends_at):
        return _("%(date)s, %(hours)s") % {"date": say_date(starts_at), "hours": say_hours(starts_at, ends_at)}
    return _("%(start)s to %(end)s") % {"start": say_when(starts_at), "end": say_when(ends_at)}


def within_a_day(starts_at, ends_at):
    return in_london(starts_at).date() == in_london(ends_at).date()


def say_days(days):
    """Say when the days of a session are; each day has `starts_at` and `ends_at`.

    Days of one month with the same hours share them ("Tuesday 8 and Wednesday 9 December, 9.30am to 4pm");
    otherwise each is said in full.
    """
    spans = [(in_london(day.starts_at), in_london(day.ends_at)) for day in days]
    if not spans:
        return _("Date to be decided")
    if len(spans) == 1 or not share_month_and_hours(spans):
        return join_words([say_when(*span) for span in spans], parted_by="; ")
    names = [spell(start, "l j") for start, _end in spans[:-1]] + [say_date(spans[-1][0])]
    return _("%(date)s, %(hours)s") % {"date": join_words(names), "hours": say_hours(*spans[-1])}


def share_month_and_hours(spans):
    def facts(start, end):
        return start.year, start.month, start.time(), end.time(), (end.date() - start.date()).days

    return len({facts(*span) for span in spans}) == 1 and facts(*spans[0])[-1] == 0


def say_date(date, *, weekday=True):
    """Say a date: "Tuesday 8 December", with the year when it is not this year."""
    date = in_london(date)
    year = "" if date.year == timezone.localdate(timezone=LONDON).year else " Y"
    return spell(date, f"l j F{year}" if weekday else f"j F{year}")


def say_full_date(date):
    """Say a date with its year and without its weekday: "8 December 2026"."""
    return spell(in_london(date), "j F Y")


def say_in_short(moment):
    """Say an instant in few words, for the back office's lists and small print: "Wed 10 Feb 2027, 10am".

    A narrow column breaks it between date and time only.
    """
    date = spell(in_london(moment), "D j M Y").replace(" ", NO_BREAK)
    return _("%(date)s, %(time)s") % {"date": date, "time": say_time(moment)}


def say_time(moment):
    """Say a time of day: "9.30am", "4pm", "midday", "midnight"."""
    moment = in_london(moment)
    if (moment.hour, moment.minute) in {(0, 0), (12, 0)}:
        return _("midday") if moment.hour else _("midnight")
    clock = f"{moment.hour % 12 or 12}" + (f".{moment.minute:02}" if moment.minute else "")
    return (_("%(clock)spm") if moment.hour >= 12 else _("%(clock)sam")) % {"clock": clock}


def say_hours(starts_at, ends_at):
    """Say from when to when within one day: "9.30am to 12.30pm"."""
    return _("%(start)s to %(end)s") % {"start": say_time(starts_at), "end": say_time(ends_at)}


def say_places(places_left, *, waiting_list=False):
    """Say how many places are left; None stands for no limit."""
    if places_left is None:
        return _("Places available")
    if places_left <= 0:
        return _("Full: join the waiting list") if waiting_list else _("Full")
    return ngettext("%(count)s place left", "%(count)s places left", places_left) % {"count": places_left}


def say_number(number):
    """Say a number as it stands in a sentence: "three", "12"."""
    return str(SMALL_NUMBERS[number - 1]) if 1 <= number <= len(SMALL_NUMBERS) else str(number)


def say_waiting(number):
    """Say how many people wait: "Three people are waiting."."""
    if not number:
        return _("Nobody is waiting yet.")
    said = ngettext("%(number)s person is waiting.", "%(number)s people are waiting.", number)
    return capfirst(said % {"number": say_number(number)})


def say_queue(before):
    """Say how many people stand before somebody who waits: "Two people are before you."."""
    if not before:
        return _("You are next.")
    said = ngettext("%(number)s person is before you.", "%(number)s people are before you.", before)
    return capfirst(said % {"number": say_number(before)})


def say_queue_of_group(size, *, before):
    """Say how many people stand before a group that waits: "Your group of 4 is next after three people."."""
    places = _("your group of %(size)s") % {"size": size} if size > 1 else _("one place for your group")
    if not before:
        return capfirst(_("%(places)s is next.") % {"places": places})
    said = ngettext(
        "%(places)s is next after %(number)s person.", "%(places)s is next after %(number)s people.", before
    )
    return capfirst(said % {"places": places, "number": say_number(before)})


def say_minutes(minutes):
    """Say a length: "20 minutes", "1 hour", "2 hours 30 minutes"."""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(parts)


def join_words(words, *, parted_by=None):
    """Join words as a sentence does: "Tuesday 8, Wednesday 9 and Thursday 10"; the comma is the language's own."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(words)s and %(last)s") % {"words": (parted_by or _(", ")).join(words[:-1]), "last": words[-1]}


def in_london(moment):
    """Return an aware datetime as London's clock shows it; a plain date or a time without zone stays as it is."""
    if getattr(moment, "tzinfo", None) is None:
        return moment
    return moment.astimezone(LONDON)
