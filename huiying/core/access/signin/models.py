"""Sign-ins of staff: which are open, from which devices, and what happened to an account's keys.

No address of a machine is kept: of the network only a name that the service gave it, of the device only what its
programme is.
"""

import uuid

from django.db import models

from huiying.core.kinds import N_
from huiying.core.people.models import Account
from huiying.core.units.models import Posting, Unit


class Ending(models.TextChoices):
    """Why a sign-in is over."""

    OPEN = "", ""
    SIGNED_OUT = "signed-out", N_("signed out")
    REVOKED = "revoked", N_("ended by the account holder")
    ADMIN = "admin", N_("ended by an administrator")
    POSTING = "posting", N_("the posting changed")
    CLOSED = "closed", N_("the account was closed")
    FACTOR = "factor", N_("the second factor changed")


class Device(models.Model):
    """A browser in which somebody once signed in with all that is asked. Its cookie is kept as a keyed hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=32)
    browser = models.CharField(max_length=16, default="", blank=True)
    system = models.CharField(max_length=16, default="", blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="one_device_an_account")
        ]

    def __str__(self) -> str:
        return f"{self.browser}/{self.system}"


class SignIn(models.Model):
    """One sign-in, from its beginning to its end. A session without an open row opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=16, default="", blank=True)
    system = models.CharField(max_length=16, default="", blank=True)
    network = models.CharField(max_length=40, default="", blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    # How it was begun: words of `sessions.HOW`, joined by a plus sign.
    how = models.CharField(max_length=40, default="", blank=True)
    # Units and roles at the beginning: when they are others, the sign-in is over.
    standing = models.CharField(max_length=400, default="", blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(
        max_length=12, choices=Ending, default=Ending.OPEN.value, blank=True
    )

    class Meta:
        indexes = [models.Index(fields=["account", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.account_id} {self.began_at:%Y-%m-%d %H:%M}"


class Remark(models.Model):
    """Something that happened to the keys of an account. Its holder is told; nobody takes it away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=24)
    # Who did it, where it was not the holder; with whom they agreed; why, as a code.
    by = models.CharField(max_length=60, default="", blank=True)
    agreed_by = models.CharField(max_length=60, default="", blank=True)
    reason = models.CharField(max_length=24, default="", blank=True)
    browser = models.CharField(max_length=16, default="", blank=True)
    system = models.CharField(max_length=16, default="", blank=True)
    network = models.CharField(max_length=40, default="", blank=True)
    read_at = models.DateTimeField(null=True)
    # Null: no mail is due (any more).
    mail_at = models.DateTimeField(null=True, db_index=True)
    attempts = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["account", "at"])]

    def __str__(self) -> str:
        return self.what


class MappedPosting(models.Model):
    """A posting that a group of the single sign-on gave; the next sign-in without the group ends it."""

    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.posting_id)
