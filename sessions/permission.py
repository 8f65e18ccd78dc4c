"""The manager's permission, where the terms ask for it. A seat that waits for a manager's answer is held."""

from dataclasses import dataclass

from sessions.models import BookingStatus, ManagerPermission


@dataclass(frozen=True)
class Asked:
    """What the booking form was told about permission."""

    how: ManagerPermission.How
    manager_name: str = ""
    manager_email: str = ""
    why_exempt: str = ""


def status_of_seat(asked):
    """Return what a booking with a seat is: requested while a manager has to answer, otherwise confirmed."""
    must_wait = asked and asked.how == ManagerPermission.How.ASKED
    return BookingStatus.REQUESTED if must_wait else BookingStatus.CONFIRMED


def keep_permission(booking, *, asked):
    """Keep with a new booking what was said about permission, in its transaction."""
    if asked:
        ManagerPermission.objects.create(
            booking=booking,
            how=asked.how,
            manager_name=asked.manager_name,
            manager_email=asked.manager_email,
            why_exempt=asked.why_exempt,
        )
