from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpreadsheetsConfig(AppConfig):
    name = "spreadsheets"
    verbose_name = _("Spreadsheets")

    def ready(self):
        from django.core import checks

        from spreadsheets import exporting
        from spreadsheets.checks import xml_is_read_defused

        checks.register(xml_is_read_defused)
        exporting.make_every_export_safe()
