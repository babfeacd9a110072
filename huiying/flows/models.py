"""Which reactions were done to which events, so that each is done once whatever a worker meets."""

import uuid

from django.db import models


class Done(models.Model):
    """A reaction's effect and this row are one transaction."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The id of an event: no join reaches into the ledger.
    event = models.UUIDField()
    name = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="one_reaction")]

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """How far a reaction has read the events of its kind."""

    name = models.CharField(max_length=40, primary_key=True)
    read_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
