"""Past years in: the file, what would become of every row, and the word to go ahead."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from courses.models import Audience
from sessions.forms.past_sessions import PastFileForm, columns_missing, columns_not_read, lines_of, wanted_columns
from sessions.forms.past_template import template
from sessions.forms.sealing import SealBroken, seal, unseal
from sessions.past_names import Kind
from sessions.past_sessions import What, import_sessions, look_at
from sessions.refusals import Refusal
from sessions.viewsets.pages import PlannersPage, PlannersViewSet
from sessions.visibility import plans_sessions
from spreadsheets.headings import LOOKED_AT, headings_of
from spreadsheets.layout import ColumnsForm, columns_found
from spreadsheets.reading import read_table
from spreadsheets.refusing import Unreadable
from spreadsheets.writing import offer_workbook

MOST_SESSIONS = 3_000  # in one file, which travels in the page; the command takes more
ON_A_PAGE = 100


class PastSessionsView(PlannersPage, TemplateView):
    """One page for the whole way. The file itself travels in the page, see sessions.forms.sealing."""

    page_title = _("Past years")
    header_icon = "upload"
    template_name = "sessions/admin/past_sessions.html"

    def get(self, request, *args, **kwargs):
        return self.ask_for_file(PastFileForm())

    def post(self, request, *args, **kwargs):
        if "sealed" not in request.POST:
            return self.take_file(PastFileForm(request.POST, request.FILES))
        try:
            found = unseal(request.POST["sealed"], user=request.user)
        except SealBroken:
            messages.error(request, _("That took too long. Choose the file again."))
            return redirect(request.path)
        if "enter" in request.POST:
            return self.enter(found)
        return self.preview(found, request.POST["sealed"], request.POST)

    def ask_for_file(self, form):
        return self.render_to_response(self.get_context_data(form=form, most=MOST_SESSIONS))

    def take_file(self, form):
        if not form.is_valid():
            return self.ask_for_file(form)
        file = form.cleaned_data["file"]
        try:
            table = read_table(file, most_rows=MOST_SESSIONS + LOOKED_AT)
            sealed = seal(table, name=file.name, user=self.request.user)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
            return self.ask_for_file(form)
        found = unseal(sealed, user=self.request.user)
        return self.preview(found, sealed, columns_found(found.rows, wanted=wanted_columns()))

    def opened(self, found, said):
        """Return (the layout, the lines below its headings, or None while columns that are needed are not known)."""
        layout = ColumnsForm(said, wanted=wanted_columns(), rows=found.rows)
        if not layout.is_valid():
            return layout, None
        if missing := columns_missing(layout.columns):
            layout.add_error(None, list(map(str, missing)))
            return layout, None
        rows, audiences = layout.below(found.rows), Audience.objects.all()
        return layout, lines_of(rows, columns=layout.columns, audiences=audiences, epoch=found.epoch)

    def preview(self, found, sealed, said, *, refusal=None):
        layout, lines = self.opened(found, said)
        words = {"found": found, "layout": layout, "sealed": sealed, "is_empty": lines == [], "refusal": refusal}
        if lines:
            words |= words_about(look_at(lines), page=said.get("page", 1)) | {"not_read": not_read(found, layout)}
        return self.render_to_response(self.get_context_data(**words))

    def enter(self, found):
        said = self.request.POST
        _layout, lines = self.opened(found, said)
        if not lines:
            return self.preview(found, said["sealed"], said)
        try:
            result = import_sessions(
                lines,
                creates="creates" in said,
                expected=said.get("expected", ""),
                file=found.name,
                by=self.request.user,
            )
        except Refusal as refusal:
            return self.preview(found, said["sealed"], said, refusal=refusal)
        messages.success(self.request, say_done(result))
        return redirect("past-sessions:index")


def not_read(found, layout):
    """Return (letter, heading) of the columns that nobody needs; without headings there is nothing to say."""
    row = next((row for row in found.rows if row.number == layout.cleaned_data["headings_in"]), None)
    return columns_not_read(headings_of(row, wanted=[]).said, layout.columns) if row else []


def words_about(result, *, page):
    """Return what the preview says of a Result: numbers, what is wrong, what differs, new names, and a page of rows."""
    numbers = [(what.label, result.numbers[what]) for what in What if result.numbers[what]]
    return {
        "result": result,
        "numbers": numbers,
        "wrong": result.wrong,
        "changed": result.of(What.CHANGED),
        "names": [(Kind(kind).label, names) for kind, names in result.names_said.items()],
        "page": Paginator(result.outcomes, ON_A_PAGE).get_page(page),
    }


def say_done(result):
    number = result.numbers[What.NEW]
    sentence = ngettext(
        "%(number)s session was entered: %(result)s.", "%(number)s sessions were entered: %(result)s.", number
    )
    return sentence % {"number": number, "result": result}


class PastTemplateView(View):
    """The workbook to fill in."""

    def get(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise PermissionDenied
        return offer_workbook(template(), name=_("Past sessions"))


class PastSessionsViewSet(PlannersViewSet):
    name = "past-sessions"
    url_prefix = name
    icon = "upload"
    menu_label = _("Past years")
    view_class = PastSessionsView

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("workbook/", PastTemplateView.as_view(), name="workbook")]
