"""The sign-in sheet on paper: who booked, lines for those who did not, and a place to sign."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from design.models import ServiceSettings
from design.words import say_days
from sessions.models import SessionStatus
from sessions.printing import begins_rtl, print_pdf, printable
from sessions.refusals import CannotChange, TakesNoPeople
from sessions.register import register_of

TEMPLATE = Path(__file__).with_name("sheet.typ")
SPARE_LINES = 12
NO_LIST = _("A draft or cancelled session has no sign-in sheet.")


def lines_on_paper(session):
    """Return the lines of the register as the sheet shows them, and as they are entered from it: by name.

    Without those who wait for a place, and without who walked in before it was printed.
    """
    return [line for line in register_of(session) if line.booking and not line.waits]


def sheet_of(session, *, is_large=False):
    """Return the sign-in sheet as a PDF, for whoever is on the list now; `is_large` is for people who see less well.

    Raises TakesNoPeople for a headcount session, CannotChange where no register is kept.
    """
    if session.is_by_headcount:
        raise TakesNoPeople
    if session.status in {SessionStatus.DRAFT, SessionStatus.CANCELLED}:
        raise CannotChange(NO_LIST)
    with override(settings.LANGUAGE_CODE):
        return print_pdf(TEMPLATE, printable(said_on(session, is_large=is_large)))


def said_on(session, *, is_large):
    """Return all that a sheet says, as sheet.typ reads it."""
    service = ServiceSettings.load()
    drives = session.course.audience.drives
    facts = [(_("When"), say_days(session.days.all())), (_("Where"), where(session))]
    facts.append((_("Given by"), ", ".join(str(slot) for slot in session.slots.select_related("deliverer", "trainer"))))
    return {
        "title": _("Sign-in sheet: %(session)s") % {"session": session},
        "author": service.service_name,
        "language": settings.LANGUAGE_CODE.partition("-")[0],
        "rtl": get_language_info(settings.LANGUAGE_CODE)["bidi"],
        "size": 17 if is_large else 11,
        "is_large": is_large,
        "colour": service.brand_colour,
        "service": service.service_name,
        "partnership": service.partnership_name,
        "heading": _("Sign-in sheet"),
        "course": session.course.title,
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "columns": [_("No."), _("Name"), _("Badge") if drives else _("Organisation"), _("Signature")],
        "lines": [line_said(line, drives=drives) for line in lines_on_paper(session)],
        "booked": _("Who booked"),
        "spare": _("Not on the list? Write your name here"),
        "spare_lines": [""] * SPARE_LINES,
        "spare_columns": [_("No."), _("Name"), _("Council and badge") if drives else _("Organisation"), _("Signature")],
        "hand_in": hand_in(session, service),
        "warning": _("Never write anything about a child on this sheet."),
        "of": _("of"),
        "page": _("Page"),
    }


def line_said(line, *, drives):
    badge = line.booking.badge
    beside = (f"{badge}" if badge else "") if drives else line.organisation
    return {"name": line.name, "rtl": begins_rtl(line.name), "beside": beside, "beside_rtl": begins_rtl(beside)}


def where(session):
    if session.venue:
        return ", ".join([session.venue.name, *session.venue.address.splitlines()])
    return _("Online") if session.online_link else ""


def hand_in(session, service):
    """Say where a sheet goes that was signed."""
    officer = session.officer
    if officer and officer.is_active:
        whom = ", ".join(filter(None, [officer.get_full_name(), officer.email]))
    else:
        whom = service.service_name
    return _("Hand this sheet in to %(whom)s. It names people, so do not leave it lying about.") % {"whom": whom}
