"""Sheets to be filled in: cells that offer a list, which stands on a sheet that is not shown."""

import io
import re
import zipfile

from openpyxl import load_workbook

from spreadsheets.writing import Column, Sheet, write_workbook

KINDS = ("Course", "Briefing, or talk", "=1+1")


def written(*columns, **facts):
    return write_workbook([Sheet("To fill in", columns, [], **facts)])


def test_a_column_offers_its_choices_below_its_heading():
    page = load_workbook(io.BytesIO(written("Date", Column("Kind", choices=KINDS)))).active

    [rule] = page.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("B2:B20001", "Lists!$A$1:$A$3")


def test_the_choices_stand_as_text_on_a_hidden_sheet():
    content = written(Column("Kind", choices=KINDS))

    lists = load_workbook(io.BytesIO(content))["Lists"]
    assert (lists.sheet_state, [cell.value for cell in lists["A"]]) == ("hidden", list(KINDS))
    assert re.findall(r"<f[ >/]", zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml").decode()) == []


def test_two_columns_with_the_same_choices_share_a_list():
    page = load_workbook(io.BytesIO(written(Column("First", choices=KINDS), Column("Second", choices=KINDS)))).active

    assert [rule.formula1 for rule in page.data_validations.dataValidation] == ["Lists!$A$1:$A$3"] * 2


def test_choices_begin_below_what_stands_above_the_headings():
    content = written(Column("Kind", choices=KINDS), heading_rows=["Title", "Note"])

    [rule] = load_workbook(io.BytesIO(content)).active.data_validations.dataValidation
    assert str(rule.sqref) == "A4:A20001"


def test_a_sheet_without_choices_brings_no_further_sheet():
    assert load_workbook(io.BytesIO(written("Date"))).sheetnames == ["To fill in"]


def test_a_sheet_of_ours_is_never_taken_for_the_lists():
    content = write_workbook([Sheet("Lists", [Column("Kind", choices=KINDS)], [])])

    assert load_workbook(io.BytesIO(content)).sheetnames == ["Lists 2", "Lists"]
