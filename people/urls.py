"""What staff do with their account. Of allauth's addresses only those wanted: no sign-up, no change of e-mail."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from django.urls import path, re_path

from people import views

urlpatterns = [
    path("", views.account, name="staff_account"),
    path("start/", views.staff_start, name="staff_start"),
    path("login/", views.sign_in, name="account_login"),
    path("logout/", allauth_account.logout, name="account_logout"),
    path("inactive/", allauth_account.account_inactive, name="account_inactive"),
    path("signup/", views.no_sign_up, name="account_signup"),
    path("reauthenticate/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_account.password_change, name="account_change_password"),
    path("password/reset/", allauth_account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth_account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        allauth_account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sessions/", usersessions.list_usersessions, name="usersessions_list"),
]
