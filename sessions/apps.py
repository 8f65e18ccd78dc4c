from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "training_sessions"  # Django owns the label `sessions`
    verbose_name = _("Sessions")

    def ready(self):
        from design.keeping import forget_when_saved, site_changed
        from sessions import headcount_guard, letter_texts, merging, models, training_letters

        letter_texts.register_texts()
        training_letters.register_texts()
        merging.enter()
        headcount_guard.stand_guard_around_migrations()
        forget_when_saved(models.SessionDay, models.TrainingSession)
        forget_when_saved(models.SessionSettings, tell=site_changed)
