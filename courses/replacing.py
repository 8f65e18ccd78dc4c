"""Replacing booking terms from a date on. Those of bookings made before stay as they were read then."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import BookingTerms, Course
from courses.terms import terms_of
from design.keeping import site_changed
from design.words import LONDON, say_full_date

NOT_COPIED = {"id", "starts_on", "replaces", "has_conditions"}


def is_in_use(terms):
    """Whether somebody booked under these terms: then they can be replaced, and no longer reworded."""
    return terms.pk is not None and terms.booking_set.exists()


def later_of(terms):
    """Return the terms that replace these, or None."""
    return BookingTerms.objects.filter(replaces=terms).first()


def check_first_day(terms, *, starts_on):
    """Raise ValidationError unless these terms, saved or not, can begin on a day beside those before and after them."""
    if terms.replaces and starts_on <= terms.replaces.starts_on:
        sentence = _("The terms they replace begin on %(date)s. Choose a later day.")
        raise ValidationError(sentence, params={"date": say_full_date(terms.replaces.starts_on)})
    later = later_of(terms) if terms.pk else None
    if later and starts_on >= later.starts_on:
        sentence = _("They are replaced themselves from %(date)s on. Choose an earlier day.")
        raise ValidationError(sentence, params={"date": say_full_date(later.starts_on)})


@transaction.atomic
def replace_terms(terms, *, starts_on, by):
    """Make a copy of terms, with all that hangs on them, that holds from a day on; return it to be reworded.

    Raises ValidationError with the sentence its reader sees: a past day, one not after the first of the old terms,
    terms that are replaced already.
    """
    if later := later_of(terms):
        sentence = _("These terms are replaced from %(date)s already. Change those instead.")
        raise ValidationError(sentence, params={"date": say_full_date(later.starts_on)})
    if starts_on < timezone.localdate(timezone=LONDON):
        raise ValidationError(_("This day is past. Choose today or a later day."))
    copied = {f.name: getattr(terms, f.name) for f in terms._meta.concrete_fields if f.name not in NOT_COPIED}
    new = BookingTerms(**copied, starts_on=starts_on, replaces=terms)
    check_first_day(new, starts_on=starts_on)
    new.save()
    copy_what_hangs_on(terms, to=new)
    shorten_the_way()
    log(instance=new, action="wagtail.create", user=by)
    return new


def copy_what_hangs_on(terms, *, to):
    to.organisation_types.set(terms.organisation_types.all())
    to.areas.set(terms.areas.all())
    for rate in terms.charge_rates.all():
        rate.pk, rate.terms = None, to
        rate.save(force_insert=True)


def shorten_the_way():
    """Let courses name the terms that hold today: finding those of a course then takes no step more each year."""
    for course in Course.objects.filter(terms__replaced_by__isnull=False).select_related("terms__replaced_by"):
        current = terms_of(course)
        if current != course.terms:
            Course.objects.filter(pk=course.pk).update(terms=current)
            site_changed()
