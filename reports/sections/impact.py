"""Quality and impact: how many answered, of those who attended, and what share of them answered how."""

from dataclasses import replace

from django.utils.translation import gettext as _

from feedback.models import Question
from reports.document import Cell, Column, Figure, Kind, Row, Section, Table
from reports.figuring import rate_of
from reports.meanings import ANSWERS, RESPONSE_RATE, SHARE_OF_ANSWERS, meaning_of
from reports.opinions import FEWEST, questions_in, responses_in
from reports.sections.audiences import figures_of


def section(asked):
    responses = responses_in(asked.span)
    tables = [table for table in asked.tables.tables if responses.get(table.pk, 0) >= FEWEST]
    if not tables:
        return None
    questions = questions_in(asked.span)
    made = [response_table(tables, responses, asked=asked)]
    made += [question_table(table, questions[table.pk], asked=asked) for table in tables if table.pk in questions]
    remarks = (
        _("Answers are given without a name. Shares are of the answers to the same question, whose number is given."),
    )
    return Section("impact", _("Quality and impact"), tables=tuple(made), remarks=remarks)


def response_table(tables, responses, *, asked):
    columns = (
        Column(ANSWERS, _("Questionnaires filled in"), ANSWERS),
        Column(RESPONSE_RATE, str(meaning_of(RESPONSE_RATE).name), RESPONSE_RATE),
    )
    rows = tuple(response_row(table, responses[table.pk], asked=asked) for table in tables)
    caption = _("Who answered, of those who attended, %(period)s") % {"period": asked.period}
    return Table("responses", caption, _("Audience"), columns, rows, name=_("Responses"))


def response_row(table, number, *, asked):
    total = table.total
    attended = figures_of(total.members, total.tally, table=table, span=asked.span)[1]
    filled_in = answers_of(number, [("response", table.pk)], asked=asked)
    within = filled_in if attended.value is None else replace(filled_in, value=min(number, attended.value))
    return Row(table.slug, table.audience, (filled_in, rate_of(within, attended, unit=RESPONSE_RATE)))


def answers_of(number, parts, *, asked):
    """Return the Figure of some answers, as a count of the people who gave them."""
    cell = Cell(ANSWERS, frozenset(parts), asked.span.first, asked.span.last, number)
    return Figure(number, ANSWERS, cells=(cell,))


def question_table(table, questions, *, asked):
    columns = (
        Column(ANSWERS, str(meaning_of(ANSWERS).name), ANSWERS),
        Column("good", _("Agree, confident or yes"), SHARE_OF_ANSWERS),
        Column("good_before", _("Confident before"), SHARE_OF_ANSWERS, only_if_any=True),
        Column("rose", _("More confident than before"), SHARE_OF_ANSWERS, only_if_any=True),
    )
    rows = tuple(question_row(each, audience=table.pk, asked=asked) for each in questions)
    caption = _("What %(audience)s answered, %(period)s") % {"audience": table.audience, "period": asked.period}
    name = _("Answers, %(audience)s") % {"audience": table.audience}
    return Table(f"answers-{table.slug}", caption, _("Question"), columns, rows, name=name)


def question_row(each, *, audience, asked):
    """Return one question's answers. Both steps of agreeing, or of being confident, count as one; so does a yes."""
    about = audience, each.code, each.kind
    good = each.yes if each.kind == Question.Kind.YES_NO else each.good
    cells = [
        answers_of(each.answers, [("good", *about), ("other", *about)], asked=asked),
        share_of(good, each.answers, ("good", "other"), about, asked=asked),
    ]
    is_confidence = each.kind == Question.Kind.CONFIDENCE
    cells.append(
        share_of(each.good_before, each.answers_before, ("good before", "other before"), about, asked=asked)
        if is_confidence
        else None
    )
    cells.append(share_of(each.rose, each.both, ("rose", "not risen"), about, asked=asked) if is_confidence else None)
    return Row(f"{each.code}-{each.kind}", each.text, tuple(cells))


def share_of(part, whole, names, about, *, asked):
    """Return a share with everybody it tells of: those who answered so, the others, and all together.

    Of fewer answers than are shown to anybody there is none.
    """
    if whole < FEWEST:
        return None
    this, other = ((name, *about) for name in names)
    groups = ((part, [this]), (whole - part, [other]), (whole, [this, other]))
    cells = tuple(answers_of(number, parts, asked=asked).cells[0] for number, parts in groups)
    return Figure(part, SHARE_OF_ANSWERS, kind=Kind.RATE, base=whole, cells=cells)
