from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_boxes"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="by_letter",
            field=models.BooleanField(default=False),
        ),
    ]
