"""Importing a list of people into a session: the file, the preview, and the word to go ahead."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from sessions.forms.importing import (
    IN_THE_TEMPLATE,
    MOST_PEOPLE,
    LayoutForm,
    ListForm,
    layout_found,
    lines_of,
    row_form_for,
    wanted_by,
)
from sessions.forms.sealing import SealBroken, seal, unseal
from sessions.importing import What, import_bookings, refuse_unless_importable, rehearse_import
from sessions.refusals import ChangedMeanwhile, Refusal
from sessions.viewsets.pages import SessionPage
from spreadsheets.headings import LOOKED_AT
from spreadsheets.reading import read_table
from spreadsheets.refusing import Unreadable
from spreadsheets.writing import Column, Sheet, offer_workbook


class ImportView(SessionPage, TemplateView):
    """One page for the whole way. The list itself travels in the page, see sessions.forms.sealing."""

    page_title = _("Import a list")
    template_name = "sessions/admin/import.html"

    def get(self, request, *args, **kwargs):
        try:
            refuse_unless_importable(self.session)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(self.room_url)
        return self.ask_for_list(ListForm())

    def post(self, request, *args, **kwargs):
        try:
            if "sealed" in request.POST:
                return self.go_on(request.POST["sealed"])
            return self.take_list(ListForm(request.POST, request.FILES))
        except SealBroken:
            messages.error(request, _("That took too long, or was meant for another session. Choose the file again."))
            return redirect(request.path)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(self.room_url)

    def ask_for_list(self, form):
        return self.render_to_response(self.get_context_data(form=form, most=MOST_PEOPLE))

    def take_list(self, form):
        if not form.is_valid():
            return self.ask_for_list(form)
        file = form.cleaned_data["file"]
        try:
            table = read_table(file, most_rows=MOST_PEOPLE + LOOKED_AT)
            sealed = seal(table, name=file.name, session=self.session, user=self.request.user)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
            return self.ask_for_list(form)
        return self.preview(sealed, layout_found(table.rows, wanted=wanted_by(self.session)))

    def go_on(self, sealed):
        if "book" in self.request.POST:
            return self.book(sealed)
        return self.preview(sealed, self.request.POST)

    def opened(self, sealed, said):
        """Return (the list, its layout, its lines, or None while it is not known where the names stand)."""
        found = unseal(sealed, session=self.session, user=self.request.user)
        drives, wanted = self.session.course.audience.drives, wanted_by(self.session)
        layout = LayoutForm(said, wanted=wanted, rows=found.rows, drives=drives)
        if not layout.is_valid():
            return found, layout, None
        lines = lines_of(
            layout.people(found.rows),
            wanted=wanted,
            columns=layout.columns,
            form_class=row_form_for(self.session),
            council=layout.cleaned_data.get("council"),
        )
        return found, layout, lines

    def preview(self, sealed, said, *, refusal=None):
        found, layout, lines = self.opened(sealed, said)
        result = None
        if lines:
            waits = layout.cleaned_data["waits"]
            result = rehearse_import(self.session, lines=lines, waits=waits, by=self.request.user)
        words = {"found": found, "layout": layout, "sealed": sealed, "is_empty": lines == [], "refusal": refusal}
        return self.render_to_response(self.get_context_data(**words, **words_about(result)))

    def book(self, sealed):
        found, layout, lines = self.opened(sealed, self.request.POST)
        if not lines:
            return self.preview(sealed, self.request.POST)
        try:
            result = import_bookings(
                self.session,
                lines=lines,
                expected=self.request.POST.get("expected", ""),
                in_part=self.request.POST["book"] == "part",
                file=found.name,
                by=self.request.user,
                **{wish: layout.cleaned_data[wish] for wish in ("waits", "tells")},
            )
        except ChangedMeanwhile as refusal:
            return self.preview(sealed, self.request.POST, refusal=refusal)
        messages.success(self.request, say_done(result, tells=layout.cleaned_data["tells"]))
        return redirect(self.room_url)


def words_about(result):
    """Return what the preview says of a Result: numbers first, what is wrong next, then every row."""
    if result is None:
        return {"result": None}
    numbers = [(what.label, result.numbers[what]) for what in What if result.numbers[what]]
    return {"result": result, "numbers": numbers, "wrong": result.of(What.WRONG), "refused": result.of(What.REFUSED)}


def say_done(result, *, tells):
    booked, waiting = result.numbers[What.BOOKED], result.numbers[What.WAITS]
    said = [ngettext("%(number)s person is booked.", "%(number)s people are booked.", booked) % {"number": booked}]
    if waiting:
        sentence = ngettext(
            "%(number)s person is on the waiting list.", "%(number)s people are on the waiting list.", waiting
        )
        said.append(sentence % {"number": waiting})
    said.append(_("Their confirmations go out now.") if tells else _("No confirmation was sent."))
    return " ".join(map(str, said))


class ImportTemplateView(SessionPage, View):
    """A workbook to fill in, with the headings we know."""

    def get(self, request, *args, **kwargs):
        columns = IN_THE_TEMPLATE[self.session.course.audience.drives]
        people = Sheet(str(_("People")), [Column(str(column.label), 28) for column in columns], [])
        return offer_workbook([people, how_to(columns)], name=_("People to import"))


def how_to(columns):
    lines = [
        _("Enter one person in each row of the sheet before this one, below the headings. Leave the headings."),
        _("The name is needed. The confirmation goes to the e-mail address; somebody without one has to be told."),
        _("Write badge numbers and telephone numbers as text, so that zeros at the front stay."),
    ]
    return Sheet(
        _("How to fill this in"), [Column(str(_("How to fill this in")), 100)], [[str(line)] for line in lines]
    )
