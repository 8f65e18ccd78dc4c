"""The national schools file: which columns are read, what each cell may say, and the rows of the councils asked for.

It is an extract of Get Information about Schools, in Windows-1252, with dates as DD-MM-YYYY. Only the columns named
here are ever looked at; those about head teachers are passed over with all others.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from people.keys import name_key
from spreadsheets.cells import as_text
from spreadsheets.headings import heading_key, letter_of
from spreadsheets.refusing import Unreadable, WrongCell
from spreadsheets.streaming import stream_rows

MOST_SCHOOLS = 3_000  # of the councils asked for, with those closed: the largest county has half as many
OPEN = {"open", "open, but proposed to close"}
CLOSED = {"closed"}
NOT_YET = {"proposed to open"}
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Known:
    """A column of the file: our name for what it says, its heading, how its cells are read."""

    name: str
    heading: str
    read: Callable
    is_needed: bool = False


@dataclass
class School:
    """One row. `said` are its cells by column, `facts` what could be read of them.

    `problems` are (heading, column letter, sentence).
    """

    number: int
    said: dict
    facts: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)

    @property
    def urn(self):
        return self.facts.get("urn")

    @property
    def is_open(self):
        return self.facts.get("status") in OPEN

    @property
    def is_closed(self):
        return self.facts.get("status") in CLOSED


@dataclass(frozen=True)
class SchoolsFile:
    """The schools of the councils asked for; `places` says in which column, from 0, what stands. `rows` are all."""

    schools: list[School]
    places: dict
    rows: int = 0


def read_urn(cell):
    return whole_number(cell, lowest=1, highest=9_999_999, needed=_("Every school has a URN, a whole number."))


def whole_number(cell, *, lowest=0, highest, needed=""):
    text = as_text(cell)
    if not text and not needed:
        return None
    if not re.fullmatch("[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
        sentence = needed or _("“%(text)s” is not a whole number from %(lowest)s to %(highest)s.")
        raise WrongCell(sentence % {"text": text, "lowest": lowest, "highest": highest})
    return int(text)


def read_age(cell):
    return whole_number(cell, highest=99)


def read_pupils(cell):
    return whole_number(cell, highest=99_999)


def read_name(cell):
    return text_of(cell, longest=180, needed=_("The school has no name."))


def read_status(cell):
    said = name_key(as_text(cell))
    if said not in OPEN | CLOSED | NOT_YET:
        raise WrongCell(_("“%(text)s” is no status that we know: open, or closed?") % {"text": said})
    return said


def read_day(cell):
    """Return the date of "31-08-2019"; None for an empty cell. Old schools opened long before any computer."""
    text = as_text(cell)
    if not text:
        return None
    try:
        day = dt.datetime.strptime(text, "%d-%m-%Y").date()
    except ValueError:
        day = None
    if day is None or not 1000 <= day.year <= 2099:
        raise WrongCell(_("“%(text)s” is not a date like 31-08-2019.") % {"text": text})
    return day


def read_phase(cell):
    said = text_of(cell, longest=60)
    return "" if name_key(said) == NOT_APPLICABLE else said


def read_kind(cell):
    return text_of(cell, longest=100)


def read_trust(cell):
    return text_of(cell, longest=200)


def read_postcode(cell):
    return text_of(cell, longest=10).upper()


def text_of(cell, *, longest, needed=""):
    text = as_text(cell)
    if needed and not text:
        raise WrongCell(needed)
    if len(text) > longest:
        raise WrongCell(_("That is longer than %(number)s letters.") % {"number": longest})
    return text


COLUMNS = [
    Known("urn", "URN", read_urn, is_needed=True),
    Known("name", "EstablishmentName", read_name, is_needed=True),
    Known("council", "LA (name)", as_text, is_needed=True),
    Known("kind", "TypeOfEstablishment (name)", read_kind),
    Known("status", "EstablishmentStatus (name)", read_status, is_needed=True),
    Known("opened_on", "OpenDate", read_day),
    Known("closed_on", "CloseDate", read_day),
    Known("phase", "PhaseOfEducation (name)", read_phase),
    Known("lowest_age", "StatutoryLowAge", read_age),
    Known("highest_age", "StatutoryHighAge", read_age),
    Known("pupils", "NumberOfPupils", read_pupils),
    Known("trust", "Trusts (name)", read_trust),
    Known("postcode", "Postcode", read_postcode),
]
HEADINGS = {column.name: column.heading for column in COLUMNS}


def schools_in(upload, *, councils):
    """Return the SchoolsFile of an upload: the rows of these councils, by name. Raises Unreadable.

    The file is read as it comes; of other councils' schools nothing is kept but how many there are.
    """
    wanted, seen, schools, number = {name_key(council) for council in councils}, Counter(), [], 1
    with closing(stream_rows(upload)) as rows:
        places = places_of(next(rows)[1])
        for number, cells in rows:
            council = cell_of(cells, places["council"])
            seen[council] += 1
            if name_key(council) in wanted:
                schools.append(school_of(number, {name: cell_of(cells, at) for name, at in places.items()}, places))
            if len(schools) > MOST_SCHOOLS:
                raise Unreadable(_("These councils have too many schools for one import. Choose fewer at a time."))
    refuse_unknown(councils, seen=seen)
    tell_twice(schools, places)
    return SchoolsFile(schools, places, number - 1)


def schools_again(rows, *, places):
    """Return the SchoolsFile of rows that were read before: (number, said) each."""
    schools = [school_of(number, said, places) for number, said in rows]
    tell_twice(schools, places)
    return SchoolsFile(schools, places)


def places_of(said):
    """Return {name: column from 0}; refuses a file without the columns that are needed."""
    found = {heading_key(heading): place for place, heading in reversed([*enumerate(said)])}
    places = {one.name: found[heading_key(one.heading)] for one in COLUMNS if heading_key(one.heading) in found}
    missing = [one.heading for one in COLUMNS if one.is_needed and one.name not in places]
    if missing:
        sentence = _("This is not the schools file, or parts of it are missing. These columns are needed: %(columns)s.")
        raise Unreadable(sentence % {"columns": ", ".join(missing)})
    return places


def cell_of(cells, place):
    return cells[place].strip() if place < len(cells) else ""


def school_of(number, said, places):
    school = School(number, said)
    for column in COLUMNS:
        if column.name in places:
            try:
                school.facts[column.name] = column.read(said[column.name])
            except WrongCell as wrong:
                tell(school, column.name, places, str(wrong))
    tell_impossible(school, places)
    return school


def tell(school, name, places, sentence):
    school.problems.append((HEADINGS[name], letter_of(places[name]), sentence))


def tell_impossible(school, places):
    """Tell what two cells of a row say together and cannot be."""
    opened, closed = school.facts.get("opened_on"), school.facts.get("closed_on")
    if opened and closed and closed < opened:
        tell(school, "closed_on", places, str(_("The school closed before it opened.")))
    lowest, highest = school.facts.get("lowest_age"), school.facts.get("highest_age")
    if lowest is not None and highest is not None and highest < lowest:
        tell(school, "highest_age", places, str(_("The highest age is below the lowest.")))


def tell_twice(schools, places):
    first: dict = {}
    for school in schools:
        if school.urn is not None and (earlier := first.setdefault(school.urn, school)) is not school:
            tell(school, "urn", places, str(_("Row %(number)s has this URN too.") % {"number": earlier.number}))


def refuse_unknown(councils, *, seen):
    known = {name_key(council) for council in seen}
    unknown = [council for council in councils if name_key(council) not in known]
    if unknown:
        names = ", ".join(sorted(filter(None, seen), key=str.casefold)[:200])
        sentence = _("No school of “%(unknown)s” is in the file. Its councils are: %(names)s.")
        raise Unreadable(sentence % {"unknown": "”, “".join(unknown), "names": names})
