"""Merging one organisation into another, or one delegate into another, and undoing it.

Everything that names the one that goes names the one that stays: each app moves its own rows (`people.belongings`), and
a `Merge` keeps what was changed. No figure of a report changes: a session's figure is settled when it is finished, and
an attendance keeps the kind of organisation it had that day.

An organisation that goes is deleted, its name becomes another name of the one that stays. A delegate who goes stays as
a row: the key of it leads to the other, and what cannot follow (of a session at which both stand) hangs on it.
"""

from collections import Counter

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from design.keeping import site_changed, something_changed
from people.belongings import MERGED, entries_for
from people.models import Delegate, Merge, Organisation, OrganisationAlias
from people.moving import Moving, put_back

KINDS = {Merge.Kind.ORGANISATION: Organisation, Merge.Kind.DELEGATE: Delegate}
FILLED = {
    Organisation: ["type", "area", "urn", "phase", "lowest_age", "highest_age", "pupils"],
    Delegate: ["email", "role"],
}


class CannotMerge(Exception):
    """These two cannot be merged, or the merge not undone. Carries the sentence its reader sees; nothing is changed."""

    sentence = _("Something has changed meanwhile. Look again.")

    def __init__(self, sentence=None):
        super().__init__(sentence or self.sentence)


def kind_of(record):
    return Merge.Kind.ORGANISATION if isinstance(record, Organisation) else Merge.Kind.DELEGATE


def why_not(gone, *, kept):
    """Return the sentence that says why two records cannot be merged, or None."""
    if gone.pk == kept.pk:
        return _("This is one and the same record.")
    if isinstance(gone, Delegate):
        is_merged = gone.merged_into_id or kept.merged_into_id
        return _("One of the two has been merged into another already.") if is_merged else None
    if gone.urn and kept.urn:
        return _(
            "Both stand in the national schools file, as %(one)s and %(other)s. They are two schools: where one took "
            "the place of the other, enter it as its successor."
        ) % {"one": gone.urn, "other": kept.urn}
    return None


def warnings_about(gone, *, kept):
    """Return what whoever merges two records should know first, one sentence each."""
    return [warning for entry in entries_for(gone) for warning in entry.warns(gone, kept)]


def what_would_move(gone):
    """Return [(what, how many)] of all that names a record; in order of what it is called."""
    found: Counter = Counter()
    for entry in entries_for(gone):
        for model, field in entry.fields:
            found[model] += model._base_manager.filter(**{field: gone.pk}).count()
    return say_numbers(found)


def say_numbers(found):
    """Return [(what, how many)] of {model: how many} in the order of what it is called; none is left out."""
    return sorted((called(model, number), number) for model, number in found.items() if number)


def called(model, number):
    return str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)


def merge(gone, *, kept, by):
    """Merge one record into another of its kind and return the Merge. Raises CannotMerge.

    Locks sessions first, as everything does that changes who is there, then the two records in the order of their keys.
    """
    try:
        with transaction.atomic():
            return carry_out(gone, kept=kept, by=by)
    except (IntegrityError, ProtectedError) as collision:  # somebody has just named the one that goes
        raise CannotMerge from collision


def carry_out(gone, *, kept, by):
    hold_both(type(kept), gone.pk, kept.pk)
    gone, kept = (type(kept)._base_manager.get(pk=record.pk) for record in (gone, kept))
    if reason := why_not(gone, kept=kept):
        raise CannotMerge(reason)
    moving = Moving(gone=gone, kept=kept)
    for entry in entries_for(gone):
        entry.moves(moving)
    close = close_organisation if isinstance(gone, Organisation) else close_delegate
    made = Merge(kind=kind_of(kept), kept=kept.pk, gone=gone.pk, made_by=by)
    if isinstance(gone, Organisation):
        made.kept_name, made.gone_name = kept.name, gone.name
    close(moving)
    made.changes = moving.changes
    made.save()
    log(instance=kept, action=f"muster.{made.kind}.merged", user=by, data={"name": made.gone_name})
    tell_all()
    return made


def hold_both(kind, *keys):
    """Lock what the apps say, then the records; raises CannotMerge when one of these is no longer there."""
    for entry in MERGED[kind].values():
        entry.holds(*keys)
    held = kind._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    if len(set(held.values_list("pk", flat=True))) < len(set(keys)):
        raise CannotMerge


def close_organisation(moving):
    """Delete the organisation that goes, once nothing names it; its name is known as the other's from then on."""
    gone, kept = moving.gone, moving.kept
    facts = what_it_lacks(kept, gone)
    if kept.successor_id == gone.pk:
        moving.change(kept, successor=None)
    moving.remove(gone)
    moving.change(kept, **facts)
    if not OrganisationAlias.objects.filter(name_key=gone.name_key).exists():
        moving.make(OrganisationAlias(organisation=kept, name=gone.name))


def close_delegate(moving):
    gone, kept = moving.gone, moving.kept
    facts = what_it_lacks(kept, gone)
    if not kept.organisation_id and not kept.organisation_typed:
        facts |= {"organisation": gone.organisation, "organisation_typed": gone.organisation_typed}
    moving.change(gone, merged_into=kept)
    moving.change(kept, **facts)


def what_it_lacks(kept, gone):
    """Return what is known of the one that goes and not of the one that stays."""
    return {name: getattr(gone, name) for name in FILLED[type(kept)] if getattr(kept, name) in (None, "")}


def tell_all():
    """Let every process forget names and pages it keeps: rows were changed many at once."""
    something_changed()
    site_changed()


def undo(made, *, by):
    """Put everything back that has not changed since, and keep in `left` what has. Raises CannotMerge."""
    try:
        with transaction.atomic():
            return carry_back(made, by=by)
    except IntegrityError as taken:
        raise CannotMerge(_("What went cannot come back: its name or number belongs to another by now.")) from taken


def carry_back(made, *, by):
    kind = KINDS[Merge.Kind(made.kind)]
    for entry in MERGED[kind].values():
        entry.holds(made.gone, made.kept)
    made = Merge.objects.select_for_update().get(pk=made.pk)
    if reason := why_not_undone(made):
        raise CannotMerge(reason)
    made.left = [list(each) for change in reversed(made.changes) for each in put_back(change)]
    made.undone_at, made.undone_by = timezone.now(), by
    made.save(update_fields=["left", "undone_at", "undone_by"])
    log(instance=kind._base_manager.get(pk=made.kept), action=f"muster.{made.kind}.parted", user=by)
    tell_all()
    return made


def why_not_undone(made):
    """Return why a merge cannot be undone now, or None: later ones of the same records come first."""
    if made.is_undone:
        return _("This has been undone already.")
    if not made.changes:
        return _("The person was erased: there is nothing left to part.")
    later = Merge.objects.standing().filter(kind=made.kind, pk__gt=made.pk).about(made.kept, made.gone)
    if later.exists():
        return _("One of the two was merged again later. Undo that first.")
    if not KINDS[Merge.Kind(made.kind)]._base_manager.filter(pk=made.kept).exists():
        return _("What it was merged into is no longer there.")
    return None


def forget_merges(delegate):
    """Empty what was kept of merging a delegate, who is being erased, and of those merged into them."""
    gone = Delegate.objects.filter(merged_into=delegate).values_list("pk", flat=True)
    Merge.objects.filter(kind=Merge.Kind.DELEGATE).about(delegate.pk, *gone).update(changes=[], left=[])
