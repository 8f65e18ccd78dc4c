"""Dated deliveries and what happens in them: scheduling, booking, the door, and what is settled afterwards."""

from sessions.models.attending import Attendance, Certificate, Headcount
from sessions.models.booking import Booking, BookingChange, BookingContact, BookingStatus
from sessions.models.charging import Charge
from sessions.models.permission import ManagerPermission
from sessions.models.planning import PlanFigure, TrainingRequest
from sessions.models.scheduling import Qualifier, Series, SessionDay, SessionStatus, Slot, Source, TrainingSession
from sessions.models.windows import SessionSettings

__all__ = [
    "Attendance",
    "Booking",
    "BookingChange",
    "BookingContact",
    "BookingStatus",
    "Certificate",
    "Charge",
    "Headcount",
    "ManagerPermission",
    "PlanFigure",
    "Qualifier",
    "Series",
    "SessionDay",
    "SessionSettings",
    "SessionStatus",
    "Slot",
    "Source",
    "TrainingRequest",
    "TrainingSession",
]
