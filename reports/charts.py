"""Charts of a report: a bar for each row of a table, and where other periods stand beside it, theirs below.

A chart says what its table says, and no more. What is hidden or not known has no bar but the words of its cell, so that
neither the drawing nor its text can give it away. Nothing is told by colour alone: each bar has its number, and in
black and white the periods differ by how dark they are.
"""

import base64
import json
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from reports.document import Figure, Kind
from reports.drawing import draw_apart
from reports.saying import say_figure
from sessions.printing import FONTS
from spreadsheets.cleaning import clean_text

SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)
WIDTH, LONGEST_BAR, THICKNESS = 440, 310, 22
LONGEST_LABEL = 200  # far more signs than have room; measuring text of any length would take minutes
LETTERS = "Atkinson Hyperlegible, Noto Sans, sans-serif"
INK, EDGE = "#1c2326", "#0b4f5c"
SHADES = ["#0b4f5c", "#cfdfe1", "#6f9aa2", "#ffffff"]


@dataclass(frozen=True)
class Bar:
    """`drawn` is None where a figure is hidden or not known; `said` is what its cell says."""

    period: str
    drawn: int | None
    said: str


@dataclass(frozen=True)
class Chart:
    """`text` says in words what the drawing shows; `svg` is a file of its own, `png` the same for Word."""

    key: str
    title: str
    text: str
    svg: str
    png: bytes

    @property
    def markup(self):
        """Return the drawing as a part of a page: one picture with a name and a text, as wide as its place."""
        drawing = ElementTree.fromstring(self.svg)
        for part in drawing.iter():
            for name in [name for name in part.attrib if name == "role" or name.startswith("aria-")]:
                del part.attrib[name]
        for name in ("width", "height", "class"):
            del drawing.attrib[name]
        drawing.set("role", "img")
        for place, (name, said) in enumerate({"title": self.title, "desc": self.text}.items()):
            words = ElementTree.Element(f"{{{SVG}}}{name}", id=f"{self.key}-{name}")
            words.text = said
            drawing.insert(place, words)
        drawing.set("aria-labelledby", f"{self.key}-title")
        drawing.set("aria-describedby", f"{self.key}-desc")
        return mark_safe(ElementTree.tostring(drawing, encoding="unicode"))  # serialised, so every text is escaped


def charts_in(report):
    """Return {key of a table: its charts}, all drawn at once. Tables of a single row have none."""
    found = [(table, key, bars_of(table, key, report.period.label)) for table in report.tables for key in table.charts]
    found = [(table, key, rows) for table, key, rows in found if is_worth_drawing(rows)]
    specs = tuple(json.dumps(spec_of(rows)) for _table, _key, rows in found)
    charts = {}
    for (table, key, rows), (svg, png) in zip(found, drawn(specs), strict=True):
        title = title_of(table, key)
        chart = Chart(f"{table.key}-{key}-chart", title, in_words(title, rows), svg, png)
        charts.setdefault(table.key, []).append(chart)
    return charts


def bars_of(table, key, own_period):
    """Return [(label of a row, its bars)]: the column's own, then the same of each period beside it."""
    columns = [column for column in table.columns if column.key == key or is_beside(column, key)]
    places = [table.columns.index(column) for column in columns]
    periods = [column.period or own_period for column in columns]
    return [
        (clean_text(row.label), [bar_of(row.cells[n], period) for n, period in zip(places, periods, strict=True)])
        for row in table.rows
    ]


def is_beside(column, key):
    return bool(column.period) and column.key.startswith(f"{key}_")


def bar_of(cell, period):
    if not isinstance(cell, Figure) or cell.kind is not Kind.NUMBER:
        return Bar(period, None, _("not known"))
    return Bar(period, None if cell.is_hidden else cell.value, say_figure(cell))


def is_worth_drawing(rows):
    """Whether at least two rows have a bar to compare."""
    return sum(any(bar.drawn for bar in bars) for _label, bars in rows) > 1


def title_of(table, key):
    column = next(column for column in table.columns if column.key == key)
    return clean_text(f"{table.caption}: {column.title.lower()}")


def in_words(title, rows):
    """Return what a chart shows, as a text: "Education: 305 in 2016/17, 238 in 2015/16"."""
    said = [f"{label}: {', '.join(said_of(bars))}" for label, bars in rows]
    return _("Bar chart. %(title)s. %(rows)s.") % {"title": title, "rows": "; ".join(said)}


def said_of(bars):
    if len(bars) == 1:
        return [bars[0].said]
    return [_("%(figure)s in %(period)s") % {"figure": bar.said, "period": bar.period} for bar in bars]


@lru_cache(maxsize=16)
def drawn(specs):
    """Return [(svg, png)] of the charts of a report; this process keeps those of the reports it wrote lately."""
    answers = draw_apart([json.loads(spec) for spec in specs], fonts=FONTS) if specs else []
    return [(each["svg"], base64.b64decode(each["png"])) for each in answers]


def spec_of(rows):
    """Return a chart as Vega-Lite: labels over their bars, so that long ones fit on a phone."""
    bars = [
        {
            "row": n,
            "label": "" if place else label[:LONGEST_LABEL],
            "period": bar.period,
            "drawn": bar.drawn,
            "said": bar.said,
        }
        for n, (label, bars) in enumerate(rows)
        for place, bar in enumerate(bars)
    ]
    periods = [bar.period for bar in rows[0][1]]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": {"step": THICKNESS},
        "padding": 2,
        "background": None,
        "data": {"values": bars},
        "encoding": {
            "y": {"field": "row", "type": "nominal", "sort": None, "axis": None, "scale": spaces(len(periods))},
            "yOffset": {"field": "period", "sort": None},
        },
        "layer": [drawn_bars(periods, longest=longest(bars)), figures(), labels(len(periods))],
        "config": {"aria": False, "font": LETTERS, "view": {"stroke": None}, "legend": {"labelFontSize": 14}},
    }


def spaces(periods):
    """Return the space between rows: as much as a label needs, whatever number of bars a row has."""
    return {"paddingInner": 1.5 / (periods + 1.5), "paddingOuter": 1 / (periods + 1.5)}


def longest(bars):
    return max(bar["drawn"] or 0 for bar in bars)


def along(longest):
    return {"type": "quantitative", "axis": None, "scale": {"domain": [0, longest], "range": [0, LONGEST_BAR]}}


def drawn_bars(periods, *, longest):
    legend = {"orient": "top", "title": None, "symbolType": "square", "symbolStrokeColor": EDGE}
    shades = {"domain": periods, "range": SHADES[: len(periods)]}
    fill = {"field": "period", "type": "nominal", "sort": None, "scale": shades}
    return {
        "transform": [{"filter": "isValid(datum.drawn)"}],
        "mark": {"type": "bar", "stroke": EDGE, "strokeWidth": 1},
        "encoding": {
            "x": {"field": "drawn", **along(longest)},
            "fill": fill | {"legend": legend if len(periods) > 1 else None},
        },
    }


def figures():
    return {
        "transform": [{"calculate": "isValid(datum.drawn) ? datum.drawn : 0", "as": "end"}],
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 14, "color": INK},
        "encoding": {"x": {"field": "end", "type": "quantitative"}, "text": {"field": "said"}},
    }


def labels(periods):
    mark = {"type": "text", "align": "left", "baseline": "bottom", "dy": -THICKNESS / 2 - 3, "limit": WIDTH}
    return {
        "transform": [{"filter": "datum.label != ''"}],
        "mark": mark | {"fontSize": 12.5, "fontWeight": "bold", "color": INK},
        "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
    }
