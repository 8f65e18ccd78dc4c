"""The facts of a session besides its dates: where, for whom, in which row of the report."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from courses.models import ReportingSector
from design.words import say_date
from people.organisation_field import OrganisationField
from sessions.models import TrainingSession
from sessions.scheduling import sectors_for
from sessions.visibility import planners


class RowsUnderTheirSets(ModelChoiceIterator):
    """The choices as optgroups, read when the page is made."""

    def __iter__(self):
        groups: dict = {}
        for row in self.queryset.all():
            groups.setdefault(str(row.grouping_set), []).append((row.pk, row.label))
        return iter([("", self.field.empty_label), *groups.items()])


class RowsByAudience(forms.ModelChoiceField):
    """Report rows under the headings of their sets, so that the right audience is easy to find."""

    iterator = RowsUnderTheirSets

    def __init__(self, **kwargs):
        rows = ReportingSector.objects.select_related("grouping_set__audience")
        kwargs.setdefault("empty_label", _("Choose"))
        super().__init__(rows.order_by("grouping_set__audience__order", "-grouping_set__starts_on", "order"), **kwargs)


def refuse_unfit_sector(form, *, course, days):
    """Put a sentence beside the form's sector when it is not a row of the course's audience on any of `days`."""
    sector = form.cleaned_data.get("sector")
    for day in sorted(set(days)):
        rows = list(sectors_for(course.audience, day))
        if sector is None and (len(rows) < 2 or not form.cleaned_data.get("counts_in_tables")):
            continue
        if sector in rows:
            continue
        form.add_error("sector", why_unfit(sector, course=course, day=day, rows=rows))
        return


def why_unfit(sector, *, course, day, rows):
    facts = {"row": sector, "audience": course.audience, "date": say_date(day), "rows": "; ".join(map(str, rows))}
    if not rows:
        return _("%(audience)s has no report rows on %(date)s. Leave this empty, or add rows first.") % facts
    if sector is None:
        return _("Choose the row of the annual report. On %(date)s: %(rows)s.") % facts
    return _("“%(row)s” is not a row of %(audience)s on %(date)s. Choose one of: %(rows)s.") % facts


def officers(*, besides=None):
    """Return the staff who plan sessions, and whoever looks after this one already."""
    return planners(besides=besides)


class SessionFactsForm(forms.ModelForm):
    """What is known of a session besides its dates."""

    host = OrganisationField(
        required=False, label=_("Host"), help_text=_("Whose place or people it is, such as a school. Type its name.")
    )
    sector = RowsByAudience(
        required=False,
        label=_("Row of the annual report"),
        help_text=_("Where the session is counted. It has nothing to do with who employs the people in the room."),
    )

    class Meta:
        model = TrainingSession
        fields = [
            "venue",
            "online_link",
            "area",
            "capacity",
            "host",
            "host_contact_name",
            "host_contact_email",
            "host_contact_phone",
            "sector",
            "counts_in_tables",
            "is_listed",
            "door_rule",
            "language",
            "officer",
            "is_tentative",
            "staff_notes",
        ]
        widgets: dict[str, forms.Widget] = {"staff_notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers(besides=self.instance.officer_id)
        self.fields["officer"].empty_label = _("Nobody")
        self.fields["door_rule"].required = False  # not sent, it stays as it is
