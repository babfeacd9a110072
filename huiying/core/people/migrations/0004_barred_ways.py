"""Numbers and addresses that are not to be used, by keyed hash."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_rotation")]
    operations = [
        migrations.CreateModel(
            name="Barred",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.BinaryField(db_index=True)),
                ("owner", models.BinaryField(db_index=True)),
                ("sealed", models.BinaryField()),
                ("created_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "digest"), name="barred_once_by_one")
                ],
            },
        )
    ]
