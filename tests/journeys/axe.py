"""axe-core on a page, at both widths: `found_by_axe(page)` returns what it finds by WCAG 2.2 A and AA."""

from pathlib import Path

from tests import browsing

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
SIZES = [browsing.PHONE, browsing.DESKTOP]

# A message that is still fading in has no contrast yet.
AT_REST = """() => Promise.all(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
    .map(each => each.finished.catch(() => null)))"""


def found_by_axe(page, *, sizes=SIZES):
    """Return what axe finds once nothing moves, as pairs of rule and element."""
    found = set()
    page.evaluate(AXE)
    for size in sizes:
        page.set_viewport_size(size)
        page.evaluate(AT_REST)
        answer = page.evaluate("rules => axe.run(document, rules)", RULES)
        found |= {(rule["id"], str(node["target"])) for rule in answer["violations"] for node in rule["nodes"]}
    return found
