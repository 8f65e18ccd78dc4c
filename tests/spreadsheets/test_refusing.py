"""What is uploaded need not be what it says. Each such file is answered with one sentence, and costs us little."""

import random
import socket
import time
import tracemalloc

import pytest

from spreadsheets.checks import xml_is_read_defused
from spreadsheets.reading import read_table
from spreadsheets.refusing import Unreadable
from tests.spreadsheets.bad_files import bad_files
from tests.spreadsheets.files import PEOPLE, Upload, inline, packed, parts_of, with_sheet, workbook_of

BAD = bad_files()


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch):
    def refuse(*_args):
        raise AssertionError("A file made us ask the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def answer_to(content, name):
    with pytest.raises(Unreadable) as refused:
        read_table(Upload(content, name))
    return str(refused.value)


def test_there_are_many_ways_to_be_wrong():
    assert len(BAD) >= 60


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_file_is_answered_with_its_sentence(wrong):
    name, content, beginning = BAD[wrong]

    sentence = answer_to(content, name)

    assert (sentence[: len(beginning)], sentence[-1]) == (beginning, ".")


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_file_is_answered_within_two_seconds(wrong):
    name, content, _beginning = BAD[wrong]
    started = time.process_time()

    answer_to(content, name)

    assert time.process_time() - started < 2


@pytest.mark.whole
def test_an_endless_sheet_is_refused_at_the_first_row_that_is_too_many():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 99991}</v></c></row>' for n in range(1, 400_001))
    content = with_sheet(rows)
    started = time.process_time()

    assert answer_to(content, "list.xlsx")[:29] == "The file has more than 20,000"
    assert time.process_time() - started < 5


def test_a_bomb_is_refused_in_little_memory():
    name, content, _beginning = BAD["120 MB of nothing"]
    tracemalloc.start()

    answer_to(content, name)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_sheet_with_hardly_any_row_numbers_does_not_last_for_ever():
    content = with_sheet(f'<row r="1">{inline("A1", "Kim")}</row><row r="99999999999">{inline("A9", "Osei")}</row>')

    table = read_table(Upload(content))

    assert [row.cells for row in table.rows] == [("Kim",)]


def test_a_machine_without_defused_xml_is_told_so(monkeypatch):
    monkeypatch.setattr("openpyxl.DEFUSEDXML", False)

    assert [error.id for error in xml_is_read_defused(None)] == ["spreadsheets.E001"]


def test_this_machine_reads_xml_defused():
    assert xml_is_read_defused(None) == []


def spoil(content, chance):
    content = bytearray(content)
    for _time in range(chance.randint(1, 10)):
        place = chance.randrange(len(content))
        content[place : place + chance.choice([1, 1, 20])] = chance.randbytes(1)
    return bytes(content)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_a_file_suffered_it_is_read_or_answered(seed):
    chance, parts = random.Random(seed), parts_of(workbook_of(PEOPLE[:4]))
    name = chance.choice(list(parts))
    content = spoil(workbook_of(PEOPLE[:4]), chance) if seed % 2 else packed(parts | {name: spoil(parts[name], chance)})

    try:
        said = read_table(Upload(content)).rows
    except Unreadable as refusal:
        said = str(refusal)

    assert len(said) > 0
