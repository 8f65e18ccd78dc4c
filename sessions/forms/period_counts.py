"""The forms behind e-learning counts: one by hand, and a file with one in each row."""

from functools import partial

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import Course
from people.keys import name_key
from sessions.forms.sealing import LASTS, LONGEST, TOO_LONG
from sessions.models import PeriodCount, Qualifier
from sessions.period_counts import IS_COUNTED, Line, counts_beside, overlapping
from spreadsheets.cells import as_date, as_text
from spreadsheets.checking import check_rows
from spreadsheets.headings import LOOKED_AT, Wanted
from spreadsheets.layout import columns_found
from spreadsheets.reading import Row, read_table
from spreadsheets.refusing import Unreadable, WrongCell

MOST_ROWS = 500
MOST = 2_147_483_647  # what the database keeps as a number
SALT = "sessions.period_counts"
NO_HEADINGS = _("No row has the headings “Course”, “From” and “To”. Use the workbook to fill in.")
NOT_WHOLE = {"invalid": _("Enter a whole number, such as 1184.")}


def as_day(value, *, epoch):
    read = as_date(value, epoch=epoch)
    return read.day if read else None


def as_number(value):
    """Return what stands in a cell without the commas of thousands: "1,184" is 1184."""
    return as_text(value).replace(",", "").replace(" ", "")


def wanted_with(epoch):
    """Return the columns that a file may have; dates count from its own `epoch`."""
    day = partial(as_day, epoch=epoch)
    return [
        Wanted("course", _("Course"), ["course", "course title", "module", "e-learning course"]),
        Wanted("first", _("From"), ["from", "first day", "start date", "period from"], read=day),
        Wanted("last", _("To"), ["to", "last day", "end date", "period to"], read=day),
        Wanted("accesses", _("Accesses"), ["accesses", "access", "views", "visits", "opened"], read=as_number),
        Wanted("starts", _("Started"), ["started", "starts", "enrolments", "begun"], read=as_number),
        Wanted("completions", _("Completed"), ["completed", "completions", "passed", "finished"], read=as_number),
        Wanted("qualifier", _("How sure"), ["how sure", "qualifier"]),
        Wanted("source", _("Source"), ["source", "where the numbers come from", "platform"]),
        Wanted("note", _("Note"), ["note", "notes", "note for staff"]),
    ]


HEADINGS = [wanted.label for wanted in wanted_with(None)]
SURE = {
    "": Qualifier.COUNTED,
    "counted": Qualifier.COUNTED,
    "estimated": Qualifier.ESTIMATED,
    "about": Qualifier.ESTIMATED,
    "estimated (about)": Qualifier.ESTIMATED,
    "at least": Qualifier.AT_LEAST,
    "over": Qualifier.AT_LEAST,
    "at least (over)": Qualifier.AT_LEAST,
}


class PeriodCountForm(WagtailAdminModelForm):
    """Refuses a count that has a day in common with another of its course."""

    def clean(self):
        facts = super().clean()
        if facts.get("course") and facts.get("first") and facts.get("last"):
            count = PeriodCount(pk=self.instance.pk, course=facts["course"], first=facts["first"], last=facts["last"])
            if other := overlapping(count, among=counts_beside(count)):
                self.add_error("first", IS_COUNTED % {"other": other})
        return facts


class CountsFileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "An Excel workbook (.xlsx) or a CSV file, with one course and period in each row and headings above. "
            "Nothing is changed before you have seen what would be."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": _("Choose the file with the numbers."), "empty": _("The file is empty.")},
    )


class CountRow(forms.Form):
    """One row of a file."""

    course = forms.CharField(max_length=200, error_messages={"required": _("Enter the title of the course.")})
    first = forms.DateField(error_messages={"required": _("Enter the first day.")})
    last = forms.DateField(error_messages={"required": _("Enter the last day.")})
    accesses = forms.IntegerField(min_value=0, max_value=MOST, required=False, error_messages=NOT_WHOLE)
    starts = forms.IntegerField(min_value=0, max_value=MOST, required=False, error_messages=NOT_WHOLE)
    completions = forms.IntegerField(min_value=0, max_value=MOST, required=False, error_messages=NOT_WHOLE)
    qualifier = forms.CharField(required=False)
    source = forms.CharField(max_length=150, required=False)
    note = forms.CharField(max_length=300, required=False)

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.courses = courses

    def clean_course(self):
        found = self.courses.get(name_key(self.cleaned_data["course"]))
        if found is None:
            raise forms.ValidationError(_("No course has this title. Add it under Courses, or correct the title."))
        return found

    def clean_qualifier(self):
        sure = SURE.get(self.cleaned_data["qualifier"].casefold())
        if sure is None:
            raise forms.ValidationError(_("Enter counted, estimated or at least."))
        return sure

    def clean(self):
        said = super().clean()
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("The last day is before the first day."))
        numbers = ("accesses", "starts", "completions")
        if not self.errors and all(said.get(name) is None for name in numbers):
            self.add_error("accesses", _("Give at least one number."))
        return said


def seal_rows(upload, *, user):
    """Return the rows of an uploaded file as a signed text that travels in the user's page. Raises Unreadable."""
    table = read_table(upload, most_rows=MOST_ROWS + LOOKED_AT)
    wanted = wanted_with(table.epoch)
    found = columns_found(table.rows, wanted=wanted)
    if not {"course", "first", "last"} <= found.keys():
        raise Unreadable(NO_HEADINGS)
    columns = {column.name: int(found[column.name]) for column in wanted if column.name in found}
    rows = [row for row in table.rows if row.number > int(found["headings_in"])]
    kept = [[row.number, [plain(each, row, columns, wanted) for each in columns]] for row in rows]
    content = {"columns": list(columns), "rows": kept, "name": upload.name[:100]}
    sealed = signing.dumps(content, salt=f"{SALT}.{user.pk}", compress=True)
    if len(sealed) > LONGEST:
        raise Unreadable(TOO_LONG)
    return sealed


def plain(name, row, columns, wanted):
    """Return a cell as JSON can carry it: a date in the form that is read without doubt."""
    place = columns[name]
    value = row.cells[place] if place < len(row.cells) else None
    if name in {"first", "last"} and not isinstance(value, str):
        return as_written(next(column.read for column in wanted if column.name == name), value)
    return value if value is None or isinstance(value, str | int | float) else as_text(value)


def as_written(read_day, value):
    try:
        day = read_day(value)
    except WrongCell:
        return str(value)  # what is wrong with it is said beside its row
    return day.isoformat() if day else None


def lines_in(sealed, *, user):
    """Return (the file's name, a Line for each row) of a sealed text. Raises signing.BadSignature."""
    content = signing.loads(sealed, salt=f"{SALT}.{user.pk}", max_age=LASTS)
    courses = {name_key(course.title): course for course in Course.objects.all()}
    checked = check_rows(
        [Row(number, tuple(cells)) for number, cells in content["rows"]],
        wanted=wanted_with(None),
        columns={name: place for place, name in enumerate(content["columns"])},
        form_class=partial(CountRow, courses=courses),
    )
    return content["name"], [line_of(row) for row in checked]


def line_of(row):
    if row.problems:
        return Line(row.number, row.said, None, row.problems)
    return Line(row.number, row.said, PeriodCount(**row.form.cleaned_data))
