"""Files that no page may trip over later: templates, and the translations as compiled."""

import ast
import gettext
import re

import pytest
from django.template.loader import get_template

from config.environment import ROOT

FOLDERS = [ROOT / "templates", *ROOT.glob("*/templates"), *ROOT.glob("site/*/templates")]
TEMPLATES = sorted(str(path.relative_to(folder)) for folder in FOLDERS for path in folder.rglob("*.html"))
CATALOGUES = sorted(ROOT.glob("site/config/locale/*/LC_MESSAGES/*.po"))
ENTRY = re.compile(r'^(msgid|msgstr) ((?:".*"\n?)+)', re.MULTILINE)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_read(name):
    assert get_template(name).template.name == name


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_translations_are_those_of_the_catalogue(path):
    with open(path.with_suffix(".mo"), "rb") as compiled:
        known = gettext.GNUTranslations(compiled)

    differing = {text: known.gettext(text) for text, meant in translations(path) if known.gettext(text) != meant}

    assert differing == {}


def translations(path):
    """Yield (text, translation) of a catalogue's plain entries that are in use."""
    for entry in path.read_text().split("\n\n"):
        words = {name: "".join(map(ast.literal_eval, lines.splitlines())) for name, lines in ENTRY.findall(entry)}
        if words.get("msgid") and words.get("msgstr") and "#, fuzzy" not in entry and "msgctxt" not in entry:
            yield words["msgid"], words["msgstr"]
