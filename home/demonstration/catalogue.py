"""Report rows, booking terms, themes and courses."""

from datetime import date, timedelta

from courses.models import (
    Audience,
    BookingTerms,
    Course,
    GroupingNote,
    GroupingSet,
    Pathway,
    PathwayStep,
    ReportingSector,
    Theme,
)

FIRST_DAY = date(2015, 4, 1)
CARE = "LAC/Care Leavers/Children Services/Sheltered Housing/Residential"

# key, label as printed in 2016/17, label from this year on
ROWS = {
    "professionals": [
        ("education", "Education", "Education"),
        ("health", "Health", "Health"),
        ("care", CARE, "Children's services, care and housing"),
        ("multi-agency", "Multi Agency", "Multi-agency"),
        ("others", "Others/ Voluntary Sector", "Voluntary sector and others"),
    ],
    "young-people": [
        ("alternative", "Alternative Curriculum Provider", "Alternative provision"),
        ("education", "Education", "Education"),
        ("care", CARE, "Children's homes and care leavers"),
        ("voluntary", "Voluntary Sector", "Voluntary and youth sector"),
    ],
}
# audience, keys of the rows, note. They stand under every table that prints these rows.
NOTES = [
    (
        "professionals",
        ["education"],
        "Staff of secondary and special schools, and of a further-education college for students with additional needs.",
    ),
    (
        "professionals",
        ["health"],
        "Staff of the children's hospital, of sexual health services and of a mental health in-patients' unit for "
        "children and adolescents.",
    ),
    (
        "professionals",
        ["multi-agency"],
        "Two national conferences are counted here, as is training for the host charity's own staff.",
    ),
    (
        "professionals",
        ["others"],
        "Solicitors, university staff, passenger transport staff, a young carers' service and a national children's charity.",
    ),
    (
        "young-people",
        ["alternative", "education"],
        "Held in secondary schools, at a college and with National Citizen Service groups.",
    ),
    (
        "young-people",
        ["voluntary"],
        "Held with a national children's charity, youth clubs and two local support charities.",
    ),
]
NOTES_FROM_THIS_YEAR = [
    ("professionals", ["multi-agency"], "Sessions open to every agency, among them the yearly conference."),
    (
        "professionals",
        ["others"],
        "Charities, solicitors, transport staff and anybody whom no other row names.",
    ),
    ("young-people", ["alternative", "education"], "Held in lessons and assemblies; counted by a member of staff."),
]

THEMES = ["Sexual exploitation", "Criminal exploitation", "Online harm", "Trafficking", "Consent", "Going missing"]

COURSES = [
    {
        "title": "Seeing the signs of exploitation",
        "slug": "seeing-the-signs",
        "audience": "professionals",
        "length_minutes": 180,
        "summary": "A half day for anybody who works with children: what exploitation looks like, and what to do next.",
        "aims": "describe how children are groomed, online and face to face\n"
        "recognise signs of sexual and criminal exploitation in your own work\n"
        "listen to a child without asking leading questions\n"
        "record what you saw and pass it on the same day",
        "who_for": "Teachers, social workers, nurses, youth workers, housing officers and volunteers. No earlier "
        "training is needed.",
        "content_warning": "We talk about sexual abuse and violence, without pictures or films of either. You can "
        "leave the room whenever you want.",
        "themes": ["Sexual exploitation", "Criminal exploitation", "Going missing"],
        "terms": "Standard",
    },
    {
        "title": "What health staff need to know",
        "slug": "health-staff",
        "audience": "professionals",
        "kind": "briefing",
        "length_minutes": 120,
        "summary": "Two hours on what only health staff see: injuries, infections, missed appointments and who is in "
        "the waiting room.",
        "aims": "notice patterns over several visits\nspeak with a young person alone\nshare information lawfully",
        "who_for": "Nurses, doctors, midwives, pharmacists, reception staff and school nurses.",
        "content_warning": "Injuries and infections are described in words.",
        "themes": ["Sexual exploitation", "Consent"],
        "terms": "Standard",
    },
    {
        "title": "Caring for young people who are being exploited",
        "slug": "caring-for-young-people",
        "audience": "professionals",
        "length_minutes": 660,
        "summary": "Two days for people who look after young people in homes, hostels and foster care.",
        "aims": "build trust with a young person who is being controlled\nkeep a home safe without blame\n"
        "work with police and parents when a young person goes missing",
        "who_for": "Residential staff, foster carers, personal advisers and supported-housing workers.",
        "content_warning": "The second day follows one young person's story. It is made up, and it is hard to hear.",
        "themes": ["Sexual exploitation", "Going missing", "Trafficking"],
        "terms": "Standard",
        "needs_full_attendance": True,
    },
    {
        "title": "Online harm: grooming, images and gaming",
        "slug": "online-harm",
        "audience": "professionals",
        "delivery": "online",
        "length_minutes": 90,
        "summary": "Ninety minutes online about harm that starts on a screen, and how to talk about it.",
        "aims": "explain how children are approached in games and chats\nrespond when an image has been shared\n"
        "use the services that take images down",
        "who_for": "Everybody who works with children. You need a computer with sound.",
        "content_warning": "We describe messages that children were sent. No images are shown.",
        "themes": ["Online harm", "Consent"],
        "terms": "Standard",
    },
    {
        "title": "Joining it up: the yearly conference",
        "slug": "conference",
        "audience": "professionals",
        "kind": "event",
        "delivery": "conference",
        "length_minutes": 360,
        "summary": "One day for all agencies: what we learnt this year, and what we change next year.",
        "aims": "hear from survivors, police and schools\nmeet the people you telephone\ntake one change back to work",
        "who_for": "Practitioners and managers of every agency.",
        "content_warning": "Survivors speak in the morning. A quiet room is open all day.",
        "themes": ["Sexual exploitation", "Criminal exploitation", "Trafficking"],
        "terms": "Standard",
    },
    {
        "title": "Five services in one visit",
        "slug": "five-services",
        "audience": "professionals",
        "kind": "event",
        "delivery": "roadshow",
        "length_minutes": 100,
        "summary": "A roadshow that comes to your staff room: five services, twenty minutes each.",
        "aims": "know five services by face\nknow which of them to ring first",
        "who_for": "Whole staff teams in schools and colleges.",
        "themes": ["Sexual exploitation", "Online harm"],
        "terms": "Standard",
    },
    {
        "title": "Safeguarding for drivers",
        "slug": "safeguarding-for-drivers",
        "audience": "taxi-trade",
        "length_minutes": 120,
        "summary": "Two hours for taxi and private-hire drivers: what you may see from the driver's seat, and whom to ring.",
        "aims": "notice when a passenger may be exploited\nkeep the passenger and yourself safe\n"
        "report it, even when you are not sure",
        "who_for": "Licensed drivers, new applicants and operators. Bring your badge.",
        "content_warning": "We talk about the abuse of children, without pictures.",
        "themes": ["Sexual exploitation", "Criminal exploitation", "Trafficking"],
        "terms": "Drivers",
        "refresher_months": 36,
    },
    {
        "title": "What councillors need to know",
        "slug": "councillors",
        "audience": "elected-members",
        "kind": "briefing",
        "length_minutes": 90,
        "summary": "A briefing for new and returning councillors: your duties as a corporate parent.",
        "aims": "ask the right questions in scrutiny\nknow what a resident's concern should set in motion",
        "who_for": "Elected members of all councils in the partnership.",
        "themes": ["Sexual exploitation", "Criminal exploitation"],
        "terms": "Standard",
    },
    {
        "title": "Notice and act: hotels, shops and takeaways",
        "slug": "notice-and-act",
        "audience": "licensed-businesses",
        "kind": "briefing",
        "length_minutes": 90,
        "summary": "For people behind a counter or a reception desk: what to notice, and how to act without danger.",
        "aims": "notice what does not fit\nask a neutral question\ncall for help and write down what you saw",
        "who_for": "Managers and staff of hotels, bars, takeaways, shops and arcades.",
        "themes": ["Sexual exploitation", "Trafficking"],
        "terms": "Standard",
    },
    {
        "title": "Safe friendships",
        "slug": "safe-friendships",
        "audience": "young-people",
        "length_minutes": 60,
        "summary": "A lesson about friendships that feel good, friendships that do not, and whom to tell.",
        "aims": "tell care from control\nsay what consent means\nname two adults you could talk to",
        "who_for": "Years 7 to 11, a class at a time, with a teacher in the room.",
        "themes": ["Consent", "Sexual exploitation"],
    },
    {
        "title": "Safer online",
        "slug": "safer-online",
        "audience": "young-people",
        "length_minutes": 60,
        "summary": "A lesson about games, chats and pictures: what people want from you, and how to get help.",
        "aims": "spot a fake profile\nknow what to do when a picture is out there\nreport and block",
        "who_for": "Years 6 to 10, a class or an assembly.",
        "themes": ["Online harm", "Consent"],
    },
    {
        "title": "My voice: a small-group programme",
        "slug": "my-voice",
        "audience": "young-people",
        "kind": "programme",
        "length_minutes": 120,
        "summary": "Small groups of young people who already know a trusted worker.",
        "aims": "feel surer of your own choices\nknow your rights\nplan who can help",
        "who_for": "Groups of three to eight, referred by a home, a school or a youth service.",
        "themes": ["Consent", "Going missing"],
    },
    {
        "title": "Not my story",
        "slug": "not-my-story",
        "audience": "young-people",
        "kind": "event",
        "delivery": "theatre",
        "length_minutes": 75,
        "summary": "A play about a boy who is drawn into carrying drugs, with time to talk afterwards.",
        "aims": "see how it starts\nknow that it is never a child's fault",
        "who_for": "Years 8 to 10, a whole year group.",
        "content_warning": "Threats are acted on stage. Staff of the school stay in the hall.",
        "themes": ["Criminal exploitation"],
    },
    {
        "title": "Keeping your child safe from exploitation",
        "slug": "keeping-your-child-safe",
        "audience": "parents-and-carers",
        "kind": "briefing",
        "length_minutes": 90,
        "summary": "For parents and carers: what to look out for, how to talk about it, and who helps.",
        "aims": "start the conversation\nnotice changes early\nfind help for your child and for yourself",
        "who_for": "Parents, grandparents, foster carers. Interpreters on request.",
        "themes": ["Sexual exploitation", "Criminal exploitation", "Online harm"],
    },
    {
        "title": "An evening about exploitation",
        "slug": "an-evening-about-exploitation",
        "audience": "public",
        "kind": "event",
        "length_minutes": 90,
        "summary": "A talk for neighbours, shopkeepers, faith groups and anybody who wants to know.",
        "aims": "know what exploitation is and is not\nknow what to do when something worries you",
        "who_for": "Anybody over 16.",
        "themes": ["Sexual exploitation"],
    },
]


def load_catalogue(*, this_year_starts):
    """Make the catalogue; the report rows are renamed from `this_year_starts` on, each continuing the old one."""
    for slug, rows in ROWS.items():
        load_rows(Audience.objects.get(slug=slug), rows, this_year_starts=this_year_starts)
    terms = {
        "Standard": BookingTerms.objects.create(name="Standard", starts_on=FIRST_DAY),
        "Drivers": BookingTerms.objects.create(name="Drivers", starts_on=FIRST_DAY, booking_closes_hours_before=2),
    }
    themes = {name: Theme.objects.create(name=name) for name in THEMES}
    for facts in COURSES:
        load_course(facts, terms=terms, themes=themes)
    load_pathway()


def load_rows(audience, rows, *, this_year_starts):
    old = GroupingSet.objects.create(
        audience=audience,
        name="Rows until this year",
        starts_on=FIRST_DAY,
        ends_on=this_year_starts - timedelta(days=1),
    )
    new = GroupingSet.objects.create(audience=audience, name="Rows from this year", starts_on=this_year_starts)
    before, after = {}, {}
    for order, (key, label, later_label) in enumerate(rows, start=1):
        before[key] = ReportingSector.objects.create(grouping_set=old, label=label, order=order)
        after[key] = ReportingSector.objects.create(
            grouping_set=new, label=later_label, order=order, continues=before[key]
        )
    load_notes(old, NOTES, sectors=before)
    load_notes(new, NOTES_FROM_THIS_YEAR, sectors=after)


def load_notes(grouping_set, notes, *, sectors):
    for order, (slug, keys, text) in enumerate(notes, start=1):
        if slug == grouping_set.audience.slug:
            note = GroupingNote.objects.create(grouping_set=grouping_set, text=text, order=order)
            note.sectors.set(sectors[key] for key in keys)


def load_course(facts, *, terms, themes):
    facts = dict(facts)
    chosen = [themes[name] for name in facts.pop("themes")]
    audience = Audience.objects.get(slug=facts.pop("audience"))
    course = Course.objects.create(audience=audience, terms=terms.get(facts.pop("terms", None)), **facts)
    course.themes.set(chosen)


def load_pathway():
    pathway = Pathway.objects.create(name="Residential care", role="Staff of children's homes and supported housing")
    for order, slug in enumerate(["seeing-the-signs", "caring-for-young-people", "online-harm"], start=1):
        PathwayStep.objects.create(pathway=pathway, course=Course.objects.get(slug=slug), order=order)


def row_of(course, key, *, on):
    """Return the report row with a key that is in force on a day for a course's audience; None where it has no rows."""
    for _key, label, later_label in (row for row in ROWS.get(course.audience.slug, []) if row[0] == key):
        sectors = ReportingSector.objects.filter(
            grouping_set__audience=course.audience, grouping_set__starts_on__lte=on, label__in=[label, later_label]
        )
        return sectors.order_by("-grouping_set__starts_on").first()
    return None
