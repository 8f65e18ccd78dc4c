"""The public pages as a reader meets them."""

import itertools
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Site

from home.models import AwarenessPage, HomePage
from home.pages import publish_pages
from tests import factories

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
FROM_THE_PROGRAMME = ["/which-training/", "/calendar/"]


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def pages(client, home, contact):
    """What a reader gets at each address."""
    return {address: text_of(client, address) for address in ADDRESSES}


def which(pages, finds):
    """Return the addresses of pages in which something is found, with what it is."""
    return {address: found for address, page in pages.items() if (found := finds(page))}


def headings(page):
    return [int(level) for level in re.findall(r"<h([1-6])\b", page)]


def left_out(page):
    return [(above, below) for above, below in itertools.pairwise(headings(page)) if below > above + 1]


def loaded_from_elsewhere(page):
    loaded = re.findall(r'(?:src|srcset)="([^"]+)"', page)
    loaded += re.findall(r'<link (?!rel="canonical")[^>]*href="([^"]+)"', page)
    return [source for source in loaded if not source.startswith("/static/")]


def repeated_ids(page):
    ids = re.findall(r'\bid="([^"]+)"', page)
    return sorted(name for name in set(ids) if ids.count(name) > 1)


def test_reading_sets_no_cookie(client, home):
    cookies = [cookie for address in ADDRESSES for cookie in client.get(address).cookies]

    assert cookies == []


def test_a_page_begins_with_its_one_heading_of_the_first_level(pages):
    assert which(pages, lambda page: headings(page)[0] != 1 or headings(page).count(1) != 1) == {}


def test_headings_leave_out_no_level(pages):
    assert which(pages, left_out) == {}


def test_headings_of_dates_leave_out_no_level(client, training, session):
    addresses = ["/", "/training/", "/training/seeing-the-signs/"]

    assert [left_out(text_of(client, address)) for address in addresses] == [[], [], []]


def test_an_id_stands_once_on_a_page(pages):
    assert which(pages, repeated_ids) == {}


def test_a_page_loads_nothing_from_elsewhere(pages):
    assert which(pages, loaded_from_elsewhere) == {}


def test_a_page_has_no_inline_style_or_script(pages):
    inline = re.compile(r'\bstyle="|<style|<script(?![^>]* src=)|\bon[a-z]+="')

    assert which(pages, inline.findall) == {}


def test_every_page_can_be_left_quickly(pages):
    assert which(pages, lambda page: "Exit this page" not in page) == {}


def test_every_page_dials_the_numbers_for_help(pages):
    wanted = {"999", "01144960111", "01144960222", "08001111", "08088005000"}

    assert which(pages, lambda page: wanted - set(re.findall(r'href="tel:(\d+)"', page))) == {}


def test_the_content_warning_stands_before_everything_else(pages):
    followed_by = {address: pages[address].split("</h1>")[1].lstrip() for address in AWARENESS}

    assert which(followed_by, lambda rest: not rest.startswith('<div class="home-warning">')) == {}


def test_the_home_page_leads_with_somebody_worried_about_a_child(client, home):
    links = re.findall(r'class="home-ways__link" href="([^"]+)"', text_of(client, "/"))

    assert links == AWARENESS


def test_the_home_page_says_so_when_there_are_no_dates(client, home):
    assert "There are no dates at the moment." in text_of(client, "/")


def test_the_home_page_shows_the_next_dates(client, home, session):
    assert f'href="/book/{session.reference}/"' in text_of(client, "/")


def test_the_home_page_leaves_out_dates_that_are_closed(client, home, course):
    factories.make_session(course, status="booking_closed")
    session = factories.make_session(course, starts_at=timezone.now() + timedelta(days=20))

    rows = client.get("/").context["rows"]

    assert [row.session for row in rows] == [session]


def test_no_page_begins_with_an_unpublished_change(home):
    assert Page.objects.filter(has_unpublished_changes=True).count() == 0


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
    assert {"/booking/", "/in/", "/register/", "/screen/", "/feedback/", "/admin/", "/licensing/"} - kept_out == set()


def test_the_site_map_names_every_page_and_course(client, home, course):
    places = re.findall(r"<loc>http://testserver([^<]+)</loc>", text_of(client, "/sitemap.xml"))

    assert sorted(places) == sorted([*ADDRESSES, "/training/seeing-the-signs/", *FROM_THE_PROGRAMME])


def test_the_home_page_takes_two_queries_beside_what_is_kept(client, home, session, still, django_assert_num_queries):
    client.get("/")

    with django_assert_num_queries(2):
        client.get("/?the-same-page-at-another-address")
