"""What one request asked of the database, kept so that it can be asked again for somebody else.

Two recordings of the same step by different people tell what varies: a value that is equal in both is repeated as it
is; of the others, a name or address gets a new tag, a key or token is drawn anew, and the number of a row inserted
earlier becomes the number that the repetition got. Where nothing is inserted, everything is repeated as it is, so that
the same rows are found.
"""

import random
import re
import string
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID, uuid4

from django.db import connection, transaction

LONGEST_KEY = 80


@dataclass
class Statement:
    sql: str
    params: list
    in_transaction: bool
    returned: object = None
    varying: list = field(default_factory=list)


@contextmanager
def recording(statements):
    """Append every statement of this thread's connection to `statements`, with the number an INSERT came back with."""

    def note(execute, sql, params, many, context):
        assert not many, "a script repeats single statements only"
        statements.append(Statement(sql, list(params or []), connection.in_atomic_block))
        return execute(sql, params, many, context)

    def note_number(*arguments):
        row = fetch(*arguments)
        statements[-1].returned = row[0]
        return row

    fetch = connection.ops.fetch_returned_insert_columns
    connection.ops.fetch_returned_insert_columns = note_number
    try:
        with connection.execute_wrapper(note):
            yield
    finally:
        del connection.ops.fetch_returned_insert_columns


class Fresh:
    """The new values of one repetition."""

    def __init__(self, tag):
        self.old_tag, self.tag = tag, "".join(random.choices(string.ascii_lowercase, k=len(tag)))
        self.drawn, self.numbers = {}, {}


def retag(value, fresh):
    return value.replace(fresh.old_tag, fresh.tag).replace(fresh.old_tag.title(), fresh.tag.title())


def renumber(value, fresh):
    return fresh.numbers.get(value, value)


def renumber_cause(value, fresh):
    kind, number = value.rsplit(":", 1)
    return f"{kind}:{fresh.numbers.get(int(number), number)}"


def redraw(value, fresh):
    """Draw a value of the same kind and length, the same one wherever the old one stood."""
    if value not in fresh.drawn:
        fresh.drawn[value] = draw_like(value)
    return fresh.drawn[value]


def draw_like(value):
    if isinstance(value, UUID):
        return uuid4()
    if re.fullmatch(r"[0-9a-f]{32}", value):
        return uuid4().hex
    letters = string.ascii_uppercase if value.isupper() else string.ascii_lowercase
    return "".join(random.choices(letters, k=len(value)))


def how_it_varies(value, *, tag, numbers):
    """Return the function that makes a new value of this one, or None where the old one serves."""
    if isinstance(value, UUID):
        return redraw
    if isinstance(value, int):
        return renumber if value in numbers else None
    if not isinstance(value, str) or re.match(r"\d{4}-\d\d-\d\d", value):
        return None
    if tag in value.casefold():
        return retag
    if re.fullmatch(r"[\w-]+:\d+", value):
        return renumber_cause
    return redraw if len(value) <= LONGEST_KEY else None


class Script:
    """The statements of one step, ready to be repeated."""

    def __init__(self, first, second, *, tag):
        self.statements, self.tag = first, tag
        numbers = {statement.returned for statement in first} - {None}
        for one, other in zip(first, second, strict=True) if numbers else []:
            for place, (value, another) in enumerate(zip(one.params, other.params, strict=True)):
                vary = how_it_varies(value, tag=tag, numbers=numbers) if value != another else None
                if vary:
                    one.varying.append((place, vary))

    def repeat(self):
        """Run every statement once, inside and outside transactions as recorded, and read what it finds."""
        fresh = Fresh(self.tag)
        for in_transaction, statements in groupby(self.statements, key=lambda statement: statement.in_transaction):
            with transaction.atomic() if in_transaction else nullcontext(), connection.cursor() as cursor:
                for statement in statements:
                    repeat_one(cursor, statement, fresh)


def repeat_one(cursor, statement, fresh):
    params = list(statement.params)
    for place, vary in statement.varying:
        params[place] = vary(params[place], fresh)
    cursor.execute(statement.sql, params or None)
    rows = cursor.fetchall() if cursor.cursor.description else []
    if statement.returned is not None:
        fresh.numbers[statement.returned] = rows[0][0]
