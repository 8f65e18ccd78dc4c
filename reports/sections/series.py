"""Series and conferences beside last time, with the kinds of organisation people came from; series since a start."""

from dataclasses import replace

from django.utils.translation import gettext as _

from reports.behind import Behind
from reports.document import Cell, Column, Figure, Row, Section, Sentence, Table
from reports.figuring import attended_of, change_of, growth_of, sessions_of
from reports.meanings import ATTENDED, BY_KIND, SESSIONS, SINCE_START
from reports.over_time import conferences_over_time, entered_since_start, kinds_in, series_over_time
from reports.saying import say_days
from sessions.models import Qualifier


def section(asked):
    found = series_over_time(asked.span)
    compared = [each for each in [*found, *conferences_over_time(asked.span)] if each.is_compared]
    started = starts_of(found, entered_since_start(asked.span))
    if not compared and not started:
        return None
    sentences = [*map(compared_sentence, compared), *map(started_sentence, started)]
    tables = [comparison(compared, asked=asked)] if compared else []
    tables += kinds_tables(compared)
    tables += [since_start(started)] if started else []
    remarks = [_("A number since a start goes over more than one year. It is added to no year's number.")]
    return Section("series", _("Series over time"), tuple(sentences), tuple(tables), tuple(remarks if started else ()))


def figures_of(stretch):
    """Return the sessions and the attended of a stretch of a series."""
    kind, key = stretch.about
    behind = Behind(stretch.span.first, stretch.span.last, **{kind: key})
    attended = attended_of(stretch.tally, parts={stretch.about}, span=stretch.span, behind=behind)
    return sessions_of(stretch.tally, behind=behind), attended


def compared_sentence(each):
    sessions, attended = figures_of(each.so_far)
    then_sessions, then_attended = figures_of(each.last_time)
    words = _(
        "%(series)s, %(days)s: sessions {sessions}, attended {attended}. Last time, %(earlier)s: sessions "
        "{then_sessions}, attended {then_attended}."
    ) % {"series": each.now.title, "days": days_of(each), "earlier": each.last_time.title}
    figures = (("sessions", sessions), ("attended", attended))
    then = (("then_sessions", then_sessions), ("then_attended", then_attended))
    return Sentence(key_of(each), words, figures + then)


def days_of(each):
    return say_days(each.so_far.span.first, each.so_far.span.last)


def key_of(each):
    kind, key = each.now.about
    return f"{kind}-{key}"


def comparison(compared, *, asked):
    columns = (
        Column("days", _("Days"), ""),
        Column("sessions", _("Training sessions"), SESSIONS),
        Column("attended", _("Attended"), ATTENDED),
        Column("last_time", _("Last time was"), ""),
        Column("sessions_then", _("Training sessions then"), SESSIONS),
        Column("attended_then", _("Attended then"), ATTENDED),
        Column("change", _("Change"), ATTENDED),
        Column("growth", _("Change, %"), ATTENDED),
    )
    rows = tuple(comparison_row(each) for each in compared)
    caption = _("Series beside last time, %(period)s") % {"period": asked.period}
    return Table("series-beside", caption, _("Series"), columns, rows, name=_("Beside last time"))


def comparison_row(each):
    sessions, attended = figures_of(each.so_far)
    then_sessions, then = figures_of(each.last_time)
    cells = (days_of(each), sessions, attended, each.last_time.title, then_sessions, then)
    return Row(key_of(each), each.now.title, (*cells, change_of(attended, then), growth_of(attended, then)))


def kinds_tables(compared):
    """Return for each comparison who came from which kind of organisation, where there are registers of both."""
    if not compared:
        return []
    kinds = kinds_in([stretch for each in compared for stretch in (each.so_far, each.last_time)])
    return [kinds_table(each, kinds[each.so_far], kinds[each.last_time]) for each in compared if kinds[each.so_far]]


def kinds_table(each, now, then):
    kinds = sorted({*now, *then}, key=lambda kind: (kind[1] is None, kind[1] or ""))
    rows = tuple(
        kinds_row(kind[1] or _("Not known"), [kind], [(each.so_far, now), (each.last_time, then)], key=f"kind-{n}")
        for n, kind in enumerate(kinds, start=1)
    )
    total = kinds_row(_("Total"), kinds, [(each.so_far, now), (each.last_time, then)], key="total")
    columns = (
        Column("now", _("This time"), BY_KIND),
        Column("then", _("Last time"), BY_KIND),
        Column("change", _("Change"), BY_KIND),
    )
    caption = _("%(series)s: attendances in the register by kind of organisation") % {"series": each.now.title}
    return Table(f"kinds-{key_of(each)}", caption, _("Kind of organisation"), columns, rows, total)


def kinds_row(label, kinds, sides, *, key):
    now, then = (by_kind(stretch, found, kinds) for stretch, found in sides)
    return Row(key, label, (now, then, change_of(now, then)))


def by_kind(stretch, found, kinds):
    """Return the Figure of some kinds in a stretch; not known where the stretch has no register at all."""
    if not found:
        return Figure(None, BY_KIND)
    value = sum(found.get(kind, 0) for kind in kinds)
    parts = frozenset((*stretch.about, pk or 0) for pk, _name in kinds)
    return Figure(value, BY_KIND, cells=(Cell(BY_KIND, parts, stretch.span.first, stretch.span.last, value),))


def starts_of(found, entered):
    """Return (series, title, first day, last day, Figure) of what is told since its start: as entered, where it was."""
    told = [
        (each.series, each.title, each.first, each.last, entered_figure(each))
        for each in sorted(entered.values(), key=lambda each: (each.title, each.series))
    ]
    for each in found:
        whole = each.since_start
        if whole and whole.about[1] not in entered and whole.tally.known:
            figure = replace(figures_of(whole)[1], unit=SINCE_START)
            told.append((whole.about[1], whole.title, whole.span.first, whole.span.last, figure))
    return told


def entered_figure(each):
    cell = Cell(SINCE_START, frozenset({("series", each.series)}), each.first, each.last, each.number)
    return Figure(each.number, SINCE_START, qualifier=Qualifier(each.qualifier), cells=(cell,))


def started_sentence(told):
    series, title, first, last, figure = told
    words = _("%(series)s: {number} in all, cumulative from %(days)s.") % {
        "series": title,
        "days": say_days(first, last),
    }
    return Sentence(f"since-start-{series}", words, (("number", figure),))


def since_start(started):
    """Return the table of what each series reached since its start; there is no total, on purpose."""
    columns = (
        Column("since", _("Since"), ""),
        Column("to", _("Up to"), ""),
        Column("number", _("In all"), SINCE_START),
    )
    rows = tuple(
        Row(f"series-{series}", title, (first, last, figure)) for series, title, first, last, figure in started
    )
    return Table("since-start", _("Cumulative since a start"), _("Series"), columns, rows, name=_("Since a start"))
