"""Areas, licensing authorities, organisations of every type, venues, trainers. None of them exists."""

from datetime import date

from licensing.models import Policy
from people.models import (
    Area,
    LicensingAuthority,
    Organisation,
    OrganisationAlias,
    OrganisationType,
    Trainer,
    Venue,
)

AREAS = ["Northvale", "Eastmere", "Westcombe", "Southfold", "Highmoor"]

# name, area, policy
AUTHORITIES = [
    ("Northvale City Council", "Northvale", {"validity": Policy.Validity.MONTHS, "validity_months": 36}),
    ("Eastmere District Council", "Eastmere", {"validity": Policy.Validity.ONCE, "validity_months": None}),
]

TYPES = [
    "Primary school",
    "Secondary school",
    "Special school",
    "College or university",
    "Alternative provision",
    "Health",
    "Police",
    "Children's social care",
    "Children's home",
    "Housing",
    "Voluntary organisation",
    "Youth service",
    "Legal",
    "Transport",
    "Licensed business",
    "Council",
]

# name, type, area, facts of schools
ORGANISATIONS = [
    ("Harbour Lane Primary School", "Primary school", "Northvale", {"urn": 900101, "ages": (4, 11), "pupils": 412}),
    ("Thistledown Primary School", "Primary school", "Southfold", {"urn": 900102, "ages": (3, 11), "pupils": 238}),
    ("Northvale High School", "Secondary school", "Northvale", {"urn": 900103, "ages": (11, 16), "pupils": 1084}),
    ("Eastmere Academy", "Secondary school", "Eastmere", {"urn": 900104, "ages": (11, 18), "pupils": 1310}),
    ("Millbrook School", "Secondary school", "Westcombe", {"urn": 900105, "ages": (11, 16), "pupils": 866}),
    ("Highmoor Community College", "Secondary school", "Highmoor", {"urn": 900106, "ages": (11, 18), "pupils": 742}),
    ("Larkspur School", "Special school", "Northvale", {"urn": 900107, "ages": (5, 19), "pupils": 96}),
    ("Northvale College", "College or university", "Northvale", {}),
    ("University of Highmoor", "College or university", "Highmoor", {}),
    ("The Bridge Centre", "Alternative provision", "Northvale", {}),
    ("Second Start Eastmere", "Alternative provision", "Eastmere", {}),
    ("Northvale Children's Hospital", "Health", "Northvale", {}),
    ("Clearwater Sexual Health", "Health", "Eastmere", {}),
    ("Elder Ward, Young People's Mental Health", "Health", "Northvale", {}),
    ("Vale Police", "Police", "Northvale", {}),
    ("Northvale Children's Services", "Children's social care", "Northvale", {}),
    ("Eastmere Leaving Care Team", "Children's social care", "Eastmere", {}),
    ("Multi-Agency Support Team", "Children's social care", "Southfold", {}),
    ("Rowan House", "Children's home", "Northvale", {}),
    ("Fern Lodge", "Children's home", "Westcombe", {}),
    ("Keystone Supported Housing", "Housing", "Northvale", {}),
    ("Lantern Children's Charity", "Voluntary organisation", "Northvale", {}),
    ("Young Carers Together", "Voluntary organisation", "Southfold", {}),
    ("Westcombe Youth Club", "Youth service", "Westcombe", {}),
    ("Riverside Youth Project", "Youth service", "Eastmere", {}),
    ("Ashdown & Mbeki Solicitors", "Legal", "Northvale", {}),
    ("Vale Buses", "Transport", "Northvale", {}),
    ("Swift Cars Northvale", "Transport", "Northvale", {}),
    ("Eastmere Station Taxis", "Transport", "Eastmere", {}),
    ("The Old Mill Hotel", "Licensed business", "Westcombe", {}),
    ("Northvale City Council", "Council", "Northvale", {}),
    ("Eastmere District Council", "Council", "Eastmere", {}),
]
ALIASES = [
    ("Northvale Children's Services", "Northvale Social Services"),
    ("Multi-Agency Support Team", "MAST"),
    ("Northvale Children's Hospital", "NCH"),
    ("Vale Police", "The police"),
]
# A school that became an academy: name, type, area, closed on, successor
CLOSED = ("Eastmere Comprehensive School", "Secondary school", "Eastmere", date(2019, 8, 31), "Eastmere Academy")

VENUES = [
    (
        "Mill Street Learning Centre",
        "14 Mill Street\nNorthvale NV1 4QT",
        "Northvale",
        60,
        "Level entrance, lift, accessible toilet. Hearing loops. Two blue-badge bays. A quiet room: ask at the desk.",
    ),
    (
        "Eastmere Town Hall",
        "Market Place\nEastmere EM1 1AA",
        "Eastmere",
        120,
        "Ramp and a door with a button at the side entrance in Corn Street. Lift. Hearing loop in the chamber.",
    ),
    (
        "Westcombe Library, meeting room",
        "2 Station Road\nWestcombe WC7 2LR",
        "Westcombe",
        24,
        "Ground floor, no steps. Accessible toilet. No parking on site; the bus station is 200 metres away.",
    ),
    (
        "Southfold Community Hub",
        "Orchard Way\nSouthfold SF3 8DN",
        "Southfold",
        40,
        "Level entrance. Hearing loop on request. Free parking, four blue-badge bays.",
    ),
    (
        "Highmoor Arts Centre",
        "The Square\nHighmoor HM2 6TR",
        "Highmoor",
        200,
        "Lift to the auditorium, six wheelchair places, hearing loop, assistance dogs welcome.",
    ),
]

# name, organisation; the first has the demonstration's trainer account
TRAINERS = [
    ("Tariq Osei", "Lantern Children's Charity"),
    ("Siobhán Fitzgerald-Rao", "Vale Police"),
    ("Wei-Ling Hartley", "Clearwater Sexual Health"),
    ("Dafydd Pryce", "Northvale Children's Services"),
]


def load_places():
    areas = {name: Area.objects.create(name=name) for name in AREAS}
    for name, area, policy in AUTHORITIES:
        authority = LicensingAuthority.objects.create(name=name, area=areas[area])
        Policy.objects.create(authority=authority, starts_on=date(2015, 4, 1), **policy)
    load_organisations(areas)
    for name, address, area, capacity, access in VENUES:
        Venue.objects.create(name=name, address=address, area=areas[area], capacity=capacity, access_facts=access)
    for name, organisation in TRAINERS:
        employer = Organisation.objects.get(name=organisation)
        Trainer.objects.create(name=name, email=f"{name.split()[0].lower()}@example.org", organisation=employer)


def load_organisations(areas):
    types = {name: OrganisationType.objects.create(name=name, order=n) for n, name in enumerate(TYPES, start=1)}
    made = {}
    for name, kind, area, facts in ORGANISATIONS:
        made[name] = Organisation.objects.create(
            name=name, type=types[kind], area=areas[area], **facts_of_school(kind, facts)
        )
    for name, alias in ALIASES:
        OrganisationAlias.objects.create(organisation=made[name], name=alias)
    name, kind, area, closed_on, successor = CLOSED
    Organisation.objects.create(
        name=name, type=types[kind], area=areas[area], closed_on=closed_on, successor=made[successor]
    )


def facts_of_school(kind, facts):
    if "urn" not in facts:
        return {}
    lowest, highest = facts["ages"]
    phase = {"Primary school": "Primary", "Secondary school": "Secondary"}.get(kind, "Special")
    return {
        "urn": facts["urn"],
        "phase": phase,
        "lowest_age": lowest,
        "highest_age": highest,
        "pupils": facts["pupils"],
    }
