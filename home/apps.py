from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self):
        from wagtail.models import Locale, Site
        from wagtail.signals import post_page_move

        from design.keeping import forget_when_saved, site_changed

        forget_when_saved(*self.get_models(), Locale, Site, tell=site_changed)
        post_page_move.connect(site_changed, dispatch_uid="something_changed")
