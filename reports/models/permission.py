"""One name to hang the right to read on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnnualReport(models.Model):
    class Meta:
        managed = False
        default_permissions = ()
        permissions = [("view_annualreport", _("Can see the annual report"))]
        verbose_name = _("annual report")

    def __str__(self):
        return str(self._meta.verbose_name)
