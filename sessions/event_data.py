"""Sessions as search engines and other programs read them: schema.org's Event.

Only what the page says too: never the online link, how many places are left, or anything about a person. No price is
given: what training costs is not ours to know.
"""

import json

from django.conf import settings
from django.utils.safestring import mark_safe

from courses.models import Course
from design.addresses import full_address
from design.words import LONDON
from sessions.booking import why_not_bookable
from sessions.models import SessionStatus
from sessions.refusals import BookingNotOpenYet, SessionFull

SCHEMA = "https://schema.org"
# A title may hold "</script>": inside a script element nothing may look like markup (as Django's json_script has it).
NO_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def as_events(sessions, *, organiser):
    """Return the sessions that are booked by name as one text in JSON-LD, safe to stand in a script element."""
    events = [event_of(session, organiser=organiser) for session in sessions if not session.is_by_headcount]
    return mark_safe(json.dumps(events, ensure_ascii=False).translate(NO_MARKUP)) if events else ""


def event_of(session, *, organiser):
    address = full_address("book", session.reference)
    is_cancelled = session.status == SessionStatus.CANCELLED
    facts = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": session.course.title,
        "description": session.course.summary,
        "url": address,
        "startDate": session.starts_at.astimezone(LONDON).isoformat(),
        "endDate": session.ends_at.astimezone(LONDON).isoformat(),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if is_cancelled else 'EventScheduled'}",
        "organizer": {"@type": "Organization", "name": organiser, "url": f"{settings.BASE_URL}/"},
        **where_of(session, address=address),
        "offers": offer_of(session, address=address),
    }
    return {name: value for name, value in facts.items() if value}


def where_of(session, *, address):
    """Return mode and location; online that is the page where one books. Nothing while the place is open."""
    if session.venue:
        place = {"@type": "Place", "name": session.venue.name, "address": address_of(session.venue)}
        return {"eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode", "location": place}
    if session.online_link or session.course.delivery == Course.Delivery.ONLINE:
        place = {"@type": "VirtualLocation", "url": address}
        return {"eventAttendanceMode": f"{SCHEMA}/OnlineEventAttendanceMode", "location": place}
    return {}


def address_of(venue):
    return ", ".join(line.strip() for line in venue.address.splitlines() if line.strip()) or venue.name


def offer_of(session, *, address):
    """Return whether a place can be had; nothing once booking has closed."""
    offer, refusal = {"@type": "Offer", "url": address}, why_not_bookable(session)
    if refusal is None:
        return offer | {"availability": f"{SCHEMA}/InStock"}
    if isinstance(refusal, SessionFull):
        return offer | {"availability": f"{SCHEMA}/SoldOut"}
    if isinstance(refusal, BookingNotOpenYet):
        return offer | {"validFrom": session.booking_opens_at.astimezone(LONDON).isoformat()}
    return None
