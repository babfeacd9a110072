"""A second secret word, for who wants one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_openings"),
        ("ledger", "0003_fewer_indexes"),
    ]
    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="ledger.party",
                    ),
                ),
                ("digest", models.BinaryField(max_length=32)),
                ("set_at", models.DateTimeField()),
                ("refused", models.PositiveIntegerField(default=0)),
                ("refused_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("tries_until", models.DateTimeField()),
            ],
        ),
    ]
