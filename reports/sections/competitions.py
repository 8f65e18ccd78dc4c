"""Competitions that closed in the period: schools invited, schools that entered, entries by year group."""

from collections import defaultdict

from django.utils.translation import gettext as _

from reports.document import Cell, Column, Figure, Row, Section, Table
from reports.figuring import count, rate_of
from reports.meanings import ENTERED, ENTERED_RATE, ENTRIES, INVITED, meaning_of
from sessions.models import Competition, CompetitionEntries, HeadcountPart

YEAR_GROUPS = list(HeadcountPart.YearGroup)


def section(asked):
    found = Competition.objects.filter(closes_on__range=(asked.span.first, asked.span.last))
    competitions = list(found.order_by("closes_on", "title", "pk"))
    if not competitions:
        return None
    lines = lines_of(competitions)
    tables = [overview(competitions, lines, asked=asked)]
    tables += [entries_table(each, lines[each.pk]) for each in competitions if lines[each.pk]]
    remarks = (_("Entries are numbers only. They are not attendances, and nothing of a child is kept."),)
    return Section("competitions", _("Competitions"), tables=tuple(tables), remarks=remarks)


def lines_of(competitions):
    """Return {competition: the entries of each year group, in the order of a school}; one query."""
    lines = defaultdict(list)
    for line in CompetitionEntries.objects.filter(competition__in=competitions).order_by("pk"):
        lines[line.competition_id].append(line)
    return defaultdict(
        list, {pk: sorted(of, key=lambda line: YEAR_GROUPS.index(line.year_group)) for pk, of in lines.items()}
    )


def overview(competitions, lines, *, asked):
    columns = (
        Column("closes_on", _("Closed"), ""),
        *(Column(unit, str(meaning_of(unit).name), unit) for unit in (INVITED, ENTERED, ENTERED_RATE, ENTRIES)),
    )
    caption = _("Competitions, %(period)s") % {"period": asked.period}
    rows = tuple(row_of(each, lines[each.pk]) for each in competitions)
    return Table("competitions", caption, _("Competition"), columns, rows)


def row_of(competition, lines):
    invited, entered = count(competition.schools_invited, INVITED), count(competition.schools_entered, ENTERED)
    share = rate_of(entered, invited, unit=ENTERED_RATE)
    cells = (competition.closes_on, invited, entered, share, entries_of(competition, lines))
    return Row(f"competition-{competition.pk}", competition.title, cells)


def entries_table(competition, lines):
    rows = tuple(
        Row(f"year-{line.year_group}", str(line.get_year_group_display()), (entries_of(competition, [line]),))
        for line in lines
    )
    total = Row("total", _("Total"), (entries_of(competition, lines),)) if len(rows) > 1 else None
    columns = (Column(ENTRIES, str(meaning_of(ENTRIES).name), ENTRIES),)
    caption = _("%(competition)s: entries by year group") % {"competition": competition.title}
    return Table(f"entries-{competition.pk}", caption, _("Year group"), columns, rows, total)


def entries_of(competition, lines):
    """Return the Figure of some year groups' entries; not known where no group's number is."""
    if not lines:
        return Figure(None, ENTRIES)
    value, day = sum(line.number for line in lines), competition.closes_on
    parts = frozenset(("competition", competition.pk, line.year_group) for line in lines)
    return Figure(value, ENTRIES, cells=(Cell(ENTRIES, parts, day, day, value),))
