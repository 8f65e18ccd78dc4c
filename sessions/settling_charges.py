"""What officers do about charges: give them to finance, and waive them. Money changes hands elsewhere."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from sessions.models import Charge
from sessions.refusals import CannotChange

TO_GIVE, GIVEN, WAIVED, TO_CREDIT, CREDITED = "to_give", "given", "waived", "to_credit", "credited"
STATES = {
    TO_GIVE: _("To be given to finance"),
    GIVEN: _("Given to finance"),
    WAIVED: _("Waived"),
    TO_CREDIT: _("To be credited"),
    CREDITED: _("Credited"),
}
# A charge that was waived after finance had it has to be told to finance once more; `exported_at` is then later.
MEANING = {
    TO_GIVE: Q(waived_at__isnull=True, exported_at__isnull=True),
    GIVEN: Q(waived_at__isnull=True, exported_at__isnull=False),
    WAIVED: Q(waived_at__isnull=False, exported_at__isnull=True),
    TO_CREDIT: Q(waived_at__isnull=False, exported_at__lt=F("waived_at")),
    CREDITED: Q(waived_at__isnull=False, exported_at__gte=F("waived_at")),
}


def state_of_charge(charge):
    """Return how a charge stands between us and finance."""
    if charge.waived_at is None:
        return TO_GIVE if charge.exported_at is None else GIVEN
    if charge.exported_at is None:
        return WAIVED
    return TO_CREDIT if charge.exported_at < charge.waived_at else CREDITED


def to_be_given(charges):
    """Return those of some charges that finance does not know as they stand: new ones, and ones to be credited."""
    return charges.filter(MEANING[TO_GIVE] | MEANING[TO_CREDIT])


@transaction.atomic
def give_to_finance(charges, *, by):
    """Note that finance has been given charges as they stand; return how many. It is given none twice."""
    given = list(to_be_given(charges.order_by()).select_for_update(no_key=True, of=("self",)))
    Charge.objects.filter(pk__in=[charge.pk for charge in given]).update(exported_at=timezone.now())
    for charge in given:
        log(instance=charge, action="muster.charge.given", user=by, title=str(charge))
    return len(given)


@transaction.atomic
def waive_charge(charge, *, reason, by):
    """Waive a charge for a reason. One that finance has becomes one to be credited. Raises CannotChange when waived."""
    facts = {"waived_at": timezone.now(), "waived_by": by, "reason": reason}
    if not Charge.objects.filter(pk=charge.pk, waived_at__isnull=True).update(**facts):
        raise CannotChange(_("This charge is waived already."))
    charge.refresh_from_db()
    log(instance=charge, action="muster.charge.waived", user=by, data={"reason": reason})
