"""Keeps `BookingTerms.has_conditions`, whoever gives terms an organisation type, an area or a charge."""

from django.db.models.signals import m2m_changed, post_delete, post_save

from courses.models import BookingTerms, ChargeRate
from design.keeping import site_changed


def watch():
    """Listen to what can change it. Rates made with bulk_create are not heard."""
    for through in (BookingTerms.organisation_types.through, BookingTerms.areas.through):
        m2m_changed.connect(when_narrowed, sender=through, dispatch_uid=f"conditions_{through.__name__}")
    post_save.connect(when_charged, sender=ChargeRate, dispatch_uid="conditions_rate_saved")
    post_delete.connect(when_charged, sender=ChargeRate, dispatch_uid="conditions_rate_deleted")


def when_narrowed(instance, action, reverse, pk_set, **_signal):
    if not action.startswith("post_"):
        return
    if not reverse:
        note_conditions(instance)
    elif action == "post_clear":  # an area or a type left all terms: which ones is not said
        for terms in BookingTerms.objects.filter(has_conditions=True):
            note_conditions(terms)
    else:
        for terms in BookingTerms.objects.filter(pk__in=pk_set):
            note_conditions(terms)


def when_charged(instance, raw=False, **_signal):
    if not raw:
        note_conditions(instance.terms)


def note_conditions(terms):
    if terms.pk is None:
        return
    terms.has_conditions = (
        terms.organisation_types.exists()
        or terms.areas.exists()
        or ChargeRate.objects.filter(terms_id=terms.pk).exists()
    )
    BookingTerms.objects.filter(pk=terms.pk).update(has_conditions=terms.has_conditions)
    site_changed()
