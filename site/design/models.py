"""What one partnership's copy of the service is called, looks like, and tells people who need help now."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from design.colour import DEFAULT_BRAND, LEAST_CONTRAST, contrast, is_hex
from design.keeping import kept_of_site

telephone = RegexValidator(r"^\+?[0-9 ()]{3,25}$", _("Write the number with digits and spaces, like 0114 496 0000."))


@register_setting(icon="pick", order=1)
class ServiceSettings(BaseGenericSetting, ClusterableModel):
    """One row. Public pages read it through `design.context.service`."""

    service_name = models.CharField(
        _("name of the service"),
        max_length=60,
        default="Muster training",
        help_text=_("Stands at the top of every public page and in every e-mail. Short names fit phones."),
    )
    partnership_name = models.CharField(
        _("name of the partnership"),
        max_length=120,
        blank=True,
        help_text=_("Who runs the service, in full. Stands under the name and at the foot of the page."),
    )
    strapline = models.CharField(
        _("strapline"),
        max_length=160,
        blank=True,
        help_text=_("One sentence that says what people find here. Search engines show it."),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown in the header instead of our own mark, 44 pixels high. A PNG with a clear background is best."
        ),
    )
    brand_colour = models.CharField(
        _("colour"),
        max_length=7,
        default=DEFAULT_BRAND,
        help_text=_("Six digits after a #, like #0b4f5c. White writing stands on it, so pale colours are refused."),
    )
    contact_email = models.EmailField(
        _("e-mail about training"),
        blank=True,
        help_text=_("For questions about bookings and courses. Not for worries about a child."),
    )
    contact_phone = models.CharField(
        _("telephone about training"),
        max_length=25,
        blank=True,
        validators=[telephone],
        help_text=_("For questions about bookings and courses."),
    )
    hub_name = models.CharField(
        _("name of the safeguarding hub"),
        max_length=80,
        blank=True,
        help_text=_("The team that takes calls from people worried about a child, as people here know it."),
    )
    hub_phone_by_day = models.CharField(
        _("telephone of the hub by day"),
        max_length=25,
        blank=True,
        validators=[telephone],
        help_text=_("Ring it yourself before you save: people in distress will dial it."),
    )
    hub_hours = models.CharField(
        _("hours of the hub"),
        max_length=80,
        blank=True,
        help_text=_("When the day number is answered, like “Monday to Friday, 8.45am to 5pm”."),
    )
    hub_phone_out_of_hours = models.CharField(
        _("telephone of the hub out of hours"),
        max_length=25,
        blank=True,
        validators=[telephone],
        help_text=_("The emergency duty team, for evenings, nights and weekends."),
    )
    numbers_last_checked_on = models.DateField(
        _("numbers last checked on"),
        null=True,
        blank=True,
        help_text=_("The day somebody last rang or looked up every number below. Shown to the public."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("service_name"), FieldPanel("partnership_name"), FieldPanel("strapline")], heading=_("Name")
        ),
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("brand_colour")], heading=_("Look")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")])],
            heading=_("Questions about training"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(_("Shown on every public page. 999 always stands first and is not a setting.")),
                FieldPanel("hub_name"),
                FieldRowPanel([FieldPanel("hub_phone_by_day"), FieldPanel("hub_hours")]),
                FieldPanel("hub_phone_out_of_hours"),
                FieldPanel("numbers_last_checked_on"),
            ],
            heading=_("Help now: your safeguarding hub"),
        ),
        InlinePanel("help_lines", heading=_("Help now: national lines"), label=_("line")),
    ]
    select_related = ["logo"]

    class Meta:
        verbose_name = _("Name, look and help numbers")

    @classmethod
    def load(cls, request_or_site=None):
        """Return the one row with its lines, read at most once a minute while nobody changes it."""
        return kept_of_site("settings-of-service", cls.read)

    @classmethod
    def read(cls):
        settings = super().load()
        settings.lines_in_order  # noqa: B018 - reading it keeps it
        return settings

    def clean(self):
        super().clean()
        if not is_hex(self.brand_colour):
            raise ValidationError({"brand_colour": _("Write the colour as # and six digits, like #0b4f5c.")})
        refuse_pale_colour(self.brand_colour)

    @property
    def brand_version(self):
        """Return what the address of the colour's stylesheet ends in; nothing while the colour is our own."""
        colour = self.brand_colour.lower()
        return "" if colour == DEFAULT_BRAND or not is_hex(colour) else colour[1:]

    @cached_property
    def lines_in_order(self):
        """Return the national lines, read once for each request."""
        return list(self.help_lines.order_by("sort_order"))

    @property
    def checked_on(self):
        """Return the oldest of the days on which the numbers shown were checked, or None."""
        days = [self.numbers_last_checked_on, *(line.last_checked_on for line in self.lines_in_order)]
        return min((day for day in days if day), default=None)


class HelpLine(Orderable):
    """A national number or site that helps at once."""

    service = ParentalKey(ServiceSettings, on_delete=models.CASCADE, related_name="help_lines")
    name = models.CharField(_("name"), max_length=80, help_text=_("Who answers, like “Childline”."))
    for_whom = models.CharField(
        _("for whom"), max_length=120, blank=True, help_text=_("Who should ring and when, in a few plain words.")
    )
    phone = models.CharField(_("telephone"), max_length=25, blank=True, validators=[telephone])
    text_number = models.CharField(
        _("text number"), max_length=25, blank=True, validators=[telephone], help_text=_("For people who cannot speak.")
    )
    web_address = models.URLField(
        _("web address"),
        blank=True,
        help_text=_("Opened only when somebody follows the link; nothing is loaded from it."),
    )
    link_text = models.CharField(_("words of the link"), max_length=80, blank=True)
    last_checked_on = models.DateField(_("last checked on"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("for_whom")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("text_number")]),
        FieldRowPanel([FieldPanel("web_address"), FieldPanel("link_text")]),
        FieldPanel("last_checked_on"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("help line")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="") | ~models.Q(text_number="") | ~models.Q(web_address=""),
                name="help_line_can_be_reached",
                violation_error_message=_("Give a telephone, a text number or a web address."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def said(self):
        """Return the words of the line in the language being spoken; those we ship are in the catalogue."""
        words = {"name": self.name, "for_whom": self.for_whom, "link_text": self.link_text}
        return {field: gettext(text) if text else "" for field, text in words.items()}


def refuse_pale_colour(colour):
    """Refuse a colour on which white writing cannot be read, saying its contrast and what to do."""
    ratio = contrast(colour, "#ffffff")
    if ratio < LEAST_CONTRAST:
        raise ValidationError(
            {
                "brand_colour": _(
                    "White writing on %(colour)s has a contrast of %(ratio).1f to 1. "
                    "People need at least 4.5 to 1. Choose a darker shade."
                )
                % {"colour": colour, "ratio": int(ratio * 10) / 10}
            }
        )
