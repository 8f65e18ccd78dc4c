"""Addresses that stand in mails and codes."""

from django.utils.translation import override

from design.addresses import full_address


def test_an_address_is_whole_and_in_the_language_spoken():
    with override("ur"):
        assert full_address("booking", "0" * 26) == f"https://muster.example.org/ur/booking/{'0' * 26}/"
