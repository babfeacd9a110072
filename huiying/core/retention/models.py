"""What comes to its end: an index of when each matter's time is up, and batches that two persons decide on."""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter
from huiying.core.units.models import Officer, Unit


class Keeping(models.Model):
    """When a matter's time is up, read from its events: thrown away and made anew it is the same."""

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    # How far its history was read, and under which schedule.
    sequence = models.IntegerField()
    schedule = models.CharField(max_length=40)
    up_on = models.DateField(null=True)
    # Held beyond its time by somebody's decision, to the end of this day.
    held_until = models.DateField(null=True)
    # Nothing is left to erase.
    erased = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "keeping"
        indexes = [
            models.Index(
                fields=["up_on"],
                condition=models.Q(erased=False, up_on__isnull=False),
                name="keeping_to_end",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Batch(models.Model):
    """Matters that one person proposes to erase and another decides on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    finished_at = models.DateTimeField(null=True)
    # When what the erased words left behind in the index and in free pages was dropped.
    compacted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "batches"
        indexes = [
            models.Index(
                fields=["proposed_at"],
                condition=models.Q(finished_at__isnull=True),
                name="batch_under_way",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Line(models.Model):
    """One matter of a batch, and what became of it. `left_out` says why it was not erased after all."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lines")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    left_out = models.CharField(max_length=12, default="", blank=True)
    # The reasons of looks stand in a guarded table: not every database role may erase them.
    reasons_left = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "matter"], name="one_line_a_matter"),
        ]
        indexes = [
            models.Index(
                fields=["batch"],
                condition=models.Q(done_at__isnull=True),
                name="line_to_erase",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
