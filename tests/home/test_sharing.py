"""How public pages are shared, and that personal ones are not."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from courses.models import Pathway, PathwayStep
from tests.factories import london, make_booking, make_course, make_session
from tests.home.test_training import make_many, write_page

pytestmark = pytest.mark.usefixtures("training", "contact")


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def card_of(client, address):
    """Return what a page's card says, and its canonical address."""
    page = page_of(client, address)
    card = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))
    return card | {"canonical": re.search(r'<link rel="canonical" href="([^"]+)">', page)[1]}


def events_on(client, address):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page_of(client, address))
    return [event for block in blocks for event in json.loads(block)]


def test_the_card_of_a_course_is_its_title_and_summary(client):
    make_course(title="Online harm", slug="online-harm", summary="Ninety minutes online.")

    assert card_of(client, "/training/online-harm/") == {
        "canonical": "https://muster.example.org/training/online-harm/",
        "og:type": "website",
        "og:site_name": "Muster training",
        "og:title": "Online harm",
        "og:description": "Ninety minutes online.",
        "og:url": "https://muster.example.org/training/online-harm/",
        "og:image": "https://muster.example.org/static/design/share.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "People of all sizes on a hill, a house with a light in it, and the sun",
        "twitter:card": "summary",
    }


def test_the_card_of_an_editors_page_is_the_editors(client, course):
    write_page(course, search_description="An editor's words.")

    card = card_of(client, "/training/seeing-the-signs/")

    assert (card["og:title"], card["og:description"]) == ("Written by an editor", "An editor&#x27;s words.")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Keeping children safe from exploitation"),
        ("/training/", "Training"),
        ("/which-training/", "Which training is right for me?"),
        ("/calendar/", "Training dates in your own calendar"),
    ],
)
def test_every_kind_of_page_has_its_card(client, address, title):
    card = card_of(client, address)

    assert (card["og:title"], card["canonical"]) == (title, f"https://muster.example.org{address}")


def test_a_pathway_has_its_card(client, course):
    pathway = Pathway.objects.create(name="Schools & colleges", role="Teachers <all>")
    PathwayStep.objects.create(pathway=pathway, course=course)

    card = card_of(client, f"/which-training/{pathway.pk}/")

    assert card["og:title"] == "Schools &amp; colleges"
    assert card["og:description"] == "Teachers &lt;all&gt;"


def test_the_page_of_a_session_has_its_card(client, course, time_machine):
    time_machine.move_to(london(2026, 11, 20, 9))
    course.summary = "What to look for."
    course.save()
    session = make_session(course, starts_at=london(2026, 12, 8, 9, 30), minutes=180)

    card = card_of(client, f"/book/{session.reference}/")

    assert card["og:title"] == "Seeing the signs"
    assert card["og:description"] == "What to look for. Tuesday 8 December, 9.30am to 12.30pm"


def test_an_address_with_filters_is_the_same_page(client, session):
    assert card_of(client, "/training/?way=place&page=1")["canonical"] == "https://muster.example.org/training/"


def test_a_forged_host_changes_no_card(client, session, settings):
    settings.ALLOWED_HOSTS = ["*"]

    page = client.get("/training/", headers={"host": "evil.example"}).content.decode()

    assert "evil.example" not in page


@pytest.mark.parametrize("what", ["cancel/", "", "?booked"])
def test_no_personal_page_has_a_card(client, session, what):
    page = page_of(client, f"/booking/{make_booking(session).token}/{what}")

    assert re.findall(r"og:|twitter:|canonical", page) == []


def test_no_page_at_the_door_has_a_card(client, session):
    page = page_of(client, f"/in/{session.door_token}/")

    assert re.findall(r"og:|twitter:|canonical|ld\+json", page) == []


def test_the_picture_is_ours_small_and_of_the_size_it_says():
    path = Path(finders.find("design/share.png"))

    with Image.open(path) as picture:
        assert (picture.size, path.stat().st_size < 20_000) == ((1200, 630), True)


def test_a_course_tells_programs_its_dates(client, course):
    sessions = [make_session(course) for _session in range(2)]

    events = events_on(client, "/training/seeing-the-signs/")

    assert [event["url"].split("/")[-2] for event in events] == [session.reference for session in sessions]


def test_an_editors_page_tells_programs_the_dates_too(client, session):
    write_page(session.course)

    assert [event["name"] for event in events_on(client, "/training/seeing-the-signs/")] == ["Seeing the signs"]


def test_a_course_without_dates_tells_programs_nothing(client, course, headcount_session):
    addresses = ["/training/seeing-the-signs/", f"/training/{headcount_session.course.slug}/"]

    assert [events_on(client, address) for address in addresses] == [[], []]


def test_only_the_dates_of_the_page_are_told(client, course):
    make_many(course, 25)

    assert len(events_on(client, "/training/seeing-the-signs/?page=2")) == 5
