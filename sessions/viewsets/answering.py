"""What an officer answers to a request: declined, left unmet, met with a session that is there, decided again."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from sessions.asking import decline_request, leave_unmet, plan_for, reopen_request, sessions_to_attach
from sessions.models import TrainingRequest, TrainingSession
from sessions.refusals import Refusal
from sessions.viewsets.wording import say_when_told, when
from sessions.visibility import plans_sessions


class RequestPage(WagtailAdminTemplateMixin):
    """A page about the request `self.asked`, for those who plan sessions."""

    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        rows = TrainingRequest.objects.select_related("organisation", "audience", "area", "course")
        self.asked = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.asked)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("requests:index"), "label": _("Requests")},
            {"url": self.room_url, "label": str(self.asked)},
            {"url": "", "label": str(self.get_page_title())},
        ]

    @property
    def room_url(self):
        return reverse("requests:inspect", args=[self.asked.pk])


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The sender reads it. Kept with the request."),
        error_messages={"required": _("Say why.")},
    )


class AnswerView(RequestPage, FormView):
    """A page with one form behind which stands one verb."""

    template_name = "sessions/admin/request_act.html"
    form_class = AnswerForm
    is_dangerous = False

    def lead(self):
        return []

    def form_valid(self, form):
        try:
            self.carry_out(form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.room_url)

    def get_context_data(self, **kwargs):
        words = {"asked": self.asked, "room_url": self.room_url, "lead": self.lead(), "button": self.button}
        return super().get_context_data(is_dangerous=self.is_dangerous, **words, **kwargs)

    def say_told(self):
        return _("%(name)s is written to at %(email)s.") % {
            "name": self.asked.contact_name,
            "email": self.asked.contact_email,
        }


class DeclineView(AnswerView):
    page_title = _("Decline the request")
    button = _("Decline and tell them")
    is_dangerous = True
    done = _("The request is declined. The sender will be told.")

    def lead(self):
        return [self.say_told(), _("It still counts in the report as asked for and not met.")]

    def carry_out(self, form):
        decline_request(self.asked, reason=form.cleaned_data["reason"], by=self.request.user)


class UnmetView(AnswerView):
    page_title = _("Leave as unmet need")
    button = _("Leave as unmet need and tell them")
    done = _("The request is kept as unmet need. The sender will be told that we cannot plan it yet.")

    def lead(self):
        return [self.say_told(), _("You can still plan it later. The report counts it as unmet need until then.")]

    def carry_out(self, form):
        leave_unmet(self.asked, reason=form.cleaned_data["reason"], by=self.request.user)


class AttachForm(forms.Form):
    session = forms.ChoiceField(label=_("Session"), error_messages={"required": _("Choose the session.")})

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        lines = [(each.pk, f"{each.course}, {when(each)}") for each in sessions_to_attach(asked)]
        self.fields["session"].choices = [("", _("Choose")), *lines]


class AttachView(AnswerView):
    page_title = _("Answer with a session that is planned")
    form_class = AttachForm
    button = _("Answer with this session")

    @property
    def done(self):
        return f"{_('The request is answered.')} {say_when_told(self.asked.session)}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asked": self.asked}

    def lead(self):
        return [
            self.say_told(),
            _("Of a session that is still a draft they are told when you open it."),
            _("They become the contact at the host, unless the session has one."),
        ]

    def carry_out(self, form):
        session = get_object_or_404(TrainingSession, pk=form.cleaned_data["session"])
        plan_for(self.asked, session, by=self.request.user)


class ReopenRequestView(RequestPage, View):
    """Puts an answered request back; nobody is written to, so one tap is enough. Nothing happens by GET."""

    page_title = _("Reopen")

    def get(self, request, **kwargs):
        return redirect(self.room_url)

    def post(self, request, **kwargs):
        try:
            reopen_request(self.asked, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The request is to be decided again. Nobody has been written to."))
        return redirect(self.room_url)
