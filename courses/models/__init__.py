"""The catalogue: audiences, the rows of the report, courses, the terms under which they are booked."""

from courses.models.catalogue import Course, Pathway, PathwayStep, Theme
from courses.models.tables import Audience, GroupingNote, GroupingSet, Recorded, ReportingSector
from courses.models.terms import BookingTerms, ChargeRate

__all__ = [
    "Audience",
    "BookingTerms",
    "ChargeRate",
    "Course",
    "GroupingNote",
    "GroupingSet",
    "Pathway",
    "PathwayStep",
    "Recorded",
    "ReportingSector",
    "Theme",
]
