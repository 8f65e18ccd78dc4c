"""Wagtail's own download buttons obey the same rules as our writer."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from spreadsheets.writing import typed, written


def one_value(value):
    return ", ".join(str(part) for part in value) if isinstance(value, (list, tuple)) else value


def make_every_export_safe():
    """Pass every exported value through the writer's rules.

    Wagtail's CSV lets formulas through, its XLSX fails on control characters and writes times in UTC.
    """
    SpreadsheetExportMixin.custom_value_preprocess = {
        object: {
            SpreadsheetExportMixin.FORMAT_XLSX: lambda value: typed(one_value(value)),
            SpreadsheetExportMixin.FORMAT_CSV: lambda value: written(one_value(value)),
        }
    }
