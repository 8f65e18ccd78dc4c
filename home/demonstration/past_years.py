"""Three years that are over, entered as an import would: the session and its figure, nobody's name.

The totals of 2016/17 are the published ones; every session's size, date and place is ours. 2015/16 and the year before
this one are invented, so that there is something to compare with.
"""

from courses.models import Course
from home.demonstration.catalogue import row_of
from home.demonstration.days import days_in, hours_on
from people.models import Area, Organisation, Venue
from sessions.finishing import settle
from sessions.models import Qualifier, Source
from sessions.scheduling import plan_series, plan_session

SCHOOLS = ["Northvale High School", "Eastmere Academy", "Millbrook School", "Highmoor Community College"]
TALKS = ["seeing-the-signs", "online-harm"]

# row, courses, hosts, sessions, attended
IN_2016_17 = [
    ("education", TALKS, [*SCHOOLS, "Larkspur School", "Northvale College"], 9, 305),
    (
        "health",
        ["health-staff"],
        [
            "Northvale Children's Hospital",
            "Clearwater Sexual Health",
            "Elder Ward, Young People's Mental Health",
        ],
        6,
        87,
    ),
    ("care", ["caring-for-young-people"], ["Rowan House", "Eastmere Leaving Care Team", "Fern Lodge"], 5, 62),
    ("multi-agency", ["conference"], ["Lantern Children's Charity"], 2, 116),
    ("multi-agency", TALKS, ["Lantern Children's Charity", "Northvale City Council", "Vale Police"], 23, 340),
    (
        "others",
        TALKS,
        ["Ashdown & Mbeki Solicitors", "University of Highmoor", "Vale Buses", "Young Carers Together"],
        5,
        63,
    ),
    ("alternative", ["safe-friendships"], ["The Bridge Centre", "Second Start Eastmere"], 5, 85),
    ("education", ["safe-friendships", "safer-online"], [*SCHOOLS, "Northvale College"], 27, 1340),
    ("care", ["my-voice"], ["Rowan House", "Fern Lodge"], 3, 15),
    ("voluntary", ["my-voice", "safe-friendships"], ["Westcombe Youth Club", "Riverside Youth Project"], 31, 147),
    ("", ["keeping-your-child-safe"], ["Millbrook School", "Eastmere Academy", "Multi-Agency Support Team"], 4, 127),
    ("", ["safeguarding-for-drivers"], [], 29, 1102),
]
# Sessions and attended of the same lines in the other two years.
IN_2015_16 = [(7, 238), (5, 71), (6, 70), (1, 48), (20, 352), (4, 52), (4, 66), (23, 1105), (3, 17), (24, 126)]
IN_2015_16 += [(3, 88), (24, 860)]
LAST_YEAR = [(2, 19), (2, 17), (2, 21), (1, 41), (3, 34), (2, 18), (2, 25), (6, 298), (2, 9), (3, 22)]
LAST_YEAR += [(3, 61), (4, 29)]

ROADSHOW = "Roadshow: five services in one visit"
SERVICES = [
    "Vale Police",
    "Clearwater Sexual Health",
    "Lantern Children's Charity",
    "Northvale Children's Services",
    "Riverside Youth Project",
]
CITY_VENUES = ["Mill Street Learning Centre", "Eastmere Town Hall", "Southfold Community Hub", "Highmoor Arts Centre"]


def load_past_years(*, last_year):
    """Enter 2015/16, 2016/17 and the financial year that starts in the calendar year `last_year`."""
    for starts, totals in [(2015, IN_2015_16), (2016, [line[-2:] for line in IN_2016_17]), (last_year, LAST_YEAR)]:
        for number, (line, (sessions, attended)) in enumerate(zip(IN_2016_17, totals, strict=True)):
            load_line(line, sizes=share_out(attended, sessions), year=starts, offset=3 * number)
    load_roadshow(2015, visits=6)
    load_roadshow(2016, visits=8)


def share_out(total, parts):
    """Return `parts` different enough sizes that add up to `total`, large and small ones mixed."""
    weights = [7 + (5 * n) % 9 for n in range(parts)]
    sizes = [total * weight // sum(weights) for weight in weights]
    for n in range(total - sum(sizes)):
        sizes[n % parts] += 1
    return sizes


def load_line(line, *, sizes, year, offset):
    key, slugs, hosts, _sessions, _attended = line
    courses = [Course.objects.select_related("audience").get(slug=slug) for slug in slugs]
    for number, (day, attended) in enumerate(zip(days_in(year, count=len(sizes), offset=offset), sizes, strict=True)):
        course = courses[number % len(courses)]
        session = plan_session(
            course,
            days=[hours_on(day, starts=[10, 13, 9][number % 3], minutes=min(course.length_minutes, 360))],
            sector=row_of(course, key, on=day),
            status="open",
            is_listed=False,
            **place_of(number, hosts=hosts, course=course),
        )
        settle(session, attended=attended, qualifier=Qualifier.COUNTED, source=Source.IMPORT)


def place_of(number, *, hosts, course):
    """Return where a session was: with its host, or for drivers in a venue of one area after the other."""
    if course.delivery == Course.Delivery.ONLINE:
        return {}
    if not hosts:
        venue = Venue.objects.select_related("area").get(name=CITY_VENUES[number % len(CITY_VENUES)])
        return {"venue": venue, "area": venue.area}
    host = Organisation.objects.select_related("area").get(name=hosts[number % len(hosts)])
    return {"host": host, "area": host.area}


def load_roadshow(year, *, visits):
    """Enter a year's roadshow: told apart in the report, and nobody wrote down how many listened."""
    course = Course.objects.select_related("audience").get(slug="five-services")
    slots = [{"deliverer": Organisation.objects.get(name=name), "minutes": 20} for name in SERVICES]
    series = plan_series(
        course,
        title=ROADSHOW,
        dates=[[hours_on(day, starts=15, minutes=100)] for day in days_in(year, count=visits, offset=11)],
        slots=slots,
        status="open",
        is_listed=False,
        counts_in_tables=False,
    )
    for number, session in enumerate(series.sessions.order_by("starts_at")):
        session.area = Area.objects.order_by("pk")[number % 5]
        session.save(update_fields=["area"])
        settle(session, attended=None, qualifier=Qualifier.NOT_RECORDED, source="")
