"""Members of councils and panels who are trained, of all members; and who can give a programme themselves."""

from django.utils.translation import gettext as _

from design.words import join_words, say_full_date
from reports.document import Cell, Column, Figure, Row, Section, Table
from reports.figuring import count, rate_of
from reports.latest import latest_of
from reports.meanings import ACTIVE_DELIVERERS, DELIVERERS, MEMBERS, MEMBERS_RATE, MEMBERS_TRAINED, meaning_of
from reports.models import MembersCount
from sessions.models import DelivererCount


def section(asked):
    """Return the latest count of each in the period. What was counted only before it is named with its day."""
    bodies, older_bodies = members_counted(asked.span)
    programmes, older_programmes = deliverers_counted(asked.span)
    tables = [members_table(bodies)] if bodies else []
    tables += [deliverers_table(programmes)] if programmes else []
    older = [(each.body, each.counted_on) for each in older_bodies]
    older += [(each.course, each.counted_on) for each in older_programmes]
    if not tables and not older:
        return None
    remarks = [_("Not counted anew in the period: %(older)s.") % {"older": say_older(older)}] if older else []
    return Section("members", _("Members and deliverers"), tables=tuple(tables), remarks=tuple(remarks))


def members_counted(span):
    found = MembersCount.objects.filter(counted_on__lte=span.last).select_related("body")
    return latest_of(found.order_by("body__kind", "body__name", "counted_on", "pk"), span=span, about="body_id")


def deliverers_counted(span):
    found = DelivererCount.objects.filter(counted_on__lte=span.last).select_related("course")
    return latest_of(found.order_by("course__title", "counted_on", "pk"), span=span, about="course_id")


def say_older(older):
    return join_words(
        _("%(what)s (last on %(day)s)") % {"what": what, "day": say_full_date(day)} for what, day in older
    )


def columns_of(*units):
    return Column("counted_on", _("Counted on"), ""), *(Column(u, str(meaning_of(u).name), u) for u in units)


def members_table(counts):
    """Return a line for each body. Nobody adds them up: one member may sit on two."""
    return Table(
        "members",
        _("Members trained, of all members"),
        _("Council, committee or panel"),
        columns_of(MEMBERS, MEMBERS_TRAINED, MEMBERS_RATE),
        tuple(map(members_row, counts)),
        remarks=(_("Bodies are not added up, because somebody may be a member of two."),) if len(counts) > 1 else (),
        name=_("Members trained"),
    )


def members_row(each):
    members = count(each.members, MEMBERS)
    trained = people(each.trained, MEMBERS_TRAINED, part=("body", each.body_id), day=each.counted_on)
    share = rate_of(trained, members, unit=MEMBERS_RATE)
    return Row(f"body-{each.body_id}", each.body.name, (each.counted_on, members, trained, share))


def deliverers_table(counts):
    caption, name = _("People trained to deliver a programme themselves"), _("Trained deliverers")
    rows = tuple(map(deliverers_row, counts))
    return Table("deliverers", caption, _("Programme"), columns_of(DELIVERERS, ACTIVE_DELIVERERS), rows, name=name)


def deliverers_row(each):
    part = ("programme", each.course_id)
    trained = people(each.trained, DELIVERERS, part=part, day=each.counted_on)
    active = people(each.active, ACTIVE_DELIVERERS, part=part, day=each.counted_on)
    return Row(f"programme-{each.course_id}", each.course.title, (each.counted_on, trained, active))


def people(number, unit, *, part, day):
    """Return the Figure of how many people there were on a day; not known where nobody said."""
    cells = () if number is None else (Cell(unit, frozenset({part}), day, day, number),)
    return Figure(number, unit, cells=cells)
