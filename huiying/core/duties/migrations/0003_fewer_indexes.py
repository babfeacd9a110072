"""Derived rows carry no check of keys, and the indexes that are asked for."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0002_desk_lists"),
        ("ledger", "0003_fewer_indexes"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="duty",
            name="duties_duty_rule_71ff5c_idx",
        ),
        migrations.AlterField(
            model_name="duty",
            name="matter",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="ledger.matter",
            ),
        ),
        migrations.AlterField(
            model_name="duty",
            name="officer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.officer",
            ),
        ),
        migrations.AlterField(
            model_name="duty",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("breached", True), ("lead", True), ("nature", "answer")),
                fields=["unit", "due_at"],
                name="duty_missed_by_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("lead", True), ("nature", "answer")),
                fields=["due_at"],
                name="duty_fell_due",
            ),
        ),
    ]
