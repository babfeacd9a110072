"""An index for what is new at a desk, in the order of its list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["unit", "role", "created_at", "id"],
                condition=models.Q(("channel", "desk"), ("state", "waiting")),
                name="notice_on_desk",
            ),
        ),
    ]
