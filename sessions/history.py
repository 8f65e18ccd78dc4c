"""How staff's acts on sessions read in the audit history."""

from datetime import datetime
from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogFormatter

from design.words import say_days
from sessions.models import Attendance, Source
from sessions.viewsets.wording import number_with_qualifier

# What happened, as a label in the filter and as a sentence in the history.
ACTS = {
    "muster.session.open": (_("Open booking"), _("Booking was opened")),
    "muster.session.booking_closed": (_("Close booking"), _("Booking was closed")),
    "muster.session.cancelled": (_("Cancel session"), _("The session was cancelled")),
    "muster.session.moved": (_("Move session"), _("The session was given other days")),
    "muster.session.certain": (_("Make the date certain"), _("The date was made certain")),
    "muster.session.tentative": (_("Make the date tentative"), _("The date was marked as not certain yet")),
    "muster.session.capacity": (_("Change capacity"), _("The session was given another capacity")),
    "muster.place.offered": (_("Offer a place"), _("Somebody chosen from the waiting list was offered a place")),
    "muster.session.imported": (_("Import a past session"), _("The session was entered from a file of past years")),
    "muster.session.finished": (_("Finish session"), _("The session was finished")),
    "muster.session.reopened": (_("Reopen session"), _("The session was reopened")),
    "muster.headcount.recorded": (_("Record headcount"), _("A headcount was recorded")),
    "muster.register.ticked": (_("Tick in the register"), _("Somebody was ticked in the register")),
    "muster.register.corrected": (_("Correct the register"), _("An attendance was corrected")),
    "muster.register.walk_in": (_("Add a walk-in"), _("A walk-in was added to the register")),
    "muster.register.signed_out": (_("Sign somebody out"), _("Somebody was signed out")),
    "muster.charge.given": (_("Give a charge to finance"), _("The charge was given to finance")),
    "muster.charge.waived": (_("Waive a charge"), _("The charge was waived")),
    "muster.booking.repaired": (_("Correct a booking"), _("The booking was corrected")),
    "muster.booking.moved": (_("Move a booking"), _("The booking was moved to another date")),
    "muster.booking.handed_over": (_("Hand a booking over"), _("The place was handed over to a colleague")),
    "muster.bookings.imported": (_("Import bookings"), _("A list of people was imported")),
    "muster.permission.granted": (_("Agree for the manager"), _("An officer agreed in the manager's place")),
    "muster.permission.refused": (_("Decline for the manager"), _("An officer declined in the manager's place")),
    "muster.request.planned": (_("Plan a request"), _("The request became a session")),
    "muster.request.declined": (_("Decline a request"), _("The request was declined")),
    "muster.request.unmet": (_("Leave a request unmet"), _("The request was left as unmet need")),
    "muster.request.new": (_("Reopen a request"), _("The request is to be decided again")),
    "muster.request.withdrawn": (_("Take a request back"), _("The sender took the request back")),
    "muster.employer.accepted": (_("Take over an employer"), _("Where they say they work now was taken over")),
    "muster.employer.left": (_("Leave an employer"), _("Where they say they work now was not taken over")),
    "muster.certificates.issued": (_("Issue certificates"), _("Certificates were issued")),
    "muster.certificates.handed_out": (
        _("Hand out certificates"),
        _("The certificates that waited were handed out without the evaluation"),
    ),
    "muster.certificate.revoked": (_("Revoke a certificate"), _("The certificate was revoked")),
    "muster.certificate.handed_out": (
        _("Hand out a certificate"),
        _("The certificate was handed out without the evaluation"),
    ),
    "muster.certificate.replaced": (
        _("Replace a certificate"),
        _("The certificate was replaced by one with another name"),
    ),
    "muster.organisation.matched": (_("Match organisation"), _("A name that people typed was matched")),
    "muster.register.confirmed": (_("Confirm in the register"), _("An attendance was confirmed")),
    "muster.register.noted": (_("Note in the register"), _("A note in the register was changed")),
    "muster.register.substituted": (_("Substitute in the register"), _("Somebody came instead of who booked")),
    "muster.register.given_back": (_("Undo a substitution"), _("The place is theirs again who had booked it")),
    "muster.register.merged": (_("Unite in the register"), _("Two entries in the register were of one person")),
    "muster.register.told_apart": (_("Tell apart in the register"), _("Two entries were said to be right")),
    "muster.register_link.made": (_("Make a register link"), _("A link to the register was made")),
    "muster.register_link.withdrawn": (_("Withdraw a register link"), _("A link to the register was withdrawn")),
    "muster.register.confirmed_all": (_("Confirm all"), _("Everybody to be confirmed was confirmed")),
    "muster.register.in_part": (_("Count in part"), _("Who did not sign out was counted in part")),
    "muster.register.from_paper": (_("Enter from paper"), _("The sign-in sheet was entered")),
}


def say_figure(data):
    """Say the number an entry holds, with what is part of it."""
    number = data.get("attended", data.get("number"))
    figure = number_with_qualifier(number, data["qualifier"])
    source = Source(data["source"]).label.lower() if data.get("source") else ""
    return f"{figure} ({source})" if source else figure


def say_change(data):
    """Say what was and what is: days of the session, or the extent of somebody's attendance."""
    if "were" in data:
        was, now = (say_days([span_of(day) for day in data[key]]) for key in ("were", "are"))
    else:
        was, now = (Attendance.Extent(data[key]).label for key in ("was", "is"))
    return _("%(was)s, now %(now)s") % {"was": was, "now": now}


def span_of(day):
    starts_at, ends_at = (datetime.fromisoformat(moment) for moment in day)
    return SimpleNamespace(starts_at=starts_at, ends_at=ends_at)


def say_capacity(data):
    was, now = (_("no limit") if data[key] is None else data[key] for key in ("capacity_was", "capacity"))
    return _("%(was)s, now %(now)s") % {"was": was, "now": now}


def say_imported(data):
    facts = {"booked": data["booked"], "waiting": data["waiting"], "file": data["file"]}
    return _("%(booked)s booked, %(waiting)s on the waiting list, from “%(file)s”") % facts


def details_of(data):
    """Say what an entry holds besides the act: days, a capacity, a figure, the reason, what somebody typed."""
    said = []
    if "capacity_was" in data:
        said.append(say_capacity(data))
    if "were" in data or "was" in data:
        said.append(say_change(data))
    if "booked" in data:
        said.append(say_imported(data))
    if "row" in data:
        said.append(_("row %(row)s of “%(file)s”") % data)
    if "certificates" in data:
        said.append(data["certificates"])
    if data.get("qualifier"):
        said.append(say_figure(data))
    if "holder" in data:
        said.append(_("Link of %(holder)s") % data)
    if "people" in data:
        said.append(ngettext("%(people)s person", "%(people)s people", data["people"]) % {"people": data["people"]})
    return ". ".join(str(part) for part in [*said, data.get("reason"), data.get("typed")] if part)


class ActFormatter(LogFormatter):
    """The act as a sentence, with the details that were kept."""

    def format_message(self, log_entry):
        details = details_of(log_entry.data)
        return f"{self.message}: {details}" if details else self.message


def register_acts(actions):
    """Enter the acts in Wagtail's registry; without it the log refuses them."""
    for name, (label, message) in ACTS.items():
        actions.register_action(name)(type("ActFormatter", (ActFormatter,), {"label": label, "message": message}))
