"""Warnings that are shown once: whoever presses the button again, having seen just these, goes ahead."""

import hashlib

from django.utils.translation import gettext as _

from sessions.clashes import by_field


class Warned:
    """The clashes of what a form asks for. `mark` stands in the form, and says which of them its sender has seen."""

    NAME = "warned"

    def __init__(self, clashes=(), *, data=None):
        self.clashes = list(clashes)
        self.fields = by_field(self.clashes)
        self.were_seen = not self.clashes or (data or {}).get(self.NAME) == self.mark

    def stand_beside(self, form):
        """Put each warning to the help of its field, where the form has it."""
        for name in self.fields.keys() & form.fields.keys():
            form[name].help_text = " ".join([_("Warning:"), *self.fields[name], str(form.fields[name].help_text)])

    @property
    def mark(self):
        sentences = sorted({clash.sentence for clash in self.clashes})
        return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16] if sentences else ""
