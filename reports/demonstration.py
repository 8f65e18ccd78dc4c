"""The demonstration's members, bulletins, recommendations and evidence notes: made up, and about nobody."""

from datetime import timedelta

from django.utils import timezone

from design.words import LONDON
from reports.models import Bulletin, EvidenceNote, MembersCount, MembershipBody, Recommendation

# name, kind, members, trained, days ago
BODIES = [
    ("Northvale City Council", MembershipBody.Kind.ELECTED, 84, 63, 50),
    ("Eastmere District Council", MembershipBody.Kind.ELECTED, 46, 37, 47),
    ("Eastmere licensing panel", MembershipBody.Kind.PANEL, 8, 6, 40),
]
# title, reader, due days ago, sent days ago
BULLETINS = [
    ("Quarterly update", "Safeguarding partnership", 62, 63),
    ("Bulletin for schools", "Head teachers", 34, 30),
    ("Bulletin for drivers", "Licensing officers", 5, None),
    ("Quarterly update", "Safeguarding partnership", -30, None),
]
# text, where, owner, made days ago, due days ago, state, closed days ago
RECOMMENDATIONS = [
    ("Give every school one named contact for advice.", "Yearly review", "Education officer", 140, 70, "done", 75),
    ("Offer evenings for parents in three more languages.", "Yearly review", "Voluntary sector", 140, 20, "open", None),
    ("Train door staff of the night-time economy.", "Licensing panel", "Police", 60, -60, "in_progress", None),
]
NOTES = [
    ("A secondary school", "Theatre", "Teachers say that pupils still talk about the play weeks later.", 55),
    ("A taxi company", "Drivers", "The company put the advice line's number into every vehicle after the course.", 25),
]


def load_records_for_boards():
    for name, kind, members, trained, days in BODIES:
        body = MembershipBody.objects.create(name=name, kind=kind)
        MembersCount.objects.create(body=body, counted_on=ago(days), members=members, trained=trained)
    for title, reader, due, sent in BULLETINS:
        Bulletin.objects.create(title=title, reader=reader, due_on=ago(due), sent_on=ago(sent))
    for text, made_in, owner, made, due, state, closed in RECOMMENDATIONS:
        facts = {"made_on": ago(made), "due_on": ago(due), "state": state, "closed_on": ago(closed)}
        Recommendation.objects.create(text=text, made_in=made_in, owner=owner, **facts)
    for source, about, text, days in NOTES:
        EvidenceNote.objects.create(source=source, about=about, text=text, noted_on=ago(days))


def ago(days):
    """Return the day so many days ago; None for None."""
    return None if days is None else timezone.localdate(timezone=LONDON) - timedelta(days=days)
