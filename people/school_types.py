"""Which kind of organisation a school is: what the kinds' own lists say, otherwise what their names say."""

from people.keys import name_key
from people.models import OrganisationType

# What types of establishment have in their names, and the kinds of organisation that are meant where they exist.
BY_WORD = [
    ("special", "special school"),
    ("pupil referral", "alternative provision"),
    ("alternative provision", "alternative provision"),
    ("further education", "college or university"),
    ("sixth form", "college or university"),
    ("higher education", "college or university"),
]
BY_PHASE = {
    "nursery": "nursery school",
    "primary": "primary school",
    "middle deemed primary": "primary school",
    "secondary": "secondary school",
    "middle deemed secondary": "secondary school",
    "all-through": "secondary school",
    "16 plus": "college or university",
}


class SchoolTypes:
    """The mapping from the file's words to the key of an OrganisationType; one query."""

    def __init__(self):
        self.listed, self.named = {}, {}
        for pk, name, words in OrganisationType.objects.values_list("pk", "name", "in_schools_file"):
            self.named[name_key(name)] = pk
            self.listed |= {name_key(line): pk for line in words.splitlines() if line.strip()}

    def type_for(self, kind, *, phase):
        """Return the key of the type for a type of establishment and a phase, or None."""
        kind, phase = name_key(kind), name_key(phase)
        meant = [name for word, name in BY_WORD if word in kind]
        sought = [(self.listed, kind), (self.listed, phase), (self.named, kind)]
        sought += [(self.named, name) for name in [*meant[:1], BY_PHASE.get(phase, phase)]]
        return next((known[name] for known, name in sought if name in known), None)
