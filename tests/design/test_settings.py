import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from design.colour import contrast, shades_of
from design.context import service
from design.models import HelpLine, ServiceSettings


@pytest.fixture
def settings_row(db):
    return ServiceSettings.load()


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == 21


def test_a_pale_colour_is_refused_with_its_contrast_and_what_to_do():
    with pytest.raises(ValidationError) as refusal:
        ServiceSettings(brand_colour="#f2a33a").clean()

    assert refusal.value.messages == [
        "White writing on #f2a33a has a contrast of 2.0 to 1. People need at least 4.5 to 1. Choose a darker shade."
    ]


@pytest.mark.parametrize("colour", ["#0b4f5c", "#767676", "#7A1F5C"])
def test_a_legible_colour_is_accepted(colour):
    ServiceSettings(brand_colour=colour).clean()

    assert contrast(colour.lower(), "#ffffff") >= 4.5


@pytest.mark.parametrize("colour", ["teal", "#fff", "#0b4f5g", ""])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValidationError, match="like #0b4f5c"):
        ServiceSettings(brand_colour=colour).clean()


def test_writing_in_the_colour_is_legible_on_its_tint():
    shades = shades_of("#767676")

    assert contrast(shades["brand-text"], shades["brand-tint"]) >= 4.5


def test_the_national_lines_come_with_the_first_migration(settings_row):
    lines = [(line.name, line.phone or line.text_number) for line in settings_row.lines_in_order]

    assert lines == [
        ("Police", "101"),
        ("NSPCC helpline", "0808 800 5000"),
        ("Childline", "0800 1111"),
        ("CEOP Safety Centre", ""),
        ("Crimestoppers", "0800 555 111"),
        ("British Transport Police", "61016"),
    ]


def test_a_line_that_cannot_be_reached_is_refused(settings_row):
    with pytest.raises(ValidationError, match="Give a telephone"):
        HelpLine(service=settings_row, name="Nobody").full_clean()


def test_the_oldest_check_is_the_one_that_is_told(settings_row):
    settings_row.numbers_last_checked_on = "2026-11-20"
    settings_row.help_lines.filter(name="Childline").update(last_checked_on="2026-05-01")
    settings_row.save()

    assert str(ServiceSettings.load().checked_on) == "2026-05-01"


def test_a_page_that_does_not_ask_costs_no_query(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        service(RequestFactory().get("/"))


def test_a_page_that_asks_twice_costs_two_queries_with_all_lines(django_assert_num_queries, db):
    offered = service(RequestFactory().get("/"))["service"]

    with django_assert_num_queries(2):
        names = {offered.service_name, offered.service_name, offered.hub_name}
        count = len(offered.lines_in_order) + len(offered.lines_in_order)

    assert (names, count) == ({"Muster training", ""}, 12)


def test_the_next_page_costs_none(django_assert_num_queries, settings_row, still):
    ServiceSettings.load()

    with django_assert_num_queries(0):
        assert len(ServiceSettings.load().lines_in_order) == 6


def test_a_change_is_read_at_once(settings_row, still):
    ServiceSettings.load()
    settings_row.service_name = "Clear Sight"
    settings_row.save()

    assert ServiceSettings.load().service_name == "Clear Sight"


def test_what_a_reader_does_with_the_settings_is_not_kept(settings_row, still):
    ServiceSettings.load().service_name = "Scribbled over"

    assert ServiceSettings.load().service_name == "Muster training"


def test_the_colour_is_a_stylesheet_kept_for_a_year(client, settings_row):
    settings_row.brand_colour = "#7A1F5C"
    settings_row.save()

    response = client.get("/brand.css?v=7a1f5c")

    assert response.headers["Content-Type"] == "text/css"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content.decode().startswith(":root{--brand:#7a1f5c;--brand-text:#7a1f5c;")


def test_an_outdated_address_of_the_colour_is_not_kept(client, settings_row):
    response = client.get("/brand.css?v=123456")

    assert response.headers["Cache-Control"] == "no-cache"


def test_the_administrator_changes_name_colour_and_lines_in_one_form(client, administrator):
    client.force_login(administrator)

    response = client.get(f"/admin/settings/design/servicesettings/{ServiceSettings.load().pk}/")

    assert response.status_code == 200
    assert len(response.context["form"].formsets["help_lines"].forms) == 6
