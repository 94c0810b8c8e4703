from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('reception', '0006_one_reason_to_several'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='visit',
            name='reason',
        ),
        migrations.RemoveField(
            model_name='visitevent',
            name='reason',
        ),
    ]
