"""Bulletins due, sent and late; recommendations; evidence notes, which are words and never the public's."""

from datetime import date

import pytest

from reports.document import Reader
from reports.models import Bulletin, EvidenceNote, Recommendation
from reports.saying import say_sentence
from tests.reports.figures import report_of

pytestmark = pytest.mark.django_db


def due(on, sent=None, **facts):
    facts = {"title": "Quarterly update", "reader": "Board"} | facts
    return Bulletin.objects.create(due_on=date(*on), sent_on=date(*sent) if sent else None, **facts)


def recommended(made=(2016, 5, 1), *, due=None, state="open", closed=None):
    days = {"due_on": date(*due) if due else None, "closed_on": date(*closed) if closed else None}
    return Recommendation.objects.create(text="Tell parents", made_on=date(*made), owner="Lead", state=state, **days)


def said(year="2016/17", **facts):
    section = report_of(year, **facts).section("bulletins")
    return [say_sentence(each) for each in section.sentences] if section else []


def test_bulletins_due_sent_and_late_are_counted():
    due((2016, 7, 1), (2016, 6, 30))
    due((2016, 10, 1), (2016, 10, 9))
    due((2017, 1, 10))

    assert said() == ["Bulletins due: 3. Of these sent: 2. Late: 2."]


def test_what_is_sent_after_the_period_was_not_sent_in_it():
    due((2017, 3, 30), (2017, 4, 2))

    cells = report_of("2016/17").table("bulletins").rows[0].cells

    assert cells[2:] == (None, "Not sent, late")


def test_a_bulletin_due_on_the_last_day_is_not_late_yet():
    due((2017, 3, 31))

    assert said() == ["Bulletins due: 1. Of these sent: 0. Late: 0."]


@pytest.mark.parametrize("on", [(2016, 3, 31), (2017, 4, 1)])
def test_a_bulletin_belongs_to_the_period_in_which_it_is_due(on):
    due(on, (2016, 6, 1))

    assert said() == []


def test_recommendations_are_told_as_they_stood_at_the_end():
    recommended(due=(2016, 12, 1))
    recommended((2015, 5, 1), state="done", closed=(2016, 6, 1))
    recommended(state="dropped", closed=(2017, 3, 1))
    recommended(due=(2017, 12, 1), state="done", closed=(2017, 4, 1))

    assert said() == [
        "Recommendations made in the period: 3. Done: 1. Dropped: 1. Open at its end: 2, of these overdue: 1."
    ]


def test_what_was_done_before_the_period_is_not_told():
    recommended((2015, 5, 1), state="done", closed=(2016, 3, 31))

    assert said() == []


def test_the_public_reads_numbers_only():
    due((2016, 7, 1), (2016, 6, 30))
    recommended()

    section = report_of("2016/17", reader=Reader.PUBLIC).section("bulletins")

    assert (len(section.sentences), section.tables) == (2, ())


def noted(on=(2016, 7, 1)):
    text = "A deputy head told us that 3 pupils had asked for help."
    return EvidenceNote.objects.create(noted_on=date(*on), source="Deputy head", about="Theatre", text=text)


def test_evidence_notes_stand_apart_and_hold_no_figure():
    noted()

    section = report_of("2016/17").section("evidence")

    assert [row.cells for row in section.tables[0].rows] == [
        (date(2016, 7, 1), "Theatre", "A deputy head told us that 3 pupils had asked for help.")
    ]


def test_the_public_reads_no_evidence_note():
    noted()

    assert report_of("2016/17", reader=Reader.PUBLIC).section("evidence") is None
