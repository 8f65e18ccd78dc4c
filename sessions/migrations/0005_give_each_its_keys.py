"""Give contacts and requests that were there before a key and a token of their own, each."""

import uuid

from django.db import migrations

from people.keys import new_code


def give_keys(apps, schema_editor):
    for contact in apps.get_model("training_sessions", "BookingContact").objects.filter(nonce=None):
        contact.nonce = uuid.uuid4()
        contact.save(update_fields=["nonce"])
    for request in apps.get_model("training_sessions", "TrainingRequest").objects.filter(nonce=None):
        request.nonce, request.token = uuid.uuid4(), new_code(26)
        request.save(update_fields=["nonce", "token"])


class Migration(migrations.Migration):
    dependencies = [("training_sessions", "0004_partnerships")]
    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
