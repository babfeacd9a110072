"""One row a campaign, and one for each thing raised: indexes of their histories for lists and figures.

Neither knows a person, a door or a street. What is raised is tied to the campaign and to the unit in whose areas it was
raised, never to the area or the day: a list of who said what where cannot be made of it (mission N1).
"""

from django.db import models

from huiying.core.ledger.models import Matter


class Campaign(models.Model):
    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="campaign"
    )
    stage = models.CharField(max_length=12)
    # The unit that declared it.
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["stage", "begins"])]

    def __str__(self) -> str:
        return str(self.pk)


class Raised(models.Model):
    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="raised"
    )
    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.PROTECT, related_name="raised_on_it"
    )
    what = models.CharField(max_length=12)
    stage = models.CharField(max_length=12)
    # In whose areas it was raised; whoever handles it is the matter's own.
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    # By which one sending is known, so that sent twice it is kept once; erased after a week.
    sent_as = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null is "no key"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sent_as"], name="one_raised_a_sending"),
        ]
        indexes = [models.Index(fields=["stage", "received_at"])]

    def __str__(self) -> str:
        return str(self.pk)
