"""Requests in the back office: the list, each one's page, the answers, and the panel of what is to be decided."""

from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from outbox.models import Message
from sessions.asking import leave_unmet, plan_for
from sessions.models import BookingContact, TrainingRequest, TrainingSession
from tests.factories import make_course, make_organisation, make_session
from tests.sessions.test_asking import make_request, make_wish
from tests.sessions.test_back_office_planning import PLAN, day, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def act(name, request):
    return f"/admin/requests/{name}/{request.pk}/"


def status_of(request):
    return TrainingRequest.objects.get(pk=request.pk).status


def test_the_plan_form_is_filled_in_from_the_request(desk):
    course, school = make_course(audience="young-people"), make_organisation(name="Harbour Lane School")
    request = make_request(course=course, topic="", organisation=school.name, language="Urdu", people=58)

    page = desk.get(f"{PLAN}?request={request.pk}")

    initial = page.context["plan"].main.initial
    names = ("course", "host", "language", "capacity", "host_contact_name", "host_contact_email", "is_listed")
    assert [initial[name] for name in names] == [
        course.pk, school, "Urdu", 58, "Zofia Marsh", "zofia@example.org", False
    ]  # fmt: skip


def test_the_host_is_filled_in_when_the_organisation_has_become_known(desk):
    request = make_request(organisation="Harbour Lane School")
    school = make_organisation(name="Harbour Lane School")

    page = desk.get(f"{PLAN}?request={request.pk}")

    assert page.context["plan"].main.initial["host"] == school


@pytest.mark.parametrize(
    ("opens", "said", "mails"),
    [
        ({}, "Who asked for it will be told when you open it.", 0),
        ({"opens": "on"}, "Who asked for it will be told the date and the place.", 1),
    ],
)
def test_the_planner_reads_when_the_sender_is_told(desk, opens, said, mails):
    form = plan(make_course(audience="young-people"), day("2027-03-09", "09:30", "12:30"), **opens)

    page = desk.post(PLAN, form | {"request": make_request().pk})

    messages = [str(message).strip() for message in get_messages(page.wsgi_request)]
    assert (messages.count(said), Message.objects.filter(kind="request_planned").count()) == (1, mails)


def test_planning_answers_the_request(desk):
    request = make_request()
    course = make_course(audience="young-people")
    who = {"host_contact_name": "Zofia Marsh", "host_contact_email": "zofia@example.org", "opens": "on"}

    desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), request=request.pk, **who))

    request.refresh_from_db()
    assert (request.status, request.session) == ("planned", TrainingSession.objects.get())
    assert [mail.to for mail in Message.objects.filter(kind="request_planned")] == ["zofia@example.org"]


def test_a_request_answered_meanwhile_is_not_planned_twice(desk, officer):
    request = make_request()
    form = plan(make_course(audience="young-people"), day("2027-03-09", "09:30", "12:30"), request=request.pk)
    desk.post(PLAN, form)

    page = desk.post(PLAN, form)

    said = [str(message).strip() for message in get_messages(page.wsgi_request)]
    assert (said[-1], TrainingSession.objects.count()) == (
        "This request has been answered already. Look at it again.",
        1,
    )


@pytest.mark.parametrize("pk", ["", "x", "0", "9" * 30, "-1"])
def test_a_strange_request_is_none(desk, pk):
    assert desk.get(f"{PLAN}?request={pk}").context["asked"] is None


def test_a_request_is_answered_with_a_session_that_is_there(desk):
    request, session = make_request(), make_session(make_course(audience="young-people"))

    desk.post(act("attach", request), {"session": session.pk})

    request.refresh_from_db()
    assert (request.status, request.session) == ("planned", session)


def test_deleting_the_draft_puts_the_request_back(desk, officer):
    request, draft = make_request(), make_session(make_course(audience="young-people"), status="draft")
    plan_for(request, draft, by=officer)

    desk.post(f"/admin/sessions/delete/{draft.pk}/")

    request.refresh_from_db()
    assert (TrainingSession.objects.count(), request.status, request.session) == (0, "new", None)


@pytest.fixture
def drafted(officer):
    """A request that is to be answered by a draft."""
    request = make_request()
    plan_for(request, make_session(make_course(audience="young-people"), status="draft"), by=officer)
    return request


def delete_draft(desk):
    desk.post(f"/admin/sessions/delete/{TrainingSession.objects.get().pk}/")


def test_a_request_whose_draft_was_deleted_is_seen_among_those_to_decide(desk, drafted):
    delete_draft(desk)

    panel = next(panel for panel in desk.get("/admin/").context["panels"] if panel.name == "requests")
    assert list(panel.get_context_data({})["rows"]) == [drafted]


def test_its_history_says_why_it_is_open_again(desk, officer, drafted):
    delete_draft(desk)

    entries = ModelLogEntry.objects.for_instance(drafted).order_by("pk")
    assert [(entry.user, entry.message) for entry in entries] == [
        (officer, "The request became a session"),
        (officer, "The request is to be decided again: The draft that was to answer it was deleted."),
    ]


def test_whoever_knew_of_no_date_is_not_told_that_it_is_off(desk, drafted):
    before = Message.objects.count()

    delete_draft(desk)

    assert Message.objects.count() == before


def test_a_draft_that_cannot_be_deleted_keeps_its_request(desk, drafted):
    BookingContact.objects.create(session=drafted.session, name="Rosalind Achebe", email="office@example.org")

    delete_draft(desk)

    drafted.refresh_from_db()
    assert (TrainingSession.objects.count(), drafted.status) == (1, "planned")


def test_only_sessions_to_come_for_that_audience_are_offered(desk):
    fit = make_session(make_course(audience="young-people"))
    make_session()

    page = desk.get(act("attach", make_request()))

    assert [pk for pk, _label in page.context["form"].fields["session"].choices] == ["", fit.pk]


@pytest.mark.parametrize(("name", "status"), [("decline", "declined"), ("unmet", "unmet")])
def test_an_answer_needs_a_reason(desk, name, status):
    request = make_request()

    page = desk.post(act(name, request), {"reason": ""})
    before = status_of(request)
    desk.post(act(name, request), {"reason": "No trainer"})

    assert (page.context["form"].errors, before, status_of(request)) == ({"reason": ["Say why."]}, "new", status)


def test_the_page_says_who_is_told_before_they_are(desk):
    page = desk.get(act("decline", make_request()))

    assert str(page.context["lead"][0]) == "Zofia Marsh is written to at zofia@example.org."


def test_looking_reopens_nothing_and_the_button_does(desk, officer):
    request = make_request()
    leave_unmet(request, reason="No trainer", by=officer)

    desk.get(act("reopen", request))
    looked = status_of(request)
    desk.post(act("reopen", request))

    assert (looked, status_of(request)) == ("unmet", "new")


@pytest.mark.parametrize(
    ("status", "kind", "may"),
    [
        ("new", "come_to_us", {"plan", "attach", "unmet", "decline"}),
        ("unmet", "come_to_us", {"plan", "attach", "reopen", "decline"}),
        ("declined", "come_to_us", {"reopen"}),
        ("planned", "come_to_us", {"reopen"}),
        ("withdrawn", "come_to_us", set()),
        ("new", "tell_me", {"decline"}),
    ],
)
def test_the_page_offers_the_answers_that_make_sense(desk, status, kind, may):
    request = make_request()
    TrainingRequest.objects.update(status=status, kind=kind)

    assert desk.get(act("inspect", request)).context["may"] == may


def test_the_first_page_counts_what_is_to_be_decided_oldest_first(desk, course):
    requests = [make_request() for _number in range(6)]
    make_wish(course)

    panel = next(panel for panel in desk.get("/admin/").context["panels"] if panel.name == "requests")
    shown = panel.get_context_data({})

    assert (list(shown["rows"]), shown["how_many"]) == (requests[:5], 6)
    assert list(desk.get(shown["list_url"]).context["object_list"]) == requests


def test_the_list_downloads_what_it_shows(desk):
    make_request()

    book = load_workbook(BytesIO(desk.get("/admin/requests/?export=xlsx").getvalue()))

    headings, line = list(book.active.iter_rows(values_only=True))
    assert dict(zip(headings, line, strict=True))["Topic"] == "Online harm"


def test_a_request_taken_by_telephone_can_be_entered(desk):
    audience = make_course(audience="young-people").audience_id
    who = {"contact_name": "Head", "contact_email": "head@example.org"}

    desk.post("/admin/requests/new/", {"kind": "come_to_us", "audience": audience, "topic": "Online harm"} | who)

    assert status_of(TrainingRequest.objects.get()) == "new"


@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
@pytest.mark.parametrize("name", ["inspect", "attach", "decline", "unmet", "reopen", "edit"])
def test_nobody_else_sees_or_answers(browse_as, request, who, name):
    asked = make_request()

    answer = browse_as(request.getfixturevalue(who)).post(act(name, asked), {"reason": "No"})

    assert (answer.status_code in {302, 403, 404}, status_of(asked)) == (True, "new")
