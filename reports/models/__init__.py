"""What reports keep: who may read them, what was signed off and published, and what boards are told besides figures."""

from reports.models.permission import AnnualReport
from reports.models.publishing import PublishedFile, PublishedReport, SignOff
from reports.models.records import Bulletin, EvidenceNote, MembersCount, MembershipBody, Recommendation
from reports.models.sending import ReportSchedule
from reports.models.wording import EditedSentence

__all__ = [
    "AnnualReport",
    "Bulletin",
    "EditedSentence",
    "EvidenceNote",
    "MembersCount",
    "MembershipBody",
    "PublishedFile",
    "PublishedReport",
    "Recommendation",
    "ReportSchedule",
    "SignOff",
]
