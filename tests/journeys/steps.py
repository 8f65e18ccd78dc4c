"""What each person in the programme does, step by step, in a browser of their own."""

import io
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import zxingcpp
from PIL import Image

LONDON = ZoneInfo("Europe/London")
VENUE = "Mill Street Learning Centre"


@dataclass(frozen=True)
class Planned:
    """A session as its planner finds it in the back office."""

    title: str
    starts_at: datetime
    page: str
    screen: str

    @property
    def pk(self):
        return int(re.search(r"(\d+)/$", self.page).group(1))


@dataclass(frozen=True)
class Booked:
    """A booking as the page said it; `said` is the page's heading."""

    name: str
    email: str
    said: str
    reference: str
    page: str


def send(page):
    """Send the page's form as it stands: something is wrong with it."""
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.locator(".govuk-error-summary, .error-message").first.wait_for()


# The officer


def make_course(officer, muster, *, title, audience):
    officer.goto(f"{muster.url}/admin/courses/new/")
    officer.get_by_role("textbox", name="Title").fill(title)
    officer.get_by_role("combobox", name="Audience").select_option(label=audience)
    officer.get_by_role("button", name="Create").click()
    officer.wait_for_url("**/admin/courses/")


def plan_session(officer, muster, *, title, row):
    """Plan an hour that begins soon; return when it does."""
    starts_at, ends_at = soon()
    officer.goto(f"{muster.url}/admin/sessions/new/")
    officer.get_by_role("combobox", name="Course").select_option(label=title)
    officer.get_by_label("Date", exact=True).first.fill(f"{starts_at:%Y-%m-%d}")
    officer.get_by_label("From", exact=True).first.fill(f"{starts_at:%H:%M}")
    officer.get_by_label("To", exact=True).first.fill(f"{ends_at:%H:%M}")
    officer.get_by_role("combobox", name="Venue").select_option(label=VENUE)
    officer.get_by_role("spinbutton", name="Capacity").fill("12")
    if row:
        rows = officer.get_by_role("combobox", name="Row of the annual report")
        rows.select_option(value=rows.locator("option", has_text=row).first.get_attribute("value"))
    officer.get_by_role("button", name="Plan", exact=True).click()
    all_the_same = officer.get_by_role("button", name="Plan all the same")
    officer.locator(".muster-buttons").or_(all_the_same).first.wait_for()
    if all_the_same.is_visible():  # at some hours the demonstration has the hall, and the officer is warned
        all_the_same.click()
    officer.wait_for_url("**/sessions/inspect/*/")
    return starts_at


def soon():
    """Return an hour from ten minutes hence: booking is still open then, and the door is open already."""
    starts_at = datetime.now(LONDON).replace(second=0, microsecond=0) + timedelta(minutes=10)
    last_minute = starts_at.replace(hour=23, minute=59)  # a day of the form ends before midnight
    if starts_at == last_minute:
        starts_at = last_minute = starts_at + timedelta(minutes=1)
        last_minute += timedelta(hours=1)
    return starts_at, min(starts_at + timedelta(hours=1), last_minute)


def open_for_booking(officer):
    officer.get_by_role("button", name="Open for booking").click()
    officer.get_by_text("The session is open for booking.").wait_for()


def finish(officer, planned):
    """Finish a session by its register."""
    officer.goto(planned.page)
    officer.get_by_role("link", name="Finish", exact=True).click()
    officer.get_by_role("radio", name="The register").check()
    officer.get_by_role("button", name="Finish the session").click()
    officer.get_by_text("The session is finished and counts in the reports").wait_for()


def read_code(page):
    """Return what a camera reads from the page's picture."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text


# Those who come


def find_booking_form(page, muster, *, title):
    """Come from the list of dates, by the course's own page."""
    page.goto(f"{muster.url}/training/")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("button", name=re.compile("^Book a place")).click()


def book(page, *, name, email):
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Work e-mail").fill(email)
    page.get_by_label("Organisation").fill("Harbour Lane Primary School")
    page.get_by_label("Role").fill("Teacher")
    return send_booking(page, name=name, email=email)


def book_as_driver(page, *, name, email, authority, badge):
    page.get_by_label("Which council licenses you?").select_option(label=authority)
    page.get_by_label("Your badge number").fill(badge)
    page.get_by_label("Full name").fill(name)
    page.get_by_label("E-mail address or telephone number").fill(email)
    return send_booking(page, name=name, email=email)


def send_booking(page, *, name, email):
    page.wait_for_timeout(2500)  # sooner is taken for a program
    page.get_by_role("button", name="Book a place").click()
    page.wait_for_url("**/booking/**")
    reference = page.locator("dd strong").first.inner_text()
    heading = page.get_by_role("heading", level=1).inner_text()
    return Booked(name, email, said=heading, reference=reference, page=page.url.partition("?")[0])


def sign_in_as_booked(page, *, door, typed):
    page.goto(door)
    page.locator("[name=typed]").fill(typed)
    return send_sign_in(page)


def sign_in_as_walk_in(page, *, door, name):
    page.goto(door)
    page.get_by_role("button", name="I did not book").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Where you work").fill("Rowan House")
    return send_sign_in(page)


def sign_in_by_one_tap(page, *, door, name):
    """Scan with the phone that has just shown one's own booking: it says who is there."""
    page.goto(door)
    return send_sign_in(page, button=f"Sign in as {name}")


def send_sign_in(page, *, button="Sign me in"):
    """Send what was typed; return the heading and the address of one's own feedback form."""
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/done/**")
    feedback = page.get_by_role("link", name="Tell us what you thought")
    return page.get_by_role("heading", level=1).inner_text(), feedback.evaluate("link => link.href")


def give_feedback(page, *, address):
    page.goto(address)
    page.get_by_role("group", name="I am satisfied with this session").get_by_label("Strongly agree").check()
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/feedback/thank-you/")
    return page.get_by_role("heading", level=1).inner_text()


# The licensing officer


def drivers_shown(page):
    return page.locator("tbody tr").all_inner_texts()


def confirm(page, *, badge):
    page.locator("tbody tr", has_text=badge).first.get_by_role("checkbox").check()
    page.get_by_role("button", name="Confirm those ticked").click()
    page.get_by_role("button", name="Confirm 1 training").click()
    page.get_by_text("1 training is confirmed.").wait_for()
