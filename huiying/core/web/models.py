"""What guards against floods remember: counts of a short window, and proofs of work that were spent.

A key names what is counted and, for one visitor, a keyed hash of the day: an address is never stored.
"""

from django.db import models


class Window(models.Model):
    """How often something happened in a window that began with its first time."""

    key = models.CharField(max_length=80, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key} {self.count}"


class Spent(models.Model):
    """A proof of work that was used: it is good once."""

    id = models.CharField(max_length=40, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.id
