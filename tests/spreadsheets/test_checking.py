"""All that is wrong in a list is told at once, by row and column."""

from django import forms

from spreadsheets.cells import as_code
from spreadsheets.checking import check_rows
from spreadsheets.headings import Wanted
from spreadsheets.layout import ColumnsForm, columns_found
from spreadsheets.reading import Row

WANTED = [Wanted("name", "Name", ["name"]), Wanted("age", "Age", ["age"]), Wanted("ref", "Ref", ["ref"], read=as_code)]
ROWS = [Row(1, ("List",)), Row(2, ("Ref", "Name", "Age")), Row(3, ("007", "Kim", 30)), Row(5, (1e20, None, "old"))]


class PersonForm(forms.Form):
    name = forms.CharField(error_messages={"required": "Enter the name."})
    age = forms.IntegerField(error_messages={"invalid": "Enter figures."})
    ref = forms.CharField()


def checked(rows, **asked):
    columns = {"ref": 0, "name": 1, "age": 2}
    return check_rows(rows, wanted=WANTED, columns=columns, form_class=PersonForm, **asked)


def test_a_good_row_is_read_and_cleaned():
    row = checked(ROWS[2:3])[0]

    assert (row.number, row.problems, row.form.cleaned_data) == (3, [], {"name": "Kim", "age": 30, "ref": "007"})


def test_everything_wrong_in_a_row_is_told_in_the_order_of_its_columns():
    problems = checked(ROWS[3:])[0].problems

    assert [problem[:2] for problem in problems] == [("Ref", "A"), ("Name", "B"), ("Age", "C")]
    assert [problem[2] for problem in problems][1:] == ["Enter the name.", "Enter figures."]


def test_what_a_row_leaves_out_can_be_filled_in():
    row = checked(ROWS[3:], complete=lambda said: said.update(name="Somebody"))[0]

    assert [label for label, _letter, _sentence in row.problems] == ["Ref", "Age"]


def test_the_columns_that_were_recognised_are_chosen_to_begin_with():
    form = ColumnsForm(columns_found(ROWS, wanted=WANTED), wanted=WANTED, rows=ROWS)

    assert (form.is_valid(), form.columns) == (True, {"ref": 0, "name": 1, "age": 2})
    assert [row.number for row in form.below(ROWS)] == [3, 5]


def test_a_column_that_is_not_there_cannot_be_chosen():
    form = ColumnsForm({"headings_in": "2", "name": "9"}, wanted=WANTED, rows=ROWS)

    assert list(form.errors) == ["name"]
