"""What people are asked unless somebody writes other questions: one set for adults, one in simple words for children."""

from django.db import migrations

FOR_ADULTS = [
    ("satisfied", "agreement", "I am satisfied with this session", ""),
    ("aims-met", "agreement", "The session did what it set out to do", ""),
    ("recognise-signs", "confidence", "Recognising the signs that a child is being exploited", "How confident are you?"),
    ("know-how-to-report", "agreement", "I know how to report a worry about a child", ""),
    (
        "comment",
        "comment",
        "What will you do differently, and what should we change?",
        "Please do not name a child or anybody else here.",
    ),
]
FOR_YOUNG_PEOPLE = [
    ("satisfied", "agreement", "I liked this session", ""),
    ("aims-met", "agreement", "I learnt something that will help me or my friends", ""),
    ("recognise-signs", "confidence", "Knowing when somebody is treating a young person badly", "How sure are you?"),
    ("know-how-to-report", "agreement", "I know who I can talk to if I am worried", ""),
]


def add_questionnaires(apps, schema_editor):
    Audience = apps.get_model("courses", "Audience")
    add(apps, title="After a session", audience=None, questions=FOR_ADULTS)
    young_people = Audience.objects.filter(slug="young-people").first()
    if young_people:
        add(apps, title="After a session: young people", audience=young_people, questions=FOR_YOUNG_PEOPLE)


def add(apps, *, title, audience, questions):
    questionnaire, is_new = apps.get_model("feedback", "Questionnaire").objects.get_or_create(
        title=title, defaults={"audience": audience, "is_default": True}
    )
    for order, (code, kind, text, hint) in enumerate(questions if is_new else [], start=1):
        apps.get_model("feedback", "Question").objects.create(
            questionnaire_id=questionnaire.pk, code=code, kind=kind, text=text, help_text=hint, order=order
        )


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial"), ("courses", "0002_audiences")]
    operations = [migrations.RunPython(add_questionnaires, migrations.RunPython.noop)]
