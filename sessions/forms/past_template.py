"""The workbook to fill in with past sessions: headings, lists to choose from, and what belongs into each column."""

from itertools import zip_longest

from django.utils.translation import gettext as _

from courses.models import Audience
from sessions.forms.past_cells import KINDS, QUALIFIERS, STATUSES, YES_OR_NO
from sessions.forms.past_sessions import NEEDED, wanted_columns
from spreadsheets.writing import Column, Sheet

WIDE = {"course", "sector", "host", "deliverers", "notes", "series"}
DATES = {"date", "end_date"}


def template():
    """Return the sheets of the workbook."""
    wanted = wanted_columns()
    return [to_fill_in(wanted), how_to(wanted), values(wanted)]


def to_fill_in(wanted):
    offered = choices()
    columns = [
        Column(str(column.label), width_of(column.name), choices=offered.get(column.name, ())) for column in wanted
    ]
    return Sheet(_("Past sessions"), columns, [])


def width_of(name):
    return 32 if name in WIDE else 14


def choices():
    """Return {column: what can be chosen in it}."""
    offered = {"kind": KINDS, "qualifier": QUALIFIERS, "status": STATUSES, "counts": YES_OR_NO}
    labels = {name: tuple(str(label) for label, _meant in pairs) for name, pairs in offered.items()}
    return labels | {"audience": tuple(Audience.objects.values_list("name", flat=True))}


def how_to(wanted):
    said = helps()
    rows = [[str(column.label), _("yes") if column.name in NEEDED else "", said[column.name]] for column in wanted]
    notes = [
        _("One session in each row. A course of two days is one session, with an End date."),
        _("Two equal rows are two sessions. A file can be brought in again: what is here is not entered twice."),
        _("Sessions are known again by Date, Course, Audience, Reporting sector, Host and Series."),
        _("What a row says otherwise than Muster knows it by now is shown, and stays as it is here."),
        _("Hours are not asked for: a session is kept from 9am, as long as its course lasts or until 5pm."),
        _("Young people's sessions are numbers only. Never name a child, in Notes or anywhere else."),
    ]
    columns = [Column(_("Column"), 20), Column(_("Needed"), 10), Column(_("What belongs there"), 100)]
    return Sheet(_("How to fill this in"), columns, rows, note_rows=notes)


def helps():
    """Return {column: what belongs there}."""
    return {
        "date": _("The day, or the first of several, as day/month/year."),
        "end_date": _("The last day, where there were several. Up to a week, every day in between counts as one."),
        "course": _("The title. A course that is not known yet can be made; it is not shown to the public."),
        "kind": _("Of a course that is not known yet. Empty: Course."),
        "audience": _("One of the audiences of the list."),
        "sector": _("The row of the annual report. A new one can be made; it joins the rows now in use."),
        "host": _("Whose place or people it was, such as a school."),
        "area": _("The district or council area."),
        "authority": _("For drivers: the council that licenses them."),
        "deliverers": _("The organisations that gave it, with semicolons between them."),
        "capacity": _("How many places there were."),
        "registered": _("How many had booked."),
        "cancelled": _("How many of these cancelled."),
        "no_shows": _("How many booked and did not come."),
        "walk_ins": _("How many came without a booking."),
        "attended": _("How many came: the figure that reports add up. Leave it empty where nobody knows; 0 is nobody."),
        "qualifier": _("How sure Attended is. Empty: Counted, or Not recorded where there is no number."),
        "counts": _("No for what the report tells apart from its tables, such as roadshows. Empty: Yes."),
        "status": _("Empty: Delivered. A cancelled session is kept and counts nowhere."),
        "series": _("What sessions that belong together are called, such as a tour."),
        "notes": _("For staff only, never published. Write nothing that could identify a child."),
    }


def values(wanted):
    """Return a sheet with every value of the columns that take no others."""
    offered = choices()
    listed = {str(column.label): offered[column.name] for column in wanted if column.name in offered}
    columns = [Column(label, 34) for label in listed]
    return Sheet(_("Values"), columns, zip_longest(*listed.values()))
