"""The list of organisations to match: what people typed, and what it is."""

from django import forms
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from people.duplicates import likely_organisations
from people.organisation_field import OrganisationField
from sessions.matching import match_to_new, match_typed, typed_names
from sessions.viewsets.pages import PlannersPage, PlannersViewSet


class MatchForm(forms.Form):
    """One line: what was typed, and the organisation it stands for unless it is to be a new one."""

    typed = forms.CharField(max_length=200, widget=forms.HiddenInput)
    organisation = OrganisationField(
        label=_("Is this organisation"), error_messages={"required": _("Type the organisation it is.")}
    )

    def __init__(self, *args, is_new=False, likely=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = not is_new
        if likely:
            self.initial["organisation"] = likely
            self.fields["organisation"].help_text = _("It looks like this one. Match it only if it is.")


class MatchingView(PlannersPage, TemplateView):
    page_title = _("Organisations to match")
    header_icon = "home"
    template_name = "sessions/admin/matching.html"

    def get_context_data(self, *, refused=None, **kwargs):
        names = typed_names()
        likely = likely_organisations([name.name for name in names])
        lines = [
            (name, form_of(name, number, refused, likely=likely.get(name.name))) for number, name in enumerate(names)
        ]
        return super().get_context_data(lines=lines, **kwargs)

    def post(self, request, *args, **kwargs):
        is_new = "new" in request.POST
        form = MatchForm(request.POST, is_new=is_new)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(refused=form))
        messages.success(request, self.carry_out(**form.cleaned_data, is_new=is_new))
        return redirect("organisations-to-match:index")

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


def form_of(name, number, refused, *, likely):
    """Return the form of one line; the one that was refused keeps what was typed and why."""
    if refused and refused.data.get("typed") == name.name:
        refused.auto_id = f"line-{number}-%s"
        return refused
    return MatchForm(initial={"typed": name.name}, likely=likely, auto_id=f"line-{number}-%s")


class MatchingViewSet(PlannersViewSet):
    name = "organisations-to-match"
    url_prefix = name
    icon = "home"
    menu_label = _("Organisations to match")
    view_class = MatchingView
