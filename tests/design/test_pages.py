from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation
from django.views import defaults

from design.models import ServiceSettings
from people.models import StaffUser

pytestmark = pytest.mark.django_db


def page(template="base.html", *, path="/", language="en-gb", **context):
    with translation.override(language):
        return BeautifulSoup(render_to_string(template, context, request=RequestFactory().get(path)), "html.parser")


def stylesheets(soup):
    return [link["href"] for link in soup.select("link[rel=stylesheet]")]


def test_a_page_says_its_language_and_direction():
    html = page().html

    assert (html["lang"], html["dir"], stylesheets(html)) == ("en-gb", "ltr", ["/static/design/muster.css"])


def test_urdu_gets_the_mirrored_sheet():
    html = page(path="/ur/", language="ur").html

    assert (html["lang"], html["dir"], stylesheets(html)) == ("ur", "rtl", ["/static/design/muster-rtl.css"])


def test_the_partnerships_colour_is_one_more_sheet():
    ServiceSettings.objects.update(brand_colour="#7a1f5c")

    assert stylesheets(page()) == ["/static/design/muster.css", "/brand.css?v=7a1f5c"]


@pytest.mark.parametrize("template", ["base.html", "phone.html", "staff.html"])
def test_no_page_has_style_or_script_of_its_own(template):
    soup = page(template, user=AnonymousUser())

    assert soup.select("style, [style], script:not([src]), [onclick], [onload]") == []


def test_nothing_is_loaded_from_elsewhere():
    soup = page()

    loaded = [tag.get("src") or tag["href"] for tag in soup.select("script, img, link[rel=stylesheet], link[rel=icon]")]

    assert [address for address in loaded if not address.startswith("/")] == []


def test_the_exit_is_a_link_that_works_without_a_script():
    control = page().select_one("a.govuk-exit-this-page__button")

    assert (control["href"], control["rel"]) == ("https://www.bbc.co.uk/weather", ["nofollow", "noreferrer"])


def test_the_menu_marks_where_the_reader_is():
    current = page(path="/training/recognising-exploitation/").select(".muster-navigation [aria-current]")

    assert [(link["href"], link["aria-current"]) for link in current] == [("/training/", "true")]


def test_the_menu_stays_in_the_language():
    links = page(path="/ur/training/", language="ur").select(".muster-navigation__link")

    assert [link["href"] for link in links] == ["/ur/", "/ur/training/", "/ur/worried-about-a-child/"]


def test_the_same_page_is_offered_in_the_other_language():
    offered = [link["href"] for link in page(path="/training/?area=north").select(".muster-languages__link")]

    assert offered == ["/ur/training/?area=north"]


def test_999_comes_first_and_every_number_dials():
    numbers = [link["href"] for link in page().select(".muster-help a[href^=tel], .muster-help a[href^=sms]")]

    assert numbers == ["tel:999", "tel:101", "tel:08088005000", "tel:08001111", "tel:0800555111", "sms:61016"]


def test_the_hub_is_shown_by_day_and_out_of_hours():
    ServiceSettings.objects.update(hub_phone_by_day="0114 496 0101", hub_phone_out_of_hours="+44 114 496 0202")

    numbers = [link["href"] for link in page().select(".muster-help__hub a")]

    assert numbers == ["tel:01144960101", "tel:+441144960202"]


def test_the_day_of_the_last_check_is_told():
    ServiceSettings.objects.update(numbers_last_checked_on="2026-11-20")

    assert page().select_one(".muster-help__checked").get_text() == "Numbers last checked on 20 November 2026."


def test_a_phone_page_is_small_and_has_no_menu_and_no_exit():
    soup = page("phone.html")

    assert soup.select(".muster-navigation, .govuk-exit-this-page") == []
    assert len(str(soup).encode()) < 10_000


def test_a_phone_page_costs_the_settings_with_their_lines_and_no_session(django_assert_num_queries):
    with django_assert_num_queries(2):
        soup = page("phone.html")

    assert soup.select_one(".muster-help--short a")["href"] == "tel:999"


def test_a_staff_page_shows_who_is_signed_in_and_no_exit():
    person = StaffUser(email="amira@example.org")

    soup = page("staff.html", user=person)

    assert soup.select_one(".muster-signed-in strong").get_text() == str(person)
    assert soup.select_one(".muster-signed-in form")["action"] == "/accounts/logout/"
    assert soup.select(".govuk-exit-this-page, .muster-help") == []


@pytest.mark.parametrize(("on", "banners"), [(True, 1), (False, 0)])
def test_the_demonstration_says_so_on_staff_pages(on, banners):
    with override_settings(DEMONSTRATION=on):
        soup = page("staff.html", user=AnonymousUser())

    assert len(soup.select(".muster-demonstration")) == banners


def test_a_page_with_errors_says_so_in_its_title():
    assert page(form=SimpleNamespace(errors={"name": ["Enter your name"]})).title.string == "Error: Muster training"


def answer(code):
    request = RequestFactory().get("/nowhere/")
    views = {400: defaults.bad_request, 403: defaults.permission_denied, 404: defaults.page_not_found}
    return views[code](request, exception=Exception("x")) if code in views else defaults.server_error(request)


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_an_error_page_still_helps(code):
    response = answer(code)
    soup = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == code
    assert soup.select_one(".muster-help__call")["href"] == "tel:999"


@pytest.mark.parametrize("code", [400, 500])
def test_the_pages_of_last_resort_ask_the_database_nothing(code, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = answer(code)

    assert response.status_code == code


def test_a_404_does_not_repeat_the_address_asked_for():
    assert "nowhere" not in answer(404).content.decode()


def test_a_list_keeps_its_filters_from_page_to_page():
    shown = Paginator(range(30), 10).page(2)
    soup = page("components/pagination.html", path="/training/?area=north&page=2", page_obj=shown)

    assert [link["href"] for link in soup.select("a")] == ["?area=north&page=1", "?area=north&page=3"]
