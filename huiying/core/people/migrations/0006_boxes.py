"""What is sealed for the outside body alone."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_safe_contact")]
    operations = [
        migrations.CreateModel(
            name="Box",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("matter_id", models.UUIDField(db_index=True)),
                ("what", models.CharField(max_length=8)),
                ("sealed", models.BinaryField()),
            ],
        )
    ]
