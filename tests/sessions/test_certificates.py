"""Certificates as PDF: what they say, that screen readers can read them, and that cameras can read their code."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image

from design.models import ServiceSettings
from people.keys import tidy
from sessions.certificates import in_fours, pdf_of, said_of
from sessions.finishing import finish_session
from sessions.models import Certificate, Source, TrainingSession
from sessions.printing import REPLACEMENT, printable
from sessions.refusals import TooMany
from tests import factories
from tests.names import NAMES
from tests.reading import READ_TWICE, squeezed, texts_of
from tests.sessions.test_booking_pages import heading

pytestmark = pytest.mark.django_db
GIVEN_TO, WHO_TOOK = "This certificate is given to", "who took part in the whole of"


@pytest.fixture
def course():
    text = "Seeing what others miss, and whom to call."
    return factories.make_course(
        title="Seeing the signs", gives_certificate=True, refresher_months=36, certificate_text=text
    )


@pytest.fixture
def session(course):
    slots = [{"deliverer": factories.make_organisation(name="Northvale Police")}]
    return factories.make_session(course, starts_at=factories.london(2026, 11, 10, 9, 30), slots=slots)


@pytest.fixture
def attendance(session):
    booking = factories.make_booking(session, person=factories.make_person(name="Amina Kowalska"))
    return factories.make_attendance(session, booking=booking)


@pytest.fixture
def certificate(session, attendance, officer):
    finish_session(session, source=Source.REGISTER, by=officer)
    return Certificate.objects.select_related("attendance__session__course").get()


def made_out_to(name, *, attendance, **facts):
    """Return a certificate that is only printed, never kept."""
    return Certificate(
        attendance=attendance, name_printed=tidy(name), course_title="Seeing the signs", held_on="2026-11-10", **facts
    )


def read(pdf):
    """Return the lines of a PDF of one page."""
    [text] = texts_of(pdf)
    return [line.strip() for line in text.splitlines()]


def name_in(text):
    return squeezed(text.split(GIVEN_TO)[1].split(WHO_TOOK)[0])


def test_it_says_who_attended_what_when_and_where_to_check_it(certificate):
    assert read(pdf_of([certificate])) == [
        "Muster training",
        "Certificate of attendance",
        "This certificate is given to",
        "Amina Kowalska",
        "who took part in the whole of",
        "Seeing the signs",
        "Seeing what others miss, and whom to call.",
        "Date 10 November 2026",
        "Length 2 hours",
        "Given by Northvale Police",
        "Valid until 10 November 2029",
        "Scan the code to check this certificate, or type it at",
        "https://muster.example.org/verify/",
        "Check code",
        in_fours(certificate.code),
    ]


def test_screen_readers_are_told_language_title_and_structure(certificate):
    with pikepdf.open(BytesIO(pdf_of([certificate]))) as pdf, pdf.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == "Certificate of attendance: Amina Kowalska, Seeing the signs"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert (str(pdf.Root.Lang), "/K" in pdf.Root.StructTreeRoot) == ("en", True)
        assert sorted(alternatives(pdf)) == [
            f"Code to scan: opens https://muster.example.org/verify/{certificate.code}/",
            "Muster",
        ]


def alternatives(pdf):
    """Return the texts that stand for pictures."""
    return [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]


def test_a_camera_reads_the_address_of_the_check_page(certificate):
    with pypdfium2.PdfDocument(pdf_of([certificate])) as document:
        picture = document[0].render(scale=2).to_pil()

    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == f"https://muster.example.org/verify/{certificate.code}/"


@pytest.fixture(scope="module")
def sixty(django_db_setup, django_db_blocker):
    """The text of a certificate for each of the sixty names, laid out once, in two files."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        session = factories.make_session(
            factories.make_course(gives_certificate=True), starts_at=timezone.now() - timedelta(days=1)
        )
        attendance = factories.make_attendance(session)
        made = [made_out_to(name, attendance=attendance) for name in NAMES]
        texts = [text for part in (made[:30], made[30:]) for text in texts_of(pdf_of(part))]
        transaction.set_rollback(True)
    return dict(zip(NAMES, texts, strict=True))


def test_the_length_is_that_of_the_session_and_not_what_the_course_usually_lasts(session, attendance, officer):
    TrainingSession.objects.update(ends_at=session.starts_at + timedelta(minutes=100))
    finish_session(session, source=Source.REGISTER, by=officer)

    lines = read(pdf_of(Certificate.objects.all()))

    assert "Length 1 hour 40 minutes" in [" ".join(line.split()) for line in lines]


def test_there_are_sixty_different_names():
    assert (len(set(NAMES)), max(map(len, NAMES))) == (60, 200)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_printed_as_it_is(sixty, name):
    printed = name_in(sixty[name])

    if name in READ_TWICE:
        assert set(printed) == set(squeezed(name))
    else:
        assert printed == squeezed(name)


def test_each_is_one_page(sixty):
    assert len(sixty) == 60


def test_with_the_longest_of_everything_it_is_still_one_page(officer):
    course = factories.make_course(
        title="Wider " * 25, gives_certificate=True, refresher_months=12, certificate_text="Longer words. " * 42
    )
    start = timezone.now() - timedelta(days=40)
    days = [(start + timedelta(days=n), start + timedelta(days=n, hours=6)) for n in range(8)]
    slots = [{"deliverer": factories.make_organisation(name=f"{n} Northvale Police Service")} for n in range(8)]
    session = factories.make_session(course, days=days, slots=slots)
    for language in ("en-gb", "ur"):
        booking = factories.make_booking(session, person=factories.make_person(name="W" * 200), language=language)
        factories.make_attendance(session, booking=booking)
    finish_session(session, source=Source.REGISTER, by=officer)

    texts = texts_of(pdf_of(Certificate.objects.all()))

    assert ["W" * 200 in squeezed(text) for text in texts] == [True, True]


def test_in_urdu_the_page_runs_from_the_right_in_its_language(session, officer):
    booking = factories.make_booking(session, person=factories.make_person(name="محمد علی خان"), language="ur")
    factories.make_attendance(session, booking=booking)
    finish_session(session, source=Source.REGISTER, by=officer)
    certificate = Certificate.objects.get()

    pdf = pdf_of([certificate])

    lines = read(pdf)
    assert "محمد علی خان" in lines
    assert "10 نومبر 2026" in " ".join(lines)
    assert said_of([certificate])["certificates"][0]["rtl"]
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "ur"


def test_a_sign_that_no_font_has_is_replaced_where_it_can_be_seen(attendance):
    [text] = texts_of(pdf_of([made_out_to("王 Wang", attendance=attendance)]))

    assert name_in(text) == f"{REPLACEMENT}Wang"
    assert printable({"all": ["Þórr", "王"]}) == {"all": ["Þórr", REPLACEMENT]}


def test_the_course_has_its_own_logo(certificate, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    certificate.attendance.session.course.certificate_logo = picture("Harbour Lane")

    with pikepdf.open(BytesIO(pdf_of([certificate]))) as pdf:
        assert "Harbour Lane" in alternatives(pdf)


def test_without_one_it_has_the_service_s_name_and_logo(certificate, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    service = ServiceSettings.load()
    service.service_name, service.partnership_name = "Northvale training", "Northvale Partnership"
    service.logo = picture("Northvale")
    service.save()

    with pikepdf.open(BytesIO(pdf_of([certificate]))) as pdf:
        assert service.service_name in alternatives(pdf)
    assert read(pdf_of([certificate]))[:2] == ["Northvale training", "Northvale Partnership"]


def test_a_logo_whose_file_is_lost_keeps_nobody_from_a_certificate(certificate, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    logo = picture("Harbour Lane")
    logo.file.delete(save=False)
    logo.file.name = "original_images/lost.png"
    certificate.attendance.session.course.certificate_logo = logo

    assert said_of([certificate])["logos"].keys() == {""}


def picture(title):
    drawn = BytesIO()
    Picture.new("RGB", (600, 200), "#7a1f5c").save(drawn, "PNG")
    return Image.objects.create(title=title, file=ImageFile(drawn, name="logo.png"))


@pytest.mark.parametrize("number", [1, 5])
def test_many_take_the_same_queries(session, officer, number, django_assert_num_queries):
    for _person in range(number):
        factories.make_attendance(session, booking=factories.make_booking(session))
    finish_session(session, source=Source.REGISTER, by=officer)
    ServiceSettings.load()

    with django_assert_num_queries(2):
        pdf = pdf_of(Certificate.objects.all())

    assert len(texts_of(pdf)) == number


def test_fifty_are_laid_out_at_once_at_most(attendance):
    with pytest.raises(TooMany):
        pdf_of([made_out_to("Amina", attendance=attendance)] * 51)


def test_a_forged_page_changes_nothing_of_what_the_check_says(client, certificate):
    """D1: whatever somebody makes of the PDF, the truth is what we hold."""
    forged = BytesIO()
    with pikepdf.open(BytesIO(pdf_of([certificate]))) as pdf:
        pdf.docinfo["/Title"] = "Certificate of attendance: Bo Lind, Advanced course"
        pdf.save(forged)

    page = client.get(reverse("verify_code", args=[certificate.code]))

    assert heading(page) == "This certificate is valid"
    assert ("Seeing the signs" in page.content.decode(), "A. K." in page.content.decode()) == (True, True)
    assert "Amina" not in page.content.decode()
