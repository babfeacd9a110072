"""One row a case: an index of its history for lists and figures. The history is the truth (services.shape)."""

from django.db import models

from huiying.core.ledger.models import Matter


class Case(models.Model):
    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="case"
    )
    # Where the number is from: a records system by name, or a unit of ours. A number is unique there.
    source = models.CharField(max_length=60)
    number = models.CharField(max_length=60, default="", blank=True)
    regime = models.CharField(max_length=16)
    stage = models.CharField(max_length=12)
    crime = models.CharField(max_length=40, default="", blank=True)
    # How many people were harmed, as far as they are on the case: a count, never a list.
    harmed = models.IntegerField(default=0)
    reported_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    # The source knew the month alone: no day is reckoned from such dates.
    month_only = models.BooleanField(default=False)
    # The next day on which somebody on the case comes of age and exercises their rights themselves.
    of_age_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"],
                condition=~models.Q(number=""),
                name="one_case_a_number",
            )
        ]
        indexes = [
            models.Index(fields=["stage", "reported_at"]),
            # Whoever has a number in their hand finds the case by it.
            models.Index(fields=["number"], condition=~models.Q(number=""), name="case_by_number"),
            models.Index(
                fields=["of_age_on"],
                condition=models.Q(of_age_on__isnull=False),
                name="case_of_age",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Rest(models.Model):
    """Of many who are owed the same news: those to whom it is still to be sent, by steps. Gone with the last."""

    id = models.UUIDField(primary_key=True, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    about = models.UUIDField()
    tells = models.CharField(max_length=48)
    template = models.CharField(max_length=40)
    of = models.IntegerField()
    facts = models.JSONField(default=dict)
    parties = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.tells


class Taken(models.Model):
    """What was taken over from a records system, by its key there: put again, it is known."""

    key = models.CharField(max_length=200, primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Request(models.Model):
    """A reconsideration or review, by the case it is about: so that either page can say how the other stands."""

    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="case_request"
    )
    case = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="case_requests", db_index=True
    )
    decided = models.BooleanField(default=False)
    reversed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.pk)
