"""Dated deliveries and what happens in them: scheduling, booking, the door, and what is settled afterwards."""

from sessions.models.attending import Attendance
from sessions.models.booking import Booking, BookingChange, BookingContact, BookingStatus
from sessions.models.certifying import Certificate, TrainingLink
from sessions.models.charging import Charge
from sessions.models.counting import Headcount, HeadcountPart, Settlement
from sessions.models.permission import ManagerPermission
from sessions.models.planning import PlanFigure, TrainingRequest
from sessions.models.registering import RegisterEntry, RegisterLink
from sessions.models.scheduling import (
    DoorRule,
    Qualifier,
    Series,
    SessionDay,
    SessionStatus,
    Slot,
    Source,
    TrainingSession,
)
from sessions.models.uptake import Uptake
from sessions.models.windows import SessionSettings

__all__ = [
    "Attendance",
    "Booking",
    "BookingChange",
    "BookingContact",
    "BookingStatus",
    "Certificate",
    "Charge",
    "DoorRule",
    "Headcount",
    "HeadcountPart",
    "ManagerPermission",
    "PlanFigure",
    "Qualifier",
    "RegisterEntry",
    "RegisterLink",
    "Series",
    "SessionDay",
    "SessionSettings",
    "SessionStatus",
    "Settlement",
    "Slot",
    "Source",
    "TrainingLink",
    "TrainingRequest",
    "TrainingSession",
    "Uptake",
]
