"""Files of many certificates: made by the worker in parts, one at a time, and fetched by whoever asked for them."""

from datetime import timedelta
from uuid import uuid4
from zipfile import ZipFile

import pikepdf
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from huey.contrib.djhuey import HUEY

from outbox.models import Message
from people import roles
from people.models import Delegate
from sessions import certificate_files, tasks
from sessions.certificate_files import ask_for_file, forget_files, make_files, one_at_a_time, path_of
from sessions.certifying import issue_for
from sessions.models import Attendance, Certificate, CertificateFile, TrainingSession
from sessions.refusals import NothingToPrint, TooMany
from tests import factories
from tests.reading import number_of_pages, texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PREPARED_FILES = tmp_path / "prepared"
    return settings.PREPARED_FILES


@pytest.fixture
def parts_of_two(monkeypatch):
    """Parts are so small that three people need two of them."""
    for module in (certificate_files, "sessions.certificates", "sessions.viewsets.acting_on_certificates"):
        name = module if isinstance(module, str) else module.__name__
        monkeypatch.setattr(f"{name}.MOST_AT_ONCE", 2)


@pytest.fixture
def session():
    """A finished session with a certificate for each of three people."""
    course = factories.make_course(title="Seeing the signs", gives_certificate=True)
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))
    people = Delegate.objects.bulk_create([Delegate(name=name) for name in ("Ada Okafor", "Bo Lind", "Cy Ross")])
    Attendance.objects.bulk_create(
        Attendance(session=session, delegate=each, how=Attendance.How.REGISTER, entry_key=uuid4()) for each in people
    )
    TrainingSession.objects.update(finished_at=timezone.now())
    session.refresh_from_db()
    issue_for(session)
    return session


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def made(session, officer, parts_of_two):
    file = ask_for_file(session, by=officer)
    make_files()
    file.refresh_from_db()
    return file


def tags_of(pdf):
    """Return {key: what the list of tags leads to} of a PDF."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): tags for key, tags in zip(numbers[::2], numbers[1::2], strict=True)}


def root_of(tag):
    while "/P" in tag:
        tag = tag.P
    return tag


def test_the_parts_are_bound_into_one_file_by_name(made):
    with pikepdf.open(path_of(made)) as pdf, pdf.open_outline() as contents:
        assert [item.title for item in contents.root] == ["Ada Okafor", "Bo Lind", "Cy Ross"]
        assert (len(pdf.pages), pdf.check_pdf_syntax()) == (3, [])


def test_the_whole_says_its_title_and_language_and_claims_to_be_accessible(made):
    with pikepdf.open(path_of(made)) as pdf, pdf.open_metadata() as said:
        assert (said["dc:title"], said["pdfuaid:part"]) == ("Certificates of attendance", "1")
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_page_leads_to_its_own_tags_which_hang_in_the_one_tree(made):
    with pikepdf.open(path_of(made)) as pdf:
        tags, tree = tags_of(pdf), pdf.Root.StructTreeRoot.objgen
        keys = [int(page.StructParents) for page in pdf.pages]

        assert len(set(keys)) == 3
        for key, page in zip(keys, pdf.pages, strict=True):
            assert {tag.Pg.objgen for tag in tags[key]} == {page.obj.objgen}
            assert {root_of(tag).objgen for tag in tags[key]} == {tree}


def test_every_link_is_tagged_and_no_key_is_used_twice(made):
    with pikepdf.open(path_of(made)) as pdf:
        tags = tags_of(pdf)
        links = [int(link.StructParent) for page in pdf.pages for link in page.Annots]
        pages = [int(page.StructParents) for page in pdf.pages]

        assert sorted(links + pages) == sorted(tags)
        assert [str(tags[key].S) for key in links] == ["/Link"] * 3
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(tags) + 1


def test_the_tags_follow_one_another_as_the_pages_do(made):
    with pikepdf.open(path_of(made)) as pdf:
        [document] = pdf.Root.StructTreeRoot.K
        heads = [tag for tag in document.K if tag.S == "/H1"]

        assert [tag.Pg.objgen for tag in heads] == [page.obj.objgen for page in pdf.pages]


def test_a_file_of_one_part_is_the_same_kind_of_file(session, officer):
    file = ask_for_file(session, by=officer)
    make_files()

    with pikepdf.open(path_of(file)) as pdf:
        assert (len(pdf.pages), len(tags_of(pdf))) == (3, 6)


def test_a_very_large_file_is_several_in_one(desk, session, officer, monkeypatch):
    monkeypatch.setattr(certificate_files, "VOLUME", 2)
    file = ask_for_file(session, by=officer)
    make_files()

    with ZipFile(path_of(file)) as together:
        pages = {name: number_of_pages(together.read(name)) for name in together.namelist()}
    fetched = desk.get(reverse("certificates:fetch", args=[file.pk]))

    assert pages == {"certificates-1.pdf": 2, "certificates-2.pdf": 1}
    assert fetched["Content-Disposition"] == 'inline; filename="certificates.zip"'
    fetched.close()


def test_a_volume_is_bound_of_parts_in_order(made):
    text = "".join(texts_of(path_of(made).read_bytes()))

    assert text.index("Ada Okafor") < text.index("Bo Lind") < text.index("Cy Ross")


def test_who_asked_is_told_once_when_it_is_ready(made, officer):
    make_files()

    letter = Message.objects.get(kind="certificate_file")
    assert (letter.to, letter.useless_after) == (officer.email, made.asked_at + timedelta(hours=1))
    assert f"https://muster.example.org/admin/certificates/files/{made.pk}/" in letter.text.splitlines()


def test_one_who_waits_gets_the_same_file(session, officer):
    files = [ask_for_file(session, by=officer) for _time in range(2)]

    assert (files[0] == files[1], CertificateFile.objects.count()) == (True, 1)


def test_while_one_process_makes_files_no_other_does(session, officer):
    ask_for_file(session, by=officer)

    with one_at_a_time() as is_ours:
        meanwhile = make_files()

    assert (is_ours, meanwhile, make_files()) == (True, 0, 1)


def test_what_cannot_be_made_is_tried_twice_and_then_said_to_have_failed(desk, session, officer, monkeypatch, caplog):
    file = ask_for_file(session, by=officer)
    monkeypatch.setattr(certificate_files, "make", lambda file: 1 / 0)

    made = make_files()

    file.refresh_from_db()
    assert (made, file.tries, file.has_failed, len(caplog.records)) == (0, 2, True, 2)
    assert "The file could not be made" in desk.get(reverse("certificates:files", args=[file.pk])).text


def test_nothing_and_too_much_are_refused(session, officer, monkeypatch):
    monkeypatch.setattr(certificate_files, "MOST", 2)
    with pytest.raises(TooMany):
        ask_for_file(session, by=officer)

    Certificate.objects.update(status="revoked")
    with pytest.raises(NothingToPrint):
        ask_for_file(session, by=officer)


def test_after_an_hour_it_is_gone(desk, made, folder):
    with time_machine.travel(made.asked_at + timedelta(minutes=61)):
        page = desk.get(reverse("certificates:files", args=[made.pk]))

        assert (page.status_code, forget_files(), list(folder.glob("*.pdf"))) == (404, 1, [])


def test_what_is_still_of_use_is_not_forgotten(made):
    assert (forget_files(), path_of(made).exists()) == (0, True)


def test_an_officer_asks_looks_and_fetches(desk, session, parts_of_two):
    asked = desk.post(reverse("certificates:file", args=[session.pk]), {"organisation": ""})
    before = desk.get(asked.url).text
    make_files()
    after, fetched = desk.get(asked.url).text, desk.get(asked.url + "pdf/")

    assert ("The file is being made" in before, "The file is ready" in after) == (True, True)
    assert b"".join(fetched.streaming_content)[:5] == b"%PDF-"
    assert (fetched["Cache-Control"], fetched["Content-Type"]) == ("no-store, private", "application/pdf")


def test_the_worker_hears_of_it_after_the_commit(desk, session, parts_of_two, django_capture_on_commit_callbacks):
    HUEY.flush()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("certificates:file", args=[session.pk]))

    asked = [task.name for task in HUEY.pending()]
    tasks.make_files_soon.call_local()

    assert (asked, CertificateFile.objects.get().is_ready) == (["make_files_soon"], True)


@pytest.mark.parametrize("lost", [0, 1])
def test_every_minute_it_makes_up_for_what_was_lost_and_clears_away(session, officer, lost):
    file = ask_for_file(session, by=officer)
    CertificateFile.objects.filter(pk=file.pk).update(asked_at=timezone.now() - timedelta(hours=2 * lost))

    tasks.make_files.call_local()

    assert [file.is_ready for file in CertificateFile.objects.all()] == [True] * (1 - lost)


def test_a_few_need_no_worker(desk, session):
    asked = desk.post(reverse("certificates:file", args=[session.pk]), {"organisation": ""})

    assert asked.url == reverse("certificates:file", args=[session.pk]) + "?organisation="
    assert (desk.get(asked.url)["Content-Type"], CertificateFile.objects.count()) == ("application/pdf", 0)


def test_looking_asks_for_nothing(desk, session, parts_of_two):
    answer = desk.get(reverse("certificates:file", args=[session.pk]))

    assert (answer.status_code, CertificateFile.objects.count()) == (302, 0)


def test_until_it_is_made_there_is_nothing_to_fetch(desk, session, officer):
    file = ask_for_file(session, by=officer)

    assert desk.get(reverse("certificates:fetch", args=[file.pk])).status_code == 404


@pytest.mark.parametrize("page", ["files", "fetch"])
@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
def test_nobody_else_learns_of_it(request, browse_as, made, page, who):
    answer = browse_as(request.getfixturevalue(who)).get(reverse(f"certificates:{page}", args=[made.pk]))

    assert answer.status_code in {302, 404}


@pytest.mark.parametrize("page", ["files", "fetch"])
def test_another_officer_s_file_and_a_missing_one_are_the_same(browse_as, made, page):
    other = browse_as(factories.make_user(roles.EDUCATION_OFFICER, email="other@example.org"))

    answers = [other.get(reverse(f"certificates:{page}", args=[pk])) for pk in (made.pk, made.pk + 1)]

    assert [answer.status_code for answer in answers] == [404, 404]
