"""What a trainer with an account sees of their own: sessions to come, and the days they are away."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from design.words import LONDON
from people.absences import be_absent, be_back
from people.models import Trainer, TrainerAbsence
from sessions.forms.days import date_field
from sessions.models import Booking, SessionStatus, TrainingSession
from sessions.models.booking import SEATED
from sessions.viewsets import wording
from sessions.viewsets.pages import ActButton
from sessions.visibility import plans_sessions

PAST_SHOWN = 5


class AbsenceForm(forms.ModelForm):
    starts_on = date_field(label=_("From"), error_messages={"required": _("Enter the first day away.")})
    ends_on = date_field(label=_("To"), required=False, help_text=_("The last day away. Empty: that one day."))

    class Meta:
        model = TrainerAbsence
        fields = ["starts_on", "ends_on", "note"]

    def clean(self):
        facts = super().clean()
        facts["ends_on"] = facts.get("ends_on") or facts.get("starts_on")
        if facts["ends_on"] and facts.get("starts_on") and facts["ends_on"] < facts["starts_on"]:
            self.add_error("ends_on", _("The last day is before the first day."))
        return facts


def trainer_of(user):
    """Return the trainer who signed in, or None: somebody may train without an account, or plan without training."""
    if not user.has_perm("training_sessions.view_trainingsession"):
        return None
    return Trainer.objects.filter(user=user).first()


def is_just_a_trainer(user):
    """Whether somebody trains and does not plan; who does both has it on the first page."""
    return not plans_sessions(user) and trainer_of(user) is not None


def my_sessions(trainer):
    """Return the lines of a trainer's sessions to come and of the last ones past; three queries however many."""
    given = TrainingSession.objects.given_by(trainer).exclude(status=SessionStatus.CANCELLED)
    given = given.select_related("course__audience", "venue", "host")
    coming, past = list(given.upcoming()), list(given.past()[:PAST_SHOWN])
    needs: dict = {}
    seated = Booking.objects.filter(session__in=[each.pk for each in coming], status__in=SEATED).order_by("pk")
    for session, *said in seated.values_list("session_id", "access_needs", "language_need"):
        needs.setdefault(session, []).extend(need for need in said if need)
    return [line_of(each, needs.get(each.pk, [])) for each in coming], [line_of(each, []) for each in past]


def line_of(session, needs):
    return {
        "session": session,
        "when": wording.when(session),
        "place": wording.place(session) or str(session.host or ""),
        "booked": wording.booked(session),
        "needs": needs,
    }


class MinePage(WagtailAdminTemplateMixin):
    """A page about `self.trainer`, who signed in; nobody else has one."""

    page_title = _("My sessions")
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        self.trainer = trainer_of(request.user)
        if self.trainer is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class MineView(MinePage, FormView):
    template_name = "sessions/admin/mine.html"
    form_class = AbsenceForm

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        coming, past = my_sessions(self.trainer)
        today = timezone.localdate(timezone=LONDON)
        absences = self.trainer.absences.filter(ends_on__gte=today)
        return super().get_context_data(coming=coming, past=past, absences=absences, **kwargs)

    def form_valid(self, form):
        be_absent(self.trainer, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Whoever plans sessions sees that you are away then."))
        return redirect("my-sessions:index")


class BackView(ActButton, MinePage, View):
    """Takes an absence out again."""

    done = _("You are no longer away then.")

    def carry_out(self):
        be_back(self.trainer, absence=self.kwargs["pk"], by=self.request.user)

    def back_to(self):
        return reverse("my-sessions:index")


class MineViewSet(ViewSet):
    name = "my-sessions"
    url_prefix = name
    icon = "user"
    menu_label = _("My sessions")

    def get_urlpatterns(self):
        return [
            path("", MineView.as_view(), name="index"),
            path("back/<int:pk>/", BackView.as_view(), name="back"),
        ]

    def get_menu_item(self, order=None):
        item = super().get_menu_item(order)
        item.is_shown = lambda request: is_just_a_trainer(request.user)
        return item
