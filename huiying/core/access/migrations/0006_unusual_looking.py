"""Looking that asks for a question, for oversight."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_second_word"),
        ("ledger", "0003_fewer_indexes"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unusual",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=12)),
                ("matters", models.PositiveIntegerField(default=0)),
                ("ordinary", models.PositiveIntegerField(default=0)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.matter",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.officer",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.officer",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "found_at"], name="access_unus_unit_id_ff141a_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "officer", "matter"), name="unusual_once_a_matter"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("matter__isnull", True)),
                        fields=("kind", "officer", "day"),
                        name="unusual_once_a_day",
                    ),
                ],
            },
        ),
    ]
