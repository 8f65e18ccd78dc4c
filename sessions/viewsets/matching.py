"""The list of organisations to match: what people typed, and what it is."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from people.organisation_field import OrganisationField
from sessions.matching import match_to_new, match_typed, typed_names
from sessions.visibility import plans_sessions


class MatchForm(forms.Form):
    """One line: what was typed, and the organisation it stands for unless it is to be a new one."""

    typed = forms.CharField(max_length=200, widget=forms.HiddenInput)
    organisation = OrganisationField(
        label=_("Is this organisation"), error_messages={"required": _("Type the organisation it is.")}
    )

    def __init__(self, *args, is_new=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = not is_new


class MatchingView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Organisations to match")
    header_icon = "home"
    template_name = "sessions/admin/matching.html"
    index_url_name: str = ""

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, *, refused=None, **kwargs):
        lines = [(name, form_of(name, number, refused)) for number, name in enumerate(typed_names())]
        return super().get_context_data(lines=lines, **kwargs)

    def post(self, request, *args, **kwargs):
        is_new = "new" in request.POST
        form = MatchForm(request.POST, is_new=is_new)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(refused=form))
        messages.success(request, self.carry_out(**form.cleaned_data, is_new=is_new))
        return redirect(reverse(self.index_url_name))

    def carry_out(self, *, typed, organisation, is_new):
        by = self.request.user
        if is_new:
            made = match_to_new(typed, by=by)
            return _("“%(name)s” is an organisation now. Add its kind and area under Organisations.") % {"name": made}
        number = match_typed(typed, organisation=organisation, by=by)
        said = ngettext(
            "%(number)s person matched to %(name)s. We recognise “%(typed)s” from now on.",
            "%(number)s people matched to %(name)s. We recognise “%(typed)s” from now on.",
            number,
        )
        return said % {"number": number, "name": organisation, "typed": typed}


def form_of(name, number, refused):
    """Return the form of one line; the one that was refused keeps what was typed and why."""
    if refused and refused.data.get("typed") == name.name:
        refused.auto_id = f"line-{number}-%s"
        return refused
    return MatchForm(initial={"typed": name.name}, auto_id=f"line-{number}-%s")


class MatchingViewSet(ViewSet):
    name = "organisations-to-match"
    url_prefix = name
    icon = "home"
    menu_label = _("Organisations to match")

    def get_urlpatterns(self):
        return [path("", MatchingView.as_view(index_url_name=self.get_url_name("index")), name="index")]

    def get_menu_item(self, order=None):
        item = super().get_menu_item(order)
        item.is_shown = lambda request: plans_sessions(request.user)
        return item
