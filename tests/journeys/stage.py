"""Sessions in every state, set up within the running copy: `states_of(muster)` returns the path to each.

`set_up` runs inside `manage.py shell`, through the same makers as the other tests.
"""

import json
from datetime import timedelta
from functools import cache

UNLICENSED = "nobody-to-license@example.org"
CAREFUL = "careful@example.org"


@cache
def states_of(muster):
    """Set the states up once for each running copy; return their paths, and a few keys, by name."""
    return json.loads(muster.shell("from tests.journeys.stage import set_up; set_up()").splitlines()[-1])


def set_up():
    from django.utils import timezone

    from tests.factories import make_course

    now = timezone.now()
    course = make_course(title="Hidden harm", slug="hidden-harm", content_warning="We talk about abuse.")
    paths = (
        booking_states(course, now=now)
        | group_states(course, now=now)
        | changing_states(now=now)
        | asking_states(course)
        | terms_states(course, now=now)
        | door_states(course, now=now)
        | own_training_states(now=now)
        | headcount_states(now=now)
        | certificate_states(now=now)
    )
    print(json.dumps(paths | staff_states(course, now=now)))


def terms_states(course, *, now):
    """Return a session whose terms ask everything, and the page of terms in use."""
    from courses.models import BookingTerms, ChargeRate
    from people.models import OrganisationType
    from tests.factories import make_booking, make_course, make_session

    terms = BookingTerms.objects.create(
        name="Everything asked", starts_on=now.date(), prerequisite=course, places_per_organisation=3
    )
    strict = make_session(make_course(title="Hidden harm, part two", terms=terms))
    make_booking(strict, by=officer_of_demonstration())
    terms.organisation_types.add(OrganisationType.objects.get(name="Police"))
    ChargeRate.objects.create(terms=terms, late_cancellation=50, no_show=75)
    asked = {
        "terms": f"/admin/booking-terms/inspect/{terms.pk}/",
        "replace": f"/admin/booking-terms/replace/{terms.pk}/",
    }
    preview = f"/admin/terms-preview/?course={strict.course.pk}&organisation=Rowan+House"
    return asked | {"book_strict": f"/book/{strict.reference}/", "preview": preview}


def booking_states(course, *, now):
    from sessions.booking import cancel_booking
    from sessions.room_secrets import room_address
    from sessions.scheduling import cancel_session
    from tests.factories import make_booking, make_course, make_session

    week, officer = timedelta(days=7), officer_of_demonstration()
    coming, full, off = (make_session(course, capacity=number) for number in (20, 1, 20))
    past = make_session(course, starts_at=now - week)
    staying, going = make_booking(coming), make_booking(coming)
    leaving, offered, waiting = make_booking(full), *(make_booking(full, waits=True) for _person in range(2))
    off_booking = make_booking(off)
    for booking in (going, leaving):
        cancel_booking(booking)
    cancel_session(off, reason="The trainer is ill.", by=officer)
    drivers = make_session(make_course(audience="taxi-trade", title="Hidden harm on the road"))
    sessions = {
        "coming": coming,
        "drivers": drivers,
        "full": full,
        "off": off,
        "past": past,
        "closed": make_session(course, status="booking_closed"),
        "not_yet": make_session(course, booking_opens_at=now + timedelta(days=1)),
        "begun": make_session(course, starts_at=now - timedelta(minutes=90)),
    }
    bookings = {"mine": staying, "mine_cancelled": going, "mine_off": off_booking, "mine_past": make_booking(past)}
    bookings |= {"waiting": waiting, "offered": offered}
    return (
        {f"book_{name}": f"/book/{session.reference}/" for name, session in sessions.items()}
        | {name: f"/booking/{booking.token}/" for name, booking in bookings.items()}
        | {"door_over": f"/in/{past.door_token}/", "door_early": f"/in/{coming.door_token}/"}
        | {"door_off": f"/in/{off.door_token}/", "screen_over": room_address("screen", past)}
        | {"register_off": f"/register/{off.register_token}/"}
        | {"screen_early": room_address("screen", coming), "reference": staying.reference}
        | {"office_coming": f"/admin/sessions/inspect/{coming.pk}/", "coming": coming.pk, "past": past.pk}
    )


def changing_states(*, now):
    """A course whose terms ask managers and charge: bookings in time and too late, and one for each answer."""
    from courses.models import BookingTerms, ChargeRate
    from sessions.answering import grant, questions, refuse
    from sessions.models import ManagerPermission
    from sessions.permission import Asked
    from tests.factories import make_booking, make_course, make_session

    terms = BookingTerms.objects.create(name="With a manager", starts_on="2020-04-01", permission="approved")
    ChargeRate.objects.create(terms=terms, late_cancellation=75, no_show=100)
    course = make_course(title="Hidden harm at work", terms=terms)
    soon, far, _further = (make_session(course, starts_at=now + timedelta(days=days)) for days in (2, 40, 47))
    asked = Asked(ManagerPermission.How.ASKED, manager_name="Grace Mbeki", manager_email="grace@example.org")
    held, agreed, declined = (make_booking(far, asked=asked) for _person in range(3))
    grant(questions().get(booking=agreed))
    refuse(questions().get(booking=declined), reason="Nobody can stand in.")
    ManagerPermission.objects.filter(booking=held).update(passed_on_at=now)
    bookings = {"mine_to_change": make_booking(far), "mine_late": make_booking(soon), "mine_held": held}
    bookings |= {"mine_declined": declined}
    answers = {"open": held, "agreed": agreed, "declined": declined}
    return (
        {name: f"/booking/{booking.token}/" for name, booking in bookings.items()}
        | {f"ask_{name}": f"/permission/{booking.permission.token}/" for name, booking in answers.items()}
        | {"book_asking": f"/book/{far.reference}/", "held": held.pk}
    )


def group_states(course, *, now):
    """Groups booked, waiting, offered places and given back; `office_seat` has no name yet."""
    from sessions.booking import cancel_booking
    from sessions.seats import cancel_group
    from tests.factories import make_booking, make_group, make_person, make_session

    coming, few, full = (make_session(course, capacity=number) for number in (20, 3, 1))
    booked = make_group(coming, people=[make_person()], places=3)
    given_back = make_group(coming, places=2)
    cancel_group(given_back)
    leaving = make_booking(full)
    offered = make_group(full, places=2, waits=True)
    waiting = make_group(full, people=[make_person()], places=3, waits=True, together=True)
    cancel_booking(leaving)
    named, nameless, _other = booked.bookings.order_by("pk")
    asked = offered.bookings.order_by("pk").first()
    groups = {"group": booked, "group_given_back": given_back, "group_offered": offered, "group_waiting": waiting}
    return {name: f"/group/{group.token}/" for name, group in groups.items()} | {
        "book_many": f"/book/{coming.reference}/group/",
        "book_many_of_few": f"/book/{few.reference}/group/",
        "book_many_full": f"/book/{full.reference}/group/",
        "seat_named": f"/group/{booked.token}/seat/{named.reference}/",
        "seat": f"/group/{booked.token}/seat/{nameless.reference}/",
        "seat_link": f"/booking/{nameless.token}/",
        "seat_offered": f"/booking/{asked.token}/",
    }


def asking_states(course):
    from uuid import uuid4

    from courses.models import Audience
    from sessions.asking import ask, ask_to_be_told, decline_request, plan_for, withdraw_request
    from sessions.models import Series
    from tests.factories import make_session

    who = {"contact_name": "Head", "contact_email": "head@example.org", "topic": "Online harm", "people": 30}
    who["audience"] = Audience.objects.get(slug="young-people")
    new, planned, declined, withdrawn = (ask(nonce=uuid4(), **who) for _state in range(4))
    told = ask_to_be_told(course, nonce=uuid4(), contact_name="Amina", email="amina@example.org")
    tentative, officer = make_session(course, is_tentative=True), officer_of_demonstration()
    plan_for(planned, tentative, by=officer)
    decline_request(declined, reason="Too far", by=officer)
    withdraw_request(withdrawn)
    states = {"planned": planned, "declined": declined, "withdrawn": withdrawn, "told": told}
    return {f"request_{name}": f"/request/{each.token}/" for name, each in states.items()} | {
        "request": f"/request/{new.token}/",
        "asked": new.pk,
        "book_tentative": f"/book/{tentative.reference}/",
        "series": Series.objects.get(title="Roadshow: spring term").pk,
    }


def door_states(course, *, now):
    from feedback.answering import give_feedback
    from sessions.register_links import make_link
    from sessions.room_secrets import room_address
    from tests.factories import make_attendance, make_booking, make_course, make_person, make_session

    session = make_session(course, starts_at=now - timedelta(minutes=5))
    make_link(session, holder="Tariq Osei", by=officer_of_demonstration())
    shared = [make_booking(session, person=make_person(email="rowan.house@example.org")) for _number in range(2)]
    present = [make_attendance(session, booking=booking, at=now) for booking in map(make_booking, [session] * 2)]
    give_feedback(session, attendance=present[1], answers={"satisfied": 5})
    full = make_course(title="Hidden harm in full", needs_full_attendance=True)
    leaving = make_session(full, starts_at=now - timedelta(minutes=5))
    rotating = make_session(course, starts_at=now - timedelta(minutes=5), door_rule="rotating")
    door = f"/in/{session.door_token}/"
    return {
        "door": door,
        "done": f"{door}done/{present[0].entry_key}/",
        "feedback": f"/feedback/{present[0].feedback_token}/",
        "feedback_given": f"/feedback/{present[1].feedback_token}/",
        "screen": room_address("screen", session),
        "sheet": room_address("code_sheet", session),
        "register": f"/register/{session.register_token}/",
        "register_line": f"d{shared[0].delegate_id}",
        "sign_in_sheet": f"/register/{session.register_token}/sign-in.pdf",
        "booked_at_door": shared[0].reference,
        "mine_now": f"/booking/{shared[0].token}/",
        "mine_here": f"/booking/{present[0].booking.token}/",
        "door_out": f"/in/{leaving.door_token}/out/",
        "screen_full": room_address("screen", leaving),
        "sheet_rotating": room_address("code_sheet", rotating),
        "now": session.pk,
    }


def certificate_states(*, now):
    """Return pages of people with a certificate (booked, walked in, still waiting), and where two are checked."""
    from sessions.certifying import revoke
    from sessions.finishing import finish_session
    from sessions.models import Certificate
    from tests.factories import make_attendance, make_authority, make_badge, make_booking, make_course, make_session

    course = make_course(audience="taxi-trade", title="Hidden harm, certified", gives_certificate=True)
    session = make_session(course, starts_at=now - timedelta(days=2))
    booking, badge = make_booking(session), make_badge(make_authority(name="Moorside District Council"))
    attendance = make_attendance(session, booking=booking, badge=badge)
    walked_in, sent_away = make_attendance(session), make_attendance(session)
    waits = {"gives_certificate": True, "certificate_needs_evaluation": True}
    asking = make_session(make_course(title="Hidden harm, asked", **waits), starts_at=now - timedelta(days=2))
    asked = make_attendance(asking, booking=make_booking(asking))
    for each in (session, asking):
        finish_session(each, source="register", by=officer_of_demonstration(), follow_up="Send the slides.")
    good, revoked = (Certificate.objects.get(attendance=each) for each in (attendance, sent_away))
    revoke(revoked, reason="Somebody else sat there.", by=officer_of_demonstration())
    return {
        "certified": f"/booking/{booking.token}/",
        "certified_done": f"/in/{session.door_token}/done/{walked_in.entry_key}/",
        "certificate_waits": f"/booking/{asked.booking.token}/",
        "verify": f"/verify/{good.code}/",
        "verify_revoked": f"/verify/{revoked.code}/",
        "certificate": good.pk,
        "finished": session.pk,
        "register_finished": f"/register/{session.register_token}/",
    }


def own_training_states(*, now):
    """Links to one's own training, each to be opened once: of somebody due again, and of an address that is shared."""
    from sessions.models import TrainingLink
    from tests.factories import make_attendance, make_booking, make_course, make_person, make_session

    course = make_course(title="Hidden harm, every year", refresher_months=12)
    mine, shared = "own.training@example.org", "own.house@example.org"
    past = make_session(course, starts_at=now - timedelta(days=340))
    make_attendance(past, booking=make_booking(past, person=make_person(name="Kim Osei", email=mine)))
    coming = make_session()
    for name, email in [("Kim Osei", mine), ("Ada Osei", shared), ("Lee Osei", shared)]:
        make_booking(coming, person=make_person(name=name, email=email))
    links = {"own_link": mine, "own_shown": mine, "own_shared": shared}
    made = {name: TrainingLink.objects.create(email=email) for name, email in links.items()}
    return {name: f"/my-training/{link.token}/" for name, link in made.items()}


def headcount_states(*, now):
    from sessions.room_secrets import room_address
    from tests.factories import make_course, make_session

    in_school = make_course(audience="young-people", title="Hidden harm, in class")
    session = make_session(in_school, starts_at=now - timedelta(minutes=5), capacity=None)
    return {
        "door_by_headcount": f"/in/{session.door_token}/",
        "screen_by_headcount": room_address("screen", session),
        "register_by_headcount": f"/register/{session.register_token}/",
        "headcount": f"/register/{session.register_token}/headcount/",
        "feedback_of_children": f"/feedback/{session.feedback_token}/",
    }


def staff_states(course, *, now):
    """An officer whose council has no drivers, and somebody with a second factor: `spare` are their codes."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from licensing.models import Confirmation
    from people import roles
    from tests.factories import make_authority, make_user

    make_user(roles.LICENSING_OFFICER, email=UNLICENSED, authority=make_authority(name="Fellside District Council"))
    careful = make_user(roles.EDUCATION_OFFICER, email=CAREFUL)
    TOTP.activate(careful, generate_totp_secret())
    standing = Confirmation.objects.filter(driver__badge__authority__name="Northvale City Council").first()
    return {
        "spare": RecoveryCodes.activate(careful).get_unused_codes(),
        "driver": f"/licensing/drivers/{standing.driver_id}/",
        "revoke": f"/licensing/confirmations/{standing.pk}/revoke/",
    }


def officer_of_demonstration():
    from people.models import StaffUser

    return StaffUser.objects.get(email="officer@example.org")
