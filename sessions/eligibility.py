"""Who may book under the terms: by organisation type, by area, after another course; and how many from one place."""


def check_may_book(session, *, person, terms):
    """Raise NotEligible when the terms do not let this person book. Asked before a seat is taken."""


def check_limit(session, *, delegate, terms, places=1):
    """Raise OrganisationHasItsPlaces when `places` more are too many for one organisation under the terms.

    `delegate` is whoever says which organisation: a delegate, or the contact of a group. Seats of a group without a
    name count for the contact's organisation.

    Call it after the session's row was locked by taking a seat: only then is a count true until the commit.
    """
