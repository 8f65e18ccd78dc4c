"""What an officer types to put a booking right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.person_fields import AddressField
from sessions.forms.on_behalf import BookingOnBehalf


class RepairForm(forms.Form):
    email = AddressField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    access_needs = BookingOnBehalf.declared_fields["access_needs"]
    language_need = forms.CharField(label=_("Language or interpreter"), max_length=100, required=False)
    tell = forms.BooleanField(
        label=_("Send the details again"),
        required=False,
        help_text=_("With the personal link and the date for the calendar, to the address above."),
    )

    def clean(self):
        said = super().clean()
        if said.get("tell") and said.get("email") == "":
            self.add_error("tell", _("There is no e-mail address to send the details to."))
        return said
