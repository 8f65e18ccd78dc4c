"""What is on now and what is coming, counted from today."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from courses.models import Audience
from home.demonstration import cast
from home.demonstration.asked_for import load_asked_for
from home.demonstration.catalogue import row_of
from home.demonstration.days import day_from_today, hours_on, next_quarter, working_day, year_start
from home.demonstration.past_years import SERVICES
from home.demonstration.this_year import ACCESS_NEEDS, course_called, place, plan_visit, slots_of
from people.models import Organisation
from sessions.booking import book_place, cancel_booking
from sessions.door import sign_in_booked, sign_in_walk_in
from sessions.groups import Booker, book_group
from sessions.models import PlanFigure, TrainingSession
from sessions.scheduling import (
    cancel_session,
    close_booking,
    local_date,
    make_tentative,
    plan_series,
    plan_session,
)

MILL, LIBRARY, HUB = "Mill Street Learning Centre", "Westcombe Library, meeting room", "Southfold Community Hub"

# days from now, starting hour, course, row, place, capacity, trainer
COMING = {
    "booking closed": (2, 10, "online-harm", "multi-agency", "", 40, "Wei-Ling Hartley"),
    "open": (7, 10, "seeing-the-signs", "multi-agency", MILL, 20, "Tariq Osei"),
    "for drivers": (9, 18, "safeguarding-for-drivers", "", MILL, 30, "Siobhán Fitzgerald-Rao"),
    "nearly full": (12, 13, "health-staff", "health", LIBRARY, 12, "Wei-Ling Hartley"),
    "full": (18, 10, "seeing-the-signs", "education", LIBRARY, 12, "Tariq Osei"),
    "for drivers in Eastmere": (23, 10, "safeguarding-for-drivers", "", "Eastmere Town Hall", 40, "Dafydd Pryce"),
    "online": (26, 15, "online-harm", "multi-agency", "", 60, "Wei-Ling Hartley"),
    "not going ahead": (33, 10, "caring-for-young-people", "care", HUB, 16, "Dafydd Pryce"),
    "for businesses": (40, 14, "notice-and-act", "", "The Old Mill Hotel", 25, "Siobhán Fitzgerald-Rao"),
    "for the public": (47, 19, "an-evening-about-exploitation", "", LIBRARY, 60, "Wei-Ling Hartley"),
    "conference": (61, 9, "conference", "multi-agency", "Highmoor Arts Centre", 180, "Tariq Osei"),
    "for councillors": (68, 17, "councillors", "", "Eastmere Town Hall", 40, "Dafydd Pryce"),
}

# days from now, course, row, host, host contact
IN_SCHOOLS = [
    (5, "safe-friendships", "education", "Northvale High School", "Nasreen Bibi"),
    (13, "safer-online", "alternative", "The Bridge Centre", "Þóra Jónsdóttir"),
    (20, "keeping-your-child-safe", "", "Thistledown Primary School", "Tomasz Zieliński"),
]

# audience, sessions, attended planned for the year
PLANNED = [
    ("professionals", 40, 700),
    ("young-people", 50, 1500),
    ("parents-and-carers", 6, 150),
    ("taxi-trade", 12, 400),
]


def load_coming():
    load_today()
    for name, line in COMING.items():
        session = plan(*line)
        for number, person in enumerate(who_books(name)):
            book_place(session, person=person, nonce=uuid4(), access_needs=ACCESS_NEEDS.get(number, ""))
        afterwards(name, session)
    load_two_days()
    load_in_schools()
    load_roadshow()
    load_draft()
    load_plan_figures()
    load_asked_for()


def who_books(name):
    chosen = {
        "booking closed": cast.people(0, 9),
        "open": cast.people(14, 20) + cast.people(36, 37),
        "for drivers": cast.drivers(6, 8, 9, 16),
        "nearly full": cast.people(8, 12) + cast.people(36, 43),
        "full": cast.people(28, 40),
        "for drivers in Eastmere": cast.drivers(17),
        "online": cast.people(13, 22),
        "not going ahead": cast.people(20, 24),
        "for businesses": cast.people(32, 33),
        "conference": cast.people(1, 20),
    }
    return chosen.get(name, [])


def afterwards(name, session):
    """Do what happened to a session after people had booked."""
    if name == "booking closed":
        close_booking(session, by=cast.officer())
    if name == "not going ahead":
        cancel_session(session, reason="The trainer is ill. We will offer a new date.", by=cast.officer())
    if name == "for businesses":
        make_tentative(session, by=cast.officer())
    if name == "full":
        for person in cast.people(20, 23):
            book_place(session, person=person, nonce=uuid4(), waits=True)
    if name == "conference":
        office = Booker("Rosalind Achebe", cast.address_of("Rosalind Achebe"), "Highmoor Community College")
        colleagues = [*cast.people(38, 39), *cast.people(40, 41)]
        book_group(session, contact=office, people=[*colleagues, None, None], nonce=uuid4())
    if name == "nearly full":
        cancel_booking(session.bookings.select_related("session", "delegate").order_by("pk").first())
    if name == "for drivers in Eastmere":
        TrainingSession.objects.filter(pk=session.pk).update(language="Urdu")
    if name == "for drivers":
        session.bookings.filter(delegate__name="Farid Ahmadi").update(language_need="Dari interpreter")


def plan(days, hour, slug, row, where, capacity, trainer):
    course, day = course_called(slug), day_from_today(days)
    return plan_session(
        course,
        days=[hours_on(day, starts=hour, minutes=min(course.length_minutes, 360))],
        by=cast.officer(),
        sector=row_of(course, row, on=day),
        slots=slots_of(course, trainer),
        status="open",
        capacity=capacity,
        **place(where),
    )


def load_today():
    """Plan a long session that starts within a quarter of an hour, so that its door is open whenever this is loaded."""
    course, starts_at = course_called("seeing-the-signs"), next_quarter(timezone.now())
    session = plan_session(
        course,
        days=[(starts_at, starts_at + timedelta(hours=6))],
        by=cast.officer(),
        sector=row_of(course, "multi-agency", on=local_date(starts_at + timedelta(hours=6))),
        slots=slots_of(course, "Tariq Osei", "Siobhán Fitzgerald-Rao"),
        status="open",
        capacity=24,
        **place(MILL),
    )
    bookings = [book_place(session, person=person, nonce=uuid4()) for person in cast.people(0, 16)]
    for booking in bookings[:5]:
        sign_in_booked(booking, entry_key=uuid4())
    sign_in_walk_in(session, person=cast.people(43, 44)[0], entry_key=uuid4())


def load_two_days():
    course, first = course_called("caring-for-young-people"), day_from_today(47)
    days = [first, working_day(first + timedelta(days=1))]
    session = plan_session(
        course,
        days=[hours_on(day, starts=10, minutes=330) for day in days],
        by=cast.officer(),
        sector=row_of(course, "care", on=days[-1]),
        slots=slots_of(course, "Tariq Osei", "Dafydd Pryce"),
        status="open",
        capacity=16,
        **place(HUB),
    )
    for person in cast.people(20, 25):
        book_place(session, person=person, nonce=uuid4())


def load_in_schools():
    for days, slug, row, host, contact in IN_SCHOOLS:
        course, day = course_called(slug), day_from_today(days)
        asked_by = {"host_contact_name": contact, "host_contact_email": cast.address_of(contact)}
        plan_visit(course, day, row=row, host=host, **asked_by)


def load_roadshow():
    course = course_called("five-services")
    plan_series(
        course,
        title="Roadshow: spring term",
        dates=[[hours_on(day_from_today(days), starts=15, minutes=100)] for days in (54, 55, 62, 63)],
        by=cast.officer(),
        slots=[{"deliverer": Organisation.objects.get(name=name), "minutes": 20} for name in SERVICES],
        status="open",
        is_listed=False,
        counts_in_tables=False,
    )


def load_draft():
    course, day = course_called("online-harm"), day_from_today(82)
    plan_session(
        course,
        days=[hours_on(day, starts=10, minutes=course.length_minutes)],
        by=cast.officer(),
        sector=row_of(course, "multi-agency", on=day),
        capacity=60,
    )


def load_plan_figures():
    """Enter what the year was meant to bring."""
    audiences = {audience.slug: audience for audience in Audience.objects.all()}
    for slug, sessions, attended in PLANNED:
        PlanFigure.objects.create(
            audience=audiences[slug], year_starts_on=year_start(), sessions=sessions, attended=attended
        )
