"""Pathways: which courses a kind of work needs, in their order, and after how many months again."""

from courses.models import Course, Pathway, PathwayStep

PATHWAYS = [
    (
        "Schools and colleges",
        "Teachers, teaching assistants, learning mentors and safeguarding leads",
        [("seeing-the-signs", 36), ("online-harm", 24), ("conference", 12)],
    ),
    (
        "Health services",
        "Nurses, doctors, midwives, pharmacists and reception staff",
        [("health-staff", 36), ("seeing-the-signs", 36), ("online-harm", None)],
    ),
    (
        "Residential care",
        "Staff of children's homes and supported housing, and foster carers",
        [("seeing-the-signs", 36), ("caring-for-young-people", 24), ("online-harm", 24)],
    ),
    (
        "Taxi and private hire",
        "Drivers, people who apply for a licence, and operators",
        [("safeguarding-for-drivers", None), ("an-evening-about-exploitation", None)],
    ),
    (
        "Hotels, shops and takeaways",
        "Managers and staff who meet customers, by day or at night",
        [("notice-and-act", 24), ("an-evening-about-exploitation", None)],
    ),
    (
        "Elected members",
        "Councillors and co-opted members of committees",
        [("councillors", 48), ("conference", None)],
    ),
]


def load_pathways():
    courses = {course.slug: course for course in Course.objects.all()}
    for name, role, steps in PATHWAYS:
        pathway = Pathway.objects.create(name=name, role=role)
        for order, (slug, months) in enumerate(steps, start=1):
            PathwayStep.objects.create(pathway=pathway, course=courses[slug], order=order, refresher_months=months)
