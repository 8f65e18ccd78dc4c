
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service_name', models.CharField(default='Muster training', help_text='Stands at the top of every public page and in every e-mail. Short names fit phones.', max_length=60, verbose_name='name of the service')),
                ('partnership_name', models.CharField(blank=True, help_text='Who runs the service, in full. Stands under the name and at the foot of the page.', max_length=120, verbose_name='name of the partnership')),
                ('strapline', models.CharField(blank=True, help_text='One sentence that says what people find here. Search engines show it.', max_length=160, verbose_name='strapline')),
                ('brand_colour', models.CharField(default='#0b4f5c', help_text='Six digits after a #, like #0b4f5c. White writing stands on it, so pale colours are refused.', max_length=7, verbose_name='colour')),
                ('contact_email', models.EmailField(blank=True, help_text='For questions about bookings and courses. Not for worries about a child.', max_length=254, verbose_name='e-mail about training')),
                ('contact_phone', models.CharField(blank=True, help_text='For questions about bookings and courses.', max_length=25, validators=[django.core.validators.RegexValidator('^\\+?[0-9 ()]{3,25}$', 'Write the number with digits and spaces, like 0114 496 0000.')], verbose_name='telephone about training')),
                ('hub_name', models.CharField(blank=True, help_text='The team that takes calls from people worried about a child, as people here know it.', max_length=80, verbose_name='name of the safeguarding hub')),
                ('hub_phone_by_day', models.CharField(blank=True, help_text='Ring it yourself before you save: people in distress will dial it.', max_length=25, validators=[django.core.validators.RegexValidator('^\\+?[0-9 ()]{3,25}$', 'Write the number with digits and spaces, like 0114 496 0000.')], verbose_name='telephone of the hub by day')),
                ('hub_hours', models.CharField(blank=True, help_text='When the day number is answered, like “Monday to Friday, 8.45am to 5pm”.', max_length=80, verbose_name='hours of the hub')),
                ('hub_phone_out_of_hours', models.CharField(blank=True, help_text='The emergency duty team, for evenings, nights and weekends.', max_length=25, validators=[django.core.validators.RegexValidator('^\\+?[0-9 ()]{3,25}$', 'Write the number with digits and spaces, like 0114 496 0000.')], verbose_name='telephone of the hub out of hours')),
                ('numbers_last_checked_on', models.DateField(blank=True, help_text='The day somebody last rang or looked up every number below. Shown to the public.', null=True, verbose_name='numbers last checked on')),
                ('logo', models.ForeignKey(blank=True, help_text='Shown in the header instead of our own mark, 44 pixels high. A PNG with a clear background is best.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'Name, look and help numbers',
            },
        ),
        migrations.CreateModel(
            name='HelpLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(help_text='Who answers, like “Childline”.', max_length=80, verbose_name='name')),
                ('for_whom', models.CharField(blank=True, help_text='Who should ring and when, in a few plain words.', max_length=120, verbose_name='for whom')),
                ('phone', models.CharField(blank=True, max_length=25, validators=[django.core.validators.RegexValidator('^\\+?[0-9 ()]{3,25}$', 'Write the number with digits and spaces, like 0114 496 0000.')], verbose_name='telephone')),
                ('text_number', models.CharField(blank=True, help_text='For people who cannot speak.', max_length=25, validators=[django.core.validators.RegexValidator('^\\+?[0-9 ()]{3,25}$', 'Write the number with digits and spaces, like 0114 496 0000.')], verbose_name='text number')),
                ('web_address', models.URLField(blank=True, help_text='Opened only when somebody follows the link; nothing is loaded from it.', verbose_name='web address')),
                ('link_text', models.CharField(blank=True, max_length=80, verbose_name='words of the link')),
                ('last_checked_on', models.DateField(blank=True, null=True, verbose_name='last checked on')),
                ('service', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_lines', to='design.servicesettings')),
            ],
            options={
                'verbose_name': 'help line',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('phone', ''), _negated=True), models.Q(('text_number', ''), _negated=True), models.Q(('web_address', ''), _negated=True), _connector='OR'), name='help_line_can_be_reached', violation_error_message='Give a telephone, a text number or a web address.')],
            },
        ),
    ]
