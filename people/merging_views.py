"""The back office's pages for records that may be one: the list, two side by side, merging them, and undoing that."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from people.comparing import kind_named, names_of, say_left, say_moved, side_by_side
from people.duplicates import suspected_delegates, suspected_organisations, tell_apart
from people.merging import CannotMerge, merge, undo, warnings_about, what_would_move, why_not, why_not_undone
from people.models import Delegate, Merge
from people.organisation_field import OrganisationField

MAY_MERGE = "people.add_merge"
SUSPECTED = {Merge.Kind.ORGANISATION: suspected_organisations, Merge.Kind.DELEGATE: suspected_delegates}
ON_A_PAGE = 50


class TwoOrganisationsForm(forms.Form):
    """Two organisations that nobody suspected."""

    one = OrganisationField(label=_("One organisation"))
    other = OrganisationField(label=_("The other"))

    def clean(self):
        facts = super().clean()
        if facts.get("one") and facts.get("one") == facts.get("other"):
            self.add_error("other", _("This is the same organisation, perhaps under another name."))
        return facts


class MergersPage(WagtailAdminTemplateMixin, TemplateView):
    """A page for those who may merge."""

    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(MAY_MERGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        trail = [*super().get_breadcrumbs_items(), {"url": reverse("duplicates:index"), "label": _("Duplicates")}]
        if self.page_title != DuplicatesView.page_title:
            trail.append({"url": "", "label": self.page_title})
        return trail


class DuplicatesView(MergersPage):
    """The suspicions about one kind of record; nothing is merged here."""

    page_title = _("Duplicates")
    template_name = "people/admin/duplicates.html"

    @cached_property
    def kind(self):
        asked = self.request.GET.get("kind")
        return Merge.Kind(asked) if asked in Merge.Kind.values else Merge.Kind.ORGANISATION

    def get_context_data(self, **kwargs):
        page = Paginator(SUSPECTED[self.kind](), ON_A_PAGE).get_page(self.request.GET.get("p"))
        words = {"kind": self.kind, "kinds": Merge.Kind.choices, "page": page, "form": TwoOrganisationsForm()}
        words["elided_page_range"] = page.paginator.get_elided_page_range(page.number)
        return super().get_context_data(**words | kwargs)

    def post(self, request, *args, **kwargs):
        form = TwoOrganisationsForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        two = sorted(form.cleaned_data[name].pk for name in ("one", "other"))
        return redirect("duplicates:compare", Merge.Kind.ORGANISATION, *two)


class ComparedPage(MergersPage):
    """A page about the two records that its address names; one of another kind, or that is gone, is a 404."""

    def setup(self, request, *args, kind, one, other, **kwargs):
        super().setup(request, *args, kind=kind, one=one, other=other, **kwargs)
        self.kind, self.keys = kind, (one, other)

    @cached_property
    def two(self):
        if self.kind not in Merge.Kind.values or self.keys[0] == self.keys[1]:
            raise Http404
        rows = kind_named(self.kind)._default_manager.all()
        rows = rows.standing() if rows.model is Delegate else rows.select_related("type", "area")
        return [get_object_or_404(rows, pk=key) for key in self.keys]


class CompareView(ComparedPage):
    """Two records side by side: one of them is to stay, or they are two."""

    page_title = _("Are these one?")
    template_name = "people/admin/compare.html"

    def get_context_data(self, **kwargs):
        one, other = self.two
        words = {"kind": self.kind, "first": one, "second": other, "lines": side_by_side(one, other)}
        return super().get_context_data(**words | {"why_not": why_not(one, kept=other)} | kwargs)

    def post(self, request, *args, **kwargs):
        tell_apart(*self.two, by=request.user)
        messages.success(request, _("These are two. They are not suggested again."))
        return redirect(list_of(self.kind))


class MergeView(ComparedPage):
    """The last question: what goes, what stays, and what will follow. The first key of the address is what stays."""

    page_title = _("Merge")
    template_name = "people/admin/merge.html"

    def get_context_data(self, **kwargs):
        kept, gone = self.two
        words = {"kind": self.kind, "kept": kept, "gone": gone, "moves": what_would_move(gone)}
        words |= {"warnings": warnings_about(gone, kept=kept), "why_not": why_not(gone, kept=kept)}
        return super().get_context_data(**words | kwargs)

    def post(self, request, *args, **kwargs):
        kept, gone = self.two
        try:
            made = merge(gone, kept=kept, by=request.user)
        except CannotMerge as refusal:
            return self.render_to_response(self.get_context_data(why_not=refusal), status=409)
        said = _("%(gone)s was merged into %(kept)s. You can undo it under “Merged”.")
        messages.success(request, said % {"gone": gone, "kept": kept}, buttons=[undo_button(made)])
        return redirect(list_of(self.kind))


def undo_button(made):
    return messages.button(reverse("duplicates:undo", args=[made.pk]), _("Undo"))


def list_of(kind):
    return f"{reverse('duplicates:index')}?kind={kind}"


class MergedView(MergersPage):
    """What was merged, the latest first."""

    page_title = _("Merged")
    template_name = "people/admin/merged.html"

    def get_context_data(self, **kwargs):
        made = Merge.objects.select_related("made_by", "undone_by")
        page = Paginator(made, ON_A_PAGE).get_page(self.request.GET.get("p"))
        lines = [{"made": each, "moved": say_moved(each), "left": say_left(each)} for each in names_of(list(page))]
        words = {"page": page, "lines": lines}
        words["elided_page_range"] = page.paginator.get_elided_page_range(page.number)
        return super().get_context_data(**words | kwargs)


class UndoView(MergersPage):
    """Ask first, then part two records again, and say what could not be put back."""

    page_title = _("Undo a merge")
    template_name = "people/admin/undo_merge.html"

    def get_context_data(self, **kwargs):
        made = get_object_or_404(Merge, pk=self.kwargs["pk"])
        names_of([made])
        words = {"made": made, "moved": say_moved(made), "why_not": why_not_undone(made)}
        return super().get_context_data(**words | kwargs)

    def post(self, request, *args, **kwargs):
        made = get_object_or_404(Merge, pk=kwargs["pk"])
        try:
            undone = undo(made, by=request.user)
        except CannotMerge as refusal:
            return self.render_to_response(self.get_context_data(why_not=refusal), status=409)
        self.tell(undone)
        return redirect("duplicates:merged")

    def tell(self, undone):
        if left := say_left(undone):
            facts = {"left": ", ".join(f"{number} {what}" for what, number in left)}
            said = _("The merge is undone, but for what has changed since: %(left)s stay as they are.")
            messages.warning(self.request, said % facts)
        else:
            messages.success(self.request, _("The merge is undone: everything is as it was."))


class DuplicatesViewSet(ViewSet):
    name = "duplicates"
    url_prefix = name
    icon = "group"
    menu_label: Any = _("Duplicates")

    def get_urlpatterns(self):
        return [
            path("", DuplicatesView.as_view(), name="index"),
            path("merged/", MergedView.as_view(), name="merged"),
            path("merged/<int:pk>/undo/", UndoView.as_view(), name="undo"),
            path("<slug:kind>/<int:one>/<int:other>/", CompareView.as_view(), name="compare"),
            path("<slug:kind>/<int:one>/<int:other>/merge/", MergeView.as_view(), name="merge"),
        ]

    def get_menu_item(self, order=None):
        item = super().get_menu_item(order)
        item.is_shown = lambda request: request.user.has_perm(MAY_MERGE)
        return item
