from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    name = "design"
    verbose_name = _("Look and help numbers")

    def ready(self):
        from design.keeping import forget_when_saved, site_changed

        forget_when_saved(*self.get_models(), tell=site_changed)
