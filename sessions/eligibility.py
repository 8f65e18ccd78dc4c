"""Who may book under the terms: by organisation type, by area, after another course; and how many from one place.

What a refusal says is on the screen of whoever typed the name, who need not be that person. So "has not attended" and
"we know nobody of that name" are one sentence; and that somebody has attended shows only in a booking made in their
name, of which they are told by mail.
"""

import calendar

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from design.models import ServiceSettings
from design.words import LONDON
from people.delegates import person_key
from people.keys import name_key
from people.organisations import match_organisation
from sessions.models import Attendance
from sessions.models.booking import LIVE
from sessions.refusals import NotEligible, OrganisationHasItsPlaces, RefusedForSome
from sessions.terms_in_words import limit_in_words, what_comes_before, who_may_book


def check_may_book(session, *, person, terms):
    """Raise NotEligible when the terms do not let this person book. Asked before a seat is taken.

    Terms without conditions and without a course that comes before cost no query.
    """
    if terms is None:
        return
    check_organisation(person, terms=terms)
    check_prerequisite(session, person=person, terms=terms)


def check_organisation(person, *, terms):
    """Raise NotEligible where a person's organisation is not of a type, or not in an area, that the terms are for.

    One that we do not know, or not well enough, is refused with the way on: its proper name, or a word with us. A
    driver's area is that of the council which licenses them.
    """
    if not terms.has_conditions:
        return
    organisation = match_organisation(person.organisation)
    allowed = set(terms.organisation_types.values_list("pk", flat=True))
    if allowed:
        check_among(organisation.type_id if organisation else None, allowed, person=person, terms=terms)
    allowed = set(terms.areas.values_list("pk", flat=True))
    if allowed:
        check_among(area_of(person, organisation), allowed, person=person, terms=terms)


def check_among(found, allowed, *, person, terms):
    """Raise NotEligible where what was found is not allowed; None stands for what we do not know."""
    if found in allowed:
        return
    field = "authority" if person.badge else "organisation"
    if found is not None or not person.organisation:
        raise NotEligible(who_may_book(terms), field=field, in_touch=get_in_touch())
    unknown = _("We do not know “%(organisation)s” as one of them: if it is suggested under another name, choose that.")
    unknown %= {"organisation": person.organisation}
    raise NotEligible(together(who_may_book(terms), unknown), field=field, in_touch=get_in_touch())


def area_of(person, organisation):
    if organisation:
        return organisation.area_id
    return person.badge.authority.area_id if person.badge else None


def together(*sentences):
    return " ".join(str(sentence) for sentence in sentences)


def get_in_touch():
    """Say how to reach us about a refusal that may be wrong."""
    settings = ServiceSettings.load()
    ways = " · ".join(way for way in (settings.contact_email, settings.contact_phone) if way)
    if not ways:
        return _("If we have this wrong, get in touch with us.")
    return _("If we have this wrong, get in touch: %(ways)s") % {"ways": ways}


def check_prerequisite(session, *, person, terms):
    """Raise NotEligible where we know of no full attendance of the course that comes before, in the time allowed."""
    if not terms.prerequisite_id or has_attended(session, person=person, terms=terms):
        return
    not_found = _("We could not find your attendance under this name and e-mail address.")
    field, why = "name" if person.badge else "email", together(what_comes_before(terms), not_found)
    raise NotEligible(why, field=field, in_touch=get_in_touch())


def check_prerequisite_of_all(session, *, people, terms):
    """Raise RefusedForSome when one of a group has not attended, and never say who.

    Whoever types ten names would otherwise learn, without a booking that anybody hears of, which of them have.
    """
    if not (terms and terms.prerequisite_id):
        return
    attended = [has_attended(session, person=person, terms=terms) for person in people]  # everybody is looked up
    if not all(attended):
        not_found = _("We could not find the attendance of at least one of those named.")
        raise RefusedForSome(together(what_comes_before(terms), not_found, get_in_touch()))


def has_attended(session, *, person, terms):
    """Whether somebody attended the course that comes before in full, at most so many months before the session.

    They are who they were then by e-mail address and name together, a driver without an address by badge and name.
    """
    key = person_key(person)
    if key is None:
        return False
    attended = Attendance.objects.filter(
        delegate__key=key,
        session__course=terms.prerequisite_id,
        session__starts_at__lt=session.starts_at,
        extent=Attendance.Extent.FULL,
    )
    if terms.prerequisite_months:
        first = months_before(session.starts_at.astimezone(LONDON).date(), terms.prerequisite_months)
        attended = attended.filter(session__last_day__gte=first)
    return attended.exists()


def months_before(date, months):
    """Return the same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(date.year * 12 + date.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date.replace(year=year, month=month + 1, day=min(date.day, last))


def check_limit(session, *, delegate, terms, places=1):
    """Raise OrganisationHasItsPlaces where so many more would exceed what one organisation can have.

    Call it after the session's row was locked by taking a seat: only then is a count true until the commit. `delegate`
    is whoever's organisation counts: a delegate, or the contact of a group. Nobody is limited without an organisation.
    """
    if terms and terms.places_per_organisation and delegate:
        taken = places_of(session, organisation=delegate.organisation_id, typed=delegate.organisation_typed)
        refuse_beyond(terms, taken=taken, places=places)


def check_limit_for(session, *, person, terms):
    """Raise OrganisationHasItsPlaces for somebody as they describe themselves; without a lock it is only a warning."""
    if terms and terms.places_per_organisation:
        organisation = match_organisation(person.organisation)
        refuse_beyond(terms, taken=places_of(session, organisation=organisation, typed=person.organisation), places=1)


def refuse_beyond(terms, *, taken, places):
    if taken is not None and taken + places > terms.places_per_organisation:
        raise OrganisationHasItsPlaces(together(limit_in_words(terms), OrganisationHasItsPlaces.sentence))


def places_of(session, *, organisation, typed=""):
    """Return how many places of a session one organisation has, None where there is none to count.

    Seats, requests and offers count, and so does everybody who waits: a place offered later must not exceed the limit.
    An organisation nobody has matched yet is compared by its name; seats without a name count for their contact's.
    """
    bookings = session.bookings.filter(status__in=LIVE).order_by()
    if organisation:
        unnamed = Q(delegate__isnull=True, contact__organisation=organisation)
        return bookings.filter(Q(delegate__organisation=organisation) | unnamed).count()
    if not (key := name_key(typed)):
        return None
    names = bookings.annotate(typed=Coalesce("delegate__organisation_typed", "contact__organisation_typed"))
    return sum(name_key(other) == key for other in names.values_list("typed", flat=True) if other)
