"""How merging reads in the audit history."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

ACTS = {
    "muster.organisation.merged": (_("Merge organisations"), _("Another organisation was merged into this one")),
    "muster.organisation.parted": (_("Undo a merge"), _("A merge with another organisation was undone")),
    "muster.delegate.merged": (_("Merge delegates"), _("Another record of this person was merged into this one")),
    "muster.delegate.parted": (_("Undo a merge"), _("A merge with another record was undone")),
    "muster.alike.two": (_("Tell two apart"), _("Somebody said that this and another record are two")),
}


class MergeFormatter(LogFormatter):
    def format_message(self, log_entry):
        name = log_entry.data.get("name")
        return f"{self.message}: {name}" if name else self.message


def register_acts(actions):
    """Enter the acts in Wagtail's registry; without it the log refuses them."""
    for name, (label, message) in ACTS.items():
        actions.register_action(name)(type("MergeFormatter", (MergeFormatter,), {"label": label, "message": message}))
