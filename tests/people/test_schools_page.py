"""The schools file in the back office: the preview, and importing what was looked at."""

import pytest
from bs4 import BeautifulSoup

from people.models import Organisation
from tests.factories import make_organisation
from tests.people.schools import CLOSED, file_of, school

PAGE = "/admin/organisations/import/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def look_at(desk, *schools, councils="Northvale", **facts):
    return desk.post(PAGE, {"file": file_of(*schools, **facts), "councils": councils, "links_successors": "on"})


def parsed(answer):
    return BeautifulSoup(answer.content, "html.parser")


def go_on(desk, answer, **wishes):
    hidden = {field["name"]: field["value"] for field in parsed(answer).select("input[type=hidden]")}
    return desk.post(PAGE, hidden | wishes, follow=True)


def said(answer):
    return [str(message).strip() for message in answer.context["messages"]]


def test_nothing_is_changed_before_it_was_looked_at(desk):
    page = parsed(look_at(desk, school()))

    numbers = {part.dt.text: part.dd.text for part in page.select(".muster-numbers > div")}
    assert (numbers, Organisation.objects.count()) == ({"New": "1"}, 0)


def test_what_was_looked_at_is_imported(desk):
    answer = go_on(desk, look_at(desk, school()))

    assert Organisation.objects.get().urn == 900201
    assert said(answer) == ["The schools are imported: 1 new, 0 changed, 0 closed, 0 unchanged."]


def test_the_same_file_again_has_nothing_to_import(desk):
    go_on(desk, look_at(desk, school()))

    page = parsed(look_at(desk, school()))

    assert page.find("strong").text == "Everything in this file is here already."
    assert [button for button in page.select("main button") if "Import" in button.text] == []


def test_a_change_meanwhile_is_looked_at_again(desk):
    answer = look_at(desk, school())
    make_organisation(name="Harbour Lane Primary School")

    page = parsed(go_on(desk, answer))

    assert page.find(role="alert").text.strip() == (
        "Something changed meanwhile. Look at the list again, and then import it."
    )
    assert Organisation.objects.get().urn is None


def test_problems_are_shown_by_row_and_column_and_the_others_can_be_imported(desk):
    answer = look_at(desk, school(), school(900202, "Northvale High", NumberOfPupils="many"))
    problem = parsed(answer).select_one("#to-correct ~ ul li").text

    go_on(desk, answer, part="1")

    assert problem == ("Row 3, column K, NumberOfPupils, Northvale High: “many” is not a whole number from 0 to 99999.")
    assert Organisation.objects.get().name == "Harbour Lane Primary School"


def test_wrong_rows_keep_all_out_unless_that_is_wanted(desk):
    go_on(desk, look_at(desk, school(), school(900202, NumberOfPupils="many")))

    assert Organisation.objects.count() == 0


def test_successors_are_named_before_they_are_linked(desk):
    go_on(desk, look_at(desk, school()))
    academy = school(900301, "Harbour Academy", OpenDate="01-09-2026")

    page = parsed(look_at(desk, school(**CLOSED), academy))

    assert page.select_one("#successors ~ ul li").text == (
        "Harbour Lane Primary School (900201) was succeeded by 900301"
    )


def test_a_council_that_is_not_there_is_explained_at_the_file(desk):
    answer = look_at(desk, school(), councils="Southfold")

    assert answer.context["form"].errors["file"] == [
        "No school of “Southfold” is in the file. Its councils are: Northvale."
    ]


def test_anothers_rows_are_not_taken(desk, browse_as, administrator):
    answer = look_at(browse_as(administrator), school())

    refused = go_on(desk, answer)

    assert said(refused) == ["That took too long, or was meant for somebody else. Choose the file again."]
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_imports_schools(who, browse_as, request):
    desk = browse_as(request.getfixturevalue(who))

    assert desk.get(PAGE).status_code in {302, 403, 404}
    assert look_at(desk, school()).status_code in {302, 403, 404}


def test_the_list_of_organisations_leads_there(desk):
    page = parsed(desk.get("/admin/organisations/"))

    assert page.select_one(f'a[href="{PAGE}"]').get_text(strip=True) == "Import the schools file"


def test_an_officer_enters_a_successor_by_hand(desk):
    academy = make_organisation(name="Eastmere Academy")
    closed = make_organisation(name="Eastmere School")
    data = {"name": closed.name, "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}

    desk.post(f"/admin/organisations/edit/{closed.pk}/", data | {"successor": "eastmere academy"})

    closed.refresh_from_db()
    assert closed.successor == academy


def test_nothing_succeeds_itself(desk):
    academy = make_organisation(name="Eastmere Academy")
    closed = make_organisation(name="Eastmere School", successor=academy)
    data = {"name": academy.name, "aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}

    answer = desk.post(f"/admin/organisations/edit/{academy.pk}/", data | {"successor": closed.name})

    assert answer.context["form"].errors["successor"] == ["An organisation cannot take its own place."]
