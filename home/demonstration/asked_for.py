"""What people asked for, in every state; when a trainer is away."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from courses.models import Audience
from home.demonstration import cast
from home.demonstration.days import day_from_today
from home.demonstration.this_year import course_called
from people.absences import be_absent
from people.models import Area, Trainer
from sessions.asking import (
    ask,
    ask_to_be_told,
    decline_request,
    leave_unmet,
    plan_for,
    tell_those_who_asked,
    withdraw_request,
)
from sessions.models import TrainingSession

# days ago, who, organisation, audience, topic or course, people, dates, area, language, access
ASKED = {
    "new": [
        (9, "Rajinder Kaur Gill", "Harbour Lane Primary School", "young-people", "Safer online for Year 6", 58,
         "Tuesdays in the spring term", "Northvale", "", ""),
        (6, "Tenzin Dolma", "Hope Street Mosque and Community Hall", "parents-and-carers", "An evening for parents", 40,
         "After 6pm, not on a Friday", "Northvale", "Urdu, Somali", "Step-free access, an interpreter"),
        (3, "Kevin Brocklebank", "", "taxi-trade", "A session on a Sunday", 12, "", "Eastmere", "", ""),
        (1, "Mihaela Ionescu", "The Old Mill Hotel", "licensed-businesses", "Night staff: what to look for", 15,
         "A weekday at 2pm", "Eastmere", "Romanian", ""),
    ],
    "unmet": [
        (70, "Bashir Ahmadzai", "Dari Welcome Group", "parents-and-carers", "Keeping your child safe online", 25,
         "", "Northvale", "Dari", ""),
        (44, "Elif Şahin", "Ashdown & Mbeki Solicitors", "professionals", "The law, for solicitors", 18, "",
         "Northvale", "", ""),
    ],
    "declined": [
        (33, "Lukas Brandt", "Highmoor Hill Golf Club", "public", "A talk for members", 60, "", "", "", ""),
    ],
    "withdrawn": [
        (27, "Trevor Ashworth", "Vale Buses", "professionals", "Seeing the signs, for bus drivers", 20, "", "", "", ""),
    ],
    "planned": [
        (25, "Nasreen Bibi", "Northvale High School", "young-people", "Safe friendships, Year 9", 180,
         "Before the holidays", "Northvale", "", ""),
    ],
}  # fmt: skip
WHY = {
    "unmet": "No trainer of ours speaks the language or knows the subject well enough yet.",
    "declined": "We train people who work with children or the public. Our pages for everybody may help.",
}
TOLD_WHEN_THERE_IS_A_DATE = [("Soo-jin Park", "health-staff"), ("Zeynep Demir", "caring-for-young-people")]
STILL_TO_BE_TOLD = ["Piotr Wójcik", "Caoimhe Brennan", "Valentina Cruz"]


def load_asked_for():
    for outcome, lines in ASKED.items():
        for line in lines:
            answer(asked(*line), outcome=outcome)
    load_wishes()
    trainer, first = Trainer.objects.get(name="Tariq Osei"), day_from_today(61)
    be_absent(trainer, starts_on=first, ends_on=first + timedelta(days=1), note="Leave", by=cast.officer())


def asked(days_ago, name, organisation, audience, topic, people, dates, area, language, access):
    request = ask(
        nonce=uuid4(),
        contact_name=name,
        contact_email=cast.address_of(name),
        organisation=organisation,
        audience=Audience.objects.get(slug=audience),
        topic=topic,
        people=people,
        dates=dates,
        area=Area.objects.filter(name=area).first(),
        language=language,
        access_needs=access,
    )
    return put_back(request, days=days_ago)


def put_back(request, *, days):
    """Let a request have been made some days ago."""
    request.asked_at = timezone.now() - timedelta(days=days)
    request.save(update_fields=["asked_at"])
    return request


def answer(request, *, outcome):
    """Answer a request some days after it was made."""
    by = cast.officer()
    if outcome == "unmet":
        leave_unmet(request, reason=WHY[outcome], by=by)
    elif outcome == "declined":
        decline_request(request, reason=WHY[outcome], by=by)
    elif outcome == "withdrawn":
        withdraw_request(request)
    elif outcome == "planned":
        hosted = TrainingSession.objects.upcoming().filter(host=request.organisation)
        plan_for(request, hosted.select_related("course").first(), by=by)
    if request.decided_at:
        request.decided_at = request.asked_at + timedelta(days=4)
        request.save(update_fields=["decided_at"])


def load_wishes():
    """Some have been told of a date; others are when the draft of their course is opened."""
    for name, slug in TOLD_WHEN_THERE_IS_A_DATE:
        put_back(wish(name, course_called(slug)), days=30)
        for session in TrainingSession.objects.listed().upcoming().filter(course__slug=slug)[:1]:
            tell_those_who_asked(session)
    for number, name in enumerate(STILL_TO_BE_TOLD):
        put_back(wish(name, course_called("online-harm")), days=12 + number)


def wish(name, course):
    return ask_to_be_told(course, nonce=uuid4(), contact_name=name, email=cast.address_of(name))
