"""What a licensing officer types."""

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm


class FindForm(GovukForm):
    marks_optional = False

    q = forms.CharField(label=_("Badge number or name"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("Everybody")), ("awaiting", _("Awaiting confirmation")), ("confirmed", _("Confirmed"))],
    )


class RevokeForm(GovukForm):
    reason = forms.CharField(
        label=_("Why is it taken back?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the record of this driver, which only your authority sees."),
        error_messages={"required": _("Say why it is taken back")},
    )
