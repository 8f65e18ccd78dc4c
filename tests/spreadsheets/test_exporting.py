import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from wagtail.log_actions import log

from people.models import Area

HISTORY = "/admin/reports/site-history/"


@pytest.fixture
def history_of(browse_as, administrator):
    """Return a function that downloads Wagtail's own history after an area of this name was made."""

    def download(name, kind):
        log(instance=Area.objects.create(name=name), action="wagtail.create", user=administrator)
        response = browse_as(administrator).get(HISTORY, {"export": kind})
        return b"".join(response.streaming_content)

    return download


def test_wagtails_csv_lets_no_formula_through(history_of):
    content = history_of("=1+1", "csv").decode()

    assert [row["Name"] for row in csv.DictReader(StringIO(content, newline=""))] == ["'=1+1"]


def test_wagtails_workbook_survives_control_characters(history_of):
    content = history_of("North\x0bvale", "xlsx")

    assert load_workbook(BytesIO(content)).active["B2"].value == "North␋vale"
