"""What people type about certificates: a name to print, a code to check, a badge number to compare."""

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm
from people.person_fields import LONGEST_NAME, LONGEST_NUMBER, NameField
from sessions.forms.booking import any_script
from sessions.forms.officer import ReasonForm
from sessions.verifying import LONGEST_TYPED, code_meant


class PrintedNameForm(GovukForm):
    name = NameField(
        label=_("Name on the certificate"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(any_script(autocomplete="name")),
        help_text=_("Your own name, in any alphabet."),
        error_messages={"required": _("Enter the name as it is to be printed.")},
    )


class ReissueForm(forms.Form):
    """The name as an officer types it."""

    name = NameField(
        label=_("Name on the certificate"),
        max_length=LONGEST_NAME,
        help_text=_("As its holder wishes it printed. The same name issues a revoked certificate again."),
        error_messages={"required": _("Enter the name as it is to be printed.")},
    )


class RevokeForm(ReasonForm):
    tells_why = forms.BooleanField(
        label=_("They may read the reason"),
        required=False,
        help_text=_("It then stands in the letter to them. Never write anything about somebody else in it."),
    )


class CodeForm(GovukForm):
    code = forms.CharField(
        label=_("Check code"),
        max_length=LONGEST_TYPED,
        help_text=_("Sixteen letters and numbers, printed beside the square code. Spaces and capitals do not matter."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={"required": _("Enter the check code, like ABCD EFGH JKMN PQRS")},
    )

    def clean_code(self):
        code = code_meant(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A check code has sixteen letters and numbers, like ABCD EFGH JKMN PQRS"))
        return code


class BadgeForm(GovukForm):
    badge = forms.CharField(
        label=_("Badge number"),
        max_length=LONGEST_NUMBER,
        help_text=_("As printed on the badge of whoever showed you the certificate."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        error_messages={"required": _("Enter the badge number")},
    )
