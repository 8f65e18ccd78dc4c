"""A list between its preview and its confirming.

It travels in the officer's own page, as a signed and squeezed form field, and is kept nowhere: names, addresses and
access needs of people who may never be booked are in no table, no backup and no folder, and there is nothing to delete
afterwards, by anybody or any nightly task. The mark is bound to session and officer and ends after a day. The price is
the size of a form: some hundred people, which is what a session holds. A longer list is told to split.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing
from django.utils.translation import gettext_lazy as _

from spreadsheets.cells import as_text
from spreadsheets.reading import BEGINS_1900, Row
from spreadsheets.refusing import Unreadable

LASTS = 24 * 60 * 60
LONGEST = 700_000  # of the million characters that a form may have
TOO_LONG = _("The list is too long to be looked at in one go. Split it and import the parts one after the other.")


@dataclass(frozen=True)
class SealedList:
    """What a preview needs to know of a file that is no longer there."""

    rows: list[Row]
    name: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    read_as: str = ""
    is_guess: bool = False
    epoch: datetime = BEGINS_1900


class SealBroken(Exception):
    """The field was changed, is somebody else's, or too old."""


def seal(table, *, name, user, session=None):
    """Return a Table as a text that only we can have written. Raises Unreadable when it would not fit a form.

    Without a session it is a file of past ones.
    """
    content = {
        "rows": [[row.number, [plain(cell) for cell in row.cells]] for row in table.rows],
        "facts": [name[:100], table.sheet, table.other_sheets, table.read_as, table.is_guess],
        "epoch": table.epoch.isoformat(),
    }
    sealed = signing.dumps(content, salt=salt_of(session, user), compress=True)
    if len(sealed) > LONGEST:
        raise Unreadable(TOO_LONG)
    return sealed


def unseal(sealed, *, user, session=None):
    """Return the SealedList of a sealed text. Raises SealBroken."""
    try:
        content = signing.loads(sealed, salt=salt_of(session, user), max_age=LASTS)
    except signing.BadSignature:
        raise SealBroken from None
    rows = [Row(number, tuple(cells)) for number, cells in content["rows"]]
    name, sheet, others, read_as, is_guess = content["facts"]
    epoch = datetime.fromisoformat(content.get("epoch") or BEGINS_1900.isoformat())  # a page from before an update
    return SealedList(rows, name, sheet, tuple(others), read_as, is_guess, epoch)


def salt_of(session, user):
    return f"sessions.importing.{session.pk if session else 'past'}.{user.pk}"


def plain(cell):
    """Return a cell as JSON holds it; a day in the one way of writing it that cannot be misread."""
    if isinstance(cell, date):  # a datetime is one
        return f"{cell:%Y-%m-%d}"
    return cell if cell is None or isinstance(cell, str | int | float) else as_text(cell)
