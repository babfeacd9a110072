"""One row an agreed visit: an index of histories for the officer's day. The history is the truth (services.shape).

No row counts anything about a person: neither what they declined nor how often they were met.
"""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter
from huiying.core.units.models import Officer, Unit


class Visit(models.Model):
    # The id of the event by which it was agreed.
    id = models.UUIDField(primary_key=True, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="visits")
    party_id = models.UUIDField()
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    way = models.CharField(max_length=8)
    due_on = models.DateField()
    begins_at = models.DateTimeField(null=True)
    officer_1 = models.ForeignKey(
        Officer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    officer_2 = models.ForeignKey(
        Officer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Still to come; neither made nor called off nor given up for another way.
    ahead = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["officer_1", "due_on"], name="visit_of_first"),
            models.Index(fields=["officer_2", "due_on"], name="visit_of_second"),
            models.Index(fields=["unit", "due_on"], name="visit_of_unit"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Draft(models.Model):
    """A form filled in at a door. Sent once or ten times, it is written up once; two of one visit wait for a person."""

    # Chosen on the device, so that a lost answer makes no second visit.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="drafts")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The officer's own time, and the server's.
    filled_at = models.DateTimeField()
    received_at = models.DateTimeField()
    digest = models.BinaryField(max_length=32)
    # Sealed, while two versions wait for somebody to choose; erased afterwards.
    text_id = models.UUIDField(null=True)
    waiting = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["visit"], condition=models.Q(waiting=True), name="draft_in_conflict"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
