"""A file of past sessions, read: its columns, and a Line for every row with all that is wrong in it at once."""

from datetime import timedelta
from functools import partial

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.words import LONDON, say_full_date
from people.keys import name_key
from sessions.forms import past_cells
from sessions.models import Qualifier, SessionStatus
from sessions.past_sessions import Line
from spreadsheets.cells import as_text
from spreadsheets.checking import located, read_cells
from spreadsheets.headings import Wanted, letter_of
from spreadsheets.reading import BEGINS_1900
from spreadsheets.refusing import WrongCell

LONGEST_STRETCH = timedelta(days=366)
NEEDED = {
    "date": _("Enter the date."),
    "course": _("Enter the course."),
    "audience": _("Enter the audience."),
}


def text_of(longest):
    return partial(past_cells.as_short, longest=longest)


def wanted_columns(epoch=BEGINS_1900):
    """Return the columns of the file, in their order. Bare numbers are days counted from `epoch`."""
    day = partial(past_cells.as_day, epoch=epoch)
    return [
        Wanted("date", _("Date"), ["date", "first day", "start date", "session date"], read=day),
        Wanted("end_date", _("End date"), ["end date", "last day"], read=day),
        Wanted("course", _("Course"), ["course", "course title", "session title"], read=text_of(150)),
        Wanted(
            "kind",
            _("Kind"),
            ["kind", "kind of course"],
            read=past_cells.choosing(past_cells.KINDS, also=past_cells.KINDS_ALSO),
        ),
        Wanted("audience", _("Audience"), ["audience"], read=text_of(100)),
        Wanted("sector", _("Reporting sector"), ["reporting sector", "sector", "report row"], read=text_of(150)),
        Wanted("host", _("Host"), ["host", "host organisation"], read=text_of(200)),
        Wanted("area", _("Area"), ["area"], read=text_of(100)),
        Wanted("authority", _("Authority"), ["authority", "licensing authority"], read=text_of(150)),
        Wanted(
            "deliverers",
            _("Delivered by"),
            ["delivered by", "deliverer"],
            read=partial(past_cells.as_names, longest=200),
        ),
        Wanted("capacity", _("Capacity"), ["capacity", "places"], read=past_cells.as_number),
        Wanted("registered", _("Registered"), ["registered", "registrations"], read=past_cells.as_number),
        Wanted("cancelled", _("Cancelled"), ["cancelled", "cancellations"], read=past_cells.as_number),
        Wanted("no_shows", _("No-shows"), ["no-shows", "did not attend"], read=past_cells.as_number),
        Wanted("walk_ins", _("Walk-ins"), ["walk-ins"], read=past_cells.as_number),
        Wanted("attended", _("Attended"), ["attended", "attendance"], read=past_cells.as_attended),
        Wanted(
            "qualifier",
            _("Qualifier"),
            ["qualifier"],
            read=past_cells.choosing(past_cells.QUALIFIERS, also=past_cells.QUALIFIERS_ALSO),
        ),
        Wanted(
            "counts",
            _("Counts in tables"),
            ["counts in tables", "in tables", "counts"],
            read=past_cells.choosing(past_cells.YES_OR_NO, also=past_cells.YES_OR_NO_ALSO),
        ),
        Wanted(
            "status",
            _("Status"),
            ["status"],
            read=past_cells.choosing(past_cells.STATUSES, also=past_cells.STATUSES_ALSO),
        ),
        Wanted("series", _("Series"), ["series"], read=text_of(150)),
        Wanted("notes", _("Notes"), ["notes"], read=text_of(past_cells.LONGEST_NOTES)),
    ]


class PastFileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "An Excel workbook (.xlsx) or a CSV file, with one session in each row and headings above. "
            "Nothing is entered before you have seen what would be."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": _("Choose the file with the sessions."), "empty": _("The file is empty.")},
    )


def columns_missing(columns):
    """Return a sentence for each column that is needed and that nobody found."""
    labels = {column.name: column.label for column in wanted_columns()}
    sentence = _("There is no column “%(label)s”.")
    return [sentence % {"label": labels[name]} for name in NEEDED if name not in columns]


def columns_not_read(said, columns):
    """Return (letter, heading) of the columns in which nothing we know stands."""
    return [(letter_of(n), text) for n, text in enumerate(said) if text and n not in columns.values()]


def lines_of(rows, *, columns, audiences, epoch=BEGINS_1900, today=None):
    """Return the Line of every row. `columns` are {name: column}, `audiences` those there are."""
    wanted = wanted_columns(epoch)
    readers = [(column, columns[column.name]) for column in wanted if column.name in columns]
    places = {column.name: place for column, place in readers}
    labels = {column.name: column.label for column in wanted}
    known = {key: each for each in audiences for key in (name_key(each.slug), name_key(each.name))}
    where = {name: (labels[name], letter_of(place)) for name, place in places.items()}
    today = today or timezone.localdate(timezone=LONDON)
    lines = []
    for row in rows:
        said, wrong = read_cells(row, readers)
        remarks = settle_days(said)
        settle_audience(said, wrong, known=known)
        wrong = missing_in(said, wrong) | wrong_together(said, today=today) | wrong
        problems = located(wrong, places=places, labels=labels)
        lines.append(Line(row.number, said, problems, remarks + doubts_of(said), where))
    return lines


def settle_days(said):
    """Put days in the place of read dates; return remarks on those that could be meant the other way round."""
    read = {name: date for name in ("date", "end_date") if (date := said.get(name))}
    said.update({name: date.day for name, date in read.items()})
    sentence = _("read as %(date)s")
    ambiguous = [date.day for date in read.values() if date.is_ambiguous]
    return [sentence % {"date": say_full_date(day)} for day in ambiguous]


def settle_audience(said, wrong, *, known):
    if not said.get("audience"):
        return
    try:
        said["audience"] = known[name_key(as_text(said["audience"]))]
    except KeyError:
        names = ", ".join(dict.fromkeys(each.name for each in known.values()))
        facts = {"text": said.pop("audience"), "names": names}
        wrong["audience"] = str(WrongCell(_("“%(text)s” is none of the audiences: %(names)s.") % facts))


def missing_in(said, wrong):
    return {name: sentence for name, sentence in NEEDED.items() if not said.get(name) and name not in wrong}


def wrong_together(said, *, today):
    """Return {column: what is wrong} of cells that do not agree with each other, or with today's date."""
    wrong, first = {}, said.get("date")
    last = said.get("end_date") or first
    if first and last < first:
        wrong["end_date"] = _("The last day is before the first.")
    elif first and last - first > LONGEST_STRETCH:
        wrong["end_date"] = _("That is more than a year. Enter each session in a row of its own.")
    elif first and last >= today:
        wrong["end_date" if said.get("end_date") else "date"] = _("This is not over yet. Plan it as a session instead.")
    return wrong | wrong_figure(said)


def wrong_figure(said):
    attended, qualifier = said.get("attended"), said.get("qualifier")
    if said.get("status") == SessionStatus.CANCELLED and attended:
        return {"attended": _("Nobody attends a cancelled session. Leave this empty, or change the status.")}
    if attended is not None and qualifier == Qualifier.NOT_RECORDED:
        return {"qualifier": _("There is a number in Attended: it is counted, estimated or at least that.")}
    if attended is None and qualifier not in {None, Qualifier.NOT_RECORDED}:
        return {"qualifier": _("There is no number in Attended that this could be about.")}
    return {}


def doubts_of(said):
    """Return what looks odd in a row and may well be right: nothing is refused for it."""
    doubts, attended, capacity = [], said.get("attended"), said.get("capacity")
    if attended and capacity and attended > capacity:
        doubts.append(_("more attended than the capacity"))
    numbers = [said.get(name) for name in ("registered", "cancelled", "no_shows", "walk_ins", "attended")]
    if None not in numbers:
        registered, cancelled, no_shows, walk_ins, attended = numbers
        if registered - cancelled - no_shows + walk_ins != attended:
            doubts.append(_("registered less cancelled and no-shows, with walk-ins, is not what attended"))
    return doubts
