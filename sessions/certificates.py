"""Certificates as PDF: a page of A4 each, tagged for screen readers (PDF/UA-1), in the holder's language.

The page is laid out by certificate.typ, as sessions.printing says.
"""

from collections import defaultdict
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _
from wagtail.images.models import Filter

from design.addresses import full_address
from design.models import ServiceSettings
from design.words import join_words, say_full_date, say_minutes
from sessions.codes import qr_svg
from sessions.models import Slot
from sessions.printing import FONTS, begins_rtl, print_pdf, printable
from sessions.refusals import NothingToPrint, TooMany

TEMPLATE = Path(__file__).with_name("certificate.typ")
LOGO = "max-900x300|format-png"
MOST_AT_ONCE = 50  # of which the memory is bounded: larger files are put together of such parts (certificate_files)
FEW = 10
MOST_DATES = 3  # that are said one by one
FACTS = ("attendance__session__course__certificate_logo", "attendance__booking")


def pdf_of(certificates, *, is_part=False):
    """Return one PDF with a page for each certificate, in their order; at most MOST_AT_ONCE.

    `certificates` is a list or a QuerySet, without those of somebody who was erased. Two queries, however many, and one
    more for each session of several days. More than a FEW, and every part of a larger file, are laid out in a process
    of their own, whose memory ends with it. Raises TooMany and NothingToPrint.
    """
    if hasattr(certificates, "select_related"):
        certificates = certificates.select_related(*FACTS)
    certificates = list(certificates[: MOST_AT_ONCE + 1])
    if len(certificates) > MOST_AT_ONCE:
        raise TooMany(MOST_AT_ONCE)
    if not certificates:
        raise NothingToPrint
    said = said_of(certificates, is_part=is_part)
    return print_pdf(TEMPLATE, said, apart=is_part or len(certificates) > FEW)


def said_of(certificates, *, is_part=False):
    """Return all that a file says, as certificate.typ reads it."""
    service = ServiceSettings.load()
    language = language_of(certificates[0])
    logos = logos_of(certificates, service=service)
    days, slots = days_of(certificates), slots_of(certificates)
    with override(language):
        title = title_of(certificates, is_part=is_part)
    return printable(
        {
            "title": title,
            "author": service.service_name,
            "language": tag_of(language),
            "rtl": is_rtl(language),
            "written_in": tag_of(settings.LANGUAGE_CODE),
            "colour": service.brand_colour,
            "service": service.service_name,
            "partnership": service.partnership_name,
            "check_at": address_to_check(certificates[0]).rpartition(f"{certificates[0].code}/")[0],
            "certificates": [page_of(each, days=days, slots=slots, logos=logos) for each in certificates],
        }
    ) | {"logos": logos}


def title_of(certificates, *, is_part):
    if is_part or len(certificates) > 1:
        return _("Certificates of attendance")
    facts = {"name": certificates[0].name_printed, "course": certificates[0].course_title}
    return _("Certificate of attendance: %(name)s, %(course)s") % facts


def language_of(certificate):
    return certificate.language or settings.LANGUAGE_CODE


def tag_of(language):
    """Return a language without its country, as the document names it."""
    return language.partition("-")[0]


def is_rtl(language):
    return get_language_info(language)["bidi"]


def page_of(certificate, *, days, slots, logos):
    """Return what one page says, in its holder's language."""
    session = certificate.attendance.session
    course, language = session.course, language_of(certificate)
    logo = str(course.certificate_logo_id)
    with override(language):
        address = address_to_check(certificate)
        return {
            "language": tag_of(language),
            "rtl": is_rtl(language),
            "other": language != settings.LANGUAGE_CODE,
            "heading": _("Certificate of attendance"),
            "given_to": _("This certificate is given to"),
            "name": certificate.name_printed,
            "name_rtl": begins_rtl(certificate.name_printed),
            "attended": _("who took part in the whole of"),
            "course": certificate.course_title,
            "text": course.certificate_text,
            "facts": facts_of(certificate, days=days[session.pk], slots=slots[session.pk]),
            "logo": logo if logo in logos else "",
            "address": address,
            "check_it": _("Scan the code to check this certificate, or type it at"),
            "qr": str(qr_svg(address, label=_("Code to scan"))),
            "qr_alt": _("Code to scan: opens %(address)s") % {"address": address},
            "code_label": _("Check code"),
            "code": in_fours(certificate.code),
        }


def facts_of(certificate, *, days, slots):
    """Return the lines of label and value; `other` marks a value in the programme's language on another's page."""
    course = certificate.attendance.session.course
    other = language_of(certificate) != settings.LANGUAGE_CODE
    held = sum((day.ends_at - day.starts_at).total_seconds() / 60 for day in days)
    minutes = held or course.length_minutes  # what was held that day, not what the course usually lasts
    facts = [
        (_("Date"), say_dates(certificate, days=days), False),
        (_("Length"), say_minutes(minutes) if minutes else "", False),
    ]
    facts.append((_("Given by"), say_deliverers(slots), other))
    if certificate.valid_until:
        facts.append((_("Valid until"), say_full_date(certificate.valid_until), False))
    return [{"label": label, "value": value, "other": is_other} for label, value, is_other in facts if value]


def say_deliverers(slots):
    """Name who gave a session, in the programme's language, as the page marks it."""
    with override(settings.LANGUAGE_CODE):
        return join_words(dict.fromkeys(str(slot.deliverer or slot.trainer) for slot in slots))


def say_dates(certificate, *, days):
    """Say on which days somebody attended; of many only the first and the last, and how many there were."""
    dates = [say_full_date(day.starts_at) for day in days] or [say_full_date(certificate.held_on)]
    if len(dates) <= MOST_DATES:
        return join_words(dates)
    return _("%(first)s to %(last)s, %(number)s days") % {"first": dates[0], "last": dates[-1], "number": len(dates)}


def address_to_check(certificate):
    """Return where anybody can check a certificate: in the programme's language, which whoever checks will read."""
    with override(settings.LANGUAGE_CODE):
        return full_address("verify_code", certificate.code)


def in_fours(code):
    """Return a code as it is read and typed: ABCD EFGH JKMN PQRS."""
    code = code.upper()
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def days_of(certificates):
    """Return {session's key: its days} in one query at most."""
    sessions = {certificate.attendance.session for certificate in certificates}
    return {session.pk: list(session.each_day()) for session in sessions}


def slots_of(certificates):
    """Return {session's key: the slots in which it was given}, in one query."""
    slots = defaultdict(list)
    sessions = {certificate.attendance.session_id for certificate in certificates}
    given = Slot.objects.filter(session__in=sessions).exclude(delivered=False)
    for slot in given.select_related("deliverer", "trainer"):
        slots[slot.session_id].append(slot)
    return slots


def logos_of(certificates, *, service):
    """Return {key: picture} of the courses' own logos; without a key the service's, or else our mark."""
    own = service.logo if service.logo and not service.logo.is_svg() else None
    logos = {"": (own and png_of(own, alt=service.service_name)) or mark_in(service.brand_colour)}
    for image in {certificate.attendance.session.course.certificate_logo for certificate in certificates}:
        if image and not image.is_svg() and (picture := png_of(image, alt=image.title)):
            logos[str(image.pk)] = picture
    return logos


def png_of(image, *, alt):
    """Return a picture as a PNG of bounded size; None where its file is lost."""
    try:
        drawn = Filter(spec=LOGO).run(image, BytesIO())
    except OSError:
        return None
    return {"picture": list(drawn.f.getvalue()), "format": "png", "alt": printable(alt)}


def mark_in(colour):
    """Return our own mark on a ground of some colour."""
    drawn = (FONTS.parent / "static" / "design" / "mark.svg").read_text().replace("#0b4f5c", colour)
    return {"picture": list(drawn.encode()), "format": "svg", "alt": "Muster"}
