import pytest

from people.merging import merge
from people.models import Merge, NotTheSame, Organisation
from tests import factories

LIST = "/admin/duplicates/"
MERGED = f"{LIST}merged/"


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def two(db):
    """Two spellings of one school."""
    return [factories.make_organisation(name=name) for name in ("Vale Primary School", "The Vale Primary")]


@pytest.fixture
def made(two, officer):
    kept, gone = two
    return merge(gone, kept=kept, by=officer)


def address(one, other, page=""):
    return f"{LIST}organisation/{one.pk}/{other.pk}/{page}"


def test_the_list_shows_what_may_be_one(desk, two):
    page = desk.get(LIST)

    assert [[each.one, each.other] for each in page.context["page"]] == [two]


def test_the_list_of_delegates_has_an_address_of_its_own(desk):
    one = factories.make_delegate(name="Amina Kowalska", email="amina@example.org")
    other = factories.make_delegate(name="Amina Kowalski", email="amina@example.org")

    page = desk.get(LIST, {"kind": "delegate"})

    assert [(each.one, each.other) for each in page.context["page"]] == [(one, other)]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("organisation", "No two organisations look like one."),
        ("delegate", "No two delegates look like one person."),
        ("nonsense", "No two organisations look like one."),
    ],
)
def test_an_empty_list_says_so(desk, kind, sentence):
    assert desk.get(LIST, {"kind": kind}).content.decode().count(sentence) == 1


def test_two_stand_side_by_side_with_what_differs(desk, two):
    factories.make_delegate(organisation="The Vale Primary")

    lines = desk.get(address(*two)).context["lines"]

    assert lines[0] == ("Name", "Vale Primary School", "The Vale Primary", True)
    assert lines[-1] == ("In use by", "Nothing", "1 delegate", True)


def test_two_delegates_stand_side_by_side(desk):
    one, other = (factories.make_delegate(name=name) for name in ("Amina", "Jo"))

    page = desk.get(f"{LIST}delegate/{one.pk}/{other.pk}/")

    assert [label for label, *_rest in page.context["lines"]] == ["Name", "E-mail", "Organisation", "Role", "In use by"]


def test_these_are_two_is_remembered(desk, two):
    desk.post(address(*two))

    assert (NotTheSame.objects.count(), list(desk.get(LIST).context["page"])) == (1, [])


def test_before_merging_one_reads_what_will_follow(desk, two):
    factories.make_delegate(organisation="The Vale Primary")

    page = desk.get(address(*two, "merge/"))

    assert (page.context["moves"], Organisation.objects.count()) == ([("delegate", 1)], 2)


def test_the_first_of_the_address_stays(desk, two):
    kept, gone = two

    response = desk.post(address(kept, gone, "merge/"))

    assert response.headers["Location"] == f"{LIST}?kind=organisation"
    assert list(Organisation.objects.all()) == [kept]


def test_a_refusal_is_read_on_the_page(desk, two):
    for number, each in enumerate(two, 100001):
        each.urn = number
        each.save()

    response = desk.post(address(*two, "merge/"))

    assert (response.status_code, Organisation.objects.count()) == (409, 2)
    assert str(response.context["why_not"]).startswith("Both stand in the national schools file") is True


def test_two_that_nobody_suspected_are_compared_by_name(desk, two):
    other = factories.make_organisation(name="Quay Trust")

    response = desk.post(LIST, {"one": "quay trust", "other": "Vale Primary School"})

    assert response.headers["Location"] == address(two[0], other)


def test_one_and_the_same_is_refused_beside_its_field(desk, two):
    response = desk.post(LIST, {"one": "The Vale Primary", "other": "The Vale Primary"})

    assert response.context["form"].errors["other"] == ["This is the same organisation, perhaps under another name."]


def test_what_was_merged_is_listed_with_what_followed(desk, two, officer):
    factories.make_delegate(organisation="The Vale Primary")
    merge(two[1], kept=two[0], by=officer)

    [line] = desk.get(MERGED).context["lines"]

    assert (line["made"].gone_said, line["moved"]) == ("The Vale Primary", [("delegate", 1)])


def test_nothing_merged_yet_says_so(desk):
    assert desk.get(MERGED).content.decode().count("Nothing has been merged yet.") == 1


def test_a_merge_is_undone_after_being_asked(desk, made):
    address = f"{MERGED}{made.pk}/undo/"

    asked = desk.get(address)
    desk.post(address)

    assert (asked.context["why_not"], Organisation.objects.count()) == (None, 2)


def test_undoing_twice_says_why_not(desk, made):
    address = f"{MERGED}{made.pk}/undo/"
    desk.post(address)

    response = desk.post(address)

    assert (response.status_code, str(response.context["why_not"])) == (409, "This has been undone already.")


def test_the_merge_stands_in_the_organisations_history(desk, made):
    page = desk.get(f"/admin/organisations/history/{made.kept}/").content.decode()

    assert page.count("Another organisation was merged into this one: The Vale Primary") == 1


def test_who_was_merged_is_on_no_list_of_delegates(desk, officer):
    kept, gone = (factories.make_delegate(name=name) for name in ("Amina", "Jo"))
    merge(gone, kept=kept, by=officer)

    assert list(desk.get("/admin/delegates/").context["object_list"]) == [kept]


@pytest.mark.parametrize("page", ["organisation/0/1/", "organisation/7/7/", "nonsense/1/2/", "merged/0/undo/"])
def test_what_is_not_there_is_not_found(desk, page):
    assert desk.get(LIST + page).status_code == 404


@pytest.mark.parametrize("who", ["editor", "outsider", "licensing_officer", "trainer_user"])
@pytest.mark.parametrize("page", ["", "merged/", "organisation/{}/{}/", "organisation/{}/{}/merge/", "merged/{}/undo/"])
def test_others_reach_no_page_and_merge_nothing(request, browse_as, two, who, page):
    stranger = browse_as(request.getfixturevalue(who))
    address = LIST + page.format(*(each.pk for each in two))

    responses = [stranger.get(address), stranger.post(address)]

    assert [response.status_code for response in responses] == [302, 302]
    assert (Organisation.objects.count(), Merge.objects.count(), NotTheSame.objects.count()) == (2, 0, 0)


def test_an_administrator_merges_too(browse_as, administrator, two):
    browse_as(administrator).post(address(*two, "merge/"))

    assert Merge.objects.get().made_by == administrator


def test_the_list_takes_the_same_statements_however_long(desk, still, django_assert_num_queries):
    for number in range(3):
        factories.make_organisation(name=f"Brookfield{'x' * number} Primary School")
    desk.get(LIST)

    with django_assert_num_queries(13):
        desk.get(LIST)
