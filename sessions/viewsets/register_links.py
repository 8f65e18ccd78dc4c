"""Links with which people without an account keep a session's register: made, mailed, seen and withdrawn."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from design.words import say_date
from people.person_fields import AddressField, NameField
from sessions.register_links import last_day_of_links, links_of, make_link, trainers_without_account, withdraw_link
from sessions.viewsets.pages import SessionButton, SessionForm


class RegisterLinkForm(forms.Form):
    """For whom a link is: a trainer of the session, or anybody by name."""

    trainer = forms.ModelChoiceField(
        label=_("Trainer"), queryset=None, required=False, empty_label=_("Somebody else: write the name below")
    )
    holder = NameField(label=_("Name"), max_length=200, required=False)
    email = AddressField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("The link is mailed there. Without it, copy the link from the list and hand it on yourself."),
    )

    def __init__(self, *args, trainers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["trainer"].queryset = trainers

    def clean(self):
        said = super().clean()
        trainer = said.get("trainer")
        said["holder"] = said.get("holder") or (trainer.name if trainer else "")
        said["email"] = said.get("email") or (trainer.email if trainer else "")
        if not said["holder"] and "holder" not in self.errors:
            self.add_error("holder", _("Choose a trainer, or enter the name of whoever gets the link."))
        return said


class RegisterLinksView(SessionForm):
    page_title = _("Links to the register")
    template_name = "sessions/admin/register_links.html"
    button = _("Make the link")
    done = _("The link is made. Where there is an e-mail address, it is on its way.")

    def get_form(self, form_class=None):
        return RegisterLinkForm(**self.get_form_kwargs(), trainers=trainers_without_account(self.session))

    def get_context_data(self, **kwargs):
        last_day = say_date(last_day_of_links(self.session))
        return super().get_context_data(links=links_of(self.session), last_day=last_day, **kwargs)

    def carry_out(self, form):
        said = form.cleaned_data
        facts = {name: said[name] for name in ("holder", "email", "trainer")}
        make_link(self.session, by=self.request.user, **facts)

    def get_success_url(self):
        return reverse("sessions:register_links", args=[self.session.pk])


class WithdrawLinkView(SessionButton):
    done = _("The link is withdrawn. It opens nothing any more.")

    def carry_out(self):
        link = get_object_or_404(self.session.register_links, pk=self.kwargs["link_pk"])
        link.session = self.session
        withdraw_link(link, by=self.request.user)

    def back_to(self):
        return reverse("sessions:register_links", args=[self.session.pk])
