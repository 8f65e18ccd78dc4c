"""What reports keep: who may read them, and what was signed off and published."""

from reports.models.permission import AnnualReport
from reports.models.publishing import PublishedFile, PublishedReport, SignOff
from reports.models.sending import ReportSchedule
from reports.models.wording import EditedSentence

__all__ = ["AnnualReport", "EditedSentence", "PublishedFile", "PublishedReport", "ReportSchedule", "SignOff"]
