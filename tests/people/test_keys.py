"""Codes as they are drawn and spelt."""

import re

import pytest

from people.keys import ALPHABET, new_code, spell


@pytest.mark.parametrize("length", [1, 8, 16, 26])
def test_a_code_is_as_long_as_asked_and_uses_every_letter(length):
    codes = "".join(new_code(length) for _code in range(3000 // length))

    assert re.fullmatch(f"[{ALPHABET}]{{{3000 // length * length}}}", codes)
    assert set(codes) == set(ALPHABET)


@pytest.mark.parametrize(
    ("number", "length", "spelt"),
    [(0, 3, "000"), (1, 3, "001"), (33, 2, "11"), (32**2 - 1, 2, "zz"), (32**2 + 1, 2, "01")],
)
def test_a_number_is_spelt_by_its_last_bits(number, length, spelt):
    assert spell(number, length) == spelt
