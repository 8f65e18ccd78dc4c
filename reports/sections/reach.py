"""Reach: organisations reached of all in scope, by kind and by area. Names are for the board, never for the public.

Organisations are not people, so the numbers of them are told to everybody. The pupils of a single school would tell
which one it is: the public reads pupils only where enough schools are on either side.
"""

from django.utils.translation import gettext as _

from reports.document import Column, Reader, Row, Section, Sentence, Table
from reports.figuring import count, rate_of
from reports.meanings import IN_SCOPE, NOT_REACHED, PUPILS, REACH_RATE, REACHED, meaning_of
from reports.reach import Reach
from sessions.models import Qualifier


def section(asked):
    reach = Reach()
    scope = reach.in_scope(asked.span)
    if not scope:
        return None
    beside = {other.key: reach.in_scope(other.span) for other in asked.compared}
    tables = [table_by("kind", scope, beside, asked=asked), table_by("area", scope, beside, asked=asked)]
    if asked.reader is not Reader.PUBLIC:
        tables += named_tables(reach, scope, asked=asked)
    remarks = (_("Schools that became academies are counted once. Pupils are those on roll, not those who attended."),)
    return Section("reach", _("Reach"), tuple(sentences_of(scope, asked=asked)), tuple(tables), remarks)


def sentences_of(scope, *, asked):
    reached = [each for each in scope if each.is_reached]
    figures = (("reached", count(len(reached), REACHED)), ("all", count(len(scope), IN_SCOPE)))
    yield Sentence("reach", _("{reached} of {all} organisations in scope were reached."), figures)
    schools = [each for each in scope if each.place.is_school]
    if schools and may_be_told(schools, asked=asked):
        there = [each for each in schools if each.is_reached]
        numbers = {"schools": count(len(there), REACHED), "all_schools": count(len(schools), IN_SCOPE)}
        numbers |= {"pupils": pupils_of(there), "all_pupils": pupils_of(schools)}
        words = _("Among them {schools} of {all_schools} schools, with {pupils} of {all_pupils} pupils on roll.")
        yield Sentence("reach-schools", words, tuple(numbers.items()))


def may_be_told(schools, *, asked):
    """Whether pupils may be told: to the public only where neither the reached nor the others can be told by them."""
    reached = sum(each.is_reached for each in schools)
    parts = (reached, len(schools) - reached)
    return asked.reader is not Reader.PUBLIC or all(part == 0 or part >= asked.threshold for part in parts)


def pupils_of(scope):
    """Return the pupils on roll of the schools, added up; "over" that where of some schools nobody knows how many."""
    schools = [each.place.pupils for each in scope if each.place.is_school]
    known = [pupils for pupils in schools if pupils is not None]
    if schools and not known:
        return count(None, PUPILS, qualifier=Qualifier.NOT_RECORDED)
    sure = Qualifier.COUNTED if len(known) == len(schools) else Qualifier.AT_LEAST
    return count(sum(known), PUPILS, qualifier=sure)


def table_by(what, scope, beside, *, asked):
    """Return the numbers by kind or by area, in the officers' order and by name; what has none comes last."""
    groups = sorted({getattr(each.place, what) for each in scope}, key=lambda group: (group is None, group))
    pupils = asked.reader is not Reader.PUBLIC
    rows = tuple(
        row_of(
            f"{what}-{group[-1] if group else 0}",
            group[1] if group else {"kind": _("Kind not known"), "area": _("Area not known")}[what],
            [each for each in scope if getattr(each.place, what) == group],
            {key: [each for each in then if getattr(each.place, what) == group] for key, then in beside.items()},
            pupils=pupils,
        )
        for group in groups
    )
    caption, heading, name = {
        "kind": (_("Organisations reached, by kind, %(period)s"), _("Kind of organisation"), _("Reach by kind")),
        "area": (_("Organisations reached, by area, %(period)s"), _("Area"), _("Reach by area")),
    }[what]
    total = row_of("total", _("Total"), scope, beside, pupils=pupils)
    facts = {"total": total, "charts": (REACHED,), "name": name}
    return Table(f"reach-by-{what}", caption % {"period": asked.period}, heading, columns(asked, pupils), rows, **facts)


def columns(asked, pupils):
    found = [Column(unit, str(meaning_of(unit).name), unit) for unit in (REACHED, IN_SCOPE, NOT_REACHED, REACH_RATE)]
    if pupils:
        found.append(Column("pupils_reached", _("Pupils of those reached"), PUPILS))
        found.append(Column("pupils_all", _("Pupils of all"), PUPILS))
    for other in asked.compared:
        label = {"period": other.period.label}
        found.append(Column(f"reached_{other.key}", _("Reached in %(period)s") % label, REACHED, other.period.label))
        found.append(Column(f"scope_{other.key}", _("In scope in %(period)s") % label, IN_SCOPE, other.period.label))
    return tuple(found)


def row_of(key, label, scope, beside, *, pupils):
    there = [each for each in scope if each.is_reached]
    reached, everything = count(len(there), REACHED), count(len(scope), IN_SCOPE)
    cells = [reached, everything, count(len(scope) - len(there), NOT_REACHED)]
    cells.append(rate_of(reached, everything, unit=REACH_RATE))
    if pupils:
        has_pupils = any(each.place.is_school for each in scope)
        cells += [pupils_of(there), pupils_of(scope)] if has_pupils else [None, None]
    for then in beside.values():
        cells += [count(sum(each.is_reached for each in then), REACHED), count(len(then), IN_SCOPE)]
    return Row(key, label, tuple(cells))


def named_tables(reach, scope, *, asked):
    """Return who was reached and who was not, by name, with the last session of each: lists, without figures.

    So an organisation that is renamed later changes no published figure.
    """
    last = reach.last_of(scope, span=asked.span)
    told = [
        ("reached", True, _("Organisations reached, %(period)s"), _("Reached")),
        ("not-reached", False, _("Organisations not reached, %(period)s"), _("Not reached")),
    ]
    for key, is_reached, caption, name in told:
        rows = tuple(named_row(each, last) for each in scope if each.is_reached is is_reached)
        if rows:
            caption = caption % {"period": asked.period}
            yield Table(f"reach-{key}", caption, _("Organisation"), columns_with_names(), rows, name=name)


def columns_with_names():
    return (
        Column("kind", _("Kind of organisation"), ""),
        Column("area", _("Area"), ""),
        Column("last", _("Last session"), ""),
    )


def named_row(each, last):
    place = each.place
    names = [group[1] if group else "" for group in (place.kind, place.area)]
    return Row(f"organisation-{place.pk}", place.name, (*names, last.get(place.pk, _("Never"))))
