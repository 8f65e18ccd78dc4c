"""What must be true of the machine before a stranger's workbook is opened on it."""

from django.core.checks import Error


def xml_is_read_defused(app_configs, **kwargs):
    """openpyxl obeys entities in XML, which can stand for gigabytes or for our files, unless defusedxml is there."""
    from openpyxl import DEFUSEDXML

    if DEFUSEDXML:
        return []
    hint = "Install the packages of requirements.txt, and do not set OPENPYXL_DEFUSEDXML."
    return [Error("Uploaded workbooks would be read without defusedxml.", hint=hint, id="spreadsheets.E001")]
