from django.db import migrations, models

from huiying.core.ledger import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("openness", "0003_what_is_owed_by_kind"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=8, unique=True)),
                ("taken_at", models.DateTimeField()),
                ("content", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(triggers.install, triggers.remove),
    ]
