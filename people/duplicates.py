"""Records that may be one: suggested, never merged by themselves. "These are two" is remembered.

Everything is found in a few statements and compared in memory, when the page is opened: see `people.likeness`.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from people.keys import email_key, name_key
from people.likeness import are_alike, are_one_mailbox, are_one_person, keys_of, like_pairs, words_of
from people.merging import kind_of
from people.models import Delegate, NotTheSame, Organisation, OrganisationAlias

MOST_AT_ONE = 50  # people under one address or one name: more are a mailbox of many, or a name like "Test"


@dataclass(frozen=True)
class Suspicion:
    """Two records of one kind that may be one, and why; `one` has the smaller key."""

    one: Organisation | Delegate
    other: Organisation | Delegate
    why: str


def label_of(kind, key):
    return f"{kind} {key}"


def told_apart():
    return set(NotTheSame.objects.values_list("one", "other"))


def pair_of(kind, one, other):
    """Return two keys of records as `NotTheSame` holds them."""
    return tuple(sorted([label_of(kind, one), label_of(kind, other)]))


@transaction.atomic
def tell_apart(one, other, *, by):
    """Remember that two records are two; a second time is harmless."""
    first, second = pair_of(kind_of(one), one.pk, other.pk)
    try:
        with transaction.atomic():
            NotTheSame.objects.create(one=first, other=second, said_by=by)
    except IntegrityError:
        return
    log(instance=one, action="muster.alike.two", user=by)


def suspected_organisations(*, among=None):
    """Return the suspicions about organisations, by name: five statements, whatever their number.

    `among` is a query of the keys to look at, by default all. Names and other names are compared. Two with different
    numbers in the schools file, or in different areas, are two.
    """
    rows = Organisation.objects.order_by("pk")
    rows = rows if among is None else rows.filter(pk__in=among)
    facts = {pk: (urn, area) for pk, urn, area in rows.values_list("pk", "urn", "area")}
    names = {(pk, 0): name for pk, name in rows.values_list("pk", "name")}
    names |= {(pk, alias): name for alias, pk, name in other_names() if pk in facts}
    pairs = {(one, other) for (one, _name), (other, _also) in like_pairs(names) if one != other}
    known = told_apart()
    found = [
        pair
        for pair in pairs
        if may_be_one(*(facts[pk] for pk in pair)) and pair_of("organisation", *pair) not in known
    ]
    return suspicions(Organisation.objects.select_related("type", "area"), found, why=_("Their names are alike."))


def other_names():
    return OrganisationAlias.objects.order_by("pk").values_list("pk", "organisation", "name")


def may_be_one(one, other):
    (urn, area), (another_urn, elsewhere) = one, other
    return not (urn and another_urn) and not (area and elsewhere and area != elsewhere)


def suspicions(rows, pairs, *, why):
    """Return pairs of keys as suspicions in the order of their names; `why` is a sentence, or {pair: sentence}."""
    found = rows.in_bulk({pk for pair in pairs for pk in pair})
    reasons = why if isinstance(why, dict) else dict.fromkeys(pairs, why)
    made = [Suspicion(found[one], found[other], reasons[one, other]) for one, other in pairs]
    return sorted(made, key=lambda each: (name_key(each.one.name), each.one.pk, each.other.pk))


def suspected_delegates(*, among=None):
    """Return the suspicions about delegates, by name: three statements, whatever their number; `among` as above."""
    names = ("pk", "name", "email", "organisation_id", "organisation_typed")
    rows = Delegate.objects.standing().order_by("pk")
    people = list((rows if among is None else rows.filter(pk__in=among)).values_list(*names))
    why = {pair: _("The same e-mail address, and names that are alike.") for pair in alike_at_one_address(people)}
    for pair in same_name_at_one_organisation(people):
        why.setdefault(pair, _("The same name at the same organisation, and e-mail addresses that are alike."))
    known = told_apart()
    found = [pair for pair in why if pair_of("delegate", *pair) not in known]
    return suspicions(Delegate.objects.select_related("organisation"), found, why=why)


def alike_at_one_address(people):
    """Yield pairs of people who share an address: homes do, so that the names have to be alike, too."""
    for one, other in pairs_under(people, key=lambda person: email_key(person[2])):
        if are_one_person(one[1], other[1]):
            yield one[0], other[0]


def same_name_at_one_organisation(people):
    for one, other in pairs_under(people, key=name_and_work):
        if are_one_mailbox(email_key(one[2]), email_key(other[2])):
            yield one[0], other[0]


def name_and_work(person):
    _pk, name, _email, organisation, typed = person
    work = organisation or name_key(typed)
    return (name_key(name), work) if work else None


def pairs_under(people, *, key):
    together = defaultdict(list)
    for person in people:
        if found := key(person):
            together[found].append(person)
    for group in together.values():
        if len(group) <= MOST_AT_ONE:
            yield from combinations(group, 2)


def likely_organisations(typed):
    """Return {name as typed: organisation's name} for those names that look like one we know; two queries."""
    if not typed:
        return {}
    known = [*names_of(Organisation.objects.values_list("name", "name"))]
    known += names_of(OrganisationAlias.objects.values_list("organisation__name", "name"))
    under = defaultdict(list)
    for organisation, words in known:
        for key in keys_of(words):
            under[key].append((organisation, words))
    return {name: found for name in typed if (found := first_alike(words_of(name), under))}


def names_of(rows):
    return [(organisation, words_of(name)) for organisation, name in rows.order_by("pk")]


def first_alike(words, under):
    for key in sorted(keys_of(words)):
        for organisation, known in under.get(key, ()):
            if are_alike(words, known):
                return organisation
    return None
