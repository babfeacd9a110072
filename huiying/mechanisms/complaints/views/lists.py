"""What complaints add to the desk's list, to supervision and oversight, and to the first page."""

from collections.abc import Iterator
from datetime import datetime

from huiying.core.kinds import N_, Act, Actor
from huiying.core.web.lists import Ask, DutyKind, Lists, Stands, Watched, Way
from huiying.mechanisms.complaints import events, rules
from huiying.mechanisms.complaints.services.assigning import assign_complaint


def _more_time(history: Stands, acts: frozenset[Act], by: Actor) -> Iterator[datetime]:
    asked = rules.read(history).extension_asked
    if asked is not None and Act.APPROVE in acts:
        yield asked.occurred_at


def _wrong_entries(history: Stands, acts: frozenset[Act], by: Actor) -> Iterator[datetime]:
    """Somebody else than who said so decides."""
    if Act.SECOND_ANNUL in acts:
        for line in rules.read(history).open_annulments:
            if line.by_officer != by.officer_id:
                yield line.occurred_at


LISTS = Lists(
    alerts={
        "transferred": N_("A complaint was transferred to us"),
        "review-requested": N_("The complainant disagrees: we look at it again"),
        "withdrawal-asked": N_("Speak with a complainant alone: they ask to withdraw"),
        "goes-on": N_("The complaint goes on: it was not withdrawn"),
        "reopened": N_("A withdrawn complaint was taken up again"),
        "officer.answered": N_("The officer answered the questions"),
        "officer.contested": N_("The officer contests the finding"),
        "conflict-excepted": N_("An officer handles it by exception: look into it"),
        "pressure": N_("Somebody was pressed: look into it"),
        "withdrawal-deemed": N_("No reply to our letter in 28 days: decide whether it ends"),
        "recommendation": N_("The reviewing unit recommends something: answer it"),
    },
    duty_kinds=(
        DutyKind(
            name="decide",
            words=N_("Class, accept or refuse"),
            events=frozenset({"complaint.classed", "complaint.accepted", "complaint.refused"}),
        ),
        DutyKind(
            name="tell",
            words=N_("Tell"),
            events=frozenset(
                {
                    "complaint.acknowledged",
                    "transfer.told",
                    "refusal.told",
                    "extension.told",
                    "progress.told",
                    "review-right.told",
                    "contact.made",
                }
            ),
        ),
        DutyKind(
            name="answer",
            words=N_("Answer"),
            events=frozenset({"outcome.told", "message.answered", "promise.kept"}),
        ),
        DutyKind(
            name="review",
            words=N_("Review"),
            events=frozenset({"review.told", "withdrawal.spoken"}),
        ),
        DutyKind(
            name="officer",
            words=N_("Officer complained of"),
            events=frozenset(
                {"officer.asked", "officer.answered", "officer.told", "officer.cleared"}
            ),
        ),
        DutyKind(name="evidence", words=N_("Preserve"), events=frozenset({"evidence.preserved"})),
    ),
    asks=(
        Ask(
            event=events.EXTENSION_ASKED.kind,
            title=N_("More time is asked for: approve or not"),
            open=_more_time,
        ),
        Ask(
            event=events.ANNULMENT_PROPOSED.kind,
            title=N_("A wrong entry waits for a second person"),
            open=_wrong_entries,
        ),
    ),
    watched=(Watched(event=events.PRESSURE_REPORTED.kind, title=N_("Somebody was pressed")),),
    ways=(
        Way(
            url="tell_start",
            icon="speak",
            title=N_("Complain or raise an issue"),
            text=N_(
                "About five minutes. You can stay without a name. The unit and the officers complained of neither "
                "handle it nor see who you are."
            ),
            go=N_("Start"),
        ),
    ),
    assign={events.KIND: assign_complaint},
)
