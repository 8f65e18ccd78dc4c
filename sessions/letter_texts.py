"""The words round the facts of every letter, as they stand until an officer changes them.

Subjects name a date and nothing else: they show on locked phones.
"""

from functools import partial

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from outbox.texts import Placeholder, Text, Words, register_text
from sessions.models import BookingStatus
from sessions.sample_letters import sample
from sessions.staff_letter_texts import register_texts_for_staff

YOUR_BOOKING = _("Your booking on {date}")
IS_CANCELLED = _("Your booking on {date} is cancelled")
OFF_THE_LIST = _("You are off the waiting list for {date}")
NEW_DATE = _("Your booking has a new date: {date}")

PLACEHOLDERS = (
    Placeholder("name", _("The name of the person you write to")),
    Placeholder("course", _("The title of the course; never in the subject")),
    Placeholder("date", _("The date of the session")),
    Placeholder("when", _("The days and hours of the session")),
    Placeholder("place", _("The venue with its address, or “Online”")),
)
CONTACT = Placeholder("contact", _("The name of the person who booked for them"))
QUEUE = Placeholder("queue", _("How many people are before them on the waiting list"))


def enter(name, *, label, sent_when, subject, opening, kind="", more=(), **facts):
    """Enter one text; `facts` are what its sample says besides, and `more` its own placeholders, all needed."""
    register_text(
        Text(
            name=name,
            label=label,
            sent_when=sent_when,
            words=Words(subject, opening),
            placeholders=(*PLACEHOLDERS, *more),
            needed=frozenset(each.name for each in more),
            sample=partial(sample, kind or name, **facts),
        )
    )


def register_texts():
    """Enter all texts of this app, in the order in which people get them."""
    register_texts_of_bookings()
    register_texts_of_the_list()
    register_texts_before_and_after()
    register_texts_of_changes()
    register_texts_for_staff()


def register_texts_of_bookings():
    enter(
        "confirmed",
        label=_("Booking confirmed"),
        sent_when=_("At once, when somebody has a place. The calendar file goes with it."),
        subject=YOUR_BOOKING,
        opening=_("You have a place on this training."),
    )
    enter(
        "details_again",
        label=_("Details once more"),
        sent_when=_("When somebody books again who has a place; at most once an hour."),
        subject=YOUR_BOOKING,
        opening=_(
            "Somebody used your name and e-mail address to book this training again. You have a place already, so "
            "nothing has changed. Here are the details once more."
        ),
    )
    enter(
        "details_again_waiting",
        kind="details_again",
        label=_("Details once more, on the waiting list"),
        sent_when=_("When somebody books again who is on the waiting list; at most once an hour."),
        subject=YOUR_BOOKING,
        opening=_(
            "Somebody used your name and e-mail address to book this training again. You are on the waiting list "
            "already, so nothing has changed."
        ),
        status=BookingStatus.WAITING,
    )
    enter(
        "details_again_offered",
        kind="details_again",
        label=_("Details once more, a place is offered"),
        sent_when=_("When somebody books again who is offered a place; at most once an hour."),
        subject=YOUR_BOOKING,
        opening=_(
            "Somebody used your name and e-mail address to book this training again. We have offered you a place "
            "already, and you can still take it."
        ),
        status=BookingStatus.OFFERED,
    )
    enter(
        "details_again_requested",
        kind="details_again",
        label=_("Details once more, the manager is asked"),
        sent_when=_("When somebody books again whose manager has not answered yet; at most once an hour."),
        subject=YOUR_BOOKING,
        opening=_(
            "Somebody used your name and e-mail address to book this training again. We hold a place for you already "
            "and have asked your manager."
        ),
        status=BookingStatus.REQUESTED,
    )


def register_texts_of_the_list():
    enter(
        "waiting",
        label=_("On the waiting list"),
        sent_when=_("At once, when somebody joins the waiting list."),
        subject=_("You are on the waiting list for {date}"),
        opening=_(
            "This training is full. You are on the waiting list, and you need do nothing: we write to you when there "
            "is a place for you. {queue}"
        ),
        more=(QUEUE,),
        status=BookingStatus.WAITING,
    )
    enter(
        "offer",
        label=_("A place is offered"),
        sent_when=_("When a place comes free for somebody on the waiting list."),
        subject=_("A place is free for you on {date}"),
        opening=_("You were on the waiting list, and now there is a place for you."),
        status=BookingStatus.OFFERED,
    )
    enter(
        "lapsed",
        label=_("An offer has ended"),
        sent_when=_("When somebody did not take an offered place in time."),
        subject=_("Your offer of a place on {date} has ended"),
        opening=_("We offered you a place and did not hear from you in time, so it is no longer kept for you."),
        status=BookingStatus.LAPSED,
    )


def register_texts_before_and_after():
    enter(
        "reminder",
        label=_("Reminder"),
        sent_when=_(
            "At 9 in the morning, as many days before the session as the booking terms say. One day before, the "
            "joining instructions go with it."
        ),
        subject=_("A reminder: your booking on {date}"),
        opening=_("This is a reminder: you have a place on this training."),
        tells_how_to_join=True,
    )
    enter(
        "joining",
        label=_("Joining instructions"),
        sent_when=_(
            "The day before, where no reminder goes out that day; and at once to people who book later than that. "
            "Only for sessions with joining instructions or an online link."
        ),
        subject=_("How to join on {date}"),
        opening=_("You have a place on this training. Here is how to join."),
    )
    enter(
        "reminder_names",
        label=_("Places without a name"),
        sent_when=_("With each reminder, to whoever booked places for others and has not named everybody."),
        subject=_("Your group booking on {date}: names are missing"),
        opening=_("You have booked places for your colleagues on this training."),
        links=[f"{settings.BASE_URL}/booking/example/"],
    )
    enter(
        "thanks",
        label=_("Thank you, with the feedback link"),
        sent_when=_("When a session is finished, to everybody who came."),
        subject=_("Thank you for coming on {date}"),
        opening=_("Thank you for taking part in this training."),
        link=f"{settings.BASE_URL}/feedback/example/",
    )
    enter(
        "certificate",
        label=_("Your certificate is ready"),
        sent_when=_(
            "When a certificate is issued to somebody who has been thanked already, or with another name by an "
            "officer, or handed out without the evaluation. Otherwise the letter of thanks tells of it."
        ),
        subject=_("Your certificate of {date}"),
        opening=_("There is a certificate for you."),
        link=f"{settings.BASE_URL}/booking/example/",
    )
    enter(
        "certificate_revoked",
        label=_("A certificate is no longer valid"),
        sent_when=_(
            "When a certificate is revoked that somebody had. The reason stands below the facts if you tick that they "
            "may read it."
        ),
        subject=_("Your certificate of {date}"),
        opening=_("We have corrected our records, and your certificate of this training is no longer valid."),
        link=f"{settings.BASE_URL}/booking/example/",
        reason=_("The register was corrected: it shows that you left before the end."),
    )
    enter(
        "no_show",
        label=_("We missed you"),
        sent_when=_("When a session is finished from its register, to people who were booked and did not come."),
        subject=_("We missed you on {date}"),
        opening=_("You had a place on this training, and we did not see you there."),
    )


def register_texts_of_changes():
    enter(
        "cancelled_by_them",
        kind="cancelled",
        label=_("Cancelled by the person"),
        sent_when=_("At once, when somebody cancels their booking."),
        subject=IS_CANCELLED,
        opening=_("You have cancelled your booking. Thank you for telling us: somebody else can have the place."),
        status=BookingStatus.CANCELLED,
    )
    enter(
        "cancelled_by_us",
        kind="cancelled",
        label=_("Cancelled by us"),
        sent_when=_("At once, when an officer cancels a booking."),
        subject=IS_CANCELLED,
        opening=_("We have cancelled your booking. If you think this is a mistake, please get in touch."),
        status=BookingStatus.CANCELLED,
        by_us=True,
    )
    enter(
        "cancelled_by_contact",
        kind="cancelled",
        label=_("Cancelled by who booked for them"),
        sent_when=_("At once, when the person who booked for a colleague cancels a place."),
        subject=IS_CANCELLED,
        opening=_("{contact}, who booked for you, has cancelled your booking."),
        more=(CONTACT,),
        status=BookingStatus.CANCELLED,
    )
    enter(
        "left_the_list",
        kind="cancelled",
        label=_("Left the waiting list"),
        sent_when=_("At once, when somebody leaves the waiting list."),
        subject=OFF_THE_LIST,
        opening=_("You are no longer on the waiting list. Thank you for telling us."),
        status=BookingStatus.CANCELLED,
    )
    enter(
        "taken_off_the_list",
        kind="cancelled",
        label=_("Taken off the waiting list"),
        sent_when=_("At once, when an officer takes somebody off the waiting list."),
        subject=OFF_THE_LIST,
        opening=_("We have taken you off the waiting list. If you think this is a mistake, please get in touch."),
        status=BookingStatus.CANCELLED,
        by_us=True,
    )
    enter(
        "session_cancelled",
        label=_("Session cancelled"),
        sent_when=_("At once, to everybody who has a place. The reason you give stands below the facts."),
        subject=IS_CANCELLED,
        opening=_("We are sorry: this training will not take place on the date you booked. You need to do nothing."),
        status=BookingStatus.CANCELLED,
        reason=_("The trainer is ill."),
    )
    enter(
        "session_cancelled_waiting",
        kind="session_cancelled",
        label=_("Session cancelled, to the waiting list"),
        sent_when=_("At once, to everybody on the waiting list."),
        subject=IS_CANCELLED,
        opening=_(
            "We are sorry: this training will not take place on the date you were waiting for. You need to do nothing."
        ),
        status=BookingStatus.CANCELLED,
        reason=_("The trainer is ill."),
    )
    enter(
        "moved",
        label=_("New date"),
        sent_when=_("At once, to everybody who has a place. The appointment in their calendar moves too."),
        subject=NEW_DATE,
        opening=_("This training has a new date. Your place is kept: you need to do nothing."),
    )
    enter(
        "moved_waiting",
        kind="moved",
        label=_("New date, to the waiting list"),
        sent_when=_("At once, to everybody on the waiting list."),
        subject=NEW_DATE,
        opening=_("This training has a new date. You keep your turn on the waiting list: you need do nothing."),
        status=BookingStatus.WAITING,
    )
    enter(
        "moved_offered",
        kind="moved",
        label=_("New date, a place is offered"),
        sent_when=_("At once, to people who are offered a place."),
        subject=NEW_DATE,
        opening=_("This training has a new date. The place we offered you is on the new date."),
        status=BookingStatus.OFFERED,
    )
    enter(
        "date_certain",
        label=_("The date is certain"),
        sent_when=_("When you untick that the date may still change, to everybody who has a place."),
        subject=_("Your booking on {date} is certain"),
        opening=_("The date of this training is certain now. You need to do nothing."),
    )
    enter(
        "date_certain_waiting",
        kind="date_certain",
        label=_("The date is certain, to the waiting list"),
        sent_when=_("When you untick that the date may still change, to everybody on the waiting list."),
        subject=_("Your booking on {date} is certain"),
        opening=_("The date of this training is certain now. You keep your turn on the waiting list."),
        status=BookingStatus.WAITING,
    )
