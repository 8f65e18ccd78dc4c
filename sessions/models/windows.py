"""How long doors stand open: settings with a meaning live in the app that obeys them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from design.keeping import kept_of_site


@register_setting(icon="date", order=210)
class SessionSettings(BaseGenericSetting):
    door_opens_minutes_before = models.PositiveSmallIntegerField(
        _("signing in opens, minutes before the start"), default=30, validators=[MaxValueValidator(24 * 60)]
    )
    door_closes_minutes_after = models.PositiveSmallIntegerField(
        _("signing in closes, minutes after the end"), default=0, validators=[MaxValueValidator(24 * 60)]
    )
    ticket_minutes = models.PositiveSmallIntegerField(
        _("minutes to finish signing in after scanning"),
        default=10,
        validators=[MinValueValidator(2), MaxValueValidator(60)],
    )
    few_places = models.PositiveSmallIntegerField(
        _("say how many places are left from"),
        default=10,
        help_text=_("With more places than this the page just says there are places."),
    )
    access_needs_kept_days = models.PositiveSmallIntegerField(
        _("days after a session until access needs are deleted"), default=30, validators=[MaxValueValidator(30)]
    )
    links_last_days = models.PositiveSmallIntegerField(_("days after a session until personal links end"), default=90)

    renewal_reminder_days = models.PositiveSmallIntegerField(
        _("days before a certificate ends that its holder is reminded"),
        default=60,
        help_text=_("Only for courses that have to be repeated. 0: nobody is reminded."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("door_opens_minutes_before"),
                FieldPanel("door_closes_minutes_after"),
                FieldPanel("ticket_minutes"),
            ],
            heading=_("At the door"),
        ),
        MultiFieldPanel([FieldPanel("few_places")], heading=_("Booking")),
        MultiFieldPanel([FieldPanel("renewal_reminder_days")], heading=_("Certificates")),
        MultiFieldPanel(
            [FieldPanel("access_needs_kept_days"), FieldPanel("links_last_days")], heading=_("How long things are kept")
        ),
    ]

    class Meta:
        verbose_name = _("session settings")

    @classmethod
    def load(cls, request_or_site=None):
        return kept_of_site("settings-of-sessions", super().load)
