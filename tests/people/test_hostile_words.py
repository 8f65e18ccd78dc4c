"""What a stranger typed when booking is shown to staff as they typed it, and does nothing (faults F1)."""

import pytest
from django.urls import reverse

from people.models import Delegate
from tests import factories

SCRIPT = "<svg/onload=alert(1)>"


@pytest.fixture
def desk(browse_as, officer, session):
    factories.make_booking(session, person=factories.make_person(name=f"Amina {SCRIPT}", organisation=f"Vale {SCRIPT}"))
    return browse_as(officer)


@pytest.mark.parametrize("page", ["edit", "history", "usage"])
def test_the_page_of_a_delegate_shows_it_harmlessly(desk, page):
    shown = desk.get(reverse(f"delegates:{page}", args=[Delegate.objects.get().pk])).content.decode()

    assert shown.count("&lt;svg/onload=alert(1)&gt;") > 0
    assert SCRIPT not in shown


@pytest.mark.parametrize(
    "address", ["/admin/delegates/", "/admin/bookings/", "/admin/", "/admin/organisations-to-match/"]
)
def test_every_list_shows_it_harmlessly(desk, address):
    shown = desk.get(address).content.decode()

    assert shown.count("&lt;svg/onload=alert(1)&gt;") > 0
    assert SCRIPT not in shown


def test_what_is_said_after_matching_holds_it_harmlessly(desk):
    done = desk.post("/admin/organisations-to-match/", {"typed": f"Vale {SCRIPT}", "new": "1"}, follow=True)

    shown = done.content.decode()

    assert shown.count("Vale &lt;svg/onload=alert(1)&gt;") > 0
    assert SCRIPT not in shown
