"""A session's page: what it is, how it stands, and everything that can be done to it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from people.back_office import OfficeInspectView
from sessions.asking import count_those_who_asked, hosts_of
from sessions.clashes import clashes_now
from sessions.counting import tally_of
from sessions.models import SessionStatus
from sessions.room_secrets import CODE_SHEET, SCREEN, room_secret
from sessions.viewsets import wording
from sessions.viewsets.certificates import certificates_in_short
from sessions.viewsets.charges import charges_in_short
from sessions.viewsets.waiting import waiting_list_of
from sessions.visibility import plans_sessions


class RoomView(OfficeInspectView):
    page_title = _("Session")
    template_name = "sessions/admin/room.html"
    header_more_buttons = []

    def get_fields(self):
        return []

    def rows(self):
        facts = (
            "course__audience",
            "course__terms__replaced_by",
            "venue",
            "area",
            "host",
            "sector",
            "series",
            "officer",
        )
        return super().rows().select_related(*facts)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Sessions")},
            {"url": "", "label": str(self.object)},
        ]

    def get_context_data(self, **kwargs):
        session, user = self.object, self.request.user
        is_planner = plans_sessions(user)
        may = acts_possible(session) if is_planner else set()
        return super().get_context_data(
            session=session,
            tally=tally_of(session),
            days=wording.when_in_full(session),
            place=wording.place(session),
            booking=wording.booking_until(session),
            state=wording.state(session),
            figure=wording.attended(session),
            slots=session.slots.select_related("deliverer", "trainer"),
            waiting_list=waiting_list_of(session) if is_planner else None,
            charges=charges_in_short(session) if is_planner else None,
            certificates=certificates_in_short(session) if is_planner else None,
            headcounts=session.headcounts.select_related("recorded_by").prefetch_related("parts").order_by("-pk"),
            settled=session.settlements.last() if session.is_finished else None,
            earlier_settlements=wording.earlier_settlements(session),
            is_planner=is_planner,
            may=may,
            to_be_told=count_those_who_asked(session) if "open" in may else 0,
            addresses=addresses_of(session, user),
            clashes=clashes_now(session) if is_planner else [],
            asked=hosts_of(session) if is_planner else [],
            **kwargs,
        )


def acts_possible(session):
    """Return the names of the acts that make sense now; the verbs themselves refuse the others."""
    may = {"edit"}
    running = session.status not in {SessionStatus.CANCELLED, SessionStatus.DRAFT}
    if session.status in {SessionStatus.DRAFT, SessionStatus.BOOKING_CLOSED} and not session.is_over:
        may.add("open")
    if session.status == SessionStatus.OPEN and not session.is_over and not session.is_by_headcount:
        may.add("close")
    if running and not session.is_over and not session.is_by_headcount:
        may.add("book")
    if session.status not in {SessionStatus.CANCELLED, SessionStatus.DELIVERED}:
        may |= {"cancel", "move"}
    if running and not session.is_finished:
        may.add("headcount")
    if running and session.is_over and not session.is_finished:
        may.add("finish")
    if session.is_finished:
        may.add("reopen")
    if session.status == SessionStatus.DRAFT and not session.seats_taken:
        may.add("delete")
    return may


def addresses_of(session, user):
    """Return the addresses to copy or print, as dicts of label, help and url; other apps add theirs by a hook."""
    addresses = []
    if not session.is_by_headcount and session.status != SessionStatus.CANCELLED:
        addresses = [
            address(_("Booking page"), _("Send it to people you invite."), "book", session.reference),
            address(
                _("Screen for the room"),
                _("The code people scan to sign in, for the projector."),
                SCREEN,
                room_secret(SCREEN, session),
            ),
            address(
                _("Printed code"),
                _("The same code on paper, for a room without a projector."),
                CODE_SHEET,
                room_secret(CODE_SHEET, session),
            ),
            address(
                _("Register on a phone"),
                _("For you and staff who keep it: it shows names. It works without signal once it was opened."),
                "register",
                session.register_token,
            ),
        ]
    if session.is_by_headcount and session.status not in {SessionStatus.CANCELLED, SessionStatus.DRAFT}:
        counting = address(
            _("Headcount on a phone"),
            _("For whoever is in the room: one number, no names."),
            "register_headcount",
            session.register_token,
        )
        addresses.append(counting)
    for hook in hooks.get_hooks("muster_session_addresses"):
        addresses += hook(session, user)
    for entry in addresses:
        entry["to_copy"] = settings.BASE_URL + entry["url"]
    return addresses


def address(label, help_text, name, secret):
    return {"label": label, "help": help_text, "url": reverse(name, args=[secret])}
