from django.db import migrations, models

import wolouj.structures.models

SEQUENCE = "structures_structure_number"


class Migration(migrations.Migration):
    """Each structure gets a small number of its own, also those that are there."""

    dependencies = [("structures", "0001_initial")]
    operations = [
        migrations.RunSQL(
            f"CREATE SEQUENCE {SEQUENCE} AS integer MINVALUE 0 START 0", f"DROP SEQUENCE IF EXISTS {SEQUENCE}"
        ),
        migrations.AddField(
            model_name="structure",
            name="number",
            field=models.IntegerField(db_default=wolouj.structures.models.NextNumber(), editable=False, unique=True),
        ),
        migrations.RunSQL(f"ALTER SEQUENCE {SEQUENCE} OWNED BY structures_structure.number", migrations.RunSQL.noop),
    ]
