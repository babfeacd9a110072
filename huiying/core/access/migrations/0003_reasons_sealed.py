"""Reasons for looking are words, and words are sealed: those that lay in clear are sealed, and the clear column goes."""

from typing import Any

from django.db import migrations, models

from huiying.core.access.looks import seal_reason
from huiying.core.ledger import triggers


def seal(apps: Any, schema_editor: Any) -> None:
    look = apps.get_model("access", "Look")
    for row in look.objects.exclude(reason="").only("pk", "reason").iterator(chunk_size=1000):
        look.objects.filter(pk=row.pk).update(reason_sealed=seal_reason(row.pk, row.reason))


class Migration(migrations.Migration):
    dependencies = [("access", "0002_append_only")]
    operations = [
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AddField("look", "reason_sealed", models.BinaryField(null=True)),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("look", "reason"),
        migrations.RunPython(triggers.install, triggers.remove),
    ]
