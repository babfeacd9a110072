"""The unit whose people are asked to release a copy."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("redaction", "0001_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="copy",
            name="asked_unit",
            field=models.IntegerField(null=True),
        ),
    ]
