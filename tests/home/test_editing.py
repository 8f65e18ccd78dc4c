"""Editors and administrators at work on the pages, and everybody else before a closed door."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import CoursePage, HomePage, InformationPage, TrainingIndexPage

pytestmark = pytest.mark.usefixtures("home")

BESIDE_THE_PAGES = [
    "/admin/users/",
    "/admin/groups/",
    "/admin/sites/",
    "/admin/locales/",
    "/admin/redirects/",
    "/admin/collections/",
    "/admin/settings/design/servicesettings/",
    "/admin/settings/training_sessions/sessionsettings/",
    "/admin/settings/feedback/feedbacksettings/",
]


def words_for(page, **changes):
    """Return what the editing form of a page posts."""
    posted = {
        "title": page.title,
        "slug": page.slug,
        "seo_title": "",
        "search_description": page.search_description,
        "lead": page.lead,
        "body": streamfield([("text", rich_text("<p>As before.</p>"))]),
        "comments": inline_formset([]),
        "action-publish": "publish",
    }
    return nested_form_data(posted | changes)


def of_every_kind():
    return Page.objects.filter(slug__in=["home", "young-people", "training", "privacy"])


def test_an_editor_changes_and_publishes_a_page(browse_as, editor, client):
    page = InformationPage.objects.get(slug="privacy")

    browse_as(editor).post(f"/admin/pages/{page.pk}/edit/", words_for(page, lead="What we keep about you now."))

    assert "What we keep about you now." in client.get("/privacy/").content.decode()


def test_an_editors_first_page_leads_to_every_page(browse_as, editor, home):
    page = browse_as(editor).get("/admin/").content.decode()

    pages = home.get_descendants(inclusive=True)
    assert [f"/admin/pages/{one.pk}/edit/" in page for one in pages] == [True] * len(pages)


def test_an_officer_is_shown_no_pages_to_edit(browse_as, officer):
    page = browse_as(officer).get("/admin/").content.decode()

    assert "Pages of the public site" not in page


def test_an_administrator_changes_and_publishes_a_page(browse_as, administrator, client):
    page = InformationPage.objects.get(slug="privacy")

    browse_as(administrator).post(f"/admin/pages/{page.pk}/edit/", words_for(page, lead="What we keep about you now."))

    assert "What we keep about you now." in client.get("/privacy/").content.decode()


def test_an_editor_writes_a_page_for_a_course(browse_as, editor, client, course):
    index = TrainingIndexPage.objects.get()
    new = CoursePage(title="In full", slug="in-full", lead="Our own words.")

    browse_as(editor).post(f"/admin/pages/add/home/coursepage/{index.pk}/", words_for(new, course=course.pk))

    assert "Our own words." in client.get("/training/seeing-the-signs/").content.decode()


def test_a_course_has_one_page(browse_as, editor, course):
    index = TrainingIndexPage.objects.get()
    index.add_child(instance=CoursePage(title="First", course=course))

    browse_as(editor).post(
        f"/admin/pages/add/home/coursepage/{index.pk}/",
        words_for(CoursePage(title="Second", slug="second"), course=course.pk),
    )

    assert [page.title for page in CoursePage.objects.all()] == ["First"]


@pytest.mark.whole
def test_every_kind_of_page_has_its_form(browse_as, editor):
    browser = browse_as(editor)

    answers = {page.slug: browser.get(f"/admin/pages/{page.pk}/edit/").status_code for page in of_every_kind()}

    assert answers == {"home": 200, "young-people": 200, "training": 200, "privacy": 200}


def test_every_kind_of_page_can_be_looked_at_before_it_is_published(browse_as, editor):
    browser = browse_as(editor)

    answers = {page.slug: browser.get(f"/admin/pages/{page.pk}/view_draft/").status_code for page in of_every_kind()}

    assert answers == {"home": 200, "young-people": 200, "training": 200, "privacy": 200}


def test_an_editor_reaches_nothing_beside_the_pages(browse_as, editor):
    browser = browse_as(editor)

    ends = {address: browser.get(address, follow=True).redirect_chain[-1] for address in BESIDE_THE_PAGES}

    assert ends == dict.fromkeys(BESIDE_THE_PAGES, ("/admin/", 302))


@pytest.mark.parametrize("who", ["officer", "trainer_user", "licensing_officer", "outsider"])
def test_nobody_else_edits_a_page(browse_as, request, who):
    page = HomePage.objects.get()

    response = browse_as(request.getfixturevalue(who)).get(f"/admin/pages/{page.pk}/edit/")

    assert response.status_code in {302, 403, 404}


def test_pages_stand_only_where_they_belong(home):
    kinds = {model.__name__ for model in home.allowed_subpage_models()}

    assert kinds == {"AwarenessPage", "TrainingIndexPage", "InformationPage"}


def test_no_page_can_be_hidden_behind_a_password(browse_as, editor, home):
    response = browse_as(editor).get(f"/admin/pages/{home.pk}/privacy/")

    assert 'name="restriction_type"' not in response.content.decode()


def test_nobody_is_offered_wagtails_own_group():
    assert not Group.objects.filter(name="Moderators").exists()
