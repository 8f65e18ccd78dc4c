"""Warnings that are shown once: whoever presses the button again, having seen just these, goes ahead."""

import hashlib

from sessions.clashes import by_field


class Warned:
    """The clashes of what a form asks for. `mark` stands in the form, and says which of them its sender has seen."""

    NAME = "warned"

    def __init__(self, clashes=(), *, data=None):
        self.clashes = list(clashes)
        self.fields = by_field(self.clashes)
        self.were_seen = not self.clashes or (data or {}).get(self.NAME) == self.mark

    @property
    def mark(self):
        sentences = sorted({clash.sentence for clash in self.clashes})
        return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:16] if sentences else ""
