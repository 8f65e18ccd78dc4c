"""The sections of reports, in the order in which they are printed unless a definition says otherwise.

Each module has one `section(asked)`, which returns a Section, or None where there is nothing to tell.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.making import ANNUAL, QUARTERLY
from reports.sections import (
    audiences,
    bulletins,
    charges,
    coming,
    competitions,
    contribution,
    courses,
    e_learning,
    evidence,
    glance,
    impact,
    licensing,
    measures,
    members,
    missing,
    notes,
    places,
    programmes,
    reach,
    series,
    unmet,
)


class SectionKey(TextChoices):
    """What can stand in a report; definitions choose from these."""

    GLANCE = "glance", _("At a glance")
    AUDIENCES = "audiences", _("Sessions and attended, a table for each audience")
    MEASURES = "measures", _("This quarter beside others, and the plan")
    COURSES = "courses", _("Courses: dates, attended, places")
    COMING = "coming", _("The dates of the next quarter")
    PROGRAMMES = "programmes", _("Programmes in detail")
    SERIES = "series", _("Series beside last time, and since their start")
    COMPETITIONS = "competitions", _("Competitions")
    E_LEARNING = "e-learning", _("E-learning")
    MEMBERS = "members", _("Members trained, and who can deliver programmes")
    PLACES = "places", _("Use of places")
    CONTRIBUTION = "contribution", _("Partners' contribution")
    LICENSING = "licensing", _("Taxi trade, by licensing authority")
    IMPACT = "impact", _("Quality and impact: what people answered")
    REACH = "reach", _("Reach: who was reached, of all in scope")
    UNMET = "unmet", _("Unmet need")
    BULLETINS = "bulletins", _("Bulletins and recommendations")
    EVIDENCE = "evidence", _("Evidence notes")
    CHARGES = "charges", _("Charges")
    MISSING = "missing", _("Sessions without a settled figure")
    NOTES = "notes", _("About these figures")


BUILDERS = {
    SectionKey.GLANCE: glance.section,
    SectionKey.AUDIENCES: audiences.section,
    SectionKey.MEASURES: measures.section,
    SectionKey.COURSES: courses.section,
    SectionKey.COMING: coming.section,
    SectionKey.PROGRAMMES: programmes.section,
    SectionKey.SERIES: series.section,
    SectionKey.COMPETITIONS: competitions.section,
    SectionKey.E_LEARNING: e_learning.section,
    SectionKey.MEMBERS: members.section,
    SectionKey.PLACES: places.section,
    SectionKey.CONTRIBUTION: contribution.section,
    SectionKey.LICENSING: licensing.section,
    SectionKey.IMPACT: impact.section,
    SectionKey.REACH: reach.section,
    SectionKey.UNMET: unmet.section,
    SectionKey.BULLETINS: bulletins.section,
    SectionKey.EVIDENCE: evidence.section,
    SectionKey.CHARGES: charges.section,
    SectionKey.MISSING: missing.section,
    SectionKey.NOTES: notes.section,
}
QUARTERLY_ONLY = [SectionKey.MEASURES, SectionKey.COURSES, SectionKey.COMING]
STANDARD = {
    ANNUAL: [key for key in BUILDERS if key not in QUARTERLY_ONLY],
    QUARTERLY: [*QUARTERLY_ONLY, SectionKey.PLACES, SectionKey.MISSING, SectionKey.NOTES],
}


def sections_of(asked):
    """Return the sections that are asked for and have something to tell, in their order."""
    made = (BUILDERS[key](asked) for key in STANDARD[asked.name])
    return [section for section in made if section]
