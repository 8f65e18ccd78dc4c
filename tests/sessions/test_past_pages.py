"""Past years in the back office: seen first, entered whole, and by nobody but those who plan sessions."""

import io
import re
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from courses.models import Course
from sessions.models import TrainingSession
from sessions.viewsets import past_sessions
from tests import factories
from tests.sessions.past_files import HEADINGS, row, uploaded

PAGE = "/admin/past-sessions/"
WORKBOOK = "/admin/past-sessions/workbook/"


class Desk:
    """Somebody before the page, who sends what it holds as a browser would."""

    def __init__(self, client):
        self.client = client

    def look(self, *rows, file=None, **facts):
        self.page = self.client.post(PAGE, {"file": file or uploaded(rows, **facts)})
        return self.page

    def typed(self, **said):
        context = self.page.context
        result = context.get("result")
        kept = {"sealed": context["sealed"]} | ({"expected": result.mark} if result else {})
        return kept | {name: context["layout"].data[name] for name in context["layout"].data} | said

    def send(self, **said):
        answer = self.client.post(PAGE, self.typed(**said))
        self.page = answer if answer.status_code == 200 else self.page
        return answer

    @property
    def items(self):
        """Return what the page lists: what is wrong, what stands otherwise, what is not known."""
        parts = re.findall(r'<section aria-labelledby="[a-z-]+">(.*?)</section>', self.page.content.decode(), re.S)
        items = [item for part in parts for item in re.findall(r"<li[^>]*>(.*?)</li>", part, re.S)]
        return [" ".join(unescape(re.sub("<.*?>", "", item)).split()) for item in items]


@pytest.fixture
def desk(browse_as, officer):
    return Desk(browse_as(officer))


def said_after(answer):
    return [str(message).strip() for message in get_messages(answer.wsgi_request)]


def test_a_file_is_seen_before_anything_is_entered(desk):
    before = what_is_here()

    desk.look(row(host="Quay School"), row(date="21/05/2016"))

    assert str(desk.page.context["result"]) == "2 new, 0 unchanged"
    assert desk.items == ["Seeing the signs (Professionals)", "Quay School"]
    assert what_is_here() == before


def what_is_here():
    return (TrainingSession.objects.count(), Course.objects.count(), ModelLogEntry.objects.count())


def test_a_file_is_entered_with_its_new_names_when_that_is_ticked(desk, officer):
    desk.look(row(attended="12"), row(date="21/05/2016"))

    answer = desk.send(enter="1", creates="1")

    assert said_after(answer) == ["2 sessions were entered: 2 new, 0 unchanged."]
    assert [each.finished_by for each in TrainingSession.objects.all()] == [officer, officer]


def test_new_names_are_not_made_without_the_tick(desk):
    desk.look(row(attended="12"))

    page = desk.send(enter="1")

    assert str(page.context["refusal"]) == "Some names in the file are not known here. Nothing was entered."
    assert (Course.objects.count(), TrainingSession.objects.count()) == (0, 0)


def test_known_names_need_no_tick(desk):
    factories.make_course(title="Seeing the signs")
    desk.look(row(attended="12"))

    desk.send(enter="1")

    assert TrainingSession.objects.get().attended == 12


def test_the_same_file_again_offers_nothing_to_enter(desk):
    desk.look(row(attended="12"))
    desk.send(enter="1", creates="1")

    desk.look(row(attended="12"))

    assert (desk.page.context["result"].to_enter, b"Nothing in this file is new." in desk.page.content) == (0, True)


def test_every_error_is_listed_by_row_and_column_and_nothing_can_be_entered(desk):
    desk.look(row(date="31/02/2016"), row(), row(attended="many", capacity="some"))

    assert desk.items[:3] == [
        "Row 2, column A, Date: “31/02/2016” is not a date we can read. Write day/month/year, like 31/03/2027.",
        "Row 4, column K, Capacity: “some” is not a whole number. Write digits alone, like 60.",
        "Row 4, column P, Attended: “many” is not a whole number. Write digits alone, like 60.",
    ]
    assert b'name="enter"' not in desk.page.content


def test_a_wrong_file_is_not_entered_by_a_crafted_post(desk):
    desk.look(row(date="31/02/2016"), row())

    desk.send(enter="1", creates="1")

    assert TrainingSession.objects.count() == 0


def test_what_stands_otherwise_is_said_with_both_numbers(desk):
    desk.look(row(attended="38"))
    desk.send(enter="1", creates="1")

    desk.look(row(attended="40"))

    assert desk.items == ["Row 2, Seeing the signs, 20 May 2016: Attended: 38 here, 40 in the file"]


def test_what_changed_meanwhile_is_shown_anew_and_not_entered(desk):
    factories.make_course(title="Seeing the signs")
    desk.look(row())
    factories.make_session(Course.objects.get(), starts_at=factories.london(2016, 5, 20, 14))

    page = desk.send(enter="1")

    assert (str(page.context["refusal"]), TrainingSession.objects.count()) == (
        "What follows is not what you were shown before, so nothing was entered now. Look at it once more.",
        1,
    )


def test_columns_with_other_headings_can_be_chosen(desk):
    headings = ["When", "What", "Whom"]
    desk.look(["20/05/2016", "Seeing the signs", "Public"], headings=headings)
    missing = list(desk.page.context["layout"].non_field_errors())

    desk.send(headings_in="1", date="0", course="1", audience="2")

    assert missing == [f"There is no column “{label}”." for label in ("Date", "Course", "Audience")]
    assert str(desk.page.context["result"]) == "1 new, 0 unchanged"


def test_a_workbooks_own_dates_come_through_the_page_unchanged(desk):
    filled = load_workbook(io.BytesIO(desk.client.get(WORKBOOK).content))
    filled.active.append([factories.london(2016, 2, 1).date(), None, "Seeing the signs", None, "Public"])
    output = io.BytesIO()
    filled.save(output)

    desk.look(file=SimpleUploadedFile("past.xlsx", output.getvalue()))

    [outcome] = desk.page.context["result"].outcomes
    assert (f"{outcome.line.said['date']}", outcome.line.remarks) == ("2016-02-01", [])


def test_many_rows_are_shown_a_page_at_a_time(desk, monkeypatch):
    monkeypatch.setattr(past_sessions, "ON_A_PAGE", 5)
    desk.look(*[row(date=f"{n + 1:02}/06/2016") for n in range(12)])

    desk.send(page="3")

    assert [outcome.line.number for outcome in desk.page.context["page"]] == [12, 13]


def test_a_longer_file_than_the_page_takes_is_refused(desk, monkeypatch):
    monkeypatch.setattr(past_sessions, "MOST_SESSIONS", 5)

    page = desk.look(*[row() for n in range(30)])

    assert page.context["form"].errors["file"] == [
        "The file has more than 20 rows. Split it and upload the parts one after the other."
    ]


def test_a_file_shown_to_somebody_else_cannot_be_entered(desk, browse_as, administrator):
    desk.look(row())

    answer = Desk(browse_as(administrator)).client.post(PAGE, desk.typed(enter="1", creates="1"))

    assert (said_after(answer), TrainingSession.objects.count()) == (["That took too long. Choose the file again."], 0)


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
@pytest.mark.parametrize("page", [PAGE, WORKBOOK])
def test_nobody_else_sees_the_page_or_the_workbook(browse_as, request, who, page):
    answer = browse_as(request.getfixturevalue(who)).get(page)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(PAGE) is False


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_enters_anything(browse_as, request, desk, who):
    desk.look(row())
    stranger = browse_as(request.getfixturevalue(who))

    stranger.post(PAGE, {"file": uploaded([row()])})
    stranger.post(PAGE, desk.typed(enter="1", creates="1"))

    assert (TrainingSession.objects.count(), Course.objects.count()) == (0, 0)


def test_an_administrator_may(browse_as, administrator):
    assert browse_as(administrator).get(PAGE).status_code == 200


def test_the_workbook_has_our_headings_lists_to_choose_from_and_help(desk):
    filled = load_workbook(io.BytesIO(desk.client.get(WORKBOOK).content))

    sheet = filled["Past sessions"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert filled.sheetnames == ["Past sessions", "How to fill this in", "Values", "Lists"]
    assert [cell.value for cell in filled["How to fill this in"]["A"][1:22]] == HEADINGS
    assert filled["Lists"].sheet_state == "hidden"


def test_the_workbook_lists_every_value_that_a_column_takes(desk):
    values = load_workbook(io.BytesIO(desk.client.get(WORKBOOK).content))["Values"]

    listed = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in values.columns}
    assert {name: listed[name] for name in ("Qualifier", "Counts in tables", "Status")} == {
        "Qualifier": ["Counted", "Estimated (about)", "At least (over)", "Not recorded"],
        "Counts in tables": ["Yes", "No"],
        "Status": ["Delivered", "Cancelled"],
    }
    assert (len(listed["Kind"]), len(listed["Audience"])) == (10, 7)
