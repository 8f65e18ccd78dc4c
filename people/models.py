"""Who takes part: places, organisations, delegates, licensing authorities and badges, staff."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from people.keys import badge_key, name_key
from people.merge_records import Merge, NotTheSame

__all__ = [
    "Area",
    "Badge",
    "Delegate",
    "LicensingAuthority",
    "Merge",
    "NotTheSame",
    "Organisation",
    "OrganisationAlias",
    "OrganisationType",
    "StaffUser",
    "Trainer",
    "TrainerAbsence",
    "Venue",
    "WorksSomewhere",
]


class Area(models.Model):
    name = models.CharField(
        _("name"), max_length=100, unique=True, help_text=_("A district or council area, as reports name it.")
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["name"]

    def __str__(self):
        return self.name


class LicensingAuthority(models.Model):
    name = models.CharField(
        _("name"),
        max_length=150,
        unique=True,
        help_text=_("The council that licenses drivers, such as Northvale City Council."),
    )
    area = models.ForeignKey(Area, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("licensing authority")
        verbose_name_plural = _("licensing authorities")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Badge(models.Model):
    """A driver's number within one authority, as somebody gave it. Licensing knows whether it is on the register."""

    class Kind(models.TextChoices):
        BADGE = "badge", _("Badge number")
        APPLICATION = "application", _("Application reference")

    authority = models.ForeignKey(
        LicensingAuthority, verbose_name=_("authority"), on_delete=models.PROTECT, related_name="badges"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.BADGE)
    number = models.CharField(
        _("number"), max_length=40, help_text=_("As printed on the badge; zeros at the front are kept.")
    )
    number_key = models.CharField(max_length=40, editable=False)

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ["number_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "number_key"], name="one_badge_per_number_and_authority"
            ),
        ]

    def __str__(self):
        return self.number

    def save(self, **kwargs):
        self.number_key = badge_key(self.number)
        super().save(**kwargs)


class OrganisationType(models.Model):
    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("What kind of employer this is, such as Primary school or Police."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_to_be_reached = models.BooleanField(
        _("to be reached"),
        default=True,
        help_text=_("Off: the report does not ask how many organisations of this kind were reached."),
    )
    in_schools_file = models.TextField(
        _("in the schools file"),
        blank=True,
        help_text=_(
            "The types of establishment and the phases of the national schools file that are of this kind, each on a "
            "line of its own, such as Academy special converter, or Primary. A type goes before a phase."
        ),
    )

    class Meta:
        verbose_name = _("organisation type")
        verbose_name_plural = _("organisation types")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class Organisation(ClusterableModel):
    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, unique=True, editable=False)
    type = models.ForeignKey(
        OrganisationType,
        verbose_name=_("type"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_(
            "What kind of employer it is. This does not decide the row of the annual report: the session does."
        ),
    )
    area = models.ForeignKey(Area, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT)
    urn = models.PositiveIntegerField(
        _("URN"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Schools only: the number in the national schools file."),
    )
    phase = models.CharField(
        _("phase"), max_length=60, blank=True, help_text=_("Schools only, such as Primary or Secondary.")
    )
    lowest_age = models.PositiveSmallIntegerField(_("lowest age"), null=True, blank=True)
    highest_age = models.PositiveSmallIntegerField(_("highest age"), null=True, blank=True)
    pupils = models.PositiveIntegerField(_("pupils"), null=True, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    trust = models.CharField(_("trust"), max_length=200, blank=True, help_text=_("Schools only: the academy trust."))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
        help_text=_("The organisation that took its place, such as the academy a school became."),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = [Lower("name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="an_organisation_closes_after_it_opens",
                violation_error_message=_("The closing date is before the opening date."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.name_key = name_key(self.name)
        super().save(**kwargs)


class OrganisationAlias(models.Model):
    """Another spelling under which an organisation is known; what is typed at booking is matched against it."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("other name"), max_length=200)
    name_key = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.name_key = name_key(self.name)
        super().save(**kwargs)


class Venue(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True)
    address = models.TextField(_("address"), blank=True)
    area = models.ForeignKey(Area, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT)
    capacity = models.PositiveIntegerField(_("people it holds"), null=True, blank=True)
    access_facts = models.TextField(
        _("access"),
        blank=True,
        help_text=_("Shown to people who book: steps, lift, hearing loop, parking, accessible toilet, quiet room."),
    )

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Trainer(ClusterableModel):
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("staff account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("With an account, the trainer sees their own sessions here."),
    )

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ["name"]

    def __str__(self):
        return self.name


class TrainerAbsence(models.Model):
    """Days on which a trainer cannot train. Planning warns of them and never forbids."""

    trainer = ParentalKey(Trainer, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), help_text=_("The last day away."))
    note = models.CharField(_("note"), max_length=150, blank=True, help_text=_("Such as “leave” or “in court”."))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="an_absence_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def __str__(self):
        return f"{self.trainer}: {self.starts_on:%-d %b %Y}"


class WorksSomewhere:
    """For records that keep an organisation, or its name as typed until somebody matches it."""

    @property
    def works_at(self):
        """The organisation, as typed where it is unmatched."""
        return str(self.organisation or self.organisation_typed)


class DelegateQuerySet(models.QuerySet):
    def standing(self):
        """Not merged into another."""
        return self.filter(merged_into__isnull=True)


class Delegate(WorksSomewhere, models.Model):
    """A named adult. `key` joins what one person did; it is null for somebody known in one session only.

    One who was `merged_into` another stays as a row: its key leads to the other, and what could not follow hangs on it.
    """

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegates",
    )
    organisation_typed = models.CharField(
        _("organisation as typed"),
        max_length=200,
        blank=True,
        help_text=_("Kept until somebody matches it to an organisation."),
    )
    role = models.CharField(_("role"), max_length=150, blank=True)
    key = models.CharField(max_length=600, null=True, unique=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    is_new = False  # made just now: nobody has booked anything under this name and address
    says_works_at = ""  # what was just said of where they work, where we know otherwise and keep what we know

    wagtail_reference_index_ignore = True
    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        ordering = [Lower("name")]

    def __str__(self):
        return self.name


class StaffUserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **facts):
        """Make an account; `email` is kept in lower case because people sign in by it."""
        user = self.model(email=email.strip().lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **facts):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class StaffUser(AbstractUser):
    """Somebody with an account: they sign in by e-mail, and their groups say what they may see."""

    username = None
    email = models.EmailField(
        _("e-mail"), unique=True, error_messages={"unique": _("There is an account with this e-mail address already.")}
    )
    authority = models.ForeignKey(
        LicensingAuthority,
        verbose_name=_("licensing authority"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="officers",
        help_text=_("Licensing officers only: they see this authority's drivers and no others."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = StaffUserManager()

    class Meta:
        verbose_name = _("staff account")
        verbose_name_plural = _("staff accounts")
        ordering = [Lower("email")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("There is an account with this e-mail address already."),
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.email
