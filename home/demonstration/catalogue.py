"""Report rows, booking terms, themes and courses."""

from datetime import date, timedelta

from courses.models import (
    Audience,
    Course,
    GroupingNote,
    GroupingSet,
    ReportingSector,
    Theme,
)
from home.demonstration.course_texts import COURSES
from home.demonstration.pathways import load_pathways
from home.demonstration.terms import load_terms

FIRST_DAY = date(2015, 4, 1)
CARE = "LAC/Care Leavers/Children Services/Sheltered Housing/Residential"

# key, label as printed in 2016/17, label from this year on
ROWS = {
    "professionals": [
        ("education", "Education", "Education"),
        ("health", "Health", "Health"),
        ("care", CARE, "Children's services, care and housing"),
        ("multi-agency", "Multi Agency", "Multi-agency"),
        ("others", "Others/ Voluntary Sector", "Voluntary sector and others"),
    ],
    "young-people": [
        ("alternative", "Alternative Curriculum Provider", "Alternative provision"),
        ("education", "Education", "Education"),
        ("care", CARE, "Children's homes and care leavers"),
        ("voluntary", "Voluntary Sector", "Voluntary and youth sector"),
    ],
}
# audience, keys of the rows, note. They stand under every table that prints these rows.
NOTES = [
    (
        "professionals",
        ["education"],
        "Staff of secondary and special schools and of a college for students with additional needs.",
    ),
    (
        "professionals",
        ["health"],
        "Staff of the children's hospital, sexual health services and the young people's mental health ward.",
    ),
    (
        "professionals",
        ["multi-agency"],
        "Two national conferences are counted here, as is training for the host charity's own staff.",
    ),
    (
        "professionals",
        ["others"],
        "Solicitors, a university, passenger transport, a young carers' service and a national children's charity.",
    ),
    (
        "young-people",
        ["alternative", "education"],
        "Held in secondary schools, at a college and with National Citizen Service groups.",
    ),
    (
        "young-people",
        ["voluntary"],
        "Held with a national children's charity, youth clubs and two local support charities.",
    ),
]
NOTES_FROM_THIS_YEAR = [
    ("professionals", ["multi-agency"], "Sessions open to every agency, among them the yearly conference."),
    (
        "professionals",
        ["others"],
        "Charities, solicitors, transport staff and anybody whom no other row names.",
    ),
    ("young-people", ["alternative", "education"], "Held in lessons and assemblies; counted by a member of staff."),
]

THEMES = ["Sexual exploitation", "Criminal exploitation", "Online harm", "Trafficking", "Consent", "Going missing"]


def load_catalogue(*, this_year_starts):
    """Make the catalogue; the report rows are renamed from `this_year_starts` on, each continuing the old one."""
    for slug, rows in ROWS.items():
        load_rows(Audience.objects.get(slug=slug), rows, this_year_starts=this_year_starts)
    terms = load_terms(first_day=FIRST_DAY)
    themes = {name: Theme.objects.create(name=name) for name in THEMES}
    for facts in COURSES:
        load_course(facts, terms=terms, themes=themes)
    load_pathways()


def load_rows(audience, rows, *, this_year_starts):
    old = GroupingSet.objects.create(
        audience=audience,
        name="Rows until this year",
        starts_on=FIRST_DAY,
        ends_on=this_year_starts - timedelta(days=1),
    )
    new = GroupingSet.objects.create(audience=audience, name="Rows from this year", starts_on=this_year_starts)
    before, after = {}, {}
    for order, (key, label, later_label) in enumerate(rows, start=1):
        before[key] = ReportingSector.objects.create(grouping_set=old, label=label, order=order)
        after[key] = ReportingSector.objects.create(
            grouping_set=new, label=later_label, order=order, continues=before[key]
        )
    load_notes(old, NOTES, sectors=before)
    load_notes(new, NOTES_FROM_THIS_YEAR, sectors=after)


def load_notes(grouping_set, notes, *, sectors):
    for order, (slug, keys, text) in enumerate(notes, start=1):
        if slug == grouping_set.audience.slug:
            note = GroupingNote.objects.create(grouping_set=grouping_set, text=text, order=order)
            note.sectors.set(sectors[key] for key in keys)


def load_course(facts, *, terms, themes):
    facts = dict(facts)
    chosen = [themes[name] for name in facts.pop("themes")]
    audience = Audience.objects.get(slug=facts.pop("audience"))
    course = Course.objects.create(audience=audience, terms=terms.get(facts.pop("terms", None)), **facts)
    course.themes.set(chosen)


def row_of(course, key, *, on):
    """Return the report row with a key that is in force on a day for a course's audience; None where it has no rows."""
    for _key, label, later_label in (row for row in ROWS.get(course.audience.slug, []) if row[0] == key):
        sectors = ReportingSector.objects.filter(
            grouping_set__audience=course.audience, grouping_set__starts_on__lte=on, label__in=[label, later_label]
        )
        return sectors.order_by("-grouping_set__starts_on").first()
    return None
