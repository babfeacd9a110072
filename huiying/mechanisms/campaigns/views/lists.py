"""What campaigns add to the desk's list and to the first page."""

from huiying.core.kinds import N_
from huiying.core.web.lists import DutyKind, Lists, Way
from huiying.mechanisms.campaigns.services.handling import assign_raised

LISTS = Lists(
    alerts={
        "raised": N_("Something was raised on a visit"),
        "raised-moved": N_("Something raised was passed on to us"),
        "raised-review-requested": N_("Somebody does not agree with the unit below: look at it"),
    },
    duty_kinds=(
        DutyKind(
            name="campaign",
            words=N_("Visiting campaign"),
            events=frozenset(
                {
                    "campaign.published",
                    "campaign.announced",
                    "campaign.finished",
                    "campaign.results-published",
                }
            ),
        ),
        DutyKind(
            name="answer",
            words=N_("Answer"),
            events=frozenset({"raised.assigned", "raised.answer-told", "raised-done.told"}),
        ),
        DutyKind(
            name="tell",
            words=N_("Tell"),
            events=frozenset(
                {
                    "raised.acknowledged",
                    "raised-move.told",
                    "raised-transfer.told",
                    "raised-passing.told",
                }
            ),
        ),
        DutyKind(name="review", words=N_("Review"), events=frozenset({"raised-review.told"})),
    ),
    ways=(
        Way(
            url="campaigns_public",
            icon="users",
            title=N_("We come to you: visits"),
            text=N_(
                "Where we go, when and why, announced beforehand. A no costs nothing; you can tell us by telephone, at "
                "the station or here."
            ),
            go=N_("See the plans"),
        ),
    ),
    assign={"raised": assign_raised},
)
