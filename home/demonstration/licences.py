"""What the two councils know of their drivers, and what their officers have confirmed so far."""

from datetime import timedelta

from django.utils import timezone

from home.demonstration import cast
from licensing.confirming import confirm_many
from licensing.drivers import trainings_for
from licensing.models import Driver
from people.badges import know_badge
from people.models import LicensingAuthority, StaffUser
from sessions.models import Attendance

# Names stand in the register as the licence has them, which is not always how people sign in.
AS_ON_THE_LICENCE = {
    "Mohammed Rafiq Hussain": "Hussain, Mohammed Rafiq",
    "Tesfaye Bekele": "Bekele Tesfaye",
    "Ahmet Yılmaz": "Ahmet Yilmaz",  # noqa: RUF001 - a Turkish name
}
SUSPENDED = {"Ian Postlethwaite"}
NOT_ON_THE_REGISTER = {"Kevin Brocklebank"}


def load_licences():
    for number, (name, authority, badge) in enumerate(cast.DRIVERS):
        if name not in NOT_ON_THE_REGISTER:
            register(name, LicensingAuthority.objects.get(name=authority), badge, number=number)
    confirm_older_trainings()


def register(name, authority, badge, *, number):
    Driver.objects.create(
        badge=know_badge(authority, number=badge),
        name=AS_ON_THE_LICENCE.get(name, name),
        status=Driver.Status.SUSPENDED if name in SUSPENDED else Driver.Status.CURRENT,
        licence_type="Hackney carriage" if number % 4 == 0 else "Private hire",
        licence_expires_on=timezone.localdate() + timedelta(days=60 + 97 * number),
    )


def confirm_older_trainings():
    """Let each officer confirm what is more than a month old; the latest session waits, as it does on a real desk."""
    for email in cast.AUTHORITY_OF:
        user = StaffUser.objects.select_related("authority").get(email=email)
        long_ago = timezone.localdate() - timedelta(days=30)
        older = trainings_for(user).filter(extent=Attendance.Extent.FULL, session__last_day__lt=long_ago)
        if trainings := list(older):
            confirm_many(trainings, by=user)
