"""Knowing a delegate again, and keeping one person from being taken for another."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from people.keys import email_key, name_key, one_of, tidy
from people.models import Badge, Delegate
from people.organisations import match_organisation


@dataclass(frozen=True)
class Person:
    """What somebody says about themselves, as typed."""

    name: str
    email: str = ""
    organisation: str = ""
    role: str = ""
    badge: Badge | None = None


def person_key(person):
    """Return the text by which a person is recognised, or None for one who is known in a single session only.

    E-mail and name together, because homes share mailboxes; without an e-mail a driver's badge and name.
    """
    if person.email:
        return f"{email_key(person.email)}|{name_key(person.name)}"
    if person.badge:
        return f"badge {person.badge.pk}|{name_key(person.name)}"
    return None


def find_delegate(person):
    """Return the delegate whom this person has been before, or None; who was merged into another is that other."""
    key = person_key(person)
    found = one_of(known_delegates().filter(key=key)) if key else None
    return found.merged_into or found if found else None


def known_delegates():
    return Delegate.objects.select_related("organisation", "merged_into__organisation")


def know_delegate(person, *, replaces=True):
    """Return the delegate for a person, made if new; what they say of their work now replaces what they said before.

    Where anybody who knows a name and an address could say it, call it with `replaces=False`: it only fills what is
    empty, and the delegate carries in `says_works_at` an organisation that is not the one we know. Call it inside a
    transaction. Two at once may collide on the key: the caller's transaction then fails with IntegrityError and is
    tried again.
    """
    found, organisation = find_delegate(person), match_organisation(person.organisation)
    return delegate_for(person, found=found, organisation=organisation, replaces=replaces)


def delegate_for(person, *, found, organisation, replaces):
    """Do the same with the delegate and the organisation that the caller found, before its transaction for instance."""
    delegate, work = found, work_of(person, organisation=organisation)
    if delegate is None:
        delegate = new_delegate(person, work=work)
        delegate.save()
        delegate.is_new = True
    else:
        take_up_work(delegate, work=work, replaces=replaces)
    return delegate


def know_delegates(people, *, replaces=True):
    """Return the delegates for several different people in their order, as `know_delegate` does, in few statements."""
    known = {
        delegate.key: delegate for delegate in known_delegates().filter(key__in=filter(None, map(person_key, people)))
    }
    known = as_different(known)
    organisations = {typed: match_organisation(typed) for typed in {person.organisation for person in people}}
    delegates = []
    for person in people:
        work = work_of(person, organisation=organisations[person.organisation])
        if delegate := known.get(person_key(person)):
            take_up_work(delegate, work=work, replaces=replaces)
        delegates.append(delegate or new_delegate(person, work=work))
    Delegate.objects.bulk_create([delegate for delegate in delegates if delegate.pk is None])
    return delegates


def as_different(known):
    """Return {key: delegate} with those merged into others as these, each once: a list holds different people."""
    told = {}
    for key, delegate in known.items():
        same = delegate.merged_into
        is_there = same in told.values() or any(same == other for other in known.values())
        told[key] = delegate if same is None or is_there else same
    return told


def new_delegate(person, *, work):
    return Delegate(name=tidy(person.name), email=person.email.strip(), key=person_key(person), **work)


def take_up_work(delegate, *, work, replaces):
    """Let what somebody says of their work now replace what they said before, or else fill what is empty."""
    if not replaces:
        delegate.says_works_at = said_otherwise(delegate, work=work)
        work = {field: value for field, value in work.items() if is_empty(delegate, field)}
    changed = {field: value for field, value in work.items() if value and getattr(delegate, field) != value}
    if changed:
        keep_work(delegate, changed)


def said_otherwise(delegate, *, work):
    """Return the organisation that somebody says, where it is not the one we know; nothing where we know none."""
    said = str(work["organisation"] or work["organisation_typed"])
    is_known = not said or is_empty(delegate, "organisation") or name_key(said) == name_key(delegate.works_at)
    return "" if is_known else said


def is_empty(delegate, field):
    """Whether nothing is known for a field; an organisation, matched or as typed, is one thing."""
    if field == "role":
        return not delegate.role
    return not (delegate.organisation_id or delegate.organisation_typed)


class NameTaken(Exception):
    """Somebody else is known by this e-mail address and name already. Carries the sentence its reader sees."""

    def __init__(self):
        super().__init__(_("There is somebody of this name with the same e-mail address or badge already."))


def renamed_key(delegate, *, name):
    """Return the key a delegate has under another spelling of the name; the e-mail address or badge in it stays.

    Raises NameTaken. Whoever books with the old spelling afterwards counts as another person.
    """
    if delegate.key is None:
        return None
    known_by = email_key(delegate.email) if delegate.email else delegate.key.partition("|")[0]
    key = f"{known_by}|{name_key(name)}"
    if Delegate.objects.filter(key=key).exclude(pk=delegate.pk).exists():
        raise NameTaken
    return key


def work_of(person, *, organisation):
    """Return the fields that say where a person works; an unknown organisation (None) stays as typed."""
    return {
        "organisation": organisation,
        "organisation_typed": "" if organisation else tidy(person.organisation),
        "role": tidy(person.role),
    }


def keep_work(delegate, changed):
    if "organisation_typed" in changed:
        changed = {"organisation": None, **changed}
    elif "organisation" in changed:
        changed = {"organisation_typed": "", **changed}
    for field, value in changed.items():
        setattr(delegate, field, value)
    delegate.save(update_fields=list(changed))
