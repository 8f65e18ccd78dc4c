"""What tells a person from a program that fills in forms: a person takes a moment, and leaves what is not shown empty.

Neither is a wall: who is taken for a program sees the form again as it was filled in, and sending it once more works.
"""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm

SIGNER = TimestampSigner(salt="sessions.unhurried")
TRAP = "website"  # the name of the field in components/trap.html


def stamp():
    """Return a mark that says when a form was opened, which only we can write."""
    return SIGNER.sign("opened")


def looks_like_a_program(data):
    """Whether a form that was sent fell into the trap, or was not open for as long as a person takes.

    Told from the fields alone, before any form is evaluated.
    """
    return bool(data.get(TRAP)) or not was_open_long_enough(data.get("opened", ""))


def was_open_long_enough(opened):
    """Whether a stamp is ours and old enough. A setting of 0 asks for none."""
    try:
        SIGNER.unsign(opened, max_age=settings.SHORTEST_VISIT_SECONDS)
    except SignatureExpired:
        return True  # older than that is what we ask for
    except BadSignature:
        pass
    return not settings.SHORTEST_VISIT_SECONDS


def is_ours(opened):
    try:
        SIGNER.unsign(opened)
    except BadSignature:
        return False
    return True


class UnhurriedForm(GovukForm):
    """A form that is shown once more to whoever sends it within `SHORTEST_VISIT_SECONDS`, or falls into the trap.

    A setting of 0 asks for no stamp. The stamp stays over every error, so that nobody waits twice.
    """

    opened = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    def clean(self):
        super().clean()
        took_a_moment = self.took_a_moment()
        if not self.errors and (self.data.get(TRAP) or not took_a_moment):
            raise ValidationError(_("Please send the form once more. Nothing you typed is lost."))

    def took_a_moment(self):
        """Whether the form was open long enough; one without a good stamp gets a fresh one, to pass next time."""
        opened = self.cleaned_data.get("opened", "")
        if not is_ours(opened):
            self.data = self.data.copy()
            self.data["opened"] = stamp()
        return was_open_long_enough(opened)
