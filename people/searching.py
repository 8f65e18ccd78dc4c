"""Finding text in a column whatever its case, in every alphabet and on both databases.

PostgreSQL folds every letter. SQLite folds A to Z and no other, so that "ŁUCJA" would not find "Łucja": there the
columns are folded by Python, row by row, which is fast enough for an officer's search and nothing else.
"""

import unicodedata

from django.db.backends.signals import connection_created
from django.db.models import CharField, Lookup, TextField
from django.db.models.functions import Upper

FOLDED = "muster_folded"


def folded(text):
    """Return the form under which text is compared, as in people.keys.name_key but with its spaces."""
    if text is None or text.isascii():
        return text and text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


class ContainsAnyCase(Lookup):
    """`name__contains_any_case="łuc"`. Signs that mean something in a pattern (% and _) stand for themselves."""

    lookup_name = "contains_any_case"

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"instr({FOLDED}({column}), %s) > 0", [*params, folded(self.rhs)]

    def as_sql(self, compiler, connection):
        upper, params = compiler.compile(Upper(self.lhs))
        return f"strpos({upper}, UPPER(%s)) > 0", [*params, self.rhs]


def fold_in_sqlite(connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_function(FOLDED, 1, folded, deterministic=True)


def register_lookup():
    CharField.register_lookup(ContainsAnyCase)
    TextField.register_lookup(ContainsAnyCase)
    connection_created.connect(fold_in_sqlite, dispatch_uid="fold_in_sqlite")
