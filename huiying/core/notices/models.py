"""The outbox: what somebody is to be told, by which channel, and what became of it."""

import uuid

from django.db import models

from huiying.core.ledger.models import Matter
from huiying.core.people.models import Person
from huiying.core.units.models import Unit


class Channel(models.TextChoices):
    PORTAL = "portal", "portal"
    EMAIL = "email", "email"
    POSTING = "posting", "posting"
    DESK = "desk", "desk"
    SMS = "sms", "sms"
    LETTER = "letter", "letter"


class State(models.TextChoices):
    WAITING = "waiting", "waiting"
    # Leased by a worker, nothing handed over yet: after a crash it is simply tried again.
    CLAIMED = "claimed", "claimed"
    # Being handed over this moment: after a crash nobody knows, so it is never sent again by itself.
    HANDING = "handing", "handing"
    UNSURE = "unsure", "unsure"
    # Our own mail server has it; whether the recipient's took it is not known, so it is no evidence of telling.
    RELAYED = "relayed", "relayed"
    ACCEPTED = "accepted", "accepted"
    DELIVERED = "delivered", "delivered"
    BOUNCED = "bounced", "bounced"
    FAILED = "failed", "failed"
    STOPPED = "stopped", "stopped"


class Notice(models.Model):
    """One message to one party (or one role in a unit) by one channel. Holds no case detail, only codes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    party_id = models.UUIDField(null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.CharField(max_length=16, default="", blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    template = models.CharField(max_length=40)
    language = models.CharField(max_length=10, default="zh-hans")
    # The event this notice tells of, and the kind (with facts) to record once telling is evidenced.
    about = models.UUIDField()
    tells = models.CharField(max_length=48, default="", blank=True)
    tells_facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    # When somebody must look at it next: for a claimed notice that is the end of its lease. Null: never.
    next_attempt_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    # Grows with each claim: who holds an older number has lost the notice to another worker.
    fence = models.IntegerField(default=0)
    attempts = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    # The event of telling that this notice brought about; a bounce annuls it.
    evidence = models.UUIDField(null=True)
    # A code of `reasons`, with the mail server's figures: never an address, never its words.
    error = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="notice_to_send",
            ),
            models.Index(
                fields=["lease_until"],
                condition=models.Q(lease_until__isnull=False),
                name="notice_leased",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=["unsure", "bounced", "failed"]),
                name="notice_dead",
            ),
            models.Index(fields=["matter", "channel", "state"]),
            models.Index(fields=["unit", "role", "state"]),
            # What is new at a desk, in the order of its list.
            models.Index(
                fields=["unit", "role", "created_at", "id"],
                condition=models.Q(channel="desk", state="waiting"),
                name="notice_on_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.channel}"
