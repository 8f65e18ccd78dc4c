"""Charges in the report: late cancellations and no-shows in pounds, what was waived apart, nothing for the public."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from reports.as_data import report_as_json
from reports.as_workbook import report_as_xlsx
from reports.document import Reader
from reports.saying import say_figure
from sessions.models import Charge
from tests.factories import london, make_booking, make_session
from tests.reports.figures import report_of

pytestmark = pytest.mark.django_db
NO_SHOW, LATE = Charge.What.NO_SHOW, Charge.What.LATE_CANCELLATION


def charged(what=NO_SHOW, amount="75", *, on=(2016, 6, 1, 12), waived=False):
    booking = make_booking(make_session())
    charge = Charge.objects.create(booking=booking, what=what, amount=Decimal(amount))
    waived_at = timezone.now() if waived else None
    Charge.objects.filter(pk=charge.pk).update(made_at=london(*on), waived_at=waived_at)


def lines(**facts):
    table = report_of("2016/17", **facts).table("charges")
    return {line.label: [say_figure(cell) for cell in line.cells] for line in table.lines}


def test_charges_are_added_up_by_what_they_are_for_and_what_was_waived_apart():
    charged(LATE, "50")
    charged(NO_SHOW, "75")
    charged(NO_SHOW, "75")
    charged(NO_SHOW, "150", waived=True)

    assert lines() == {
        "Late cancellation": ["1", "50", "0", "0"],
        "No-show": ["2", "150", "1", "150"],
        "Total": ["3", "200", "1", "150"],
    }


def test_pence_are_told_where_there_are_some():
    charged(NO_SHOW, "37.50")

    report = report_of("2016/17")

    assert say_figure(report.table("charges").total.cells[1]) == "37.50"
    assert '"value": 37.5,' in report_as_json(report)
    assert load_workbook(BytesIO(report_as_xlsx(report)))["Charges"]["C4"].value == 37.5


@pytest.mark.parametrize(
    ("on", "is_told"), [((2016, 4, 1, 0), True), ((2016, 3, 31, 23), False), ((2017, 3, 31, 23), True)]
)
def test_a_charge_belongs_to_the_day_on_which_it_was_recorded(on, is_told):
    charged(on=on)

    assert (report_of("2016/17").section("charges") is not None) == is_told


def test_charges_are_not_for_the_public():
    charged()

    assert report_of("2016/17", reader=Reader.PUBLIC).section("charges") is None
