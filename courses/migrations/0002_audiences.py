"""The seven audiences, with how each is recorded. Young people stay by headcount whatever anybody chooses."""

from django.db import migrations

AUDIENCES = [
    ("Professionals", "professionals", "by_name", False, False),
    ("Young people", "young-people", "by_headcount", True, False),
    ("Parents and carers", "parents-and-carers", "by_headcount", False, False),
    ("Taxi trade", "taxi-trade", "by_name", False, True),
    ("Elected members", "elected-members", "by_name", False, False),
    ("Licensed businesses", "licensed-businesses", "by_name", False, False),
    ("Public", "public", "by_headcount", False, False),
]


def add_audiences(apps, schema_editor):
    Audience = apps.get_model("courses", "Audience")
    for order, (name, slug, recorded, locked, drives) in enumerate(AUDIENCES, start=1):
        Audience.objects.get_or_create(
            slug=slug,
            defaults={"name": name, "recorded": recorded, "headcount_locked": locked, "drives": drives, "order": order},
        )


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]
    operations = [migrations.RunPython(add_audiences, migrations.RunPython.noop)]
