"""What an officer answers to a request: declined, left unmet, met with a session that is there, decided again."""

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from sessions.asking import decline_request, leave_unmet, plan_for, reopen_request, sessions_to_attach
from sessions.models import TrainingRequest, TrainingSession
from sessions.viewsets.pages import ActButton, ActForm, RecordPage
from sessions.viewsets.wording import say_when_told, when


class RequestPage(RecordPage):
    """A page about the request `self.asked`."""

    header_icon = "mail"
    office, list_label = "requests", _("Requests")

    def find(self, pk):
        rows = TrainingRequest.objects.select_related("organisation", "audience", "area", "course")
        self.asked = get_object_or_404(rows, pk=pk)
        return self.asked


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The sender reads it. Kept with the request."),
        error_messages={"required": _("Say why.")},
    )


class AnswerView(ActForm, RequestPage, FormView):
    """An answer that needs something typed."""

    template_name = "sessions/admin/request_act.html"
    form_class = AnswerForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=self.asked, **kwargs)

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


class ReopenRequestView(ActButton, RequestPage, View):
    """Puts an answered request back; nobody is written to, so one tap is enough."""

    done = _("The request is to be decided again. Nobody has been written to.")

    def carry_out(self):
        reopen_request(self.asked, by=self.request.user)
