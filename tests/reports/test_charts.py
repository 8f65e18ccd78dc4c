"""Charts: what is drawn, what is said instead of drawing, and nothing of what is hidden."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from reports.charts import charts_in
from reports.document import Reader
from tests.factories import make_sector
from tests.reports.figures import delivered, report_of

pytestmark = pytest.mark.django_db


def of_rows(*figures, year=2017, **facts):
    for label, attended in figures:
        delivered((year, 1, 10), attended=attended, sector=make_sector(label))
    return report_of("2016/17", **facts)


def chart_of(report, table="audience-professionals"):
    [chart] = charts_in(report)[table]
    return chart


def bars_in(chart):
    marks = BeautifulSoup(chart.svg, "html.parser").find(class_="mark-rect")
    return len(marks("path"))


def words_in(chart):
    return [text.text for text in BeautifulSoup(chart.svg, "html.parser")("text")]


def test_each_row_has_a_bar_with_its_number():
    chart = chart_of(of_rows(("Care", 7), ("Education", 33)))

    assert bars_in(chart) == 2
    assert sorted(words_in(chart)) == ["33", "7", "Care", "Education"]


def test_another_period_stands_below_each_bar():
    delivered((2016, 1, 10), attended=20)
    delivered((2016, 1, 10), attended=5, sector=make_sector("Care"))

    chart = chart_of(of_rows(("Health", 33), ("Education", 7)))

    assert {"2015/16", "2016/17"} <= set(words_in(chart))


def test_the_words_of_a_chart_are_those_of_its_table():
    chart = chart_of(of_rows(("Care", 7), ("Education", 33)))

    assert chart.text == "Bar chart. Professionals, 2016/17: attended. Care: 7; Education: 33."


def test_what_is_not_known_has_no_bar_and_is_no_nought():
    chart = chart_of(of_rows(("Care", None), ("Education", 33), ("Health", 12)))

    assert (bars_in(chart), "not recorded" in words_in(chart), "0" in words_in(chart)) == (2, True, False)


def test_a_hidden_figure_has_no_bar():
    figures = [("Care", 3), ("Education", 4111), ("Health", 9876), ("Youth", 7345)]

    chart = chart_of(of_rows(*figures, reader=Reader.PUBLIC))

    said = ["7345", "9876", "Care", "Education", "Health", "Youth", "fewer than 5", "not shown"]
    assert (bars_in(chart), sorted(words_in(chart))) == (2, said)
    assert "4111" not in chart.svg + chart.text


@pytest.mark.parametrize("figures", [[("Care", 7)], [("Care", 7), ("Education", None)], [("Care", 0), ("Youth", 0)]])
def test_nothing_to_compare_is_not_drawn(figures):
    assert charts_in(of_rows(*figures)) == {}


def test_a_chart_obeys_a_strict_policy_and_needs_nothing_else():
    svg = chart_of(of_rows(("Care", 7), ("Education", 33))).svg

    assert re.findall(r"<script|<style|style=|href=|url\(|\son\w+=|<image|<foreignObject", svg) == []


def test_what_people_typed_is_text_in_a_chart():
    chart = chart_of(of_rows(("<script>alert(1)</script>", 7), ("datum.said\x0b", 33)))

    assert {"<script>alert(1)</script>", "datum.said␋"} <= set(words_in(chart))


def test_on_a_page_it_is_one_picture_with_a_name_and_a_text():
    markup = BeautifulSoup(chart_of(of_rows(("Care", 7), ("Education", 33))).markup, "html.parser").svg

    said = [markup.find(id=markup[name]).text for name in ("aria-labelledby", "aria-describedby")]
    assert said == [
        "Professionals, 2016/17: attended",
        "Bar chart. Professionals, 2016/17: attended. Care: 7; Education: 33.",
    ]
    assert [part["role"] for part in [markup, *markup(True)] if part.has_attr("role")] == ["img"]


def test_a_report_is_drawn_once_for_all_its_files(monkeypatch):
    report = of_rows(("Care", 7), ("Education", 33))
    charts_in(report)
    monkeypatch.setattr("reports.charts.draw_apart", None)

    assert chart_of(report).png[:4] == b"\x89PNG"


def test_the_picture_for_word_is_twice_as_large():
    chart = chart_of(of_rows(("Care", 7), ("Education", 33)))

    width = float(BeautifulSoup(chart.svg, "html.parser").svg["width"])
    assert abs(Image.open(io.BytesIO(chart.png)).width - 2 * width) <= 2
