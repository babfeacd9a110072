"""Staff accounts, and of the people served as little as possible: sealed contact data and sealed texts."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from huiying.core.units.models import Officer


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A staff account. What it may do follows the officer's postings; it holds no rights of its own."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(default="", blank=True)
    officer = models.OneToOneField(
        Officer, null=True, on_delete=models.PROTECT, related_name="account"
    )
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="", blank=True)
    shortcuts = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username


class Person(models.Model):
    """Someone who brought a matter. One row a matter: a person's matters are never linked (N1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField(null=True)  # JSON: name, phone, email, address, language, wishes
    # How they can be reached without danger (people.safe); null: nothing was said.
    safe = models.BinaryField(null=True)
    # Exact look-up by phone, only for the lost-code path of a named complainant. Keyed; null: not kept.
    phone_index = models.BinaryField(null=True, db_index=True)
    language = models.CharField(max_length=10, default="zh-hans")
    # What may be used to reach them, without saying how: none of these is a look at personal data.
    by_email = models.BooleanField(default=False)
    by_phone = models.BooleanField(default=False)
    by_letter = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class SealedText(models.Model):
    """A narrative, a message, a reason: whatever somebody wrote in their own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField(null=True)
    # Goes into the commitment of the event that names this text, and is erased with it.
    salt = models.BinaryField(null=True)
    # To the words under that salt. It stays when they are erased, so that the event can still be checked.
    commitment = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class Barred(models.Model):
    """A number or an address that is not to be used, whoever left it and on whatever matter. No key leads anywhere:
    not to a person, not to a matter (see `barring`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Keyed hashes: of the number or address, and of the person who barred it.
    digest = models.BinaryField(db_index=True)
    owner = models.BinaryField(db_index=True)
    sealed = models.BinaryField()  # JSON: the way, the person
    created_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "digest"], name="barred_once_by_one")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Box(models.Model):
    """Sealed for the outside body: this service closes it and cannot open it (see `outside`). It has the id of the
    text, the person or the file that it stands for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter_id = models.UUIDField(db_index=True)
    what = models.CharField(max_length=8)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class Draft(models.Model):
    """What was typed in a form of several steps, found by an HMAC of a cookie; erased on submit or after a day."""

    digest = models.BinaryField(primary_key=True, max_length=32)
    purpose = models.CharField(max_length=32)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.purpose


class Rotation(models.Model):
    """How far the re-sealing of everything under a new key has come, so that any process can go on with it."""

    key = models.CharField(max_length=255, primary_key=True)
    # Where the next batch begins: a place of sealed values, and the last row that was done there.
    place = models.CharField(max_length=60, default="", blank=True)
    after = models.CharField(max_length=80, default="", blank=True)
    resealed = models.BigIntegerField(default=0)
    # In this pass over all places: how many were re-sealed.
    in_pass = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    # Nothing was left that could be re-sealed.
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
