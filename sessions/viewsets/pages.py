"""What every page about one session shares: the fence round it, the way back, and what a refusal looks like."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from sessions.refusals import Refusal
from sessions.visibility import plans_sessions, session_for


class SessionPage(WagtailAdminTemplateMixin):
    """A page about `self.session`. Only those who plan sessions see it unless it says `for_trainers`."""

    header_icon = "date"
    for_trainers = False

    def dispatch(self, request, *args, **kwargs):
        if not (self.for_trainers or plans_sessions(request.user)):
            raise Http404
        self.session = session_for(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.session)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("sessions:index"), "label": _("Sessions")},
            {"url": self.room_url, "label": str(self.session)},
            {"url": "", "label": capfirst(str(self.get_page_title()))},
        ]

    @property
    def room_url(self):
        return reverse("sessions:inspect", args=[self.session.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(session=self.session, room_url=self.room_url, **kwargs)


class SessionForm(SessionPage, FormView):
    """A page with one form behind which stands one verb, `carry_out`. A refusal is shown above the form."""

    template_name = "sessions/admin/act.html"
    button = _("Save")
    is_dangerous = False
    done = _("Saved.")

    def lead(self):
        """Return the sentences that say what will happen, before it does."""
        return []

    def form_valid(self, form):
        try:
            self.carry_out(form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_success_url(self):
        return self.room_url

    def get_context_data(self, **kwargs):
        words = {"lead": self.lead(), "button": self.button, "is_dangerous": self.is_dangerous}
        return super().get_context_data(**words, **kwargs)


class SessionButton(SessionPage, View):
    """An act that needs one tap and can be undone. Nothing happens by GET."""

    done = _("Done.")

    def get(self, request, **kwargs):
        return redirect(self.back_to())

    def post(self, request, **kwargs):
        try:
            self.carry_out()
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.done)
        return redirect(self.back_to())

    def back_to(self):
        return self.room_url
