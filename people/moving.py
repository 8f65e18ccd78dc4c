"""Changing rows so that it can be undone: every change is kept as plain data, with what was there before."""

import json

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from people.belongings import STAYS

AT_ONCE = 500  # keys in one statement


class Moving:
    """The changes of one merge, in their order: what names `gone` is to name `kept`.

    `changes` are lists of a kind, a model and facts: ("moved", field, keys, was, now), ("changed", key, was, now),
    ("removed", the row) and ("made", key).
    """

    def __init__(self, *, gone, kept):
        self.gone, self.kept, self.changes = gone, kept, []

    def move(self, model, field, *, rows=None):
        """Let rows, by default all of a model that name what goes, name what stays; return how many."""
        found = (model._base_manager.all() if rows is None else rows).filter(**{field: self.gone.pk}).order_by("pk")
        keys = list(found.values_list("pk", flat=True))
        if keys:
            self.note("moved", model, field=field, keys=keys, was=self.gone.pk, now=self.kept.pk)
            point(model, field, keys=keys, was=self.gone.pk, now=self.kept.pk)
        return len(keys)

    def change(self, row, **facts):
        """Write facts into one row, where they differ from what it says."""
        names = [model_field(type(row), name).attname for name in facts]
        was = {name: as_data(getattr(row, name)) for name in names}
        for name, value in facts.items():
            setattr(row, name, value)
        now = {name: as_data(getattr(row, name)) for name in names}
        changed = [name for name in names if was[name] != now[name]]
        if changed:
            row.save(update_fields=[model_field(type(row), name).name for name in changed])
            facts = {"was": {name: was[name] for name in changed}, "now": {name: now[name] for name in changed}}
            self.note("changed", type(row), key=row.pk, **facts)

    def remove(self, row):
        """Delete a row that nothing names any longer, and keep all of it."""
        self.note("removed", type(row), row=json.loads(serializers.serialize("json", [row]))[0])
        row.delete()

    def make(self, row):
        """Save a new row; undoing deletes it."""
        row.save()
        self.note("made", type(row), key=row.pk)

    def note(self, what, model, **facts):
        self.changes.append({"what": what, "model": model._meta.label_lower, **facts})


def model_field(model, name):
    return model._meta.get_field(name)


def as_data(value):
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def point(model, field, *, keys, was, now):
    """Let rows that name one record name another; return the keys of those that named it still."""
    pointed = []
    for first in range(0, len(keys), AT_ONCE):
        rows = model._base_manager.filter(pk__in=keys[first : first + AT_ONCE], **{field: was})
        pointed += list(rows.order_by("pk").values_list("pk", flat=True))
        rows.update(**{field: now})
    return pointed


def put_back(change):
    """Undo one change and return the (model's label, key) of what could not be put back: it has changed since.

    Raises IntegrityError where a removed row has no place any longer.
    """
    model = apps.get_model(change["model"])
    return [(change["model"], key) for key in PUTS_BACK[change["what"]](model, change)]


def move_back(model, change):
    """Move each row back by itself where all at once cannot be: its place may be taken."""
    facts = {"was": change["now"], "now": change["was"]}
    try:
        with transaction.atomic():
            moved = point(model, change["field"], keys=change["keys"], **facts)
    except IntegrityError:
        moved = [key for key in change["keys"] if move_one_back(model, change["field"], key=key, **facts)]
    done = set(moved)
    return [key for key in change["keys"] if key not in done]


def move_one_back(model, field, *, key, was, now):
    try:
        with transaction.atomic():
            return bool(point(model, field, keys=[key], was=was, now=now))
    except IntegrityError:
        return False


def change_back(model, change):
    """Write what was there into each field that still says what the merge wrote."""
    row = model._base_manager.filter(pk=change["key"]).first()
    if row is None:
        return [change["key"]]
    back = [name for name in change["was"] if is_as_left(row, name, now=change["now"][name])]
    for name in back:
        field = model_field(model, name)
        setattr(row, field.attname, field.to_python(change["was"][name]))
    if back:
        row.save(update_fields=[model_field(model, name).name for name in back])
    return [] if len(back) == len(change["was"]) else [change["key"]]


def is_as_left(row, name, *, now):
    stays = STAYS.get((type(row), model_field(type(row), name).name))
    return as_data(getattr(row, name)) == now and not (stays and stays(row))


def bring_back(model, change):
    """Write a row with the key it had."""
    for found in serializers.deserialize("json", json.dumps([change["row"]])):
        with transaction.atomic():
            found.object.save(force_insert=True)
    return []


def unmake(model, change):
    row = model._base_manager.filter(pk=change["key"]).first()
    if row is not None:
        row.delete()
    return []


PUTS_BACK = {"moved": move_back, "changed": change_back, "removed": bring_back, "made": unmake}
