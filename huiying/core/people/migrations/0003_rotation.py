"""How far a rotation of keys has come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_text_commitment")]
    operations = [
        migrations.CreateModel(
            name="Rotation",
            fields=[
                (
                    "key",
                    models.CharField(max_length=255, primary_key=True, serialize=False),
                ),
                ("place", models.CharField(blank=True, default="", max_length=60)),
                ("after", models.CharField(blank=True, default="", max_length=80)),
                ("resealed", models.BigIntegerField(default=0)),
                ("in_pass", models.BigIntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        )
    ]
