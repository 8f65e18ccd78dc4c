"""The forms by which people change their own booking: another date, a colleague, the details, a lost link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm
from design.words import say_days
from people.delegates import Person
from people.person_fields import LONGEST_NAME, AddressField, NameField, TidyField
from sessions.forms.booking import AboutADriver, AboutYou, BookingForm, DriverBookingForm, any_script
from sessions.forms.unhurried import UnhurriedForm
from sessions.invitations import language_of


class MoveForm(GovukForm):
    """Which of the dates that have a place."""

    heading_field = "to"

    to = forms.ChoiceField(
        label=_("Which date suits you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a date"), "invalid_choice": _("Choose one of these dates")},
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = {session.reference: session for session in sessions}
        self.fields["to"].choices = [(reference, said(session)) for reference, session in self.sessions.items()]

    @property
    def session(self):
        return self.sessions[self.cleaned_data["to"]]


def said(session):
    """Say when and where a session is and in which language, in one line."""
    when = say_days(session.each_day())
    where = session.venue.name if session.venue else (_("Online") if session.online_link else "")
    return ". ".join(str(part) for part in (when, where, language_of(session)) if part)


class HandOverForm(AboutYou):
    """Who comes instead. The organisation is that of whoever cannot come."""

    organisation = None
    name = NameField(
        label=_("Your colleague's full name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(any_script(autocomplete="off")),
        error_messages={"required": _("Enter your colleague's full name")},
    )
    email = AddressField(
        label=_("Their work e-mail"),
        max_length=254,
        help_text=_("We send them the details and a link of their own."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": _("Enter their work e-mail address, like name@example.org")},
    )
    role = TidyField(
        label=_("Their role"),
        max_length=150,
        help_text=_("Such as teacher or nurse."),
        widget=forms.TextInput(any_script(autocomplete="off")),
        error_messages={"required": _("Enter their role, such as teacher or nurse")},
    )
    field_order = ["name", "email", "role"]
    phone = ""

    def person_instead(self, booking):
        """Return the colleague, from the organisation of whoever holds the booking."""
        said = self.cleaned_data
        works_at = booking.delegate.works_at
        return Person(name=said["name"], email=said["email"], organisation=works_at, role=said["role"])


class HandOverDriverForm(AboutADriver):
    """Which driver comes instead, with a badge of their own."""

    def person_instead(self, booking):
        return self.person


class CorrectForm(AboutYou):
    """What a booking says of a professional."""

    phone = TidyField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "dir": "ltr"}),
    )
    access_needs = BookingForm.declared_fields["access_needs"]

    def __init__(self, *args, booking, **kwargs):
        super().__init__(*args, initial=facts_of(booking), **kwargs)
        self.fields["email"].required = bool(self.initial["email"])  # a booking by telephone may know none
        for name in ["organisation", "role"]:  # never shown: we may know them from training this link has no part in
            self.fields[name].required = False
            self.fields[name].help_text = _("Leave this empty to keep it as it is.")

    def wish(self):
        """Return what `correct_booking` is asked for."""
        said = self.cleaned_data
        return {"person": self.person, "phone": said["phone"], "access_needs": said["access_needs"]}


class CorrectDriverForm(AboutADriver):
    """What a booking says of a driver; the badge stays, for its council to check."""

    authority = number = has_no_badge = None
    access_needs = DriverBookingForm.declared_fields["access_needs"]

    def __init__(self, *args, booking, **kwargs):
        super().__init__(*args, initial=facts_of(booking), **kwargs)
        self.badge = booking.badge

    @property
    def person(self):
        return Person(name=self.cleaned_data["name"], email=self.email, badge=self.badge)

    def wish(self):
        return {"person": self.person, "phone": self.phone, "access_needs": self.cleaned_data["access_needs"]}


def facts_of(booking):
    """Return what a booking itself says of its person, as the forms show it."""
    delegate = booking.delegate
    return {
        "name": delegate.name,
        "email": booking.email,
        "contact": booking.email or booking.phone,
        "phone": booking.phone,
        "access_needs": booking.access_needs,
    }


class LostLinkForm(UnhurriedForm):
    """To which address the bookings are sent."""

    email = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The one you booked with."),
        error_messages={"required": _("Enter the e-mail address you booked with, like name@example.org")},
    )


def hand_over_form(session, data=None):
    return (HandOverDriverForm if session.course.audience.drives else HandOverForm)(data)


def correct_form(booking, data=None):
    form_class = CorrectDriverForm if booking.session.course.audience.drives else CorrectForm
    return form_class(data, booking=booking)
