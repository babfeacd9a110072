"""The sign of life of each worker, so that a silent one is seen before a deadline is."""

from django.db import models


class Beat(models.Model):
    """One row a worker (a thread or a process), written twice a minute."""

    worker = models.CharField(max_length=80, primary_key=True)
    pid = models.IntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)
    stopped_at = models.DateTimeField(null=True)
    # {kind of work: how often it failed in a row}; empty when all is well.
    failing = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.worker
