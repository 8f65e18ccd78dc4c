"""Files of past sessions: rows made up for a test, and the published year as a service might keep it."""

import hashlib
import io
from datetime import date, timedelta

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from courses.models import Audience
from home.demonstration.past_years import share_out
from sessions.forms.past_sessions import lines_of, wanted_columns
from spreadsheets.headings import find_headings
from spreadsheets.reading import read_table
from tests.spreadsheets.files import Upload, workbook_of

HEADINGS = [
    "Date",
    "End date",
    "Course",
    "Kind",
    "Audience",
    "Reporting sector",
    "Host",
    "Area",
    "Authority",
    "Delivered by",
    "Capacity",
    "Registered",
    "Cancelled",
    "No-shows",
    "Walk-ins",
    "Attended",
    "Qualifier",
    "Counts in tables",
    "Status",
    "Series",
    "Notes",
]
CARE = "LAC/Care Leavers/Children Services/Sheltered Housing/Residential"
# audience, course, reporting sector, sessions, attended: the sums are the published ones
PUBLISHED_LINES = [
    ("Professionals", "Seeing the signs", "Education", 9, 305),
    ("Professionals", "Health staff and exploitation", "Health", 6, 87),
    ("Professionals", "Seeing the signs", CARE, 5, 62),
    ("Professionals", "Seeing the signs", "Multi Agency", 25, 456),
    ("Professionals", "Seeing the signs", "Others/ Voluntary Sector", 5, 63),
    ("Young people", "Safe friendships", "Alternative Curriculum Provider", 5, 85),
    ("Young people", "Safe friendships", "Education", 27, 1340),
    ("Young people", "My voice", CARE, 3, 15),
    ("Young people", "My voice", "Voluntary Sector", 31, 147),
    ("Parents and carers", "Keeping your child safe", "", 4, 127),
    ("Taxi trade", "Safeguarding for drivers", "", 22, 1102),
]


def row(**said):
    """Return a row of the file; what is not said is made up where it is needed, and otherwise empty."""
    said = {"date": "20/05/2016", "course": "Seeing the signs", "audience": "Professionals"} | said
    return [said.get(heading.lower().replace("-", "_").replace(" ", "_"), "") for heading in HEADINGS]


def as_csv(rows, *, headings=HEADINGS):
    lines = [",".join(f'"{cell}"' for cell in line) for line in [headings, *rows]]
    return "\r\n".join(lines).encode()


def uploaded(rows, *, name="past.csv", **facts):
    return SimpleUploadedFile(name, as_csv(rows, **facts))


def lines(*rows, content=None, name="past.csv", today=None):
    """Return the lines of a file as the command and the page read them."""
    table = read_table(Upload(content or as_csv(rows), name))
    found = find_headings(table.rows, wanted=wanted_columns(table.epoch))
    below = [each for each in table.rows if each.number > found.row]
    facts = {"audiences": Audience.objects.all(), "epoch": table.epoch, "today": today}
    return lines_of(below, columns=found.columns, **facts)


def problems(*rows, **facts):
    """Return what is wrong with a file: (row, column letter, sentence)."""
    return [
        (line.number, letter, str(sentence))
        for line in lines(*rows, **facts)
        for _label, letter, sentence in line.problems
    ]


def run(path, *words):
    """Run the command and return the lines it writes."""
    out = io.StringIO()
    call_command("import_sessions", str(path), *words, stdout=out)
    return out.getvalue().splitlines()


def published_rows():
    """Return the published year as 150 rows: eight of them are roadshows of which nobody knows how many came."""
    rows = []
    for audience, course, sector, sessions, attended in PUBLISHED_LINES:
        for number, size in enumerate(share_out(attended, sessions)):
            day = date(2016, 4, 4) + timedelta(days=11 * number)
            said = {"audience": audience, "course": course, "reporting_sector": sector, "attended": size}
            rows.append(row(date=day, host=f"School {number % 4}", **said))
    return rows + [roadshow(date(2016, 4, 22) + timedelta(days=30 * n)) for n in range(8)]


def roadshow(day):
    services = "Vale Police; Clearwater Health; Lantern; Northvale Children's Services; Riverside"
    said = {"course": "Five services in one visit", "kind": "Roadshow", "series": "Roadshow", "counts_in_tables": "No"}
    return row(date=day, delivered_by=services, **said)


def published_workbook():
    return workbook_of(
        [HEADINGS, *[[cell or None for cell in each] for each in published_rows()]], title="Past sessions"
    )


def hash_of_database():
    """Return a text that differs when any row of any table does."""
    said = [list(model.objects.order_by("pk").values_list()) for model in apps.get_models() if model._meta.managed]
    return hashlib.sha256(repr(said).encode()).hexdigest()
