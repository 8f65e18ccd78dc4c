"""Signing off: the files stay, records may be corrected, and a revision lists what it changes and says why."""

import hashlib
import json
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from people.models import Organisation
from reports.document import Reader
from reports.files import FORMATS
from reports.models import PublishedFile, SignOff
from reports.periods import dates, read_period
from reports.signing_off import CannotSignOff, changed_since, revise, sign_off
from sessions.finishing import finish_session, reopen_session
from sessions.models import Source
from tests.factories import make_sector
from tests.reports.figures import delivered

pytestmark = pytest.mark.django_db
PERIOD = read_period("2016/17")
PAGE = "/admin/reports/sign-off/?year=2016/17"


def corrected(session, number, *, by):
    reopen_session(session, reason="A sheet turned up", by=by)
    finish_session(session, source=Source.HEADCOUNT, headcount={"number": number, "qualifier": "counted"}, by=by)


def contents():
    return {pk: bytes(content) for pk, content in PublishedFile.objects.values_list("pk", "content")}


def test_a_period_is_frozen_with_date_and_person(officer):
    delivered((2017, 1, 10))

    made = sign_off(PERIOD, name="annual", by=officer)

    assert (made.label, made.number, made.signed_by_name, made.signed_at.date()) == (
        "2016/17",
        1,
        str(officer),
        timezone.now().date(),
    )
    assert {(f.report.reader, f.ending) for f in PublishedFile.objects.select_related("report")} == {
        (reader, ending) for reader in ("board", "public") for ending in FORMATS
    }


def test_the_files_are_kept_as_they_were(officer):
    session = delivered((2017, 1, 10))
    sign_off(PERIOD, name="annual", by=officer)
    before = contents()

    corrected(session, 99, by=officer)
    session.course.title = "Renamed"
    session.course.save()

    assert contents() == before
    assert all(hashlib.sha256(bytes(f.content)).hexdigest() == f.digest for f in PublishedFile.objects.all())


def test_a_running_period_is_not_signed_off(officer):
    today = timezone.localdate()

    with pytest.raises(CannotSignOff) as refused:
        sign_off(dates(today - timedelta(days=30), today), name="annual", by=officer)

    assert str(refused.value) == "This period is not over yet. It can be signed off from the day after its last day."


def test_a_period_is_signed_off_once(officer):
    sign_off(PERIOD, name="annual", by=officer)

    with pytest.raises(CannotSignOff):
        sign_off(PERIOD, name="annual", by=officer)


def test_a_correction_is_listed_figure_by_figure(officer):
    session = delivered((2017, 1, 10), attended=10)
    made = sign_off(PERIOD, name="annual", by=officer)

    corrected(session, 12, by=officer)

    changed = [each for each in changed_since(made) if each["table"] == "Professionals, 2016/17"]
    assert [(each["row"], each["column"], each["before"], each["after"]) for each in changed] == [
        ("Professionals", "Attended", "10", "12"),
        ("Total", "Attended", "10", "12"),
    ]


def test_a_revision_says_in_the_report_why_and_keeps_the_earlier_files(officer):
    session = delivered((2017, 1, 10), attended=10)
    made = sign_off(PERIOD, name="annual", by=officer)
    corrected(session, 12, by=officer)

    with time_machine.travel("2018-05-04T12:00:00Z", tick=False):
        revised = revise(made, reason="A sheet turned up.", by=officer)

    remarks = revised.reports.get(reader=Reader.BOARD).data["sections"][-1]["remarks"]
    assert f"Revised on 4 May 2018: A sheet turned up. Figures that changed: {len(revised.changes)}." in remarks
    assert [each.number for each in SignOff.objects.order_by("pk")] == [1, 2]
    assert made.reports.get(reader=Reader.BOARD).data["tables"][0]["total"]["attended"] == 10


def test_without_any_change_nothing_is_revised(officer):
    made = sign_off(PERIOD, name="annual", by=officer)

    with pytest.raises(CannotSignOff) as refused:
        revise(made, reason="To be sure", by=officer)

    assert str(refused.value) == "No published figure has changed, so there is nothing to revise."


def test_merged_employers_and_people_who_leave_change_no_published_figure(officer):
    session = delivered((2017, 1, 10), attended=10, host=Organisation.objects.create(name="Clearwater School"))
    made = sign_off(PERIOD, name="annual", by=officer)

    session.host.name = "Clearwater Academy"
    session.host.save()
    officer.delete()

    made.refresh_from_db()
    assert (changed_since(made), made.signed_by, made.signed_by_name) == ([], None, str(officer))


def test_the_publics_report_remembers_what_it_hid(officer):
    care, health = make_sector("Care"), make_sector("Health")
    session = delivered((2017, 1, 10), attended=3, sector=care)
    delivered((2017, 1, 11), attended=20, sector=health)
    delivered((2017, 1, 12), attended=30, sector=make_sector("Education"))
    made = sign_off(PERIOD, name="annual", by=officer)
    corrected(session, 12, by=officer)

    revised = revise(made, reason="A sheet turned up", by=officer)

    rows = revised.reports.get(reader=Reader.PUBLIC).data["tables"][0]["rows"]
    assert {row["label"]: row["suppressed"] for row in rows} == {
        "Care": "derivable",
        "Education": None,
        "Health": "derivable",
    }


class TestThePages:
    @pytest.fixture
    def reader(self, browse_as, officer):
        return browse_as(officer)

    def test_the_officer_is_asked_first_and_told_what_is_missing(self, reader):
        delivered((2017, 1, 10), attended=None)

        page = reader.get(PAGE)

        assert "2 things of this period are missing or doubtful." in page.content.decode()
        assert SignOff.objects.count() == 0

    def test_signing_off_leads_to_the_files(self, reader):
        delivered((2017, 1, 10), attended=77)

        page = BeautifulSoup(reader.post(PAGE, follow=True).content, "html.parser")

        links = [a["href"] for a in page.find(id="main")("a") if "/signed-off/file/" in a["href"]]
        assert len(links) == 2 * len(FORMATS)
        kept = reader.get(links[sorted(FORMATS).index("json")])
        assert json.loads(kept.content)["tables"][0]["total"]["attended"] == 77
        assert kept.headers["Cache-Control"] == "no-store, private"

    def test_a_revision_is_asked_for_its_reason(self, reader, officer):
        session = delivered((2017, 1, 10), attended=10)
        made = sign_off(PERIOD, name="annual", by=officer)
        corrected(session, 12, by=officer)

        answers = [reader.post(f"/admin/reports/signed-off/{made.pk}/", {"reason": why}) for why in ("", "A sheet")]

        assert [answer.status_code for answer in answers] == [200, 302]
        assert SignOff.objects.count() == 2

    @pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
    def test_nobody_else_signs_or_reads(self, who, browse_as, request, officer):
        made = sign_off(PERIOD, name="annual", by=officer)
        kept = PublishedFile.objects.first()
        other = browse_as(request.getfixturevalue(who))

        answers = [other.get(f"/admin/reports/signed-off/{path}") for path in ("", f"{made.pk}/", f"file/{kept.pk}/")]
        answers.append(other.post(PAGE))

        assert all(answer.status_code in {302, 403, 404} for answer in answers)
        assert SignOff.objects.count() == 1
