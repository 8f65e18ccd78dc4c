"""The panels of the back office's first page: the officer's day. Every number is a link to its list."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.admin.ui.components import Component

from design.words import LONDON
from sessions.answering import to_decide
from sessions.missing import days_missing, say_how_long
from sessions.models import Booking, BookingStatus, SessionStatus, TrainingRequest
from sessions.renewing import due_soon
from sessions.telling import made_themselves, say_change
from sessions.viewsets import wording
from sessions.viewsets.clashing import lines_ahead
from sessions.viewsets.filters import on_day
from sessions.viewsets.mine import my_sessions, trainer_of
from sessions.visibility import plans_sessions, sessions_seen_by

SHOWN = 5


class TodayPanel(Component):
    """The sessions of today and the next ones."""

    name = "today"
    template_name = "sessions/admin/panel_today.html"
    order = 10

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        sessions = sessions_seen_by(user).exclude(status=SessionStatus.CANCELLED)
        sessions = sessions.select_related("course__audience", "venue")
        today = timezone.localdate(timezone=LONDON)
        coming = sessions.upcoming().filter(starts_at__date__gt=today)
        return {
            "today": [row(session) for session in on_day(sessions, today).order_by("starts_at", "pk")],
            "coming": [row(session) for session in coming[:SHOWN]],
            "how_many_coming": coming.count(),
            "coming_url": sessions_list(when="coming", ordering="starts_at"),
            "is_planner": plans_sessions(user),
        }


class FinishPanel(Component):
    """Past sessions that have no figures yet, the oldest first: they are missing from the reports."""

    name = "to_finish"
    template_name = "sessions/admin/panel_finish.html"
    order = 20

    def get_context_data(self, parent_context):
        unfinished = sessions_seen_by(parent_context["request"].user).unfinished()
        rows = unfinished.select_related("course__audience", "venue").order_by("ends_at", "pk")[:SHOWN]
        return {
            "rows": [row(session) | {"how_long": say_how_long(days_missing(session))} for session in rows],
            "how_many": unfinished.count(),
            "list_url": sessions_list(figures="none", ordering="starts_at"),
        }


class BookingsPanel(Component):
    """How many people booked in the last seven days, and the latest of them."""

    name = "bookings"
    template_name = "sessions/admin/panel_bookings.html"
    order = 30

    def get_context_data(self, parent_context):
        first = timezone.localdate(timezone=LONDON) - timedelta(days=6)
        recent = Booking.objects.filter(booked_at__date__gte=first)
        latest = recent.select_related("delegate", "contact", "session__course").order_by("-booked_at", "-pk")[:SHOWN]
        return {
            "latest": latest,
            "how_many": recent.count(),
            "cancelled": recent.filter(status=BookingStatus.CANCELLED).count(),
            "list_url": reverse("bookings:index") + "?" + urlencode({"booked_at_from": first.isoformat()}),
        }


class DecidePanel(Component):
    """Managers who were asked twice and did not answer: the officer decides."""

    name = "to_decide"
    template_name = "sessions/admin/panel_decide.html"
    order = 15

    def get_context_data(self, parent_context):
        return {
            "questions": to_decide()[:SHOWN],
            "how_many": to_decide().count(),
            "list_url": reverse("bookings:index") + "?" + urlencode({"status": BookingStatus.REQUESTED}),
        }


class ChangesPanel(Component):
    """What people changed about their bookings themselves, the latest first."""

    name = "changes"
    template_name = "sessions/admin/panel_changes.html"
    order = 35

    def get_context_data(self, parent_context):
        latest = made_themselves().order_by("-at", "-pk")[:SHOWN]
        return {"changes": [{"change": change, "said": say_change(change)} for change in latest]}


class RequestsPanel(Component):
    """What people asked for and nobody has answered, the oldest first."""

    name = "requests"
    template_name = "sessions/admin/panel_requests.html"
    order = 25

    def get_context_data(self, parent_context):
        undecided = TrainingRequest.objects.undecided()
        return {
            "rows": undecided.select_related("organisation", "course", "audience")[:SHOWN],
            "how_many": undecided.count(),
            "list_url": reverse("requests:index") + "?" + urlencode({"status": "new", "kind": "come_to_us"}),
        }


class ClashesPanel(Component):
    """Sessions to come that clash; nothing at all while none does."""

    name = "clashes"
    template_name = "sessions/admin/panel_clashes.html"
    order = 28

    def get_context_data(self, parent_context):
        lines = lines_ahead()
        return {"lines": lines[:SHOWN], "how_many": len(lines), "list_url": reverse("clashes:index")}


class RenewalsPanel(Component):
    """How many people's training runs out in the next 60 days and is not booked again; nothing while there is none."""

    name = "renewals"
    template_name = "sessions/admin/panel_renewals.html"
    order = 32

    def get_context_data(self, parent_context):
        people = due_soon(within=timedelta(days=60)).order_by().values("delegate").distinct()
        list_url = reverse("renewals:index") + "?" + urlencode({"due": "60", "booked": "no"})
        return {"how_many": people.count(), "list_url": list_url}


class MinePanel(Component):
    """A trainer's next sessions: what, when, where, how many, and what people there need."""

    name = "mine"
    template_name = "sessions/admin/panel_mine.html"
    order = 5

    def get_context_data(self, parent_context):
        trainer = trainer_of(parent_context["request"].user)
        coming, _past = my_sessions(trainer) if trainer else ([], [])
        return {"lines": coming[:SHOWN], "how_many": len(coming), "list_url": reverse("my-sessions:index")}


def row(session):
    return {"session": session, "when": wording.when(session), "booked": wording.booked(session)}


def sessions_list(**filters):
    return reverse("sessions:index") + "?" + urlencode(filters)


def panels_for(user):
    """Return the panels of a member of staff: all for those who plan, the trainer's own day, none for others."""
    if plans_sessions(user):
        mine = [MinePanel()] if trainer_of(user) else []
        day = [TodayPanel(), DecidePanel(), FinishPanel(), RequestsPanel(), ClashesPanel(), BookingsPanel()]
        return [*day, ChangesPanel(), RenewalsPanel(), *mine]
    if trainer_of(user):
        return [MinePanel()]
    return [TodayPanel()] if user.has_perm("training_sessions.view_trainingsession") else []
