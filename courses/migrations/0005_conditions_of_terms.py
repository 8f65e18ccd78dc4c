from django.db import migrations, models
from django.db.models import Q


def note_conditions(apps, schema_editor):
    terms = apps.get_model("courses", "BookingTerms").objects
    narrowed = Q(organisation_types__isnull=False) | Q(areas__isnull=False) | Q(charge_rates__isnull=False)
    terms.filter(pk__in=list(terms.filter(narrowed).values_list("pk", flat=True))).update(has_conditions=True)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0004_partnerships"),
    ]

    operations = [
        migrations.AddField(
            model_name="bookingterms",
            name="has_conditions",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(note_conditions, migrations.RunPython.noop),
    ]
