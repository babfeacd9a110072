"""The search index: rows of keyed tokens, and the texts that wait to be indexed."""

from django.db import models

from huiying.core.kinds import N_
from huiying.core.ledger.models import Matter
from huiying.core.search.fields import TokensField


class TextKind(models.TextChoices):
    SUBJECT = "subject", N_("Subject")
    NARRATIVE = "narrative", N_("Narrative")
    MESSAGE = "message", N_("Message")


class Row(models.Model):
    """The tokens of a text, or of a stretch of a long one. SQLite mirrors it into a table of FTS5 by triggers,
    which need the old tokens to take a row out again (3.40)."""

    text_id = models.UUIDField(db_index=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=TextKind)
    tokens = TokensField()

    def __str__(self) -> str:
        return f"{self.kind} {self.text_id}"


class Waiting(models.Model):
    """A text to be indexed by `work` after the commit. Without a time for the next attempt it was given up."""

    text_id = models.UUIDField(primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=TextKind)
    next_attempt_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    error = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        verbose_name_plural = "waiting"
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="search_to_index",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.text_id}"
