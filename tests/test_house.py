"""The arrows between the rooms (ARCHITECTURE.md) go one way."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests import everything
from tests.everything import ROUNDS

ROOT = Path(__file__).resolve().parents[1]
MACHINERY = {"design", "outbox", "spreadsheets"}
MAY_IMPORT = {
    "config": set(),  # it names the apps, and imports none
    **dict.fromkeys(sorted(MACHINERY), MACHINERY),
    "people": MACHINERY,
    "courses": MACHINERY | {"people"},
    "sessions": MACHINERY | {"people", "courses"},
    "feedback": MACHINERY | {"people", "courses", "sessions"},
    "licensing": MACHINERY | {"people", "courses", "sessions"},
    "home": MACHINERY | {"people", "courses", "sessions", "feedback", "licensing"},
    "reports": MACHINERY | {"people", "courses", "sessions", "feedback", "licensing"},
}


def modules(room):
    folder = ROOT / "site" / room if (ROOT / "site" / room).is_dir() else ROOT / room
    return sorted(folder.rglob("*.py"))


def imported(path):
    """Yield the top-level name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room):
    others = MAY_IMPORT.keys() - MAY_IMPORT[room] - {room}

    wrong = {(str(path.relative_to(ROOT)), name) for path in modules(room) for name in {*imported(path)} & others}

    assert modules(room) != []
    assert wrong == set()


def test_no_module_is_named_like_one_of_the_standard_library():
    named = {path.stem for room in MAY_IMPORT for path in modules(room)} | MAY_IMPORT.keys()

    assert named & sys.stdlib_module_names == set()


@pytest.mark.parametrize("others", [set(), {"whole"}])
@pytest.mark.parametrize(
    ("marks", "rounds"),
    [(set(), ["PostgreSQL", "SQLite"]), ({"browser"}, ["browser"]), ({"browser", "alone"}, ["crowds"])],
)
def test_everything_leaves_out_nothing_but_measurements_and_soaks(marks, rounds, others):
    taken = [name for name, command in ROUNDS.items() if takes(command[-1], marks | others)]

    assert taken == rounds


def takes(selection, marks):
    """Whether a test with these marks is run by what stands behind `pytest -m`, which reads as Python does."""
    return eval(selection, {each: each in marks for each in ("alone", "browser", "bench", "soak", "whole")})


def test_everything_ends_with_what_failed_in_which_round(monkeypatch, capsys):
    saying = [sys.executable, "-c", "import sys; print(sys.argv[1]); sys.exit(len(sys.argv) - 2)"]
    rounds = {"one": [*saying, "All is well"], "other": [*saying, "FAILED tests/test_this.py::test_that", "wrong"]}
    monkeypatch.setattr(everything, "ROUNDS", rounds)

    status = everything.main()

    *_lines, one, other, failure = capsys.readouterr().out.splitlines()
    said = [re.sub(r"\d+ s", "0 s", line) for line in (one, other)]
    assert (status, said) == (1, ["one: 0 s, passed", "other: 0 s, failed"])
    assert failure == "FAILED tests/test_this.py::test_that"


def test_no_drawer_is_called_after_nothing():
    named = {path.stem for room in MAY_IMPORT for path in modules(room)}

    assert named & {"services", "utils", "helpers", "common", "misc"} == set()
