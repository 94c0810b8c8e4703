from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('reception', '0005_desk_of_the_day'),
    ]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO reception_visitreason (id, visit_id, reason_id)
            SELECT gen_random_uuid(), id, reason_id FROM reception_visit WHERE reason_id IS NOT NULL
            """,
            """
            UPDATE reception_visit SET reason_id = (
                SELECT min(said.reason_id) FROM reception_visitreason said WHERE said.visit_id = reception_visit.id
            )
            """,
        ),
    ]
