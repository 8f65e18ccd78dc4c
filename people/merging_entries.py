"""What of organisations and delegates belongs to this app itself, entered like everybody's."""

from people import belongings
from people.merging import forget_merges
from people.models import Delegate, Organisation, OrganisationAlias, Trainer

NAMES_AN_ORGANISATION = [
    (Delegate, "organisation"),
    (Trainer, "organisation"),
    (OrganisationAlias, "organisation"),
    (Organisation, "successor"),
]


def enter():
    belongings.enter_merging(Organisation, app="people", fields=NAMES_AN_ORGANISATION, moves=move_to_organisation)
    belongings.enter_merging(Delegate, app="people", fields=[(Delegate, "merged_into")])
    belongings.enter_erasing("people", forgets=forget_merges)


def move_to_organisation(moving):
    """Let everything follow; of two, one may be the successor of the other, and nothing succeeds itself."""
    for model, field in NAMES_AN_ORGANISATION[:-1]:
        moving.move(model, field)
    moving.move(Organisation, "successor", rows=Organisation.objects.exclude(pk=moving.kept.pk))
