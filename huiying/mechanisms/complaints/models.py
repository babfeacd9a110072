"""One row a complaint: an index of its history for lists and figures. The history is the truth (services.shape)."""

from django.db import models

from huiying.core.ledger.models import Matter
from huiying.core.units.models import Unit


class Complaint(models.Model):
    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="complaint"
    )
    stage = models.CharField(max_length=12)
    channel = models.CharField(max_length=12)
    category = models.CharField(max_length=40)
    class_code = models.CharField(max_length=20, default="", blank=True)
    finding = models.CharField(max_length=16, default="", blank=True)
    identified = models.BooleanField(default=False)
    conduct = models.BooleanField(default=False)
    about_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    # When a withdrawal that was asked for takes effect, unless the person goes on.
    withdrawn_from = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["withdrawn_from"],
                condition=models.Q(withdrawn_from__isnull=False),
                name="complaint_to_withdraw",
            ),
            models.Index(fields=["stage", "received_at"]),
            models.Index(fields=["about_unit", "received_at"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Arrival(models.Model):
    """A further key by which one filing is known, so that sent twice is filed once (drafts, API, slips)."""

    key = models.CharField(max_length=100, primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
