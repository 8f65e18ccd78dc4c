"""Staff sign in through allauth; accounts are made by an administrator, never by oneself."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from people.tasks import hand_over


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask an administrator."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("That is not the password you use now."),
        "incorrect_code": _("That code is not right, or has run out. Enter the one the app shows now."),
        "incorrect_password": _("That is not your password."),
        "rate_limited": _("You have tried too often. Wait 5 minutes and try again."),
        "too_many_login_attempts": _("You have tried too often. Wait 5 minutes and try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Whether to go on to `url` after signing in or out: an address on the host that was asked, and no other."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def send_mail(self, template_prefix, email, context):
        """Leave a mail to the worker, so that the answer takes as long for an address that has no account.

        Not to the outbox: staff read it, and a link in it opens somebody's account.
        """
        facts = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        hand_over(self.render_mail(template_prefix, email, facts | context))

    def get_reset_password_from_key_url(self, key):
        """Return the link for the mail: it leads to our own address, whatever host the request named."""
        return settings.BASE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def get_password_change_redirect_url(self, request):
        return reverse("staff_account")


def forget_former_addresses_on_every_change():
    post_save.connect(forget_former_addresses, sender="people.StaffUser", dispatch_uid="forget_former_addresses")


def forget_former_addresses(instance, **kwargs):
    """Take from allauth's own list every address but the account's: people sign in by the one an administrator sees."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.filter(user=instance).exclude(email__iexact=instance.email).delete()
