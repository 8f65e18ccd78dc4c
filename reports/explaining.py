"""Opening a figure: what it counts, how sure it is, and the sessions that it comes from."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from reports.behind import Behind
from reports.counting import SUMS, Tally, tally_in
from reports.meanings import MEANINGS, Meaning, meaning_of
from sessions.visibility import sessions_seen_by

HIGHEST_KEY = 2**63 - 1
NO_SECTOR = "none"


def address_of(figure):
    """Return the address at which a figure is opened, or nothing where no sessions are behind it."""
    if figure.behind is None:
        return ""
    return reverse("figure_behind") + "?" + urlencode({"unit": figure.unit, **figure.behind.as_query()})


class BehindForm(forms.Form):
    """The question behind a figure, as its address asks it."""

    unit = forms.ChoiceField(choices=[(key, key) for key in MEANINGS])
    first, last = forms.DateField(), forms.DateField()
    audience = forms.IntegerField(min_value=1, max_value=HIGHEST_KEY, required=False)
    series = forms.IntegerField(min_value=1, max_value=HIGHEST_KEY, required=False)
    course = forms.IntegerField(min_value=1, max_value=HIGHEST_KEY, required=False)
    in_tables = forms.ChoiceField(choices=[("", ""), ("yes", _("Yes")), ("no", _("No"))], required=False)
    sectors = forms.RegexField(r"^((\d{1,18}|none)(,(\d{1,18}|none))*)?$", required=False, empty_value=None)

    def behind(self):
        facts = dict(self.cleaned_data)
        del facts["unit"]
        in_tables, sectors = facts.pop("in_tables"), facts.pop("sectors")
        return Behind(
            **facts,
            in_tables={"yes": True, "no": False}.get(in_tables),
            sectors=None
            if sectors is None
            else frozenset(None if s == NO_SECTOR else int(s) for s in sectors.split(",")),
        )


@dataclass(frozen=True)
class Explained:
    """`tally` adds up all sessions behind the figure; `sessions` are those its reader may see."""

    meaning: Meaning
    behind: Behind
    tally: Tally
    sessions: object


def explain(behind, *, unit, reader):
    """Return what stands behind a figure for a member of staff."""
    sessions = behind.sessions()
    tally = tally_in(sessions.order_by().aggregate(**SUMS))
    seen = sessions.filter(pk__in=sessions_seen_by(reader)).select_related("course", "host", "sector")
    return Explained(meaning_of(unit), behind, tally, seen)
