"""Two indexes that no query asks for go."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_initial"),
        ("ledger", "0003_fewer_indexes"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="arrival",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.matter",
            ),
        ),
        migrations.AlterField(
            model_name="complaint",
            name="about_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        ),
    ]
