"""What is over of the year in progress, counted back from today: registers, headcounts, and what nobody has settled."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from django.db.models import F

from courses.models import Course
from home.demonstration import cast
from home.demonstration.catalogue import row_of
from home.demonstration.days import day_from_today, hours_on, working_day
from people.models import Organisation, Trainer, Venue
from sessions.booking import book_place
from sessions.counting import record_headcount
from sessions.finishing import finish_session
from sessions.models import Attendance, Qualifier, Source, TrainingSession
from sessions.register import add_walk_in, set_extent, tick
from sessions.scheduling import plan_series, plan_session


@dataclass(frozen=True)
class Past:
    """A session that is over: who booked, how many of them came, who walked in."""

    days_ago: int
    course: str
    row: str
    booked: list
    absent: int = 0
    walked_in: list = field(default_factory=list)
    capacity: int | None = 20
    venue: str = ""
    host: str = ""
    days: int = 1
    finished: bool = True
    left_early: int = 0
    trainers: tuple[str, ...] = ("Tariq Osei",)


def over_by_name():
    """Return what took place with a register."""
    people, drivers = cast.people, cast.drivers
    mill, hall = "Mill Street Learning Centre", "Eastmere Town Hall"
    return [
        Past(196, "seeing-the-signs", "multi-agency", people(0, 14), 2, people(40, 42), venue=mill),
        Past(171, "safeguarding-for-drivers", "", drivers(0, 1, 2, 10, 11, 12), 1, venue=hall, left_early=1),
        Past(142, "health-staff", "health", people(10, 13) + people(41, 42) + people(44, 45), 0, venue=mill),
        Past(128, "councillors", "", people(48, 55), 1, people(55, 56), 40, hall),
        Past(97, "seeing-the-signs", "education", people(0, 6) + people(37, 41), 1, host="Northvale High School"),
        Past(71, "caring-for-young-people", "care", people(15, 25), 1, people(46, 47), 12, mill, days=2),
        Past(58, "safeguarding-for-drivers", "", drivers(3, 4, 5, 13, 14), 0, drivers(6), venue=mill),
        Past(44, "notice-and-act", "", people(32, 33) + people(34, 35) + people(56, 61), 1, people(61, 62), venue=mill),
        Past(36, "online-harm", "multi-agency", people(20, 36), 3, capacity=40, trainers=("Wei-Ling Hartley",)),
        Past(22, "seeing-the-signs", "others", people(25, 32) + people(35, 37), 1, venue="Southfold Community Hub"),
        Past(15, "safeguarding-for-drivers", "", drivers(7, 8, 15, 16), 1, drivers(9, 17), venue=hall),
        Past(3, "seeing-the-signs", "multi-agency", people(6, 18), 2, people(45, 46), venue=mill, finished=False),
    ]


# days ago, course, row, host, number, qualifier. None: nobody has settled it yet.
OVER_BY_HEADCOUNT = [
    (184, "safe-friendships", "education", "Millbrook School", 58, Qualifier.COUNTED),
    (177, "safer-online", "education", "Eastmere Academy", 112, Qualifier.COUNTED),
    (160, "my-voice", "care", "Rowan House", 4, Qualifier.COUNTED),
    (149, "keeping-your-child-safe", "", "Harbour Lane Primary School", 23, Qualifier.COUNTED),
    (133, "safe-friendships", "alternative", "The Bridge Centre", 14, Qualifier.COUNTED),
    (66, "safer-online", "education", "Thistledown Primary School", 60, Qualifier.ESTIMATED),
    (52, "safe-friendships", "voluntary", "Westcombe Youth Club", 9, Qualifier.COUNTED),
    (38, "an-evening-about-exploitation", "", "Eastmere District Council", 30, Qualifier.AT_LEAST),
    (29, "keeping-your-child-safe", "", "Millbrook School", 31, Qualifier.COUNTED),
    (17, "my-voice", "voluntary", "Riverside Youth Project", 6, Qualifier.COUNTED),
    (10, "safe-friendships", "education", "Highmoor Community College", None, None),
]


# Performances of the theatre tour: days ago, host, about how many watched. None: nobody counted.
PERFORMANCES = [
    (82, "Northvale High School", 210),
    (81, "Millbrook School", 180),
    (80, "Eastmere Academy", None),
    (79, "Highmoor Community College", 150),
]

ACCESS_NEEDS = {2: "I use a wheelchair.", 7: "I lip-read: a seat near the front, please.", 31: "Step-free access."}


def load_this_year():
    for past in over_by_name():
        load_past(past)
    load_headcounts()
    load_theatre_tour()


def course_called(slug):
    return Course.objects.select_related("audience").get(slug=slug)


def place(name):
    """Return the facts of a place: a venue, or the organisation that is the host; without a name it is online."""
    if not name:
        return {"online_link": "https://meet.example.org/muster"}
    venue = Venue.objects.select_related("area").filter(name=name).first()
    if venue:
        return {"venue": venue, "area": venue.area}
    host = Organisation.objects.select_related("area").get(name=name)
    return {"host": host, "area": host.area}


def slots_of(course, *trainers):
    minutes = course.length_minutes // len(trainers)
    given = [Trainer.objects.select_related("organisation").get(name=name) for name in trainers]
    return [{"trainer": trainer, "deliverer": trainer.organisation, "minutes": minutes} for trainer in given]


def load_past(past):
    """Plan a session in the past, book and tick as the officer would from paper, and finish it."""
    session = plan_past(past)
    for number, person in enumerate(past.booked):
        book_place(session, person=person, nonce=uuid4(), by=cast.officer(), access_needs=ACCESS_NEEDS.get(number, ""))
    attendances = [tick(booking, by=cast.officer()) for booking in came(session, past)]
    for person in past.walked_in:
        add_walk_in(session, person=person, by=cast.officer())
    for attendance in attendances[: past.left_early]:
        set_extent(attendance, extent=Attendance.Extent.PARTIAL, by=cast.officer())
    as_if_at_its_time(session)
    if past.finished:
        finish(session, source=Source.REGISTER)


def plan_past(past):
    course = course_called(past.course)
    first = day_from_today(-past.days_ago)
    days = [first, working_day(first + timedelta(days=1))][: past.days]
    minutes = course.length_minutes // past.days
    return plan_session(
        course,
        days=[hours_on(day, starts=10, minutes=minutes) for day in days],
        by=cast.officer(),
        sector=row_of(course, past.row, on=days[-1]),
        slots=slots_of(course, *past.trainers),
        status="open",
        capacity=past.capacity,
        **place(past.venue or past.host),
    )


def came(session, past):
    """Return the bookings of those who came: all but the last few."""
    bookings = list(session.bookings.select_related("delegate__organisation", "session", "badge").order_by("pk"))
    return bookings[: len(bookings) - past.absent]


def as_if_at_its_time(session):
    """Date what was entered just now as it would have happened: booked by themselves, signed in at the door."""
    for number, booking in enumerate(session.bookings.order_by("pk")):
        booked_at = session.starts_at - timedelta(days=21, hours=-11 * number)
        session.bookings.filter(pk=booking.pk).update(booked_at=booked_at, booked_by_staff=None)
    here = session.attendances.all()
    here.filter(booking__isnull=False).update(how=Attendance.How.BOOKED)
    here.filter(booking__isnull=True).update(how=Attendance.How.WALKED_IN)
    for number, attendance in enumerate(here.order_by("pk")):
        signed_in_at = session.starts_at - timedelta(minutes=18 - number % 20)
        here.filter(pk=attendance.pk).update(signed_in_at=signed_in_at)


def finish(session, *, source):
    session.refresh_from_db()
    finish_session(session, source=source, by=cast.officer())
    TrainingSession.objects.filter(pk=session.pk).update(finished_at=F("ends_at") + timedelta(hours=2))


def load_headcounts():
    for days_ago, slug, row, host, number, qualifier in OVER_BY_HEADCOUNT:
        course, day = course_called(slug), day_from_today(-days_ago)
        session = plan_visit(course, day, row=row, host=host)
        if number is not None:
            count(session, number=number, qualifier=qualifier)


def plan_visit(course, day, *, row, host, **facts):
    """Plan a session to which we come: at a school or a group, and not for others to book."""
    return plan_session(
        course,
        days=[hours_on(day, starts=11, minutes=course.length_minutes)],
        by=cast.officer(),
        sector=row_of(course, row, on=day),
        slots=slots_of(course, "Tariq Osei"),
        status="open",
        is_listed=False,
        **place(host),
        **facts,
    )


def count(session, *, number, qualifier):
    record_headcount(session, number=number, qualifier=qualifier, by=cast.officer())
    finish(session, source=Source.HEADCOUNT if number is not None else "")


def load_theatre_tour():
    """A play in four schools: estimates, told apart from the tables, and one performance that nobody counted."""
    course = course_called("not-my-story")
    series = plan_series(
        course,
        title="Theatre tour: Not my story",
        dates=[
            [hours_on(day_from_today(-days_ago), starts=9, minutes=course.length_minutes)]
            for days_ago, _host, _number in PERFORMANCES
        ],
        by=cast.officer(),
        status="open",
        is_listed=False,
        counts_in_tables=False,
    )
    for session, (_days, host, number) in zip(series.sessions.order_by("starts_at", "pk"), PERFORMANCES, strict=True):
        TrainingSession.objects.filter(pk=session.pk).update(**place(host))
        count(session, number=number, qualifier=Qualifier.NOT_RECORDED if number is None else Qualifier.ESTIMATED)
