"""How alike two names are: one rule for organisations, one for people, with keys that bring likely pairs together.

Comparing each name with each other is out of the question for twenty thousand schools, so that only those are compared
that share a key (`keys_of`). Of an organisation's name only what is its own is compared by letters: "school" and
"primary" would make any two alike.
"""

import re
import unicodedata
from collections import defaultdict
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from people.keys import name_key

TOO_COMMON = 200  # names under one key: it says nothing any longer
ONE_SLIP, TWO_SLIPS = 6, 12  # from how many letters on a word may have so many
PEOPLE_ALIKE, MAILBOXES_ALIKE = 85, 80  # of 100
SHORTEST_INITIALS = 3

WRITTEN_OUT = {
    "st": "saint",
    "sch": "school",
    "schl": "school",
    "pri": "primary",
    "prim": "primary",
    "sec": "secondary",
    "inf": "infant",
    "infants": "infant",
    "jun": "junior",
    "jnr": "junior",
    "juniors": "junior",
    "acad": "academy",
    "coll": "college",
    "univ": "university",
    "uni": "university",
    "hosp": "hospital",
    "ctr": "centre",
    "center": "centre",
    "assoc": "association",
    "cofe": "ce",
    "ch": "childrens",
    "mdc": "council",
    "mbc": "council",
    "cc": "council",
    "yr": "year",
    "rd": "road",
}
SAYS_NOTHING = {"the", "of", "and", "for", "in", "at", "to", "on", "a", "ltd", "limited", "plc", "llp", "cic", "uk"}
# Words that make two otherwise like names two: "Vale Infant School" is not "Vale Junior School".
TELLS_APART = {
    *("infant", "junior", "primary", "secondary", "nursery", "high", "lower", "upper", "middle", "sixth", "special"),
    *("boys", "girls", "north", "south", "east", "west", "central", "first", "catholic", "rc", "ce", "college"),
    *("hospital", "police", "council", "fire", "ambulance", "mental", "adult", "university"),
}
# Words of which a name may have more or fewer.
OF_ANY = {
    *("school", "academy", "community", "voluntary", "aided", "controlled", "form", "trust", "nhs", "foundation"),
    *("service", "services", "city", "borough", "county", "district", "metropolitan", "centre", "group", "team"),
}


def words_of(name):
    """Return the words of an organisation's name that say something, written out and without accents or signs."""
    plain = unicodedata.normalize("NFKD", name_key(name).replace("&", " and "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"['\u2019.]", "", plain).replace("c of e", "ce").replace("church of england", "ce")
    words = [WRITTEN_OUT.get(word, word) for word in re.findall(r"\w+", plain)]
    return [word for word in words if word not in SAYS_NOTHING] or words


def initials(words):
    return "".join(word[0] for word in words) if len(words) >= SHORTEST_INITIALS else ""


def own_words(words):
    """Return what is a name's own, in order; of "The Primary School" all there is."""
    return sorted(word for word in words if word not in OF_ANY and not tells_apart(word)) or sorted(words)


def said_words(words):
    """Return a name's words in order without those of which any name may have more or fewer."""
    return sorted(word for word in words if word not in OF_ANY) or sorted(words)


def keys_of(words):
    """Return what brings a name together with those like it: all but one of its words, and half of that one.

    A slip leaves the beginning or the end of a word as it is. A name of three words or more has its initials, too.
    """
    said = said_words(words)
    keys = {("own", *own_words(words)), ("joined", "".join(words))}
    for place, word in enumerate(said):
        rest = said[:place] + said[place + 1 :]
        keys |= {("start", word[:3], *rest), ("end", word[-3:], *rest)}
    if len(words) == 1 or initials(words):
        keys.add(("initials", initials(words) or words[0]))
    return keys


def are_alike(one, other):
    """Whether two lists of words may name one organisation.

    Their words are the same but for a slip in one of them, or for one that says the kind and was left out.
    """
    if "".join(one) == "".join(other) or [initials(one)] == other or [initials(other)] == one:
        return True
    first, second = telling(one), telling(other)
    if numbers(first) != numbers(second):
        return False
    is_left_out = len(first ^ second) == 1 and own_words(one) == own_words(other)
    return is_left_out or is_one_slip_away(said_words(one), said_words(other))


def is_one_slip_away(one, other):
    if len(one) != len(other):
        return False
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    return not left or (len(left) == 1 and are_one_word(left[0], right[0]))


def are_one_word(one, other):
    longer = max(len(one), len(other))
    slips = 2 if longer >= TWO_SLIPS else 1 if longer >= ONE_SLIP else 0
    return OSA.distance(one, other, score_cutoff=slips) <= slips


def tells_apart(word):
    return word in TELLS_APART or any(sign.isdigit() for sign in word)


def telling(words):
    """Return the words that tell names apart, numbers among them."""
    return {word for word in words if tells_apart(word)}


def numbers(words):
    return {word for word in words if word not in TELLS_APART}


def like_pairs(names):
    """Return {(one, other)} of the keys in {key: name} whose names are alike, the smaller key first."""
    words = {key: words_of(name) for key, name in names.items()}
    blocks = defaultdict(list)
    for key, found in words.items():
        for each in keys_of(found):
            blocks[each].append(key)
    pairs = set()
    for block in blocks.values():
        if 1 < len(block) <= TOO_COMMON:
            pairs |= set(combinations(sorted(block), 2))
    return {(one, other) for one, other in pairs if are_alike(words[one], words[other])}


def are_one_person(one, other):
    """Whether two names may be one person's: a slip, another order, or an initial for a first name."""
    first, second = (words_of_person(name) for name in (one, other))
    if sorted(first) == sorted(second):
        return True
    if is_shortened(first, second) or is_shortened(second, first):
        return True
    return fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second)), score_cutoff=PEOPLE_ALIKE) > 0


def words_of_person(name):
    return re.findall(r"\w+", re.sub(r"['\u2019.]", "", name_key(name)))


def is_shortened(short, long):
    """Whether one name is the other with initials for first names: "A Kowalska" of "Amina Kowalska"."""
    if not short or len(short) > len(long) or short[-1] != long[-1] or len(short) == 1:
        return False
    return all(whole.startswith(part) for part, whole in zip(short[:-1], long[:-1], strict=False))


def are_one_mailbox(one, other):
    """Whether two addresses look like one that was mistyped, or one person's at two places."""
    if not one or not other:
        return True
    (mailbox, _, domain), (another, _, elsewhere) = one.rpartition("@"), other.rpartition("@")
    if mailbox == another:
        return True
    return domain == elsewhere and fuzz.ratio(mailbox, another, score_cutoff=MAILBOXES_ALIKE) > 0
