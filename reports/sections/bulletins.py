"""Bulletins that were due, sent or late, and how recommendations stand. The public reads numbers only."""

from django.db.models import Q
from django.utils.translation import gettext as _

from reports.document import Column, Reader, Row, Section, Sentence, Table
from reports.figuring import count
from reports.meanings import BULLETINS, RECOMMENDATIONS
from reports.models import Bulletin, Recommendation


def section(asked):
    due = list(Bulletin.objects.filter(due_on__range=(asked.span.first, asked.span.last)).order_by("due_on", "pk"))
    followed = recommendations_in(asked.span)
    if not due and not followed:
        return None
    sentences, tables = [], []
    if due:
        sentences.append(bulletins_sentence(due, last=asked.span.last))
        tables.append(bulletins_table(due, last=asked.span.last))
    if followed:
        sentences.append(recommendations_sentence(followed, span=asked.span))
        tables.append(recommendations_table(followed, last=asked.span.last))
    told = tuple(tables) if asked.reader is not Reader.PUBLIC else ()
    return Section("bulletins", _("Bulletins and recommendations"), tuple(sentences), told)


def is_sent(bulletin, *, last):
    return bulletin.sent_on is not None and bulletin.sent_on <= last


def is_late(bulletin, *, last):
    """Whether it was sent after its day, or had not been by `last` though its day was past."""
    return bulletin.sent_on > bulletin.due_on if is_sent(bulletin, last=last) else bulletin.due_on < last


def bulletins_sentence(due, *, last):
    numbers = {
        "due": len(due),
        "sent": sum(is_sent(each, last=last) for each in due),
        "late": sum(is_late(each, last=last) for each in due),
    }
    words = _("Bulletins due: {due}. Of these sent: {sent}. Late: {late}.")
    return Sentence("bulletins", words, figures(numbers, BULLETINS))


def figures(numbers, unit):
    return tuple((name, count(number, unit)) for name, number in numbers.items())


def bulletins_table(due, *, last):
    columns = (
        Column("reader", _("For"), ""),
        Column("due_on", _("Due"), ""),
        Column("sent_on", _("Sent"), ""),
        Column("state", _("State"), ""),
    )
    rows = tuple(Row(f"bulletin-{each.pk}", each.title, bulletin_cells(each, last=last)) for each in due)
    return Table("bulletins", _("Bulletin timetable"), _("Bulletin"), columns, rows, name=_("Bulletins"))


def bulletin_cells(bulletin, *, last):
    sent = is_sent(bulletin, last=last)
    state = [_("Sent") if sent else _("Not sent"), *([_("late")] if is_late(bulletin, last=last) else [])]
    return bulletin.reader, bulletin.due_on, bulletin.sent_on if sent else None, ", ".join(state)


def recommendations_in(span):
    """Return what was recommended by the span's last day and was still open in it, or closed in it; one query."""
    found = Recommendation.objects.filter(made_on__lte=span.last)
    found = found.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=span.first))
    return list(found.order_by("made_on", "pk"))


def is_open(recommendation, *, last):
    return recommendation.closed_on is None or recommendation.closed_on > last


def is_overdue(recommendation, *, last):
    due = recommendation.due_on
    return is_open(recommendation, last=last) and due is not None and due < last


def recommendations_sentence(followed, *, span):
    closed = [each for each in followed if not is_open(each, last=span.last)]
    numbers = {
        "made": sum(each.made_on >= span.first for each in followed),
        "done": sum(each.state == Recommendation.State.DONE for each in closed),
        "dropped": sum(each.state == Recommendation.State.DROPPED for each in closed),
        "open": len(followed) - len(closed),
        "overdue": sum(is_overdue(each, last=span.last) for each in followed),
    }
    words = _(
        "Recommendations made in the period: {made}. Done: {done}. Dropped: {dropped}. Open at its end: {open}, of "
        "these overdue: {overdue}."
    )
    return Sentence("recommendations", words, figures(numbers, RECOMMENDATIONS))


def recommendations_table(followed, *, last):
    columns = (
        Column("made_on", _("Made"), ""),
        Column("owner", _("To be done by"), ""),
        Column("due_on", _("Due"), ""),
        Column("closed_on", _("Done or dropped"), ""),
        Column("state", _("State"), ""),
    )
    rows = tuple(Row(f"recommendation-{each.pk}", each.text, state_of(each, last=last)) for each in followed)
    name = _("Recommendations")
    return Table("recommendations", _("How recommendations stand"), _("Recommendation"), columns, rows, name=name)


def state_of(each, *, last):
    """Return the cells of a line, as it stood on the last day."""
    if not is_open(each, last=last):
        return each.made_on, each.owner, each.due_on, each.closed_on, str(each.get_state_display())
    state = _("Overdue") if is_overdue(each, last=last) else _("Open")
    return each.made_on, each.owner, each.due_on, None, state
