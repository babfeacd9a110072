"""Duty rows: an index of what the engine derives from events. `huiying duties rebuild` changes nothing."""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter
from huiying.core.units.models import Officer, Unit

# What stands on a desk: an answer that is owed, by the nearest of rival dates.
OPEN = models.Q(ended=False, nature="answer", lead=True)

# What somebody is asked beyond those who work the matter: to be its second person, or to approve from outside.
ASKED_BEYOND = (
    "agency.gate-second", "agency.existence-answered", "agency-ew.gate-second", "agency-ew.existence-answered",
)  # fmt: skip


class Duty(models.Model):
    # Without the database's check of keys: the rows are derived from a matter, its parties and their units, whose own
    # tables are checked, and can be derived again. The check was a seventh of what a filing cost the database.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        Matter,
        on_delete=models.PROTECT,
        related_name="duties",
        db_index=False,
        db_constraint=False,
    )
    key = models.CharField(max_length=160)
    pack = models.CharField(max_length=60)
    rule = models.CharField(max_length=80)
    trigger = models.CharField(max_length=40)
    n = models.IntegerField(default=1)
    nature = models.CharField(max_length=8)
    force = models.CharField(max_length=16)
    basis = models.CharField(max_length=10)
    owed_by = models.CharField(max_length=24)
    owed_to = models.CharField(max_length=24)
    # Who the words stand for, from the parties; of a late duty, who held the role when it fell due.
    unit = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    officer = models.ForeignKey(
        Officer,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10)
    ended = models.BooleanField(default=False)
    breached = models.BooleanField(default=False)
    lead = models.BooleanField(default=True)
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=40, default="", blank=True)
    void_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    recorded_late = models.BooleanField(default=False)
    problem = models.JSONField(null=True)
    reached = models.JSONField(default=list)
    extensions = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    history = models.JSONField(default=list)
    # Lines and misses that an annulment took away: shown for ever.
    past = models.JSONField(default=list)
    next_check_at = models.DateTimeField(null=True)
    region = models.CharField(max_length=16, default="", blank=True)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [models.UniqueConstraint(fields=["matter", "key"], name="one_duty_a_key")]
        indexes = [
            # Each is a list of the desk in its own order (duties.queries._places).
            models.Index(fields=["unit", "due_at", "id"], condition=OPEN, name="duty_open_by_unit"),
            models.Index(
                fields=["officer", "due_at", "id"], condition=OPEN, name="duty_open_by_officer"
            ),
            models.Index(
                fields=["unit", "due_at", "id"],
                condition=OPEN & models.Q(officer__isnull=True),
                name="duty_open_unheld",
            ),
            models.Index(
                fields=["unit", "due_at", "id"],
                condition=OPEN & models.Q(state="overdue"),
                name="duty_open_late",
            ),
            models.Index(
                fields=["unit", "opened_at", "id"],
                condition=OPEN & models.Q(due_at__isnull=True),
                name="duty_open_undated",
            ),
            models.Index(
                fields=["unit", "due_at", "id"],
                condition=OPEN & models.Q(rule__in=ASKED_BEYOND),
                name="duty_asked_beyond",
            ),
            models.Index(
                fields=["next_check_at"],
                condition=models.Q(next_check_at__isnull=False),
                name="duty_to_check",
            ),
            # What was missed, for the board; what fell due in a time, for the figure of each rule.
            models.Index(
                fields=["unit", "due_at"],
                condition=models.Q(breached=True, nature="answer", lead=True),
                name="duty_missed_by_unit",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(nature="answer", lead=True),
                name="duty_fell_due",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Morning(models.Model):
    """An officer who wishes a mail each morning that says how much is due, and when the next one is."""

    officer = models.OneToOneField(
        Officer, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    next_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
