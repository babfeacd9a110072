"""The read log and the openings of people's own pages (append-only), second words, and the clients of the API."""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter, Party
from huiying.core.units.models import Officer, Unit


class Look(models.Model):
    """One look at personal data: who, from which unit, what, why, from which page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, default="", blank=True)
    what = models.CharField(max_length=24)
    # Why, in somebody's own words: it may hold a name, so it is sealed like any other words. Null: no reason was asked.
    reason_sealed = models.BinaryField(null=True)
    page = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["matter", "at"])]

    def __str__(self) -> str:
        return self.what


class Opening(models.Model):
    """One opening of a person's own page: when, by what, on what kind of device. Told to the person alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=8)
    browser = models.CharField(max_length=16, default="", blank=True)
    system = models.CharField(max_length=16, default="", blank=True)
    # The name the service has for the network, where it is one of its own; an address is never kept.
    network = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["party", "at"])]

    def __str__(self) -> str:
        return self.way


class Word(models.Model):
    """A second secret word that a person set for their page; asked with the code, kept as an HMAC."""

    party = models.OneToOneField(
        Party, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.BinaryField(max_length=32)
    set_at = models.DateTimeField()
    # How often the right code came without it, and when last: the person reads that.
    refused = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True)
    # Tries in the running day that were not right.
    tries = models.PositiveIntegerField(default=0)
    tries_until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Unusual(models.Model):
    """Looking that asks for a question: far more than usual in a day, or at a matter of one's own or of a colleague."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    found_at = models.DateTimeField()
    day = models.DateField()
    kind = models.CharField(max_length=12)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    # Matters looked at that day, and how many of them are ordinary in the unit.
    matters = models.PositiveIntegerField(default=0)
    ordinary = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "officer", "matter"], name="unusual_once_a_matter"
            ),
            models.UniqueConstraint(
                fields=["kind", "officer", "day"],
                condition=models.Q(matter__isnull=True),
                name="unusual_once_a_day",
            ),
        ]
        indexes = [models.Index(fields=["unit", "found_at"])]

    def __str__(self) -> str:
        return self.kind


class Client(models.Model):
    """Another system that may register complaints, such as a 110 dispatch. The token is kept as an HMAC."""

    name = models.CharField(max_length=60, unique=True)
    digest = models.BinaryField(unique=True, max_length=32)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=16, default="110")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
