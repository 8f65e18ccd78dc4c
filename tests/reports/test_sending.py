"""Telling named readers that a report is ready: once, in time, and only who may read it."""

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup

from outbox.models import Message
from people import roles
from reports.models import ReportSchedule
from reports.sending import tell_readers
from tests import factories
from tests.reports.figures import delivered

pytestmark = pytest.mark.django_db


def scheduled(*readers, began_on=date(2017, 1, 1), **facts):
    made = ReportSchedule.objects.create(**{"name": "annual", "days_after": 14} | facts)
    ReportSchedule.objects.filter(pk=made.pk).update(began_on=began_on)
    made.readers.set(readers)
    return made


def told_on(*days):
    """Return to whom and about what letters were written on these days, one after the other."""
    for day in days:
        with time_machine.travel(f"2017-{day}T07:00:00Z", tick=False):
            tell_readers()
    return [(letter.to, letter.subject) for letter in Message.objects.filter(kind="report_ready").order_by("pk")]


@pytest.mark.parametrize(("day", "letters"), [("04-14", 0), ("04-15", 1), ("06-14", 1), ("06-15", 0)])
def test_readers_are_told_some_days_after_the_year(officer, day, letters):
    scheduled(officer)

    assert len(told_on(day)) == letters


def test_everybody_is_told_once(officer, administrator):
    scheduled(officer, administrator)

    told = told_on("04-15", "04-15", "04-16")

    assert sorted(told) == sorted((each.email, "Annual report 2016/17") for each in (officer, administrator))


def test_each_quarter_is_told_of(officer):
    scheduled(officer, name="quarterly", days_after=10)

    subjects = [subject for _to, subject in told_on("04-12", "07-12")]

    assert subjects == ["Quarterly update 2016/17 Q4", "Quarterly update 2017/18 Q1"]


def test_whoever_may_no_longer_read_is_told_nothing(officer):
    gone = factories.make_user(roles.EDUCATION_OFFICER, email="gone@example.org", is_active=False)
    trainer = factories.make_user(roles.TRAINER, email="moved@example.org")
    scheduled(gone, trainer, officer)

    assert [to for to, _subject in told_on("04-15")] == [officer.email]


def test_what_was_over_before_it_was_set_up_is_not_told(officer):
    scheduled(officer, began_on=date(2017, 5, 1))

    assert told_on("05-02") == []


def test_the_letter_says_the_year_at_a_glance_and_leads_to_it(officer, browse_as):
    delivered((2017, 1, 10), attended=77)
    scheduled(officer)
    told_on("04-15")

    text = Message.objects.get(kind="report_ready").text

    assert "Professionals: 77 attended, in one session." in text
    address = text.split()[-1]
    page = browse_as(officer).get(address.removeprefix("https://muster.example.org"))
    assert "Annual report 2016/17" in page.content.decode()


def test_only_who_may_read_reports_can_be_chosen(officer, trainer_user, browse_as):
    page = BeautifulSoup(browse_as(officer).get("/admin/report-schedules/new/").content, "html.parser")

    offered = {box["value"] for box in page(attrs={"name": "readers"})}

    assert (str(officer.pk) in offered, str(trainer_user.pk) in offered) == (True, False)


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_sets_it_up(who, browse_as, request):
    assert browse_as(request.getfixturevalue(who)).get("/admin/report-schedules/").status_code in {302, 403, 404}
