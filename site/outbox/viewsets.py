"""Messages in the back office: to be read, sent again or stopped, never written or changed by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from outbox.models import Message
from outbox.permissions import ReadingPolicy
from outbox.sending import NotPossible, resend, stop


class MessageView(InspectView):
    page_title = _("Message")

    def get_text_display_value(self):
        return linebreaksbr(self.object.text, autoescape=True)

    def get_fields_context(self):
        return [field for field in super().get_fields_context() if field["value"] not in {"", None}]


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


def address_of(message):
    return reverse("messages:inspect", args=[message.pk])


class MessageViewSet(ModelViewSet):
    model = Message
    name = "messages"
    url_prefix = "messages"
    icon = "mail"
    menu_label = _("Messages")
    list_display = [
        TitleColumn(
            "subject", label=_("Subject"), get_url=lambda message: reverse("messages:inspect", args=[message.pk])
        ),
        Column("to", label=_("To"), sort_key="to"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        DateColumn("created_at", label=_("Written"), sort_key="created_at"),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    ]
    list_filter = ["state"]
    search_fields = ["to", "subject"]
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = True
    inspect_view_class = MessageView
    inspect_template_name = "outbox/message.html"
    inspect_view_fields = ["to", "subject", "state", "created_at", "due_at", "sent_at", "attempts", "problem", "text"]
    copy_view_enabled = False
    form_fields = ["subject"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("resend/<int:pk>/", act_on_message(resend, done=_("The message is on its way again.")), name="resend"),
            path("stop/<int:pk>/", act_on_message(stop, done=_("The message will not go out.")), name="stop"),
        ]
