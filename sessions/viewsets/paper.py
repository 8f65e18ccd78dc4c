"""The sheet people sign on paper: printed before, typed in afterwards by keyboard alone."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages

from design.words import join_words
from people.keys import name_key
from sessions.forms.paper import SPARE_ROWS, SheetForm, walk_in_rows
from sessions.paper import enter_sheet
from sessions.refusals import Refusal
from sessions.sheets import lines_on_paper, sheet_of
from sessions.views.sheet import as_pdf
from sessions.viewsets.pages import SessionForm, SessionPage
from sessions.viewsets.register import why_closed

NAMED = 5  # of those who were recorded already: the others are a number


class SheetView(SessionPage, View):
    """The sign-in sheet as a PDF; `?large` is in large print."""

    for_trainers = True

    def get(self, request, **kwargs):
        try:
            return as_pdf(sheet_of(self.session, is_large="large" in request.GET))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(self.room_url)


class PaperView(SessionForm):
    """The names in the order of the sheet, a tick each, and rows for the spare lines; saved in one go."""

    page_title = gettext_lazy("Enter the sign-in sheet")
    template_name = "sessions/admin/paper.html"
    button = gettext_lazy("Save the sheet")
    for_trainers = True
    sent = None

    def get_form(self, form_class=None):
        self.lines = lines_on_paper(self.session) if not self.session.is_by_headcount else []
        self.rows = self.get_rows()
        return SheetForm(self.sent, lines=self.lines)

    def get_rows(self, more=0):
        names = {name_key(line.name) for line in self.lines if not line.is_present}
        return walk_in_rows(self.session, self.sent, names_on_list=names, more=more)

    def post(self, request, *args, **kwargs):
        self.sent = request.POST
        form = self.get_form()
        if "more" in request.POST:
            self.rows = self.get_rows(more=SPARE_ROWS)
            return self.render_to_response(self.get_context_data(form=form, asks_more=True))
        return self.form_valid(form) if all([form.is_valid(), self.rows.is_valid()]) else self.form_invalid(form)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.get_form() if "form" not in kwargs else kwargs["form"])
        return super().get_context_data(rows=self.rows, why_closed=why_closed(self.session), **kwargs)

    def carry_out(self, form):
        people = [row.person for row in self.rows.forms]
        entered = enter_sheet(
            self.session,
            ticked=form.ticked(self.sent),
            walked_in=[person for person in people if person],
            nonce=form.cleaned_data["nonce"],
            by=self.request.user,
        )
        self.done = say_entered(entered)


def say_entered(entered):
    sentences = ("%(number)s person is entered from paper.", "%(number)s people are entered from paper.")
    said = ngettext(*sentences, entered.people) % {"number": entered.people}
    return f"{said} {say_already(entered.already)}" if entered.already else said


def say_already(names):
    """Name who was in the register already, the first of many."""
    shown, more = names[:NAMED], len(names[NAMED:])
    if more:
        shown = [*shown, _("%(number)s more") % {"number": more}]
    return _("In the register already, and left as they were: %(names)s.") % {"names": join_words(shown)}
