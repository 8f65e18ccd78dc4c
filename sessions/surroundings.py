"""What stands round a session and is changed by no booking: its course with audience and terms, and its venue.

Reading that costs three times what reading the session does, so each process keeps it for a second, and until somebody
changes it. The session's own row is read every time: it says whether a place can be booked, and until when.
"""

from django.shortcuts import get_object_or_404

from design.keeping import kept_of_catalogue
from sessions.models import TrainingSession

ROUND_IT = ["course__audience", "course__terms__replaced_by", "venue"]


def surrounded_or_404(sessions, **secret):
    """Return the session of a reference or a token among some, with what stands round it, in one statement."""
    [mark] = secret.values()
    read = []

    def read_all():
        read.append(get_object_or_404(sessions.select_related(*ROUND_IT), **secret))
        return round_it(read[0])

    surroundings = kept_of_catalogue(key_of(mark), read_all)
    return read[0] if read else put_round(get_object_or_404(sessions, **secret), surroundings)


def surround(session):
    """Give a session what stands round it: kept, or read in one statement."""

    def read_all():
        return round_it(TrainingSession.objects.select_related(*ROUND_IT).get(pk=session.pk))

    return put_round(session, kept_of_catalogue(key_of(session.reference), read_all))


def key_of(mark):
    return f"round-session-{mark}"


def round_it(session):
    return session.course, session.venue


def put_round(session, surroundings):
    """Give a session its course and venue, where these are still the ones it names; others are read when asked for."""
    course, venue = surroundings
    if session.course_id == course.pk:
        session.course = course
    if venue and session.venue_id == venue.pk:
        session.venue = venue
    return session
