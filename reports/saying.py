"""How figures are said: with the qualifier that is part of them, and never a 0 for what is not known.

Half up, from the unrounded counts. "100 %" only when it is exactly all and "0 %" only when it is none; of fewer than
ten it is "6 of 8". A running text, a page and a document say a figure in the same words.
"""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design.words import join_words, say_full_date
from feedback.percentages import percent_of, say_share
from reports.document import Figure, Hidden, Kind
from reports.meanings import meaning_of
from sessions.models import Qualifier


def say_number(number):
    """Say a number: "1340", from five digits on "15,600", and pounds with pence as "112.50"."""
    if isinstance(number, Decimal):
        return f"{number:,.2f}"
    return f"{number:,}" if abs(number) >= 10_000 else str(number)


def say_figure(figure):
    """Say a figure: "305", "approximately 60", "over 1700", "82 %", "6 of 8", "+12", "not recorded", "fewer than 5"."""
    if figure.is_hidden:
        return say_hidden(figure)
    if figure.value is None:
        return say_unknown(figure)
    if figure.kind is Kind.RATE:
        return qualified(say_share(figure.value, figure.base), figure) or _("none to count")
    if figure.kind is Kind.CHANGE:
        return say_change(figure.value)
    if figure.kind is Kind.GROWTH:
        return say_growth(figure.value, figure.base)
    return qualified(say_number(figure.value), figure)


def say_hidden(figure):
    """Say in a figure's place that it is hidden, and nothing of how it was worked out."""
    if figure.hidden is Hidden.SMALL and figure.kind is Kind.NUMBER:
        return _("fewer than %(number)s") % {"number": figure.below}
    return _("not shown")


def say_unknown(figure):
    """Say that a number of people was not recorded; what else is not there is not known."""
    counted = figure.kind is Kind.NUMBER and meaning_of(figure.unit).counts_people
    return _("not recorded") if counted else _("not known")


def qualified(said, figure):
    """Put the word of a figure's qualifier before what is said of it; nothing before nothing."""
    word = say_qualifier(figure)
    return f"{word} {said}" if word and said else said


def say_qualifier(figure):
    """Say the word that stands before a number; nothing for a counted one."""
    words = {Qualifier.ESTIMATED: _("approximately"), Qualifier.AT_LEAST: _("over")}
    return "" if figure.is_hidden else words.get(figure.qualifier, "")


def say_plain(figure):
    """Say a figure without its qualifier, where the word stands apart, as in large type."""
    if figure.is_hidden or figure.value is None or figure.kind is not Kind.NUMBER:
        return say_figure(figure)
    return say_number(figure.value)


def say_change(change):
    """Say a difference: "+12", a true minus sign and 5, "no change"."""
    if change == 0:
        return _("no change")
    return f"+{say_number(change)}" if change > 0 else f"\N{MINUS SIGN}{say_number(-change)}"


def say_growth(change, before):
    """Say a difference in percent of what it was: "+12 %"; nothing can be said of growth from none."""
    if not before:
        return _("no change") if not change else _("from none")
    percent = percent_of(abs(change), before)
    if change and not percent:
        return _("less than 1 % more") if change > 0 else _("less than 1 % fewer")
    if not change:
        return _("no change")
    return f"+{percent} %" if change > 0 else f"\N{MINUS SIGN}{percent} %"


def say_more_or_fewer(figure, period):
    """Say a change in a sentence: "142 more than in 2015/16"."""
    if figure.value is None or figure.is_hidden:
        return _("Not known how many in %(period)s") % {"period": period}
    if figure.value == 0:
        return _("As many as in %(period)s") % {"period": period}
    sentence = _("%(number)s more than in %(period)s") if figure.value > 0 else _("%(number)s fewer than in %(period)s")
    return sentence % {"number": say_number(abs(figure.value)), "period": period}


def say_recorded(figure):
    """Say of how many sessions a figure is known: "attendance recorded at 7 of 8 sessions"; nothing where all are."""
    if figure.of is None or figure.known == figure.of:
        return ""
    return ngettext(
        "attendance recorded at %(known)s of %(count)s session",
        "attendance recorded at %(known)s of %(count)s sessions",
        figure.of,
    ) % {"known": figure.known, "count": figure.of}


def say_sentence(sentence):
    """Put the figures into a sentence. What is in braces and no figure of it stays as it was written."""
    words = sentence.words
    for name, figure in sentence.figures:
        words = words.replace("{" + name + "}", say_figure(figure))
    return words


def say_days(first, last):
    """Say from which day to which, or the one day: "1 April 2016 to 31 March 2017", "6 June 2016"."""
    if first == last:
        return say_full_date(first)
    return _("%(first)s to %(last)s") % {"first": say_full_date(first), "last": say_full_date(last)}


def say_cell(content):
    """Say what stands in a cell: a figure, a date, plain text; an empty one is empty."""
    if isinstance(content, Figure):
        return say_figure(content)
    if content is None or isinstance(content, str):
        return content or ""
    return say_full_date(content)


def say_large(sentence):
    """Return the figure of a sentence that stands over it in large type: the first of those that it still names."""
    return next((figure for name, figure in sentence.figures if "{" + name + "}" in sentence.words), None)


def say_silent(section):
    """Say for whom nothing took place; nothing where something did for everybody."""
    what = section.silent()
    return _("Nothing took place for %(what)s.") % {"what": join_words(what)} if what else ""


def say_running(report):
    """Say up to which day a period that is not over is counted, and what stands beside it; nothing of one that is."""
    if report.is_complete:
        return ""
    if report.counted.last < report.counted.first:
        return _("This period has not begun.")
    last = {"last": say_full_date(report.counted.last)}
    said = [_("This period is still running: sessions are counted up to %(last)s.") % last]
    said += [
        _("Of %(label)s, the days from %(first)s to %(last)s are counted beside them.")
        % {
            "label": other.period.label,
            "first": say_full_date(other.span.first),
            "last": say_full_date(other.span.last),
        }
        for other in report.compared
    ]
    return " ".join(said)


def say_state(missing):
    """Say why a session has no settled figure."""
    if missing.finished:
        return _("Not recorded")
    return _("Not finished yet") if missing.attended is None else _("Reopened: its earlier figure counts for now")
