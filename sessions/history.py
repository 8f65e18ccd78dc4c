"""How staff's acts on sessions read in the audit history."""

from django.utils.translation import gettext_lazy as _

# What happened, as a label in the filter and as a sentence in the history.
ACTS = {
    "muster.session.open": (_("Open booking"), _("Booking was opened")),
    "muster.session.booking_closed": (_("Close booking"), _("Booking was closed")),
    "muster.session.cancelled": (_("Cancel session"), _("The session was cancelled")),
    "muster.session.moved": (_("Move session"), _("The session was given other days")),
    "muster.session.finished": (_("Finish session"), _("The session was finished")),
    "muster.session.reopened": (_("Reopen session"), _("The session was reopened")),
    "muster.headcount.recorded": (_("Record headcount"), _("A headcount was recorded")),
    "muster.register.ticked": (_("Tick in the register"), _("Somebody was ticked in the register")),
    "muster.register.corrected": (_("Correct the register"), _("An attendance was corrected")),
    "muster.register.walk_in": (_("Add a walk-in"), _("A walk-in was added to the register")),
}


def register_acts(actions):
    """Enter the acts in Wagtail's registry; without it the log refuses them."""
    for name, (label, message) in ACTS.items():
        actions.register_action(name, label, message)
