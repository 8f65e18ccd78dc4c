"""A new employer that was named with a booking: an officer takes it over, or leaves what we know.

The public doors do not let whoever types a name and an address rewrite where that person works. What they say is kept
with the booking.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from people.delegates import Person, take_up_work, work_of
from people.organisations import match_organisation
from sessions import waiting
from sessions.models import Booking
from sessions.refusals import CannotChange

NOTHING_SAID = _("Nobody says any more that they work elsewhere.")


@transaction.atomic
def accept_employer(booking, *, by):
    """Let a person work where a booking of theirs says; a name that we do not know stays as typed until it is matched.

    The days they attended keep the organisation of those days. Other bookings that say the same are settled with it.
    Raises CannotChange where nothing is said any more.
    """
    said = hold_what_was_said(booking)
    person = Person(name=booking.delegate.name, organisation=said)
    take_up_work(booking.delegate, work=work_of(person, organisation=match_organisation(said)), replaces=True)
    settle(booking, said=said)
    for instance in (booking, booking.delegate):
        log(instance=instance, action="muster.employer.accepted", user=by, data={"typed": said})


@transaction.atomic
def leave_employer(booking, *, by):
    """Leave what we know of where a person works. Raises CannotChange where nothing is said any more."""
    said = hold_what_was_said(booking)
    settle(booking, said=said)
    log(instance=booking, action="muster.employer.left", user=by, data={"typed": said})


def hold_what_was_said(booking):
    waiting.lock_booking(booking)
    booking.refresh_from_db(fields=["organisation_said"])
    if not booking.says_works_at:
        raise CannotChange(NOTHING_SAID)
    return booking.organisation_said


def settle(booking, *, said):
    Booking.objects.filter(delegate=booking.delegate_id, organisation_said=said).update(organisation_said="")
    booking.organisation_said = ""
