"""What petitions add to the desk's list, to supervision and oversight, and to the first page."""

from collections.abc import Iterator
from datetime import datetime

from huiying.core.kinds import N_, Act, Actor
from huiying.core.web.lists import Ask, DutyKind, Lists, Stands, Watched, Way
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions.services.assigning import assign_petition


def _more_time(history: Stands, acts: frozenset[Act], by: Actor) -> Iterator[datetime]:
    if not history or history[0].kind != events.RECEIVED.kind or Act.APPROVE not in acts:
        return
    asked = rules.read(history).extension_asked
    if asked is not None and asked.by_officer != by.officer_id:
        yield asked.occurred_at


def _contested(history: Stands, acts: frozenset[Act], by: Actor) -> Iterator[datetime]:
    """Somebody else than who set the mark decides."""
    if not history or history[0].kind != events.RECEIVED.kind or Act.APPROVE not in acts:
        return
    for mark in rules.read(history).marks:
        if mark.contested is not None and mark.line.by_officer != by.officer_id:
            yield mark.contested.occurred_at


LISTS = Lists(
    assign={events.KIND: assign_petition},
    alerts={
        "petition-moved": N_("A petition was passed on to us"),
        "petition-sent-back": N_("A petition that was passed on came back"),
        "petition-review-requested": N_("A review of a petition is asked of us"),
        "petition-mark-contested": N_("A petitioner contests a mark"),
        "petition-meeting-agreed": N_("A petitioner agreed to a time"),
        "petition-meeting-declined": N_("A petitioner would rather hear back another way"),
        "petition-settled": N_("A petitioner says that it is settled"),
        "petition-withdrawing": N_("A petitioner withdraws"),
        "petition-goes-on": N_("A petitioner goes on with what they had withdrawn"),
        "petition-speaker": N_("A petitioner speaks for all now"),
        "petition-speaker-ended": N_("A petitioner does not speak for all"),
        "petition-name-another": N_("Somebody named for a petition stepped aside: name another"),
        "petition-unsettled": N_("A petitioner says that it is not settled"),
    },
    duty_kinds=(
        DutyKind(
            name="decide",
            words=N_("Class, accept or refuse"),
            events=frozenset(
                {
                    "petition.classed",
                    "petition.accepted",
                    "petition.referred",
                    "petition.objected",
                    "petition.taken-over",
                }
            ),
        ),
        DutyKind(
            name="tell",
            words=N_("Tell"),
            events=frozenset(
                {
                    "petition.acknowledged",
                    "petition.acceptance-told",
                    "petition-direction.told",
                    "petition-move.told",
                    "petition-extension.told",
                    "petition.mark-told",
                    "petition-feedback.told",
                    "petition-plan.told",
                }
            ),
        ),
        DutyKind(
            name="answer",
            words=N_("Answer"),
            events=frozenset({"petition.answer-told", "petition-letter.answered"}),
        ),
        DutyKind(
            name="review",
            words=N_("Review"),
            events=frozenset({"petition-review.told", "petition-final-review.told"}),
        ),
    ),
    asks=(
        Ask(
            event=events.EXTENSION_ASKED.kind,
            title=N_("More time is asked for: approve or not"),
            open=_more_time,
        ),
        Ask(
            event=events.MARK_CONTESTED.kind,
            title=N_("A mark is contested: decide whether it stays"),
            open=_contested,
        ),
    ),
    watched=(Watched(event=events.PRESSED.kind, title=N_("Somebody was pressed")),),
    ways=(
        Way(
            url="petition_start",
            icon="doc",
            title=N_("Raise a matter: petition"),
            text=N_(
                "You want something looked into, decided and explained, or you have a suggestion. In writing within 15 "
                "days how it is handled; two further levels if you do not accept it."
            ),
            go=N_("Start"),
        ),
    ),
)
