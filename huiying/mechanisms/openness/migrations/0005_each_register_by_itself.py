"""Figures of imported registers are published anew, each by itself."""

from typing import Any

from django.db import migrations


def publish_anew(apps: Any, schema_editor: Any) -> None:
    parts = apps.get_model("openness", "Part").objects.filter(origin="imported")
    if parts.exists():
        for reading in apps.get_model("openness", "Reading").objects.all():
            reading.changed = [*reading.changed, ["imported", "all"]]
            reading.save()


class Migration(migrations.Migration):
    dependencies = [
        ("openness", "0004_editions"),
    ]

    operations = [
        migrations.RunPython(publish_anew, migrations.RunPython.noop),
    ]
