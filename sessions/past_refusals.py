"""Why a file of past years does not come in: said to staff, in the back office or on the command line."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sessions.refusals import ChangedMeanwhile, Refusal


class PastChangedMeanwhile(ChangedMeanwhile):
    sentence = _("What follows is not what you were shown before, so nothing was entered now. Look at it once more.")


class RowsToCorrect(Refusal):
    """Some rows of a file are wrong: nothing of it is entered. Carries what would become of every row."""

    def __init__(self, result):
        number = len(result.wrong)
        sentence = ngettext(
            "%(number)s row is to be corrected. Nothing was entered.",
            "%(number)s rows are to be corrected. Nothing was entered.",
            number,
        )
        super().__init__(sentence % {"number": number})
        self.result = result


class NamesUnknown(Refusal):
    """A file names courses, organisations and the like that are not here, and nobody said that they are to be made.

    Carries what would become of every row.
    """

    sentence = _("Some names in the file are not known here. Nothing was entered.")

    def __init__(self, result):
        super().__init__()
        self.result = result
