"""The spine: a matter is something on which the service owes somebody an answer; events, parties and codes hang on it.

Only this package reads and writes the tables of events and parties. A key to another table has an index of its own only
where a query asks for it and no wider index begins with it: each is written with every filing.
"""

import uuid

from django.db import models

from huiying.core.kinds import ActorKind, Origin, PartyRole
from huiying.core.people.models import Person
from huiying.core.units.models import Officer, Unit

_ORIGINS = [(o.value, o.value) for o in Origin]


class Matter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ref = models.CharField(max_length=24)
    kind = models.CharField(max_length=24)
    region = models.CharField(max_length=16, default="", blank=True)
    origin = models.CharField(max_length=8, choices=_ORIGINS, default=Origin.LIVE.value)
    opened_at = models.DateTimeField()
    # The rule packs the matter was opened under: [[id, version], …]. Only an event moves it to others.
    packs = models.JSONField(default=list)
    last_sequence = models.IntegerField(default=0)
    # Index of the party HANDLING, so that lists need no join.
    handling_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Index of the party INVESTIGATING. A matter is handled or investigated, never both.
    investigating_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # A key of the source, so that an import run again imports nothing twice.
    source_key = models.CharField(max_length=120, null=True)  # noqa: DJ001 - null is "no source"

    class Meta:
        # As constraints, not as unique columns: for those PostgreSQL is given a second index, for LIKE.
        constraints = [
            models.UniqueConstraint(fields=["ref"], name="one_matter_a_ref"),
            models.UniqueConstraint(fields=["source_key"], name="one_matter_a_source_key"),
        ]
        indexes = [
            models.Index(fields=["handling_unit", "opened_at"]),
            models.Index(
                fields=["investigating_unit", "opened_at"],
                condition=models.Q(investigating_unit__isnull=False),
                name="matter_investigated",
            ),
            models.Index(fields=["kind", "opened_at"]),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def in_charge_id(self) -> int | None:
        """The unit that has it in hand."""
        return self.handling_unit_id or self.investigating_unit_id


class Event(models.Model):
    """A fact, kept for ever as it was written. Triggers on both databases refuse UPDATE and DELETE."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    sequence = models.IntegerField()
    kind = models.CharField(max_length=48)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    origin = models.CharField(max_length=8, choices=_ORIGINS, default=Origin.LIVE.value)
    region = models.CharField(max_length=16, default="", blank=True)
    by_kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in ActorKind])
    by_name = models.CharField(max_length=60, default="", blank=True)
    by_officer = models.ForeignKey(
        Officer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    facts = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    salt = models.BinaryField()
    commitment = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "sequence"], name="one_event_a_place"),
            models.CheckConstraint(
                condition=models.Q(occurred_at__lte=models.F("recorded_at")),
                name="occurred_before_recorded",
            ),
        ]
        indexes = [models.Index(fields=["kind", "entered_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.sequence}"


class Party(models.Model):
    """Who is who on a matter, since when and by which event."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="parties", db_index=False
    )
    role = models.CharField(max_length=16, choices=[(r.value, r.value) for r in PartyRole])
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    officer = models.ForeignKey(
        Officer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    event = models.ForeignKey(
        Event, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["matter", "role"]),
            models.Index(fields=["officer", "role"]),
            models.Index(fields=["unit", "role", "until"]),
            # Asked of each matter on a list, and hardly ever so: which officers are kept away from it.
            models.Index(
                fields=["matter", "officer"],
                condition=models.Q(role__in=("accused", "recused"), officer__isnull=False),
                name="party_kept_away",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Code(models.Model):
    """A receipt code, as its HMAC alone. The code itself is shown once and kept by the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="codes")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="codes")
    digest = models.BinaryField(unique=True, max_length=32)
    issued_at = models.DateTimeField()
    # A code that staff had in hand (a slip, a letter) is replaced at the first look-up.
    provisional = models.BooleanField(default=False)
    first_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class Slip(models.Model):
    """A pre-printed or sealed slip of a pad: its serial number and the HMAC of the code under the scratch field."""

    serial = models.CharField(max_length=16, primary_key=True)
    digest = models.BinaryField(unique=True, max_length=32)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    # A stub that was spoilt or lost is said so, with a reason: a missing serial number is a question.
    void_reason = models.CharField(max_length=16, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "used_at"])]

    def __str__(self) -> str:
        return self.serial
