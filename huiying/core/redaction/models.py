"""Copies with parts blacked out, for those outside. The original stays where it was, sealed and whole."""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter


class State(models.TextChoices):
    PROPOSED = "proposed", "proposed"
    RELEASED = "released", "released"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


class Copy(models.Model):
    """One copy for one recipient. Only one that is proposed or released has content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="copies")
    source = models.CharField(max_length=4)  # text, file
    source_id = models.UUIDField()
    kind = models.CharField(max_length=4)  # text, png, pdf
    sealed = models.BinaryField(null=True)
    size = models.IntegerField(default=0)
    taken = models.IntegerField()
    grounds = models.CharField(max_length=120)
    to = models.CharField(max_length=24)
    basis = models.CharField(max_length=24)
    # The person may know of it at once; else `why_sealed` says why not.
    known = models.BooleanField(default=True)
    why_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    prepared_by = models.IntegerField()
    prepared_at = models.DateTimeField()
    # The unit whose people are asked to release it.
    asked_unit = models.IntegerField(null=True)
    decided_by = models.IntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
