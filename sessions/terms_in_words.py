"""Booking terms as people read them: before they book, in their confirmation, and in an officer's preview.

One place says each rule, so that what an officer is shown is what the public is told. Under terms without conditions no
other table is asked.
"""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import BookingTerms, ChargeRate
from courses.terms import reminder_days_of, terms_of
from design.words import join_words, say_date, say_number, say_time
from sessions.charging import charged_as, rate_among, rate_of
from sessions.deadlines import free_until, free_until_under, hours_to_answer


def before_you_book(session):
    """Return the sentences that somebody reads before booking a place in a session."""
    terms = terms_of(session.course)
    return asked_by(terms, session=session) if terms else []


def asked_by(terms, *, session):
    """Return what terms ask for a session: whom it is for, what is needed, what it may cost. Nothing that is not so.

    Without a session there is no date, and so nothing about costs.
    """
    said = [
        who_may_book(terms),
        what_comes_before(terms),
        permission_in_words(terms),
        limit_in_words(terms),
        *(charges_in_words(terms, session=session) if session else []),
    ]
    return [sentence for sentence in said if sentence]


def who_may_book(terms):
    """Say whom the training is for by where they work; nothing where it is for everybody."""
    kinds, places = narrowed_to(terms)
    if kinds and places:
        return _("It is for people who work in %(areas)s, in organisations of these kinds: %(kinds)s.") % {
            "areas": join_words(places),
            "kinds": ", ".join(kinds),
        }
    if kinds:
        return _("It is for people who work in organisations of these kinds: %(kinds)s.") % {"kinds": ", ".join(kinds)}
    return _("It is for people who work in %(areas)s.") % {"areas": join_words(places)} if places else ""


def narrowed_to(terms):
    """Return the names of the organisation types and of the areas to which terms are narrowed."""
    if not terms.has_conditions:
        return [], []
    kinds, places = terms.organisation_types.all(), terms.areas.all()
    return [kind.name for kind in kinds], [area.name for area in places]


def what_comes_before(terms):
    """Say which course has to be attended first."""
    if not terms.prerequisite_id:
        return ""
    months = terms.prerequisite_months
    if not months:
        return _("You need to have attended “%(course)s” in full before.") % {"course": terms.prerequisite}
    sentence = ngettext(
        "You need to have attended “%(course)s” in full in the month before this training.",
        "You need to have attended “%(course)s” in full in the %(months)s months before this training.",
        months,
    )
    return sentence % {"course": terms.prerequisite, "months": say_number(months)}


def permission_in_words(terms):
    """Say what is asked about a manager's permission."""
    if terms.permission == BookingTerms.Permission.DECLARED:
        said = _("You confirm that your manager agrees.")
    elif terms.permission == BookingTerms.Permission.APPROVED:
        said = _("We ask your manager by e-mail to agree. Until they answer, your place is held.")
    else:
        return ""
    return said + (" " + _("If you have no manager, you can say so.") if terms.exempts_without_manager else "")


def limit_in_words(terms):
    """Say how many places one organisation can have."""
    most = terms.places_per_organisation
    if not most:
        return ""
    return ngettext(
        "An organisation can have one place on each date.",
        "An organisation can have up to %(number)s places on each date.",
        most,
    ) % {"number": say_number(most)}


def charges_in_words(terms, *, session):
    """Say until when cancelling is free, and what it and staying away cost employers of each kind."""
    rates = rates_at(terms, session=session)
    if not any(rate.late_cancellation or rate.no_show for rate in rates):
        return []
    late, away = (costs_by_kind(rates, cost) for cost in ("late_cancellation", "no_show"))
    until = free_until_under(terms, session=session) if late else session.starts_at
    return [free_in_words(until), *what_it_costs(late=late, away=away), a_colleague_can_come()]


def what_it_costs(*, late, away):
    """Say what cancelling late and staying away cost; each is an amount in words, or empty where it is free."""
    if late and late == away:
        return [
            _("Cancelling later, or not coming without having cancelled, costs your employer %(cost)s.")
            % {"cost": late}
        ]
    said = [_("Cancelling later costs your employer %(cost)s.") % {"cost": late}] if late else []
    if away:
        said.append(_("Not coming without having cancelled costs your employer %(cost)s.") % {"cost": away})
    return said


def a_colleague_can_come():
    return _("A colleague can come in your place at no cost.")


def rates_at(terms, *, session):
    """Return the rates that hold for a session of this length: one for each type that has its own, and the rest's."""
    rates = list(terms.charge_rates.select_related("organisation_type")) if terms.has_conditions else []
    length = charged_as(session, terms=terms) if rates else ChargeRate.Length.ANY
    types = dict.fromkeys(rate.organisation_type_id for rate in rates if rate.organisation_type_id)
    held = [rate_among(rates, type_id=type_id, length=length) for type_id in [*types, None]]
    return list(dict.fromkeys(rate for rate in held if rate))


def costs_by_kind(rates, cost):
    """Say what something costs: "£50", or "£20 (School) and £50 (everybody else)"; nothing where nobody pays."""
    if not any(getattr(rate, cost) for rate in rates):
        return ""
    if [rate.organisation_type_id for rate in rates] == [None]:
        return say_money(getattr(rates[0], cost))
    kinds = {}
    for rate in rates:
        kinds.setdefault(say_money(getattr(rate, cost)), []).append(str(rate.organisation_type or _("everybody else")))
    return join_words(f"{amount} ({', '.join(names)})" for amount, names in kinds.items())


def say_money(amount):
    """Say an amount: "£75", "£12.50"."""
    return f"£{amount:.0f}" if amount == int(amount) else f"£{amount:.2f}"


def free_in_words(until):
    """Say until when cancelling is free, or that this time is over."""
    if until <= timezone.now():
        sentence = _("Cancelling was free until %(time)s on %(date)s.")
    else:
        sentence = _("You can cancel free of charge until %(time)s on %(date)s.")
    return sentence % {"time": say_time(until), "date": say_date(until)}


def costs_in_words(booking):
    """Return the sentences of somebody's confirmation about what cancelling and staying away cost their employer."""
    terms = booking.terms
    if terms is None or not terms.has_conditions or not (rate := rate_of(booking)):
        return []
    return costs_at(rate, until=free_until(booking), starts_at=booking.session.starts_at)


def costs_at(rate, *, until, starts_at):
    """Return the sentences about one rate and its deadline; none where it is nothing."""
    if not (rate.late_cancellation or rate.no_show):
        return []
    late, away = (say_money(cost) if cost else "" for cost in (rate.late_cancellation, rate.no_show))
    free = free_in_words(until if late else starts_at)
    return [free, *what_it_costs(late=late, away=away), a_colleague_can_come()]


def at_once_in_words(terms):
    """Say how many places an office can book in one go."""
    most = terms.places_at_once
    if most == 1:
        return _("Everybody books for themselves.")
    return _("An office can book up to %(number)s places in one go.") % {"number": say_number(most)}


def lateness_in_words(terms):
    """Say how late somebody may come and still have attended in full; nothing without terms."""
    if not terms:
        return ""
    if not terms.late_minutes:
        return _("Whoever comes late has not attended in full.")
    return ngettext(
        "Whoever comes more than %(minutes)s minute late has not attended in full.",
        "Whoever comes more than %(minutes)s minutes late has not attended in full.",
        terms.late_minutes,
    ) % {"minutes": terms.late_minutes}


def leaving_in_words(terms):
    """Say how early somebody may leave and still have attended in full; nothing without terms."""
    if not terms:
        return ""
    if not terms.early_minutes:
        return _("Where people sign out, whoever leaves before the end has not attended in full.")
    return ngettext(
        "Where people sign out, whoever leaves more than %(minutes)s minute early has not attended in full.",
        "Where people sign out, whoever leaves more than %(minutes)s minutes early has not attended in full.",
        terms.early_minutes,
    ) % {"minutes": terms.early_minutes}


def on_the_day_in_words(terms, *, course):
    """Say what counts as full attendance: how late one may come, and how early leave where people sign out."""
    said = [lateness_in_words(terms), leaving_in_words(terms) if course.needs_full_attendance else ""]
    if course.needs_full_attendance:
        said.append(_("Sign out when you leave, by the same code."))
    return " ".join(sentence for sentence in said if sentence)


def answer_in_words(session):
    """Say to whoever waits how long an offer stands."""
    hours = hours_to_answer(session)
    return ngettext(
        "You then have %(hours)s hour to answer; less when the date is near.",
        "You then have %(hours)s hours to answer; less when the date is near.",
        hours,
    ) % {"hours": hours}


def offer_in_words(terms):
    """Say what happens with a place that comes free while people wait."""
    held = ngettext(
        "A place that comes free is held for %(hours)s hour for whoever is offered it, nearer the start for less.",
        "A place that comes free is held for %(hours)s hours for whoever is offered it, nearer the start for less.",
        terms.offer_hours,
    ) % {"hours": terms.offer_hours}
    if terms.offers_places:
        return held + " " + _("It is offered to whoever has waited longest.")
    return held + " " + _("An officer chooses who is offered it.")


def reminders_in_words(terms):
    """Say how many days before people are reminded."""
    days = reminder_days_of(terms)
    if not days:
        return _("Nobody is reminded.")
    said = [ngettext("%(days)s day", "%(days)s days", number) % {"days": number} for number in days]
    return _("People are reminded %(days)s before.") % {"days": join_words(said)}
