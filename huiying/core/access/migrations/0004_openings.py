"""Each opening of a person's own page is kept for them, and nobody can change it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from huiying.core.ledger import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_reasons_sealed"),
        ("ledger", "0003_fewer_indexes"),
    ]
    operations = [
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("way", models.CharField(max_length=8)),
                ("browser", models.CharField(blank=True, default="", max_length=16)),
                ("system", models.CharField(blank=True, default="", max_length=16)),
                ("network", models.CharField(blank=True, default="", max_length=40)),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.party",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["party", "at"], name="access_open_party_i_2b39ba_idx")
                ]
            },
        ),
        migrations.RunPython(triggers.install, triggers.remove),
    ]
