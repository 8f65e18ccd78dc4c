"""Takes away Wagtail's group for a workflow that is not used here, unless somebody has been put into it."""

from django.db import migrations


def remove_moderators(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Moderators", user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_pages"),
        ("people", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(remove_moderators, migrations.RunPython.noop)]
