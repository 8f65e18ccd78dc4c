"""What every list of the back office shares, and the fence round what each member of staff may see."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, NullAdminURLFinder
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.coreutils import multigetattr

from people.keys import name_key
from spreadsheets.writing import Sheet, fitted, offer_csv, offer_workbook


def shown(label, accessor, *, sort_key=None, width=None):
    """Return a column of a list: its heading, and an attribute path or function that gives each row's value."""
    return Column(
        str(accessor) if isinstance(accessor, str) else str(label), label, accessor, sort_key=sort_key, width=width
    )


def yes_or_no(label, field):
    return BooleanColumn(field, label=label, sort_key=field)


class OfficeIndexView(generic.IndexView):
    """A list with search and filters that downloads what it shows.

    `export_columns` are (heading, attribute path or function) pairs; without them there is no download.
    """

    FORMATS = ("xlsx",)
    export_columns: tuple[tuple[Any, Any], ...] = ()
    rows_for: Any = None
    related: tuple[str, ...] = ()

    def get_base_queryset(self):
        rows = self.rows_for(self.request.user) if self.rows_for else super().get_base_queryset()
        return rows.select_related(*self.related) if self.related else rows

    def search_queryset(self, queryset):
        """Keep the rows in which every word typed occurs somewhere; case does not matter in any alphabet."""
        if not self.is_searching:
            return queryset
        found = queryset.model._default_manager.all()
        for word in self.search_query.split():
            found = found.filter(self.word_anywhere(word))
        return queryset.filter(pk__in=found.values("pk"))

    def word_anywhere(self, word):
        query = Q()
        for field in self.search_fields:
            for form in {word, name_key(word)}:  # SQLite folds the case of A to Z only; our keys are folded already
                query |= Q(**{f"{field}__icontains": form})
        return query

    @cached_property
    def show_export_buttons(self):
        return False  # Wagtail's pair of buttons would offer CSV, which spreadsheets misread

    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.export_columns:
            attrs = {"title": _("What the list shows, as a spreadsheet")}
            url = self.xlsx_export_url
            buttons.append(HeaderButton(_("Download"), url, "muster-download", "download", attrs, priority=1000))
        return buttons

    def as_spreadsheet(self, queryset, spreadsheet_format):
        if not self.export_columns:
            raise Http404
        return offer_rows(queryset, columns=self.export_columns, title=str(self.get_page_title()))


def offer_rows(rows, *, columns, title, as_csv=False):
    """Answer with rows as a workbook or as CSV; the columns are those of `OfficeIndexView.export_columns`."""
    headings = [str(heading) for heading, _accessor in columns]
    lines = ([value_of(row, accessor) for _heading, accessor in columns] for row in rows)
    if as_csv:
        return offer_csv(Sheet(title, headings, lines), name=title)
    return offer_workbook([Sheet(title, *fitted(headings, lines))], name=title)


def value_of(row, accessor):
    """Return what stands in a row under an attribute path or a function; an empty relation on the way gives nothing."""
    if callable(accessor):
        return accessor(row)
    try:
        return multigetattr(row, accessor)
    except AttributeError:
        return None


class OwnRows:
    """What a view of one object may be asked for: a foreign one is a 404, like a missing one."""

    rows_for: Any = None

    def rows(self):
        return self.rows_for(self.request.user) if self.rows_for else self.model._default_manager.all()


def why_it_stays(protected):
    """Say what still needs a record that was to be deleted: "3 bookings, 1 session"."""
    numbers = Counter(type(each)._meta for each in protected.protected_objects)
    users = ", ".join(
        f"{number} {kind.verbose_name if number == 1 else kind.verbose_name_plural}" for kind, number in numbers.items()
    )
    return _("This cannot be deleted, because it is in use: %(users)s. Nothing has been changed.") % {"users": users}


class OfficeEditView(OwnRows, generic.EditView):
    def get_queryset(self):
        return self.rows()

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError as protected:  # a line of the form was taken out that something else needs
            form.add_error(None, why_it_stays(protected))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class OfficeDeleteView(OwnRows, generic.DeleteView):
    def get_queryset(self):
        return self.rows()

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ProtectedError as protected:  # Wagtail asks its index of references only, and some records are in none
            messages.error(self.request, why_it_stays(protected))
            return redirect(self.get_delete_url())


class OfficeInspectView(OwnRows, generic.InspectView):
    def get_object(self, queryset=None):
        return get_object_or_404(self.rows(), pk=self.pk)


class OfficeHistoryView(OwnRows, history.HistoryView):
    @cached_property
    def header_buttons(self):
        return super().header_buttons if self.edit_url_name else []

    def get_base_object_queryset(self):
        return self.rows()


class OfficeUsageView(OwnRows, usage.UsageView):
    def get_base_object_queryset(self):
        return self.rows()


class OfficeViewSet(ModelViewSet):
    """The screens of one kind of record.

    `rows_for` is a function from a user to the QuerySet they may see: every view of the set obtains its rows through
    it, because a permission policy alone does not scope rows in Wagtail.
    """

    index_view_class = OfficeIndexView
    edit_view_class = OfficeEditView
    delete_view_class = OfficeDeleteView
    inspect_view_class = OfficeInspectView
    history_view_class = OfficeHistoryView
    usage_view_class = OfficeUsageView
    copy_view_enabled = False
    list_per_page = 50
    rows_for: Any = None
    related: tuple[str, ...] = ()
    export_columns: tuple[tuple[Any, Any], ...] = ()

    @cached_property
    def url_finder_class(self):
        """Let the site's history link a record to where it is edited, or else looked at; some have no page at all."""
        names = {address.name for address in self.get_urlpatterns()}
        page = next((name for name in ("edit", "inspect") if name in names), None)
        if page is None:
            return NullAdminURLFinder
        return type("OfficeURLFinder", (ModelAdminURLFinder,), {"edit_url_name": self.get_url_name(page)})

    def get_common_view_kwargs(self, **kwargs):
        fence = {"rows_for": self.rows_for, "related": self.related, "export_columns": self.export_columns}
        return super().get_common_view_kwargs(**fence | kwargs)
