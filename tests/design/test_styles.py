import gzip
import re
from pathlib import Path

import pytest

import design

BUILT = Path(design.__file__).parent / "static" / "design"


def built(name):
    return (BUILT / name).read_text()


def test_the_latin_letters_fit_their_budget():
    sizes = [path.stat().st_size for path in BUILT.glob("fonts/atkinson-*.woff2")]

    assert len(sizes) == 4
    assert sum(sizes) <= 50_000


@pytest.mark.parametrize(("name", "most"), [("muster.css", 18_000), ("muster-small.css", 8_000)])
def test_the_stylesheet_fits_its_budget(name, most):
    assert len(gzip.compress((BUILT / name).read_bytes(), 9)) <= most


def test_the_small_sheet_says_nothing_but_what_the_whole_one_says():
    small, whole = (re.findall(r"[^{}]+\{[^{}]*\}", built(name)) for name in ("muster-small.css", "muster.css"))

    assert len(small) > 400
    assert [rule for rule in small if rule not in whole] == []


def test_the_script_fits_its_budget():
    assert len(gzip.compress((BUILT / "muster.js").read_bytes(), 9)) <= 9_000


def test_the_styles_name_no_address_elsewhere():
    addresses = re.findall(r"(?:url\(|@import)[^)]*(?:https?:)?//", built("muster.css") + built("muster-rtl.css"))

    assert addresses == []


def test_every_file_the_styles_name_is_there():
    named = set(re.findall(r'url\("?([^")]+)"?\)', built("muster.css")))

    assert [name for name in named if not (BUILT / name).exists()] == []


def test_the_crown_and_its_typeface_are_left_out():
    assert [word for word in ("GDS Transport", "crown") if word in built("muster.css")] == []


@pytest.mark.parametrize("name", ["muster", "muster-small"])
def test_the_mirrored_sheet_is_of_the_same_build(name):
    unmirrored = sorted(re.findall(r"--[\w-]+:[^;}]+", built(f"{name}.css")))

    assert sorted(re.findall(r"--[\w-]+:[^;}]+", built(f"{name}-rtl.css"))) == unmirrored


def test_no_script_names_a_source_map():
    assert [path.name for path in BUILT.glob("*.js") if "sourceMappingURL" in path.read_text()] == []
