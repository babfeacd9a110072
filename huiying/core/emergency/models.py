"""Each emergency in which somebody read beyond their scope: an index of events, and its mail to oversight."""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter
from huiying.core.units.models import Officer, Unit


class Emergency(models.Model):
    """`id` is that of the event. It ends at `until` by itself; oversight says afterwards whether it was needed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    at = models.DateTimeField()
    until = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    needed = models.BooleanField(null=True)
    # The mail to those who oversee: when to send next. Null: sent, or given up.
    mail_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "emergencies"
        indexes = [
            models.Index(
                fields=["at"],
                condition=models.Q(judged_at__isnull=True),
                name="emergency_to_judge",
            ),
            models.Index(
                fields=["mail_at"],
                condition=models.Q(mail_at__isnull=False),
                name="emergency_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
