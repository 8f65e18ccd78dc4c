"""What giving a place back costs, in the sentences that people read before they do it."""

from django.utils.translation import gettext as _

from design.words import say_date, say_time
from sessions.charging import cost_of_cancelling, rate_of
from sessions.deadlines import free_until, is_late
from sessions.models import Charge
from sessions.terms_in_words import say_money


def what_cancelling_costs(booking):
    """Say what cancelling costs now, and from when on it is no longer free where it will not stay so."""
    if cost := cost_of_cancelling(booking):
        words = {"amount": say_money(cost)}
        return _("Cancelling now costs your employer %(amount)s. Handing over to a colleague is free.") % words
    later = cost_of_cancelling(booking, at=booking.session.starts_at)
    if not later or is_late(booking):
        return _("Cancelling is free.")
    words = {"deadline": say_deadline(booking), "amount": say_money(later)}
    return _("Cancelling now is free. After %(deadline)s your employer may be charged %(amount)s.") % words


def what_giving_back_costs(bookings):
    """Say what giving several places back costs now, all together; as for a single one where it is free."""
    if not bookings:
        return ""
    cost = sum(cost_of_cancelling(booking) for booking in bookings)
    if not cost:
        return what_cancelling_costs(bookings[0])
    words = {"amount": say_money(cost)}
    return _("Giving them back now costs your employer %(amount)s. Handing over to colleagues is free.") % words


def charge_for_cancelling(booking):
    """Return what was recorded for having cancelled late; None where it was free, or the charge is waived."""
    return booking.charges.filter(what=Charge.What.LATE_CANCELLATION, waived_at__isnull=True).first()


def what_is_recorded(charge):
    return _("%(amount)s is recorded for your employer.") % {"amount": say_money(charge.amount)} if charge else ""


def what_a_place_may_cost(booking):
    """Say to a manager what the employer may be charged for this place, one sentence for each case; none where free."""
    rate = rate_of(booking)
    if rate is None:
        return []
    said = []
    if rate.late_cancellation:
        words = {"deadline": say_deadline(booking), "amount": say_money(rate.late_cancellation)}
        said.append(_("Cancelling after %(deadline)s: your employer may be charged %(amount)s.") % words)
    if rate.no_show:
        words = {"amount": say_money(rate.no_show)}
        said.append(_("Not coming without cancelling: your employer may be charged %(amount)s.") % words)
    return said


def say_deadline(booking):
    """Say until when the terms let somebody change their booking freely: "5pm on Tuesday 8 December"."""
    deadline = free_until(booking)
    return _("%(time)s on %(date)s") % {"time": say_time(deadline), "date": say_date(deadline)}
