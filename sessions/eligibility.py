"""Who may book under the terms: by organisation type, by area, after another course; and how many from one place."""


def check_may_book(session, *, person, terms):
    """Raise NotEligible when the terms do not let this person book. Asked before a seat is taken."""


def check_limit(session, *, delegate, terms):
    """Raise OrganisationHasItsPlaces when as many of one organisation are booked as the terms allow.

    Call it after the session's row was locked by taking a seat: only then is a count true until the commit.
    """
