"""Made-up people: those who book and attend, drivers, and the staff who sign in. Their addresses lead nowhere."""

import unicodedata

from django.contrib.auth.models import Group

from people import roles
from people.badges import know_badge
from people.delegates import Person
from people.models import LicensingAuthority, StaffUser, Trainer

# name, organisation (some typed as people type them), role
DELEGATES = [
    ("Amina Kowalska", "Northvale High School", "Designated safeguarding lead"),
    ("Oluwaseun Bright", "Eastmere Academy", "Head of Year 9"),
    ("Siân Llewellyn", "Millbrook School", "Learning mentor"),
    ("Rajinder Kaur Gill", "Harbour Lane Primary School", "Deputy head"),
    ("Tomasz Zieliński", "Thistledown Primary School", "Teacher"),
    ("Fionnuala O'Dowd", "Larkspur School", "Teaching assistant"),
    ("Nguyễn Thị Hoa", "Northvale College", "Student support"),
    ("Kwame Asante-Reid", "University of Highmoor", "Lecturer in social work"),
    ("Þóra Jónsdóttir", "The Bridge Centre", "Keyworker"),
    ("Ibrahim Yusuf", "Second Start Eastmere", "Tutor"),
    ("Mehwish Akhtar", "NCH", "Staff nurse"),
    ("Jean-Baptiste Mukasa", "Clearwater Sexual Health", "Health adviser"),
    ("Ingrid Solberg", "Elder Ward, Young People's Mental Health", "Occupational therapist"),
    ("Chidi Okonjo", "The police", "Police constable"),
    ("Bethan Rhys-Morgan", "Vale Police", "Detective sergeant"),
    ("Yasmin El-Masri", "Northvale Social Services", "Social worker"),
    ("Grzegorz Lis", "Northvale Children's Services", "Family support worker"),
    ("Leilani Hart", "Eastmere Leaving Care Team", "Personal adviser"),
    ("Hodan Warsame", "MAST", "Support worker"),
    ("Sunita Pillai", "Multi-Agency Support Team", "Team manager"),
    ("Marlon Baptiste", "Rowan House", "Residential worker"),
    ("Ewa Nowicka", "Rowan House", "Residential worker"),
    ("Callum Fraser", "Fern Lodge", "Registered manager"),
    ("Adaeze Nwosu", "Keystone Supported Housing", "Support worker"),
    ("Matthew Oyelaran", "Keystone Supported Housing", "Housing officer"),
    ("Zeynep Demir", "Lantern Children's Charity", "Project worker"),
    ("Luca Ferraro", "Lantern Children's Charity", "Volunteer"),
    ("Parveen Choudhury", "Young Carers Together", "Coordinator"),
    ("Kofi Danquah", "Westcombe Youth Club", "Youth worker"),
    ("Róisín Gallagher", "Riverside Youth Project", "Detached youth worker"),
    ("Elif Şahin", "Ashdown & Mbeki Solicitors", "Solicitor"),
    ("Trevor Ashworth", "Vale Buses", "Driver trainer"),
    ("Mihaela Ionescu", "The Old Mill Hotel", "Front-of-house manager"),
    ("Dele Adebayo", "Northvale City Council", "Community safety officer"),
    ("Hannah Weissmann", "Eastmere District Council", "Licensing enforcement"),
    ("Tenzin Dolma", "Hope Street Mosque and Community Hall", "Trustee"),
    ("Arjun Venkataraman", "St Brannoc's Football Club", "Welfare officer"),
    ("Shanice Campbell", "Millbrook School", "School nurse"),
    ("Piotr Wójcik", "Highmoor Community College", "Attendance officer"),
    ("Nasreen Bibi", "Northvale High School", "Pastoral manager"),
    ("George Papadakis", "Highmoor Community College", "Assistant head"),
    ("Soo-jin Park", "Northvale Children's Hospital", "Paediatric registrar"),
    ("Caoimhe Brennan", "Eastmere Academy", "Counsellor"),
    ("Emeka Obi", "Northvale Children's Services", "Independent reviewing officer"),
    ("Valentina Cruz", "Clearwater Sexual Health", "Nurse"),
    ("Hamza Qureshi", "Riverside Youth Project", "Youth worker"),
    ("Gwenllian Parry", "Fern Lodge", "Waking night worker"),
    ("Mei Tanaka", "University of Highmoor", "Student"),
    ("Cllr Patience Mensah", "Northvale City Council", "Councillor"),
    ("Cllr Geoffrey Lumb", "Northvale City Council", "Councillor"),
    ("Cllr Harjit Dhaliwal", "Northvale City Council", "Councillor"),
    ("Cllr Maureen Sugden", "Northvale City Council", "Councillor"),
    ("Cllr Ayaan Farah", "Eastmere District Council", "Councillor"),
    ("Cllr Ottilie Brand", "Eastmere District Council", "Councillor"),
    ("Cllr Declan Moloney", "Eastmere District Council", "Councillor"),
    ("Cllr Roza Jalal", "Eastmere District Council", "Councillor"),
    ("Jacinta Pereira", "The Old Mill Hotel", "Receptionist"),
    ("Lukas Brandt", "The Old Mill Hotel", "Night porter"),
    ("Huda Saleh", "Golden Spice Takeaway", "Owner"),
    ("Wing Yan Cheung", "Lucky Star Takeaway", "Manager"),
    ("Darren Openshaw", "Pier Amusements", "Floor manager"),
    ("Oksana Melnyk", "Corner Shop on Quay Street", "Shopkeeper"),
]
# Homes share mailboxes: two people, one address.
SHARED_MAILBOX = {"Rowan House": "rowan.house@example.org"}

# name, authority, badge
DRIVERS = [
    ("Mohammed Rafiq Hussain", "Northvale City Council", "NV00417"),
    ("Stefan Radu", "Northvale City Council", "NV00583"),
    ("Abdi Noor Hassan", "Northvale City Council", "NV01120"),
    ("Denise Holroyd", "Northvale City Council", "NV00092"),
    ("Tesfaye Bekele", "Northvale City Council", "NV01344"),
    ("Krzysztof Mazur", "Northvale City Council", "NV00871"),
    ("Samuel Okafor", "Northvale City Council", "NV01207"),
    ("Gulnaz Parvez", "Northvale City Council", "NV00938"),
    ("Farid Ahmadi", "Northvale City Council", "NV01411"),
    ("Ian Postlethwaite", "Northvale City Council", "NV00305"),
    ("Bilal Chaudhry", "Eastmere District Council", "00231"),
    ("Marius Popescu", "Eastmere District Council", "00188"),
    ("Joyce Mutasa", "Eastmere District Council", "00417"),
    ("Tariq Mahmood", "Eastmere District Council", "00302"),
    ("Selam Haile", "Eastmere District Council", "00365"),
    ("Kevin Brocklebank", "Eastmere District Council", "00077"),
    ("Ravi Shankaran", "Eastmere District Council", "00344"),
    ("Ahmet Yılmaz", "Eastmere District Council", "00290"),  # noqa: RUF001 - a Turkish name
]

# role, e-mail, first name, last name
STAFF = [
    (roles.EDUCATION_OFFICER, "officer@example.org", "Grace", "Adeyemi-Clarke"),
    (roles.TRAINER, "trainer@example.org", "Tariq", "Osei"),
    (roles.LICENSING_OFFICER, "licensing.northvale@example.org", "Moira", "Tennant"),
    (roles.LICENSING_OFFICER, "licensing.eastmere@example.org", "Desmond", "Achterberg"),
    (roles.EDITOR, "editor@example.org", "Noor", "Halloran"),
    (roles.SAFEGUARDING_LEAD, "lead@example.org", "Ruth", "Oyelowo-Marsh"),
    (roles.ADMINISTRATOR, "admin@example.org", "Pauline", "Whitcombe-Ali"),
]
AUTHORITY_OF = {
    "licensing.northvale@example.org": "Northvale City Council",
    "licensing.eastmere@example.org": "Eastmere District Council",
}


def load_staff(*, password):
    """Make an account for each role; the administrator may do everything."""
    for role, email, first, last in STAFF:
        user = StaffUser.objects.create_user(
            email=email,
            password=password,
            first_name=first,
            last_name=last,
            authority=LicensingAuthority.objects.filter(name=AUTHORITY_OF.get(email)).first(),
            is_staff=role == roles.ADMINISTRATOR,
            is_superuser=role == roles.ADMINISTRATOR,
        )
        user.groups.add(Group.objects.get(name=role))
    Trainer.objects.filter(name="Tariq Osei").update(user=StaffUser.objects.get(email="trainer@example.org"))


def officer():
    return StaffUser.objects.get(email="officer@example.org")


def people(first, last):
    """Return the delegates from number `first` up to `last`, as they would describe themselves."""
    return [
        Person(name=name, email=SHARED_MAILBOX.get(place) or address_of(name), organisation=place, role=role)
        for name, place, role in DELEGATES[first:last]
    ]


def drivers(*numbers):
    """Return drivers by their place in the list. Few give an e-mail address; all show a badge."""
    return [driver(number) for number in numbers]


def driver(number):
    name, authority, badge = DRIVERS[number]
    held = know_badge(LicensingAuthority.objects.get(name=authority), number=badge)
    return Person(name=name, email=address_of(name) if number % 3 == 0 else "", role="Driver", badge=held)


def address_of(name):
    """Return an address at example.org, made of the first and last name in plain letters."""
    plain = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁÞøıđĐ", "lLToidD")))
    words = "".join(c for c in plain if c.isascii() and (c.isalpha() or c == " ")).lower().split()
    return f"{words[0]}.{words[-1]}@example.org"
