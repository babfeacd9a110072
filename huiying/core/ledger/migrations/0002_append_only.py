"""Triggers that refuse UPDATE and DELETE; every later migration of this table ends with the same operation."""

from django.db import migrations

from huiying.core.ledger import triggers


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove)]
