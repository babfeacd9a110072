"""Copies with parts blacked out."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0008_asked_from_elsewhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=4)),
                ("source_id", models.UUIDField()),
                ("kind", models.CharField(max_length=4)),
                ("sealed", models.BinaryField(null=True)),
                ("size", models.IntegerField(default=0)),
                ("taken", models.IntegerField()),
                ("grounds", models.CharField(max_length=120)),
                ("to", models.CharField(max_length=24)),
                ("basis", models.CharField(max_length=24)),
                ("known", models.BooleanField(default=True)),
                ("why_sealed", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("released", "released"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("prepared_by", models.IntegerField()),
                ("prepared_at", models.DateTimeField()),
                ("decided_by", models.IntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="ledger.matter",
                    ),
                ),
            ],
        ),
    ]
