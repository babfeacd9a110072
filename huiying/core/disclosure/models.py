"""Sentences cleared beforehand, by kind of case: versions that are written, approved by another, retired."""

import uuid

from django.db import models

from huiying.core.units.models import Officer, Unit


class Sentence(models.Model):
    """One version of a sentence in both languages. Its words never change: a better wording is a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The unit whose branch may use it.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=24)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=400)
    written_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code", "version"], name="one_sentence_version"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("written_by")),
                name="sentence_approved_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "kind"],
                condition=models.Q(approved_at__isnull=False, retired_at__isnull=True),
                name="sentence_in_use",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"
