"""allauth's forms in our markup and words."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from design.forms import GovukFormMixin


class OurWords:
    """Labels instead of placeholders, which vanish when one types and are too pale to read."""

    labels: dict = {}
    hints: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(GovukFormMixin, OurWords, account.LoginForm):
    labels = {"login": _("E-mail address")}


class ForgottenPasswordForm(GovukFormMixin, OurWords, account.ResetPasswordForm):
    labels = {"email": _("E-mail address")}


AT_LEAST_TWELVE = _("At least 12 characters. Three random words are easy to remember and hard to guess.")


class NewPasswordForm(GovukFormMixin, OurWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": AT_LEAST_TWELVE}


class ChangePasswordForm(GovukFormMixin, OurWords, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Password you use now"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    hints = {"password1": AT_LEAST_TWELVE}


class ConfirmPasswordForm(GovukFormMixin, OurWords, account.ReauthenticateForm):
    labels = {"password": _("Password")}


CODE = {"code": _("Code")}


class SecondStepForm(GovukFormMixin, OurWords, mfa.AuthenticateForm):
    labels = CODE
    hints = {"code": _("6 digits from your authenticator app, or one of your recovery codes.")}


class ConfirmCodeForm(GovukFormMixin, OurWords, mfa.ReauthenticateForm):
    labels = CODE
    hints = SecondStepForm.hints


class SetUpAppForm(GovukFormMixin, OurWords, totp.ActivateTOTPForm):
    labels = {"code": _("Code that the app shows")}
    hints = {"code": _("6 digits. It changes every 30 seconds.")}
