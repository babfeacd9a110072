"""Each filing writes these rows: an index that no query asks for, or that another begins with, goes."""

import django.db.models.deletion
from django.db import migrations, models

from huiying.core.ledger import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_append_only"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="by_officer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.officer",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="by_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="ledger.matter",
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="handling_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="ref",
            field=models.CharField(max_length=24),
        ),
        migrations.AlterField(
            model_name="matter",
            name="source_key",
            field=models.CharField(max_length=120, null=True),
        ),
        migrations.AlterField(
            model_name="party",
            name="event",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.event",
            ),
        ),
        migrations.AlterField(
            model_name="party",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties",
                to="ledger.matter",
            ),
        ),
        migrations.AlterField(
            model_name="party",
            name="officer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.officer",
            ),
        ),
        migrations.AlterField(
            model_name="party",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(fields=("ref",), name="one_matter_a_ref"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(
                fields=("source_key",), name="one_matter_a_source_key"
            ),
        ),
        migrations.RunPython(triggers.install, triggers.remove),
    ]
