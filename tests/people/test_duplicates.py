import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.duplicates import likely_organisations, suspected_delegates, suspected_organisations, tell_apart
from people.likeness import are_alike, are_one_mailbox, are_one_person, keys_of, like_pairs, words_of
from people.merging import merge
from people.models import Area, NotTheSame, OrganisationAlias
from tests import factories

ALIKE = [
    ("St Mary's C of E Primary", "Saint Marys Church of England Primary School"),
    ("Vale Police", "Vale Polce"),
    ("NSPCC", "National Society for the Prevention of Cruelty to Children"),
    ("Vale Sch.", "The Vale School"),
    ("Quay Trust", "QUAY TRUST Ltd."),
    ("Oak Park Academy", "Oakpark Academy"),
    ("Northvale City Council", "Northvale Council"),
    ("Vale Primary", "Vale School"),
    ("Café Łódź Centre", "Cafe Łódź"),
]
TWO = [
    ("Vale Infant School", "Vale Junior School"),
    ("Vale Primary 1", "Vale Primary 2"),
    ("St Mary's Primary School", "St Mark's Primary School"),
    ("Vale Police", "Vale Council"),
    ("Ashford Primary School", "Ashley Primary School"),
    ("The School", "The Academy"),
    ("", "The Vale School"),
]


@pytest.mark.parametrize("pair", ALIKE)
def test_names_that_may_be_one_are_brought_together(pair):
    assert like_pairs(dict(enumerate(pair))) == {(0, 1)}


@pytest.mark.parametrize("pair", TWO)
def test_names_of_two_are_kept_apart(pair):
    assert like_pairs(dict(enumerate(pair))) == set()


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_does_not_depend_on_the_order(one, other):
    first, second = words_of(one), words_of(other)

    assert are_alike(first, second) == are_alike(second, first)


@given(st.lists(st.sampled_from(["quay", "vale", "brookfield", "saint", "marys", "junior"]), min_size=1, unique=True))
def test_what_is_alike_shares_a_key(words):
    slip = [words[0] + "x", *words[1:]]

    assert not are_alike(words, slip) or bool(keys_of(words) & keys_of(slip))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Amina Kowalska", "Kowalska Amina", True),
        ("Amina Kowalska", "A. Kowalska", True),
        ("Amina Kowalska", "Amina Kowalski", True),
        ("Amina Kowalska", "Jo Kowalska", False),
        ("Amina Kowalska", "Amina Marsh", False),
        ("Al O'Brien", "Al O\u2019Brien", True),
    ],
)
def test_names_of_one_person(one, other, alike):
    assert are_one_person(one, other) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("amina.k@vale.example", "amina.k@quay.example", True),
        ("amina.k@vale.example", "amina.kk@vale.example", True),
        ("amina.k@vale.example", "office@vale.example", False),
        ("amina.k@vale.example", "", True),
    ],
)
def test_addresses_of_one_person(one, other, alike):
    assert are_one_mailbox(one, other) is alike


def test_organisations_with_like_names_are_suspected(db):
    one = factories.make_organisation(name="Vale Primary School")
    other = factories.make_organisation(name="The Vale Primary")
    factories.make_organisation(name="Quay Trust")

    assert [(each.one, each.other) for each in suspected_organisations()] == [(one, other)]


def test_another_name_that_is_like_a_name_is_suspected(db):
    one = factories.make_organisation(name="Northvale Constabulary")
    OrganisationAlias.objects.create(organisation=one, name="Vale Police Service")
    other = factories.make_organisation(name="The Vale Police")

    assert [(each.one, each.other) for each in suspected_organisations()] == [(one, other)]


@pytest.mark.parametrize("field", ["urn", "area"])
def test_two_schools_of_the_file_and_two_areas_are_two(db, field):
    facts = {"urn": [100001, 100002], "area": [Area.objects.create(name="North"), Area.objects.create(name="South")]}
    for name, value in zip(["Vale Primary School", "The Vale Primary"], facts[field], strict=True):
        factories.make_organisation(name=name, **{field: value})

    assert suspected_organisations() == []


def test_what_was_told_apart_is_not_suspected_again(db, officer):
    one = factories.make_organisation(name="Vale Primary School")
    other = factories.make_organisation(name="The Vale Primary")

    tell_apart(other, one, by=officer)
    tell_apart(one, other, by=officer)

    assert (suspected_organisations(), NotTheSame.objects.count()) == ([], 1)


def test_people_with_like_names_at_one_address_are_suspected(db):
    one = factories.make_delegate(name="Amina Kowalska", email="amina@example.org")
    other = factories.make_delegate(name="Amina Kowalski", email="Amina@example.org")
    factories.make_delegate(name="Jo Marsh", email="amina@example.org")

    assert [(each.one, each.other) for each in suspected_delegates()] == [(one, other)]


def test_one_name_at_one_organisation_with_like_addresses_is_suspected(db):
    facts = {"name": "Amina Kowalska", "organisation": "Quay Trust"}
    one = factories.make_delegate(**facts, email="amina.k@vale.example")
    other = factories.make_delegate(**facts, email="aminak@vale.example")
    factories.make_delegate(**facts, email="office@elsewhere.example")

    assert [(each.one, each.other) for each in suspected_delegates()] == [(one, other)]


def test_who_was_merged_is_not_suspected_again(db, officer):
    one = factories.make_delegate(name="Amina Kowalska", email="amina@example.org")
    merge(factories.make_delegate(name="Amina Kowalski", email="amina@example.org"), kept=one, by=officer)

    assert suspected_delegates() == []


def test_what_was_typed_is_likely_an_organisation_that_is_known(db):
    police = factories.make_organisation(name="Vale Police")
    OrganisationAlias.objects.create(organisation=police, name="Northvale Constabulary")

    likely = likely_organisations(["vale polce", "Northvale Constabulery", "Quay Trust"])

    assert likely == {"vale polce": "Vale Police", "Northvale Constabulery": "Vale Police"}


def test_suspicions_take_the_same_statements_however_many(db, django_assert_num_queries):
    for number in range(3):
        factories.make_organisation(name=f"Brookfield{number * 'x'} Primary School")
        factories.make_delegate(name="Amina Kowalska", email=f"amina{number}@example.org", organisation="Quay Trust")

    with django_assert_num_queries(5):
        suspected_organisations()
    with django_assert_num_queries(3):
        suspected_delegates()
