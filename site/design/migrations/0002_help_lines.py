"""The national lines that every partnership shows. An officer checks them, dates the check and adds the local ones."""

from django.db import migrations
from django.utils.translation import gettext_noop as _

# name, for whom, telephone, text number, web address, words of the link
LINES = [
    (_("Police"), _("Not an emergency, but the police should know"), "101", "", "", ""),
    (_("NSPCC helpline"), _("Adults worried about any child, day or night"), "0808 800 5000", "", "", ""),
    (_("Childline"), _("Children and young people, free and private"), "0800 1111", "", "", ""),
    (
        _("CEOP Safety Centre"),
        _("Report what somebody did to a child online"),
        "",
        "",
        "https://www.ceop.police.uk/Safety-Centre/",
        _("Report to CEOP"),
    ),
    (_("Crimestoppers"), _("Say what you know without giving your name"), "0800 555 111", "", "", ""),
    (_("British Transport Police"), _("On a train or at a station"), "", "61016", "", ""),
]


def add_lines(apps, schema_editor):
    settings = apps.get_model("design", "ServiceSettings").objects.first()
    if settings is None:
        settings = apps.get_model("design", "ServiceSettings").objects.create()
    help_line = apps.get_model("design", "HelpLine")
    for order, (name, for_whom, phone, text_number, web_address, link_text) in enumerate(LINES):
        help_line.objects.create(
            service=settings,
            sort_order=order,
            name=name,
            for_whom=for_whom,
            phone=phone,
            text_number=text_number,
            web_address=web_address,
            link_text=link_text,
        )


class Migration(migrations.Migration):
    dependencies = [("design", "0001_initial")]

    operations = [migrations.RunPython(add_lines, migrations.RunPython.noop)]
