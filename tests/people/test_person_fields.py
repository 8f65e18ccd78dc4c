"""What people type about themselves fits its column in every form in which it is kept."""

import pytest
from django.core.exceptions import ValidationError

from people.keys import badge_key, email_key
from people.person_fields import AddressField, BadgeNumberField, NameField, TidyField, plain_address

UNFOLDS_INTO_THREE = "\N{HEBREW LETTER SHIN WITH DAGESH AND SHIN DOT}"
UNFOLDS_INTO_EIGHTEEN = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"


@pytest.mark.parametrize("field", [TidyField(max_length=150), NameField(max_length=200)])
def test_a_text_is_measured_as_it_is_kept(field):
    with pytest.raises(ValidationError):
        field.clean(UNFOLDS_INTO_THREE * 100)


def test_a_badge_number_is_measured_as_it_is_compared():
    assert len(badge_key(UNFOLDS_INTO_EIGHTEEN * 3)) > 40

    with pytest.raises(ValidationError):
        BadgeNumberField(max_length=40).clean(UNFOLDS_INTO_EIGHTEEN * 3)


def test_an_address_is_measured_as_it_is_compared():
    address = "a@" + ".".join(["\N{LATIN SMALL LIGATURE FFI}" * 50] * 4) + ".org"
    assert (len(address), len(email_key(address))) == (209, 609)

    with pytest.raises(ValidationError):
        AddressField(max_length=254).clean(address)


@pytest.mark.parametrize(
    "address",
    [
        "m\u0131ke@example.org",
        "mike@",
        "\u017fam@example.org",
        "a b@example.org",
        '"mike"@example.org',
        '"mi\\ke"@example.org',
        "mike@[127.0.0.1]",
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused(address):
    with pytest.raises(ValidationError):
        AddressField(required=False).clean(address)


@pytest.mark.parametrize(
    "typed",
    ["amina@exa\u00admple.org", "amina@\uff45xample.org", "amina@example\u3002org", " amina@example.org "],
)
def test_one_mailbox_has_one_spelling(typed):
    assert plain_address(typed) == "amina@example.org"


def test_a_domain_in_another_script_is_written_as_it_travels():
    assert plain_address("amina@b\u00fccher.example") == "amina@xn--bcher-kva.example"


def test_an_address_may_be_left_out():
    assert AddressField(required=False).clean(" ") == ""


@pytest.mark.parametrize("number", ["--", "", " . "])
def test_a_badge_number_holds_a_letter_or_a_digit(number):
    with pytest.raises(ValidationError):
        BadgeNumberField().clean(number)


@pytest.mark.parametrize("field", [TidyField(max_length=200), NameField(max_length=200)])
def test_a_text_is_measured_as_it_is_compared(field):
    with pytest.raises(ValidationError):
        field.clean(UNFOLDS_INTO_EIGHTEEN * 100)


def test_an_organisation_is_measured_as_it_is_compared(browse_as, officer):
    facts = {"name": UNFOLDS_INTO_EIGHTEEN * 100, "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}

    response = browse_as(officer).post("/admin/organisations/new/", facts)

    assert response.context["form"].errors["name"] == ["Enter a shorter name"]


@pytest.mark.parametrize(
    "name", ["\u200b", "\u202e\u2066", "\u00ad", "\u3164", "\u2800", "\ufeff", "\u0301", ".", "--"]
)
def test_a_name_of_which_nothing_can_be_read_is_none(name):
    with pytest.raises(ValidationError) as refused:
        NameField().clean(name)

    assert refused.value.messages == ["This field is required."]


def test_a_name_of_one_sign_is_one():
    assert [NameField().clean(name) for name in ["X", "\u674e", "7", "\U0001f642"]] == [
        "X",
        "\u674e",
        "7",
        "\U0001f642",
    ]
