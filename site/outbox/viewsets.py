"""Messages in the back office: to be read, sent again or stopped, never written or changed by hand."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from outbox.bouncing import bounce_of
from outbox.models import Message
from outbox.permissions import ReadingPolicy
from outbox.sending import NotPossible, resend, stop
from outbox.wording import kind_in_words, kinds_in_words, moment_in_words


class Tick(Column):
    """A box to choose a message, for the form above the list."""

    cell_template_name = "outbox/tick.html"


class MessageFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=Message.State.choices)
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=kinds_in_words)
    channel = django_filters.ChoiceFilter(label=_("By"), choices=Message.Channel.choices)

    class Meta:
        model = Message
        fields = ["state", "kind", "channel"]


class MessageIndexView(IndexView):
    template_name = "outbox/messages.html"

    def get_list_more_buttons(self, instance):
        return []


class MessageView(InspectView):
    page_title = _("Message")

    def get_context_data(self, **kwargs):
        may_clear = self.request.user.has_perm("outbox.change_bouncedaddress")
        facts = {"bounce": bounce_of(self.object.to), "outdated": why_outdated(self.object)}
        return super().get_context_data(may_clear=may_clear, **facts, **kwargs)

    def get_kind_display_value(self):
        return kind_in_words(self.object.kind)

    def get_text_display_value(self):
        return linebreaksbr(self.object.text, autoescape=True)

    def get_fields_context(self):
        return [field for field in super().get_fields_context() if field["value"] not in {"", None}]


def why_outdated(message):
    """Return why a message is no longer true, as whoever wrote it knows (by a hook); nothing where it is."""
    return next((why for hook in hooks.get_hooks("muster_message_outdated") if (why := hook(message))), "")


def resend_true(message, *, by):
    """Send a message again unless it is no longer true: then its own page warns, and sends it all the same."""
    if why := why_outdated(message):
        raise NotPossible(_("Not sent: it is no longer true. %(why)s Its own page can send it.") % {"why": why})
    resend(message, by=by)


@require_POST
def send_again(request, pk):
    regardless = request.POST.get("regardless") == "yes"
    return act_on_message(resend if regardless else resend_true, done=_("The message is on its way again."))(
        request, pk
    )


def act_on_message(verb, *, done):
    """Return a view that does one thing to a message and says so, or says why not."""

    @require_POST
    def view(request, pk):
        if not ReadingPolicy(Message).user_has_permission(request.user, "view"):
            raise PermissionDenied
        message = get_object_or_404(Message, pk=pk)
        try:
            verb(message, by=request.user)
            messages.success(request, done)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect(address_of(message))

    return view


@require_POST
def act_on_several(request):
    """Send the chosen messages again or stop them; say how many, and once why others were not."""
    if not ReadingPolicy(Message).user_has_permission(request.user, "view"):
        raise PermissionDenied
    verb = {"resend": resend_true, "stop": stop}.get(request.POST.get("act"))
    chosen = [int(pk) for pk in request.POST.getlist("chosen") if may_be_key(pk)] if verb else []
    done, refusals = 0, set()
    for message in Message.objects.filter(pk__in=chosen):
        try:
            verb(message, by=request.user)
            done += 1
        except NotPossible as refusal:
            refusals.add(str(refusal))
    say_what_was_done(request, done=done, refusals=refusals, is_stop=verb is stop)
    return redirect("messages:index")


def say_what_was_done(request, *, done, refusals, is_stop):
    if done or not refusals:
        sentences = STOPPED if is_stop else ON_THEIR_WAY
        messages.success(request, ngettext(*sentences, done) % {"number": done})
    for refusal in sorted(refusals):
        messages.error(request, refusal)


STOPPED = ("%(number)s message will not go out.", "%(number)s messages will not go out.")
ON_THEIR_WAY = ("%(number)s message is on its way again.", "%(number)s messages are on their way again.")


def may_be_key(text):
    return text.isascii() and text.isdigit() and len(text) <= 18


def address_of(message):
    return reverse("messages:inspect", args=[message.pk])


def due_in_words(message):
    return moment_in_words(message.due_at)


def sent_in_words(message):
    return moment_in_words(message.sent_at)


class MessageViewSet(ModelViewSet):
    model = Message
    name = "messages"
    url_prefix = "messages"
    icon = "mail"
    menu_label = _("What goes out")
    index_view_class = MessageIndexView
    index_template_name = "outbox/messages.html"
    list_display = [
        Tick("tick", label=_("Choose")),
        TitleColumn(
            "subject", label=_("Subject"), get_url=lambda message: reverse("messages:inspect", args=[message.pk])
        ),
        Column("to", label=_("To"), sort_key="to"),
        Column("kind", label=_("Kind"), accessor=lambda message: kind_in_words(message.kind), sort_key="kind"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("due_at", label=_("Due"), accessor=due_in_words, sort_key="due_at"),
        Column("sent_at", label=_("Sent"), accessor=sent_in_words, sort_key="sent_at"),
        Column("problem", label=_("Problem")),
    ]
    filterset_class = MessageFilterSet
    search_fields = ["to", "subject"]
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = True
    inspect_view_class = MessageView
    inspect_template_name = "outbox/message.html"
    inspect_view_fields = [
        "to",
        "channel",
        "kind",
        "subject",
        "state",
        "created_at",
        "due_at",
        "sent_at",
        "attempts",
        "problem",
        "text",
    ]
    copy_view_enabled = False
    form_fields = ["subject"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("resend/<int:pk>/", send_again, name="resend"),
            path("several/", act_on_several, name="several"),
            path("stop/<int:pk>/", act_on_message(stop, done=_("The message will not go out.")), name="stop"),
        ]
