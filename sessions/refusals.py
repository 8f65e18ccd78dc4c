"""Refusals: each carries the sentence its reader sees."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Refusal(Exception):
    """Something was asked that cannot be done. Nothing has been changed.

    `earlier` is the booking that the person refused holds already. Whoever asked need not be that person: their mail
    may tell of it, the answer may not.
    """

    sentence = _("That is not possible.")
    earlier = None

    def __init__(self, sentence=None):
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)

    def __str__(self):
        return str(self.sentence)


class SessionFull(Refusal):
    sentence = _("The last place has just gone.")


class NotEnoughPlaces(SessionFull):
    """Fewer seats than a group asked for; `left` is how many it could have, 0 while others wait."""

    def __init__(self, left):
        self.left = left
        sentence = ngettext("Only %(number)s place is left.", "Only %(number)s places are left.", left)
        super().__init__(sentence % {"number": left} if left else None)


class PeopleAreWaiting(SessionFull):
    sentence = _("Other people are waiting for a place. You can join them.")


class OfferLapsed(Refusal):
    sentence = _("The time to take this place is over.")


class SeatsAreTaken(Refusal):
    """A capacity below the seats that are taken. Nobody's place is taken away in silence."""

    def __init__(self, taken):
        sentence = ngettext(
            "%(number)s seat is taken already. Enter %(number)s or more, or cancel a booking first.",
            "%(number)s seats are taken already. Enter %(number)s or more, or cancel bookings first.",
            taken,
        )
        super().__init__(sentence % {"number": taken})


class BookingClosed(Refusal):
    sentence = _("Booking for this session is closed.")


class BookingNotOpenYet(BookingClosed):
    sentence = _("Booking for this session is not open yet.")


class SessionCancelled(BookingClosed):
    sentence = _("This session has been cancelled.")


class AlreadyBooked(Refusal):
    """Somebody is booked. `careful` is said to whoever need not be that person, who is sent the details instead."""

    sentence = _("This person has a place already.")
    careful = _("This person may have a place already. The details go to the address given then.")

    def __init__(self, earlier):
        super().__init__()
        self.earlier = earlier


class NotEligible(Refusal):
    """The terms do not let this person book. `field` is the question of the form that the sentence answers.

    `why` is the sentence without `in_touch`, which says how to reach us: whoever stands in the room asks there.
    """

    field = "organisation"
    at_the_door = _("Speak to the person who runs the session.")

    def __init__(self, sentence=None, *, field=None, in_touch=""):
        self.why = sentence or type(self).sentence
        super().__init__(f"{self.why} {in_touch}" if in_touch else self.why)
        self.field = field or type(self).field


class OrganisationHasItsPlaces(NotEligible):
    sentence = _("Your organisation has all the places it can have on this date.")


class RefusedForOne(Refusal):
    """What was typed of one person in a group keeps all from being booked. `row` says whose, counted from 0."""

    def __init__(self, sentence, *, row):
        super().__init__(sentence)
        self.row = row


class RefusedForSome(Refusal):
    """What we know of at least one person in a group keeps all from being booked. Nobody is told whom.

    `held` are the bookings that they have already: their mail may tell of it.
    """

    def __init__(self, sentence, *, held=()):
        super().__init__(sentence)
        self.held = held


class ContactAnswers(Refusal):
    sentence = _("Whoever booked for you answers for the whole group.")


class SeatWithoutName(Refusal):
    sentence = _("This place has no name yet. Enter your name.")


class DoorClosed(Refusal):
    sentence = _("Signing in is closed.")


class TicketExpired(Refusal):
    sentence = _("That took a while. Scan the code again, then send the form once more.")


class NoBookingFound(Refusal):
    sentence = _("We cannot find that booking here. Check it, or say that you did not book.")


class SeveralBookings(Refusal):
    """`by_badge` says that they gave the same badge number, of different councils."""

    sentence = _("More than one person booked with this address. Enter your name too.")
    same_badge = _("More than one person booked with this badge number. Enter your name too.")

    def __init__(self, *, by_badge=False):
        super().__init__(self.same_badge if by_badge else None)


class NameNeededToo(Refusal):
    sentence = _("Enter your name too.")


class RoomFull(Refusal):
    """No place is free for somebody who did not book. Until the start those of people who booked are kept."""

    sentence = _("The room is full. Speak to the person who runs the session.")
    keeps_places = _(
        "No place is free: places are kept for people who booked until the session starts. "
        "Speak to the person who runs the session."
    )

    def __init__(self, *, has_begun=True):
        super().__init__(None if has_begun else self.keeps_places)


class NotSignedIn(Refusal):
    sentence = _("We cannot find anybody signed in here by that. Check it, or tell the person who runs the session.")


class TakesNoPeople(Refusal):
    sentence = _("This session is recorded by headcount only. Nobody signs in by name.")


class NotOverYet(Refusal):
    sentence = _("The session is not over yet.")


class NothingToSettle(Refusal):
    sentence = _("There is no headcount to settle on. Type the headcount first.")


class MoreThanInTheRoom(Refusal):
    """The parts of a headcount are together more than the whole."""

    def __init__(self, *, parts, number):
        sentence = _("The year groups and adults make %(parts)s, more than the %(number)s in the room.")
        super().__init__(sentence % {"parts": parts, "number": number})


class CannotChange(Refusal):
    sentence = _("This cannot be changed any more.")


class ImportTakesNoBookings(Refusal):
    sentence = _("A list can be imported while a session is still to come and takes bookings by name.")


class ChangedMeanwhile(Refusal):
    """What would happen is no longer what somebody was shown. Nothing has been done."""

    sentence = _("What follows is not what you were shown before, so nobody was booked now. Look at it once more.")


class TooLateToMove(CannotChange):
    """The deadline has passed. Carries when it was, and what can still be done."""

    def __init__(self, deadline):
        super().__init__(_("It is too late to change the date: that was possible until %(when)s.") % {"when": deadline})


class SamePerson(Refusal):
    sentence = _("This person has the place already. To put a spelling right, correct the details instead.")


class AnotherPerson(Refusal):
    sentence = _("Another name and another address: is it somebody else? Then hand the place over to them instead.")


class NameKnown(Refusal):
    sentence = _("We know this person from other training under this spelling. Ask us to put it right everywhere.")


class NameNeeded(Refusal):
    sentence = _("Enter the name as it is to be printed.")


class NameChangedTooOften(Refusal):
    sentence = _("You have changed the name three times. To change it again, get in touch with us.")


class NothingToPrint(Refusal):
    sentence = _("There is no certificate to print.")


class TooMany(NothingToPrint):
    """More certificates than one file holds."""

    def __init__(self, most):
        said = _("One file holds %(most)s certificates at most. Download them by organisation.")
        super().__init__(said % {"most": most})


class LinkHasEnded(Refusal):
    sentence = _("This link has been used, or its time is over")


class NobodyFound(Refusal):
    sentence = _("We cannot find this name with this booking reference. Check both.")
