"""The one thread through everything: planned, booked, signed in, answered, confirmed, counted.

Each fixture is a chapter that goes on where others ended; each test states a fact about how a chapter ends. Everybody
has a browser of their own. It is told twice: on a phone with one database, on a desk with the other.
"""

import json
from contextlib import contextmanager
from datetime import datetime, timedelta

import icalendar
import pytest

from tests import browsing
from tests.journeys import steps
from tests.journeys.signing_in import EASTMERE, NORTHVALE, OFFICER, sign_in

pytestmark = pytest.mark.browser

SIZES = {"phone": browsing.PHONE, "desk": browsing.DESKTOP}


@pytest.fixture(scope="module", params=[("sqlite", "phone"), ("postgresql", "desk")], ids="-".join)
def told_on(request):
    """A database and a size; neither asks which the other is."""
    return request.param


@pytest.fixture(scope="module")
def muster(request, told_on):
    return request.getfixturevalue(f"muster_{told_on[0]}")


@pytest.fixture(scope="module")
def size(told_on):
    return told_on[1]


@pytest.fixture(scope="module")
def in_browser(browser, muster, size):
    """Give a function that opens a watched browser, in which staff sign in by their address."""

    @contextmanager
    def opened(*, staff="", **options):
        facts = {"viewport": SIZES[size], "allowed_hosts": {"127.0.0.1"}} | options
        with browsing.watched_page(browser, **facts) as page:
            if staff:
                sign_in(page, muster, email=staff)
            yield page

    return opened


@pytest.fixture(scope="module")
def for_professionals(muster, in_browser, size):
    with in_browser(staff=OFFICER) as officer:
        return plan(officer, muster, title=f"Seeing it early ({size})", audience="Professionals", row="Multi-agency")


@pytest.fixture(scope="module")
def for_drivers(muster, in_browser, size):
    with in_browser(staff=OFFICER) as officer:
        return plan(officer, muster, title=f"Eyes on the road ({size})", audience="Taxi trade", row="")


def plan(officer, muster, *, title, audience, row):
    steps.make_course(officer, muster, title=title, audience=audience)
    starts_at = steps.plan_session(officer, muster, title=title, row=row)
    steps.open_for_booking(officer)
    screen = officer.get_by_label("Screen for the room", exact=True).input_value()
    return steps.Planned(title, starts_at, page=officer.url, screen=screen)


@pytest.fixture(scope="module")
def without_scripts(muster, in_browser, size, for_professionals):
    """Somebody whose browser runs no scripts has booked."""
    with in_browser(java_script_enabled=False) as page:
        steps.find_booking_form(page, muster, title=for_professionals.title)
        return steps.book(page, name="Ngozi Abara", email=f"ngozi.{size}@example.org")


@pytest.fixture(scope="module")
def with_scripts(muster, in_browser, size, for_professionals):
    with in_browser() as page:
        steps.find_booking_form(page, muster, title=for_professionals.title)
        return steps.book(page, name="Ines Varga", email=f"ines.{size}@example.org")


@pytest.fixture(scope="module")
def mail(muster, without_scripts):
    return muster.mails_to(without_scripts.email)[0]


@pytest.fixture(scope="module")
def appointment(mail):
    (file,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (event,) = icalendar.Calendar.from_ical(file.get_content()).walk("VEVENT")
    return event


@pytest.fixture(scope="module")
def door(in_browser, for_professionals):
    """Give a function that reads the projector: what its code says changes every half minute."""
    return lambda: projected(in_browser, for_professionals)


def projected(in_browser, planned):
    with in_browser(viewport=browsing.DESKTOP) as projector:
        projector.goto(planned.screen)
        return steps.read_code(projector)


@pytest.fixture(scope="module")
def signed_in_as_booked(in_browser, door, without_scripts):
    with in_browser() as page:
        return steps.sign_in_as_booked(page, door=door(), typed=without_scripts.email)


@pytest.fixture(scope="module")
def signed_in_as_walk_in(in_browser, door):
    with in_browser() as page:
        return steps.sign_in_as_walk_in(page, door=door(), name="Otis Bellweather")


@pytest.fixture(scope="module")
def thanked(in_browser, signed_in_as_booked):
    with in_browser() as page:
        return steps.give_feedback(page, address=signed_in_as_booked[1])


@pytest.fixture(scope="module")
def drivers(muster, in_browser, size, for_drivers):
    """Two drivers of two councils have booked and signed in; the badges tell them apart on every run."""
    badges = {}
    for authority, name in [("Northvale City Council", "Abel Quist"), ("Eastmere District Council", "Bea Lomax")]:
        badges[authority] = f"{name[0]}-{size}"
        with in_browser() as page:
            steps.find_booking_form(page, muster, title=for_drivers.title)
            email = f"{name[0].lower()}.{size}@example.org"
            steps.book_as_driver(page, name=name, email=email, authority=authority, badge=badges[authority])
            door = projected(in_browser, for_drivers)
            steps.sign_in_by_one_tap(page, door=door, name=name)
    return badges


@pytest.fixture(scope="module")
def confirmed(muster, in_browser, drivers):
    """Northvale's officer has confirmed their driver; what they see then, and where the driver's page is."""
    with in_browser(staff=NORTHVALE) as page:
        steps.confirm(page, badge=drivers["Northvale City Council"])
        page.goto(f"{muster.url}/licensing/?q={drivers['Northvale City Council']}")
        lines = steps.drivers_shown(page)
        page.get_by_role("link", name=drivers["Northvale City Council"]).click()
        page.wait_for_url("**/licensing/drivers/*/")
        return {"lines": lines, "page": page.url}


@pytest.fixture(scope="module")
def gained(muster, in_browser, for_professionals, for_drivers, signed_in_as_walk_in, thanked, confirmed):
    """What each row of the annual report has gained, in sessions and attended, once both are finished."""
    before = report_of_yesterday(muster)
    make_it_yesterday(muster, for_professionals, for_drivers)
    with in_browser(staff=OFFICER) as officer:
        steps.finish(officer, for_professionals)
        steps.finish(officer, for_drivers)
    after = report_of_yesterday(muster)
    return {row: (after[row][0] - before[row][0], after[row][1] - before[row][1]) for row in after}


def make_it_yesterday(muster, *planned):
    """Set sessions back a day: a report counts them from the day after, and a running server's clock cannot be set."""
    muster.shell(f"""
from datetime import timedelta
from django.db.models import F
day, chosen = timedelta(days=1), {[session.pk for session in planned]}
back = {{name: F(name) - day for name in ("starts_at", "ends_at")}}
SessionDay.objects.filter(session__in=chosen).update(**back)
for session in TrainingSession.objects.filter(pk__in=chosen):
    TrainingSession.objects.filter(pk=session.pk).update(last_day=session.last_day - day, **back)
""")


def report_of_yesterday(muster):
    """Return (sessions, attended) of each row, by audience and label, in the financial year of yesterday."""
    yesterday = datetime.now(steps.LONDON).date() - timedelta(days=1)
    first = yesterday.year if yesterday.month > 3 else yesterday.year - 1
    report = json.loads(muster.manage("annual_report", f"{first}/{(first + 1) % 100:02}"))
    rows = {(table["audience"], row["label"]): row for table in report["tables"] for row in table["rows"]}
    return {key: (row["sessions"], row["attended"] or 0) for key, row in rows.items()}


def test_a_place_is_booked_without_scripts(without_scripts):
    assert without_scripts.said == "You are booked"


def test_a_place_is_booked_with_scripts(with_scripts):
    assert with_scripts.said == "You are booked"


def test_the_mail_names_the_date_and_nothing_else_in_its_subject(mail, for_professionals):
    assert mail["Subject"] == f"Your booking on {for_professionals.starts_at:%-d %B}"


def test_the_mail_leads_to_the_booking(mail, without_scripts, in_browser):
    text = mail.get_body(("plain",)).get_content()
    (link,) = {word for word in text.split() if "/booking/" in word and not word.endswith("/cancel/")}

    with in_browser(java_script_enabled=False) as page:
        page.goto(link)
        assert page.locator("dd strong").first.inner_text() == without_scripts.reference


def test_the_calendar_file_says_when_it_begins_in_london(appointment, for_professionals):
    begins = appointment["DTSTART"]

    assert (begins.dt, begins.params["TZID"]) == (for_professionals.starts_at, "Europe/London")


def test_the_calendar_file_has_the_identifier_of_the_booking(appointment, without_scripts):
    assert str(appointment["UID"]) == f"{without_scripts.reference.lower()}-1@127.0.0.1"


def test_the_projected_code_leads_to_this_site(door, muster):
    assert door().startswith(f"{muster.url}/in/")


def test_who_booked_is_signed_in(signed_in_as_booked):
    assert signed_in_as_booked[0] == "You are signed in"


def test_who_did_not_book_is_signed_in(signed_in_as_walk_in):
    assert signed_in_as_walk_in[0] == "You are signed in"


def test_the_screen_counts_who_is_here(in_browser, for_professionals, signed_in_as_booked, signed_in_as_walk_in):
    with in_browser(viewport=browsing.DESKTOP) as projector:
        projector.goto(for_professionals.screen)

        assert projector.locator(".door-screen__count").inner_text() == "2 signed in"


def test_feedback_is_taken(thanked):
    assert thanked == "Thank you"


def test_feedback_is_not_taken_twice(in_browser, thanked, signed_in_as_booked):
    with in_browser() as page:
        page.goto(signed_in_as_booked[1])

        assert page.get_by_role("heading", level=1).inner_text() == "Your answers are in already. Thank you."


def test_a_confirmed_driver_is_shown_as_confirmed(confirmed):
    (line,) = confirmed["lines"]

    assert "Confirmed" in line


def test_a_driver_of_another_council_is_not_listed(muster, in_browser, drivers):
    with in_browser(staff=NORTHVALE) as page:
        page.goto(f"{muster.url}/licensing/?q={drivers['Eastmere District Council']}")

        assert steps.drivers_shown(page) == []


def test_a_driver_of_another_council_is_not_found(in_browser, confirmed):
    with in_browser(staff=EASTMERE) as page:
        assert page.goto(confirmed["page"]).status == 404


def test_the_report_counts_the_session_in_its_row(gained):
    assert gained["Professionals", "Multi-agency"] == (1, 2)


def test_the_report_counts_the_drivers(gained):
    assert gained["Taxi trade", "Taxi trade"] == (1, 2)
