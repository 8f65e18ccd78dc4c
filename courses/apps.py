from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self):
        from courses import conditions
        from design.keeping import forget_when_saved, site_changed

        conditions.watch()
        forget_when_saved(*self.get_models(), tell=site_changed)
