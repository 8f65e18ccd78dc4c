"""The public pages as a reader meets them."""

import itertools
import re

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from home.models import AwarenessPage, HomePage
from home.pages import publish_pages

ADDRESSES = [
    "/",
    "/worried-about-a-child/",
    "/young-people/",
    "/parents-and-carers/",
    "/taxi-hotel-and-shop-staff/",
    "/working-with-children/",
    "/training/",
    "/privacy/",
    "/accessibility/",
]
AWARENESS = ADDRESSES[1:6]


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def headings(page):
    return [int(level) for level in re.findall(r"<h([1-6])\b", page)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_page_is_there(client, home, address):
    response = client.get(address)

    assert response.status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_a_page_sets_no_cookie(client, home, address):
    response = client.get(address)

    assert dict(response.cookies) == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_one_heading_of_the_first_level(client, home, address):
    levels = headings(text_of(client, address))

    assert levels.count(1) == 1
    assert levels[0] == 1


@pytest.mark.parametrize("address", [*ADDRESSES, "/training/seeing-the-signs/"])
def test_headings_leave_out_no_level(client, home, session, contact, address):
    levels = headings(text_of(client, address))

    assert [(above, below) for above, below in itertools.pairwise(levels) if below > above + 1] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_id_stands_once_on_a_page(client, home, contact, address):
    ids = re.findall(r'\bid="([^"]+)"', text_of(client, address))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_loads_nothing_from_elsewhere(client, home, address):
    page = text_of(client, address)

    loaded = re.findall(r'(?:src|srcset)="([^"]+)"', page) + re.findall(r'<link [^>]*href="([^"]+)"', page)
    assert [source for source in loaded if not source.startswith("/static/")] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_has_no_inline_style_or_script(client, home, address):
    page = text_of(client, address)

    assert re.findall(r'\bstyle="|<style|<script(?![^>]* src=)|\bon[a-z]+="', page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_can_be_left_quickly(client, home, address):
    assert "Exit this page" in text_of(client, address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_dials_the_number_for_danger(client, home, address):
    assert 'href="tel:999"' in text_of(client, address)


@pytest.mark.parametrize("address", [*AWARENESS, "/"])
def test_the_hub_can_be_dialled_by_day_and_by_night(client, home, contact, address):
    dialled = set(re.findall(r'href="tel:(\d+)"', text_of(client, address)))

    assert {"01144960111", "01144960222", "08001111", "08088005000"} - dialled == set()


@pytest.mark.parametrize("address", AWARENESS)
def test_the_content_warning_stands_before_everything_else(client, home, address):
    main = text_of(client, address).split('<main class="govuk-main-wrapper"')[1]

    after_title = main.split("</h1>")[1].lstrip()
    assert after_title.startswith('<div class="home-warning">')


@pytest.mark.parametrize("address", AWARENESS)
def test_the_home_page_leads_to_each_kind_of_reader(client, home, address):
    links = re.findall(r'class="home-ways__link" href="([^"]+)"', text_of(client, "/"))

    assert address in links


def test_the_home_page_leads_with_somebody_worried_about_a_child(client, home):
    links = re.findall(r'class="home-ways__link" href="([^"]+)"', text_of(client, "/"))

    assert links == AWARENESS


def test_the_home_page_says_so_when_there_are_no_dates(client, home):
    assert "There are no dates at the moment." in text_of(client, "/")


def test_the_home_page_shows_the_next_dates(client, home, session):
    assert f'href="/book/{session.reference}/"' in text_of(client, "/")


def test_the_call_to_training_chooses_the_audience(client, home):
    assert 'href="/training/?audience=taxi-trade"' in text_of(client, "/taxi-hotel-and-shop-staff/")


def test_the_privacy_notice_says_when_access_needs_go(client, home):
    assert "deleted 30 days after the session" in re.sub(r"\s+", " ", text_of(client, "/privacy/"))


def test_the_privacy_notice_says_whom_to_ask(client, home, contact):
    main = text_of(client, "/privacy/").split("<main")[1].split("</main>")[0]

    assert 'href="mailto:training@example.org"' in main


def test_an_english_page_in_an_urdu_frame_says_that_it_is_english(client, home):
    page = text_of(client, "/ur/young-people/")

    assert '<html lang="ur" dir="rtl"' in page
    assert '<div class="home-page" lang="en-gb" dir="ltr">' in page


def test_an_english_page_in_an_english_frame_says_nothing_twice(client, home):
    main = text_of(client, "/young-people/").split("<main")[1].split("<section")[0]

    assert re.findall(r"\blang=", main) == []


def test_links_on_an_urdu_page_stay_in_urdu(client, home):
    links = re.findall(r'class="home-ways__link" href="([^"]+)"', text_of(client, "/ur/"))

    assert links == [f"/ur{address}" for address in AWARENESS]


def test_an_unpublished_page_is_gone_and_no_longer_linked(client, home):
    AwarenessPage.objects.get(slug="young-people").unpublish()

    assert client.get("/young-people/").status_code == 404
    assert "/young-people/" not in text_of(client, "/")


def test_publishing_again_changes_nothing(home):
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision"))

    publish_pages()

    assert list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision")) == before


def test_publishing_again_keeps_what_an_editor_wrote(home):
    AwarenessPage.objects.filter(slug="young-people").update(lead="Written by an editor.")

    publish_pages()

    assert AwarenessPage.objects.get(slug="young-people").lead == "Written by an editor."


def test_a_missing_page_comes_back(home):
    AwarenessPage.objects.get(slug="young-people").delete()

    call_command("publish_pages", stdout=None, verbosity=0)

    assert AwarenessPage.objects.filter(slug="young-people").count() == 1


def test_wagtails_welcome_page_is_replaced(home):
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage]
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


def test_search_engines_are_kept_out_of_personal_pages(client, home):
    lines = text_of(client, "/robots.txt").splitlines()

    kept_out = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")}
    assert {"/booking/", "/in/", "/register/", "/feedback/", "/admin/", "/licensing/"} - kept_out == set()


def test_the_site_map_names_every_page_and_course(client, home, course):
    places = re.findall(r"<loc>http://testserver([^<]+)</loc>", text_of(client, "/sitemap.xml"))

    assert sorted(places) == sorted([*ADDRESSES, "/training/seeing-the-signs/"])


def test_the_home_page_takes_seven_queries(client, home, session, contact, django_assert_num_queries):
    client.get("/")

    with django_assert_num_queries(7):
        client.get("/")
