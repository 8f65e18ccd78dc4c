"""What is counted without a register: e-learning, the theatre tour in all, a competition, who can give a programme."""

from datetime import date, timedelta

from courses.models import Audience, Course
from home.demonstration.days import day_from_today, year_start
from home.demonstration.this_year import course_called
from sessions.models import (
    Competition,
    CompetitionEntries,
    CumulativeFigure,
    DelivererCount,
    PeriodCount,
    Qualifier,
    Series,
)

E_LEARNING = {
    "title": "Noticing exploitation: thirty minutes of e-learning",
    "slug": "noticing-exploitation",
    "delivery": "e_learning",
    "length_minutes": 30,
    "summary": "Done alone at a screen, whenever it suits. Kept on the learning platform of the partnership.",
    "is_offered": False,
}
# Of the quarters of a year: accesses, started, completed.
QUARTERS = [(212, 160, 121), (178, 131, 97), (204, 149, 118), (190, 140, 102)]
ENTRIES = {"6": 141, "7": 96, "8": 29}


def load_other_activities():
    load_e_learning()
    load_tour_so_far()
    load_competition()
    counted_on = day_from_today(-30)
    DelivererCount.objects.create(course=course_called("my-voice"), counted_on=counted_on, trained=22, active=14)


def load_e_learning():
    """Enter the published number of 2016/17, and the quarters of last year and of this one that are over."""
    course = Course.objects.create(audience=Audience.objects.get(slug="professionals"), **E_LEARNING)
    days = {"first": date(2016, 4, 1), "last": date(2017, 3, 31)}
    PeriodCount.objects.create(course=course, accesses=1184, **days)
    for more, year in enumerate((year_start().year - 1, year_start().year)):
        for number, (accesses, starts, completions) in enumerate(QUARTERS):
            first, last = days_of_quarter(year, number)
            if last < day_from_today(0):
                numbers = {"accesses": accesses + 30 * more, "starts": starts, "completions": completions}
                PeriodCount.objects.create(course=course, first=first, last=last, source="Learning platform", **numbers)


def days_of_quarter(year, number):
    """Return the first and the last day of a quarter, from 0, of the financial year that starts in a calendar year."""
    firsts = [date(year + (4 + 3 * n > 12), (3 + 3 * n) % 12 + 1, 1) for n in (number, number + 1)]
    return firsts[0], firsts[1] - timedelta(days=1)


def load_tour_so_far():
    """Say how many the theatre tour has reached since it began, long before we kept its performances here."""
    tour = Series.objects.get(course=course_called("not-my-story"))
    starts_on = date(year_start().year - 1, 9, 1)
    facts = {"starts_on": starts_on, "counted_to": day_from_today(-60), "qualifier": Qualifier.ESTIMATED}
    CumulativeFigure.objects.create(series=tour, number=15_600, **facts)


def load_competition():
    facts = {"closes_on": day_from_today(-45), "schools_invited": 58, "schools_entered": 17}
    competition = Competition.objects.create(title="Draw a safe street", **facts)
    CompetitionEntries.objects.bulk_create(
        CompetitionEntries(competition=competition, year_group=group, number=number)
        for group, number in ENTRIES.items()
    )
