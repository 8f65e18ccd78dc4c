"""Copying one session, or a whole series, into another year."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from sessions.clashes import Wish, clashes_of, wish_of, with_what_clashes
from sessions.copying import A_YEAR, copy_series, copy_session, title_a_year_on
from sessions.forms.series import CopyDayFormSet, CopyForm, copies_as_rows
from sessions.forms.warned import Warned
from sessions.models import SessionStatus, TrainingSession
from sessions.scheduling import local_date
from sessions.viewsets import wording
from sessions.viewsets.pages import SessionPage
from sessions.viewsets.series_pages import SeriesPage, sessions_of


class Copying:
    """What copying one session and copying a series share: an editable preview of the dates, and the warnings."""

    template_name = "sessions/admin/copy.html"

    def get(self, request, *args, **kwargs):
        sessions = self.sessions()
        days = CopyDayFormSet(prefix="days", initial=copies_as_rows(sessions))
        return self.show(days, sessions, self.title_form(sessions))

    def post(self, request, *args, **kwargs):
        sessions, days = self.sessions(), CopyDayFormSet(request.POST, prefix="days")
        title = self.title_form(sessions)
        if not all([days.is_valid(), title is None or title.is_valid()]):
            messages.error(request, _("Nothing has been copied yet. Look at the fields marked below."))
            return self.show(days, sessions, title)
        copies = [(each, days.spans_of[each.pk]) for each in sessions if each.pk in days.spans_of]
        warned = Warned(self.find_clashes(copies), data=request.POST)
        if not copies or not warned.were_seen:
            return self.show(days, sessions, title, warned=warned)
        return self.copy(copies, title)

    def find_clashes(self, copies):
        wishes = []
        for session, days in copies:
            was = wish_of(session)
            facts = {"venue": was.venue, "host": was.host, "capacity": was.capacity, "trainers": was.trainers}
            wishes.append(Wish(days=tuple(days), title=was.title, **facts))
        return [clash for clashes in clashes_of(wishes) for clash in clashes]

    def show(self, days, sessions, title, warned=None):
        names = {session.pk: f"{session.course}, {wording.when(session)}" for session in sessions}
        rows = [(names.get(key_of(form), ""), form) for form in days.forms]
        words = {"days": days, "rows": rows, "title_form": title, "warned": warned or Warned()}
        return self.render_to_response(self.get_context_data(**words))


def key_of(form):
    value = str(form["session"].value())
    return int(value) if value.isdecimal() else None


class CopySeriesView(Copying, SeriesPage, TemplateView):
    page_title = _("Copy the series into next year")

    def sessions(self):
        return [each for each in sessions_of(self.series) if each.status != SessionStatus.CANCELLED]

    def title_form(self, sessions):
        if self.request.method == "POST":
            return CopyForm(self.request.POST)
        began = sessions[0].starts_at if sessions else timezone.now()
        title = title_a_year_on(self.series.title, starts_on=local_date(began) + A_YEAR)
        return CopyForm(initial={"title": title})

    def copy(self, copies, title):
        again = copy_series(self.series, title=title.cleaned_data["title"], sessions=copies, by=self.request.user)
        messages.success(self.request, _("The series is copied. Its sessions are drafts: look at each and open it."))
        return redirect("series:inspect", again.pk)


class CopySessionView(Copying, SessionPage, TemplateView):
    page_title = _("Copy the session into next year")

    def sessions(self):
        return list(with_what_clashes(TrainingSession.objects.filter(pk=self.session.pk)))

    def title_form(self, sessions):
        return None

    def copy(self, copies, title):
        [(session, days)] = copies
        again = copy_session(session, days=days, by=self.request.user)
        messages.success(self.request, _("The session is copied. It is a draft: look at it and open it."))
        return redirect("sessions:inspect", again.pk)
