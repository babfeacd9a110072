"""The tree of organs and who is posted where. Closed and renamed units keep their history."""

from django.db import models

from huiying.core.kinds import N_, SeatRole


class Level(models.TextChoices):
    MINISTRY = "ministry", N_("Ministry")
    PROVINCE = "province", N_("Province")
    CITY = "city", N_("City bureau")
    COUNTY = "county", N_("County bureau")
    STATION = "station", N_("Police station")
    OFFICE = "office", N_("Office")
    OUTSIDE = "outside", N_("Outside body")


class Unit(models.Model):
    """An organ. `path` is the chain of ids from the root, `/1/4/9/`, so that a branch is a prefix."""

    code = models.CharField(max_length=32, unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, default="", db_index=True)
    level = models.CharField(max_length=16, choices=Level)
    # The office that decides complaints about units below; the office that asks for people's views.
    complaints_office = models.BooleanField(default=False)
    response_centre = models.BooleanField(default=False)
    oversight_seat = models.BooleanField(default=False)
    telephone = models.CharField(max_length=40, default="", blank=True)
    address_zh = models.CharField(max_length=200, default="", blank=True)
    address_en = models.CharField(max_length=200, default="", blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="unit_closed_after_opened",
            )
        ]

    def __str__(self) -> str:
        return self.code


class UnitName(models.Model):
    """What a unit was called, from a day on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    zh = models.CharField(max_length=120)
    en = models.CharField(max_length=160)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "since"], name="one_name_a_day")]

    def __str__(self) -> str:
        return self.zh


class Officer(models.Model):
    """A member of the service in that capacity; no private data."""

    number = models.CharField(max_length=20, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, default="", blank=True)
    rank = models.CharField(max_length=40, default="", blank=True)

    def __str__(self) -> str:
        return self.number


class Posting(models.Model):
    """An officer in a unit, in a role, between two instants. Rights follow it the minute it ends."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=16, choices=[(r.value, r.value) for r in SeatRole])
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "role"]), models.Index(fields=["officer", "since"])]

    def __str__(self) -> str:
        return f"{self.officer_id}@{self.unit_id}"


class Absence(models.Model):
    """Leave or suspension: while it lasts, nothing is assigned to the officer and what was is moved."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    cause = models.CharField(
        max_length=16, choices=[("leave", "leave"), ("suspended", "suspended")]
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.officer_id} {self.cause}"
