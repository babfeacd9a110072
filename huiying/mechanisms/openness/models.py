"""Public figures as tables: what each matter adds, what is published, and what others counted.

Parts and bulletins are a reading of events and duties: thrown away and made anew they are the same.
"""

import uuid

from django.db import models

from huiying.core.kinds import Origin
from huiying.core.ledger.models import Matter
from huiying.core.units.models import Officer, Unit

_ORIGINS = [(o.value, o.value) for o in Origin]


class Reading(models.Model):
    """How far the ledger has been read: one row. `changed` are years ([origin, year]) to publish anew."""

    since = models.DateTimeField(null=True)
    beyond = models.UUIDField(null=True)
    changed = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.since)


class Read(models.Model):
    """A matter that was read: when it must be looked at again without an event, and how it came in."""

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    origin = models.CharField(max_length=8, choices=_ORIGINS)
    came_on = models.DateField()
    channel = models.CharField(max_length=12, default="", blank=True)
    sequence = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(next_at__isnull=False),
                name="openness_to_read",
            ),
            models.Index(fields=["came_on", "channel"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Part(models.Model):
    """What one matter adds to the figures of a unit (none: the whole) in a period."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(max_length=8, choices=_ORIGINS)
    kind = models.CharField(max_length=24, default="complaint")
    period = models.CharField(max_length=8)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    received = models.SmallIntegerField(default=0)
    outcomes = models.SmallIntegerField(default=0)
    disagreed = models.SmallIntegerField(default=0)
    withdrawn = models.SmallIntegerField(default=0)
    refused = models.SmallIntegerField(default=0)
    voided = models.SmallIntegerField(default=0)
    transferred = models.SmallIntegerField(default=0)
    paused = models.SmallIntegerField(default=0)
    extended = models.SmallIntegerField(default=0)
    answers_due = models.SmallIntegerField(default=0)
    answers_kept = models.SmallIntegerField(default=0)
    due = models.SmallIntegerField(default=0)
    kept = models.SmallIntegerField(default=0)
    provisional = models.SmallIntegerField(default=0)
    opened = models.SmallIntegerField(default=0)
    problem = models.SmallIntegerField(default=0)
    tellings = models.SmallIntegerField(default=0)
    word_alone = models.SmallIntegerField(default=0)
    annulled = models.SmallIntegerField(default=0)
    annulled_duty = models.SmallIntegerField(default=0)
    # What is owed, by whose time it is: on the matter's own kind, and visits apart (rules.column).
    own_law_due = models.SmallIntegerField(default=0)
    own_law_kept = models.SmallIntegerField(default=0)
    own_law_open = models.SmallIntegerField(default=0)
    own_law_gone = models.SmallIntegerField(default=0)
    own_standard_due = models.SmallIntegerField(default=0)
    own_standard_kept = models.SmallIntegerField(default=0)
    own_standard_open = models.SmallIntegerField(default=0)
    own_standard_gone = models.SmallIntegerField(default=0)
    visit_law_due = models.SmallIntegerField(default=0)
    visit_law_kept = models.SmallIntegerField(default=0)
    visit_law_open = models.SmallIntegerField(default=0)
    visit_law_gone = models.SmallIntegerField(default=0)
    visit_standard_due = models.SmallIntegerField(default=0)
    visit_standard_kept = models.SmallIntegerField(default=0)
    visit_standard_open = models.SmallIntegerField(default=0)
    visit_standard_gone = models.SmallIntegerField(default=0)
    excepted = models.SmallIntegerField(default=0)
    emergencies = models.SmallIntegerField(default=0)
    # The wait of a complaint received in this period: days to the answer, or to leaving without one.
    since = models.DateField(null=True)
    days = models.IntegerField(null=True)
    answered = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["period", "origin"])]

    def __str__(self) -> str:
        return f"{self.period} {self.unit_id}"


class Bulletin(models.Model):
    """A figure as it is published. What is hidden is not in here: numbers of hidden cells are null."""

    origin = models.CharField(max_length=8, choices=_ORIGINS)
    period = models.CharField(max_length=8)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    # A measure of rules.MEASURES, or owed:<kind>:<label>, rule:<id>, gap:<channel>, closings.
    measure = models.CharField(max_length=90)
    shown = models.BooleanField()
    number = models.IntegerField(null=True)
    of = models.IntegerField(null=True)
    # A share between 0 and 1, or days; with its likely range.
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["origin", "period"]), models.Index(fields=["measure"])]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"


class Edition(models.Model):
    """The figures of a period that is over, as they stood some weeks later: written once, and changed by nobody."""

    period = models.CharField(max_length=8, unique=True)
    taken_at = models.DateTimeField()
    # JSON, kept as it is handed out: `sha256` is of exactly these bytes.
    content = models.TextField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.period


class ChannelCount(models.Model):
    """How many complaints another book counted on one day: the 110 line, the hotline, the petition office, the post."""

    day = models.DateField()
    channel = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "channel", "unit"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.channel}"


class NoReceipt(models.Model):
    """Somebody came to a unit and got no receipt. For oversight alone; the words are sealed texts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    told = models.UUIDField()
    contact = models.UUIDField(null=True)
    reported_at = models.DateTimeField()
    # What oversight did about it; empty: nobody has looked into it yet.
    looked_into_at = models.DateTimeField(null=True)
    looked_into_by = models.ForeignKey(
        Officer, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["reported_at"]), models.Index(fields=["happened_on"])]

    def __str__(self) -> str:
        return str(self.pk)
