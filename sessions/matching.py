"""Matching what people typed as their organisation to an organisation we know, once for everybody who typed it."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from wagtail.log_actions import log

from people.keys import name_key, tidy
from people.models import Delegate, Organisation, OrganisationAlias
from people.organisations import match_organisation
from sessions.models import Attendance, TrainingRequest, TrainingSession
from sessions.uptake import rebuild


@dataclass(frozen=True)
class TypedName:
    """A name that matches no organisation, with how many delegates and senders of requests typed it."""

    name: str
    people: int


def unmatched(model):
    return model.objects.filter(organisation__isnull=True).exclude(organisation_typed="")


def typed_names():
    """Return the names to match, those of most people first. Spellings that differ in case or spaces are one."""
    people: Counter = Counter()
    spelt: dict = {}
    for typed in typed_in(unmatched(Delegate).standing()) + typed_in(unmatched(TrainingRequest)):
        people[name_key(typed)] += 1
        spelt.setdefault(name_key(typed), typed)
    return [TypedName(spelt[key], number) for key, number in people.most_common()]


def typed_in(rows):
    return list(rows.order_by("pk").values_list("organisation_typed", flat=True))


@transaction.atomic
def match_typed(typed, *, organisation, by):
    """Give everybody who typed this name the organisation, now and on the days they attended, and know it next time.

    Returns how many people were matched. A session's row never depends on who employs whom; only of which kinds of
    employer its people were is counted anew.
    """
    key = name_key(typed)
    matched = give(unmatched(Delegate), key=key, organisation=organisation)
    attended = unmatched(Attendance).filter(organisation_typed__in=spellings_of(unmatched(Attendance), key=key))
    sessions = set(attended.values_list("session", flat=True))
    give(unmatched(Attendance), key=key, organisation=organisation, organisation_type=organisation.type)
    rebuild(TrainingSession.objects.filter(pk__in=sessions))
    matched += give(unmatched(TrainingRequest), key=key, organisation=organisation)
    if match_organisation(typed) is None:
        OrganisationAlias.objects.create(organisation=organisation, name=tidy(typed))
    log(instance=organisation, action="muster.organisation.matched", user=by, data={"typed": tidy(typed)})
    return matched


def give(rows, *, key, **facts):
    return rows.filter(organisation_typed__in=spellings_of(rows, key=key)).update(organisation_typed="", **facts)


def spellings_of(rows, *, key):
    return {typed for typed in rows.values_list("organisation_typed", flat=True) if name_key(typed) == key}


@transaction.atomic
def match_to_new(typed, *, by):
    """Make an organisation of this name for those who typed it; its kind and area are filled in afterwards."""
    organisation = match_organisation(typed)
    if organisation is None:
        organisation = Organisation.objects.create(name=tidy(typed))
        log(instance=organisation, action="wagtail.create", user=by)
    match_typed(typed, organisation=organisation, by=by)
    return organisation
