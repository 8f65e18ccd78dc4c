"""A signed sheet typed in without a mouse."""

import json

import pytest

from tests.journeys.signing_in import OFFICER, sign_in

pytestmark = pytest.mark.browser

SET_UP = """
from datetime import timedelta
from django.utils import timezone
from courses.models import Course
from people.delegates import Person
from tests.factories import make_booking, make_session
course = Course.objects.get(slug="seeing-the-signs")
session = make_session(course, starts_at=timezone.now() - timedelta(hours=5))
for name in ["Ada Okafor", "Bo Lind", "Cy Ito"]:
    make_booking(session, person=Person(name))
print(session.pk)
"""
RECORDED = """
import json
from sessions.models import Attendance
rows = Attendance.objects.filter(session={pk}).order_by("delegate__name")
print(json.dumps(list(rows.values_list("delegate__name", "how", "extent"))))
"""


@pytest.fixture
def pk(muster_sqlite):
    return int(muster_sqlite.shell(SET_UP).splitlines()[-1])


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, name):
    """Press Tab until the field of a name has the focus, as somebody does who has no mouse."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || ''").startswith(name):
            return
    raise AssertionError(f"Tab never reached {name}")


def test_a_sheet_is_entered_by_keyboard_alone(desktop, muster_sqlite, pk):
    sign_in(desktop, muster_sqlite, email=OFFICER)
    desktop.goto(f"{muster_sqlite.url}/admin/sessions/paper/{pk}/")

    tab_to(desktop, "here_")
    press(desktop, "Space", "Tab", "Tab", "Tab", "Tab", "Space", "Tab", "ArrowDown")
    tab_to(desktop, "walk_in-0-name")
    desktop.keyboard.type("Di Kaur")
    press(desktop, "Enter")
    desktop.wait_for_url("**/inspect/**")

    assert json.loads(muster_sqlite.shell(RECORDED.format(pk=pk)).splitlines()[-1]) == [
        ["Ada Okafor", "paper", "full"],
        ["Cy Ito", "paper", "partial"],
        ["Di Kaur", "paper", "full"],
    ]


def test_more_rows_by_keyboard_lose_nothing(desktop, muster_sqlite, pk):
    sign_in(desktop, muster_sqlite, email=OFFICER)
    desktop.goto(f"{muster_sqlite.url}/admin/sessions/paper/{pk}/")

    tab_to(desktop, "here_")
    press(desktop, "Space")
    tab_to(desktop, "more")
    press(desktop, "Enter")
    desktop.locator("[name=walk_in-7-name]").wait_for()

    ticks = desktop.locator("[name^=here_]").evaluate_all("boxes => boxes.map(box => box.checked)")
    assert ticks == [True, False, False]
