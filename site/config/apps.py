from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Muster"

    def ready(self):
        from config import inspection  # noqa: F401 - importing registers what it inspects

        # The signal comes only for apps with models, which this one has none of.
        outbox = self.apps.get_app_config("outbox")
        post_migrate.connect(make_tables_of_the_queue, sender=outbox, dispatch_uid="tables_of_the_queue")


def make_tables_of_the_queue(**kwargs):
    """Make the worker's tables in PostgreSQL; its SQLite file makes its own."""
    from huey.contrib.djhuey import HUEY

    if hasattr(HUEY.storage, "initialize_schema"):
        HUEY.storage.initialize_schema()
