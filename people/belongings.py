"""What hangs on organisations and delegates in the apps above: each app enters how its own rows are merged and erased.

Apps enter in their AppConfig.ready. `people` imports none of them and knows all that came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from people.models import Delegate, Organisation


def nothing(*_args, **_facts):
    return ()


@dataclass(frozen=True)
class Entry:
    """What one app does when one record is merged into another.

    `fields` are the (model, name of the field) it answers for: all that names an organisation or a delegate.
    `moves` changes its rows through a `people.moving.Moving`; `holds` locks sessions and the like beforehand, from the
    keys of both records, so that the order of locks is the house's; `warns` returns sentences about (gone, kept) for
    whoever decides.
    """

    fields: tuple[tuple[type, str], ...]
    moves: Callable[[Any], None]
    holds: Callable = nothing
    warns: Callable = nothing


MERGED: dict[type, dict[str, Entry]] = {Organisation: {}, Delegate: {}}
ERASED: dict[str, Callable[[Delegate], Any]] = {}
STAYS: dict[tuple[type, str], Callable[[Any], bool]] = {}


def enter_merging(kind, *, app, fields, moves=None, holds=nothing, warns=nothing):
    """Enter how an app's rows follow a merged record of this kind; without `moves` each field simply follows."""
    MERGED[kind][app] = Entry(tuple(fields), moves or following(fields), holds, warns)


def following(fields):
    def moves(moving):
        for model, field in fields:
            moving.move(model, field)

    return moves


def enter_erasing(app, *, forgets):
    """Enter what an app forgets of a delegate who is erased: a function of the delegate."""
    ERASED[app] = forgets


def keep_when_undone(model, field, *, where):
    """Let undoing a merge leave a field of those rows as it is of which `where` says that they are settled by now."""
    STAYS[model, field] = where


def entries_for(record):
    return MERGED[type(record)].values()


def fields_answered_for(kind):
    """Return {(model, field)} of all that some app has entered."""
    return {pair for entry in MERGED[kind].values() for pair in entry.fields}


@transaction.atomic
def forget(delegate):
    """Let every app forget what it holds of a delegate. Names no rule of when: that is for who calls it."""
    for forgets in ERASED.values():
        forgets(delegate)
