"""One row a petition: an index of its history for lists and figures. The history is the truth (services.shape).

It knows nothing about whose petition it is: there is no column, key or index by which petitions of one person could be
found, counted or listed (mission N1). A mark is one of the matter.
"""

from django.db import models

from huiying.core.ledger.models import Matter


class Petition(models.Model):
    matter = models.OneToOneField(
        Matter, primary_key=True, on_delete=models.PROTECT, related_name="petition"
    )
    stage = models.CharField(max_length=16)
    channel = models.CharField(max_length=12)
    class_code = models.CharField(max_length=16, default="", blank=True)
    finding = models.CharField(max_length=16, default="", blank=True)
    # Whether a name was given, a fact of the rules' scope; never which.
    identified = models.BooleanField(default=False)
    forwarded = models.BooleanField(default=False)
    # Major or difficult; long unsettled.
    mark = models.CharField(max_length=12, default="", blank=True)
    long_unsettled = models.BooleanField(default=False)
    # The last day of the mark that ends first.
    marked_until = models.DateField(null=True)
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    # When the first withdrawal takes effect, where somebody withdraws.
    withdrawn_from = models.DateTimeField(null=True)
    # By which one sending is known, so that sent twice it is filed once; erased after two days.
    sent_as = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null is "no key"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sent_as"], name="one_petition_a_sending"),
        ]
        indexes = [
            models.Index(
                fields=["marked_until"],
                condition=models.Q(marked_until__isnull=False),
                name="petition_marked",
            ),
            models.Index(fields=["stage", "received_at"]),
            models.Index(
                fields=["withdrawn_from"],
                condition=models.Q(withdrawn_from__isnull=False),
                name="petition_withdrawing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
