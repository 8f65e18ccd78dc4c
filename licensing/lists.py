"""The list of trainings as an officer reads it, on the page and in the spreadsheet."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from design.words import LONDON
from licensing.confirming import Proposal, propose
from licensing.drivers import find_drivers, policies_for, trainings_for
from licensing.forms import FindForm
from licensing.models import Confirmation
from licensing.validity import say_validity
from sessions.models import Attendance
from spreadsheets.writing import Column, Sheet


@dataclass(frozen=True)
class Line:
    """One training of one driver: what was confirmed, or what confirming would record."""

    training: Attendance
    confirmation: Confirmation | None
    proposal: Proposal

    @property
    def left_early(self):
        return self.training.extent == Attendance.Extent.PARTIAL

    @property
    def register_name(self):
        """The name on the register, if it is known and not the one given at the session."""
        driver = getattr(self.training.badge, "driver", None)
        name = driver.name if driver else ""
        return name if name.casefold() != self.training.delegate.name.casefold() else ""

    @property
    def has_lapsed(self):
        until = self.confirmation and self.confirmation.valid_until
        return bool(until and until < timezone.localdate(timezone=LONDON))

    @property
    def validity(self):
        return say_validity(self.confirmation.policy, until=self.confirmation.valid_until)

    @property
    def status(self):
        if not self.confirmation:
            return _("Cannot be confirmed") if self.proposal.refusal else _("Awaiting confirmation")
        return _("Ran out") if self.has_lapsed else _("Confirmed")


def lines_of(trainings, *, user):
    """Return a line for each training, with one query for all the policies there are."""
    policies = policies_for(user)
    return [Line(one, confirmation_of(one), propose(one, policies=policies)) for one in trainings]


def confirmation_of(training):
    return next((one for one in training.standing if one.driver_id == training.badge_id), None)


def shown_trainings(user, *, asked):
    """Return the form that narrows the list, and the trainings it leaves. What it cannot read narrows nothing."""
    form = FindForm(asked)
    wanted = form.cleaned_data if form.is_valid() else {}
    trainings = find_drivers(trainings_for(user), typed=wanted.get("q", ""))
    if wanted.get("status"):
        trainings = trainings.filter(is_confirmed=wanted["status"] == "confirmed")
    return form, trainings


def sheet_of(lines):
    """Return the list as a sheet for the licensing system: dates as dates, badges as text."""
    columns = [
        Column(_("Badge"), 14),
        Column(_("Kind"), 22),
        Column(_("Name given"), 28),
        Column(_("Name on the register"), 28),
        Column(_("Training"), 40),
        Column(_("Date"), 12),
        Column(_("Attendance"), 12),
        Column(_("Status"), 24),
        Column(_("Confirmed on"), 14),
        Column(_("Valid until"), 14),
    ]
    return Sheet(_("Drivers"), columns, (row_of(line) for line in lines))


def row_of(line):
    training, confirmation = line.training, line.confirmation
    return [
        training.badge.number,
        training.badge.get_kind_display(),
        training.delegate.name,
        line.register_name,
        training.session.course.title,
        training.session.last_day,
        training.get_extent_display(),
        line.status,
        timezone.localtime(confirmation.confirmed_at, LONDON).date() if confirmation else None,
        confirmation.valid_until if confirmation else None,
    ]
