"""Attachments: what was sent, the sealed original, and the clean copy that is served."""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter


class State(models.TextChoices):
    WAITING = "waiting", "waiting"
    CLEAN = "clean", "clean"
    REFUSED = "refused", "refused"
    ERASED = "erased", "erased"


class File(models.Model):
    """One attachment. Belongs to a draft until it is sent, then to a matter. Names no person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="files")
    draft = models.BinaryField(max_length=32, null=True)
    event_id = models.UUIDField(null=True)
    uploaded_by_kind = models.CharField(max_length=8)
    # The officer's or the party's id, or the name of a client; empty for a draft.
    uploaded_by = models.CharField(max_length=60, default="", blank=True)
    name = models.BinaryField(null=True)
    kind = models.CharField(max_length=8)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=16, default="", blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    original = models.CharField(max_length=80, default="", blank=True)
    original_key = models.BinaryField(null=True)
    served = models.CharField(max_length=80, default="", blank=True)
    served_key = models.BinaryField(null=True)
    served_size = models.BigIntegerField(default=0)
    # The work row: when to clean next, and until when a worker has it.
    next_attempt_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="file_to_clean",
            ),
            models.Index(
                fields=["draft"], condition=models.Q(draft__isnull=False), name="file_of_draft"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
