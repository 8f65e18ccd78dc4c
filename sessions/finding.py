"""Finding somebody by whatever they remember: what an officer types into the one box.

Bookings come first; whoever came without one is found by their attendance.
"""

import re
from functools import reduce

from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from people.keys import badge_key, read_code
from sessions.models import Attendance, Booking

TEXTS = [
    "reference",
    "email",
    "phone",
    "badge__number_key",
    "delegate__name",
    "substitute_for__name",
    "delegate__organisation__name",
    "delegate__organisation_typed",
    "contact__name",
    "contact__email",
    "contact__phone",
    "contact__organisation__name",
    "contact__organisation_typed",
    "session__course__title",
    "session__series__title",
    "session__venue__name",
]
OF_WALK_INS = [
    "delegate__name",
    "delegate__email",
    "badge__number_key",
    "organisation__name",
    "organisation_typed",
    "session__course__title",
    "session__series__title",
    "session__venue__name",
]
PHONES = {"phone_plain": "phone", "contact_phone_plain": "contact__phone"}
BETWEEN_DIGITS = " -()./"
BETWEEN_WORDS = re.compile(r"[\s,;'\N{RIGHT SINGLE QUOTATION MARK}]+")
MOST_WORDS = 12  # of what was typed or pasted; more would only make the question longer


def bookings_mentioning(text):
    """Return the bookings in which every word occurs somewhere: of the person, whoever booked, badge, course or place.

    A reference, a badge and a telephone number are found as they are read out, too: with spaces between, in capitals,
    an O for a nought, +44 for the first nought. The same booking comes once.
    """
    if not (words := words_of(text)):
        return Booking.objects.none()
    found = occur_in(TEXTS, words=words) | read_out(text) | read_badge(text)
    plain = {name: without_gaps(field) for name, field in PHONES.items()}
    return Booking.objects.alias(**plain).filter(found)


def walk_ins_mentioning(text):
    """Return the attendances without a booking in which every word occurs: of the person, badge, course or place.

    The latest session comes first.
    """
    if not (words := words_of(text)):
        return Attendance.objects.none()
    found = occur_in(OF_WALK_INS, words=words) | read_badge(text)
    return Attendance.objects.filter(found, booking=None).order_by("-session__starts_at", "pk")


def words_of(text):
    return [word for word in BETWEEN_WORDS.split(text) if word][:MOST_WORDS]


def occur_in(fields, *, words):
    """Return that each word occurs in at least one of some fields."""
    anywhere = (reduce(Q.__or__, (Q(**{f"{field}__contains_any_case": word}) for field in fields)) for word in words)
    return reduce(Q.__and__, anywhere)


def read_badge(text):
    badge = badge_key(text)
    return Q(badge__number_key__contains=badge) if len(badge) >= 3 else Q()


def read_out(text):
    """Return what the whole of a text may mean besides words; what is too short to mean anything is left out."""
    meant = Q()
    code, digits = read_code(text), re.sub(r"\D", "", text)
    if 4 <= len(code) <= 8:
        meant |= Q(reference__contains=code)
    if len(digits) >= 5 and re.fullmatch(r"[\d\s()+./-]+", text):
        for name in PHONES:
            meant |= Q(**{f"{name}__contains": re.sub("^(0044|44|0)", "", digits)})
    return meant


def without_gaps(field):
    """Return a telephone number without what people put between its digits."""
    return reduce(lambda plain, sign: Replace(plain, Value(sign), Value("")), BETWEEN_DIGITS, F(field))
