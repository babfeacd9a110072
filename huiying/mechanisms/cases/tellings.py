"""Kinds of event by which somebody of a case was told something: by which channel, of what, who, on what evidence."""

from collections.abc import Mapping

from huiying.core.kinds import N_, EventSpec

# `about`: the event it tells of; `party`: who was told; `word_alone`: only the service's own word stands for it.
TOLD: Mapping[str, type] = {
    "channel": str,
    "confirmed": bool,
    "word_alone": bool,
    "about": str,
    "party": str,
}
# What is owed to several is met with the last of them: of how many, and whether this one was it.
TOLD_TO_EACH: Mapping[str, type] = {**TOLD, "everyone": bool, "of": int}


def _each(kind: str, written: str, told: str, **more: type) -> EventSpec:
    return EventSpec(kind=kind, facts={**TOLD_TO_EACH, **more}, written=written, told=told)


ACKNOWLEDGED = EventSpec(
    kind="report.acknowledged",
    facts=TOLD,
    written=N_("Receipt of the report handed over"),
    told=N_("You received the receipt of your report"),
)
MOVE_TOLD = _each(
    "move.told", N_("Told that another unit has the case"), N_("You were told which unit has it")
)
OPENING_TOLD = _each(
    "opening.told", N_("Told that the case was opened"), N_("You were told that it was opened")
)
NON_OPENING_TOLD = _each(
    "non-opening.told",
    N_("Told that no case was opened, why, and what can be done"),
    N_("You were told why no case was opened, and what you can do"),
    accuser=bool,
)
REVERSAL_TOLD = _each(
    "reversal.told",
    N_("Told that the decision was reversed"),
    N_("You were told that the decision was reversed"),
)
MEASURE_TOLD = _each(
    "measure.told",
    N_("Told of a measure"),
    N_("You were told of a measure against a suspect"),
    measure=str,
)
PROGRESS_TOLD = _each(
    "case-progress.told", N_("Told how the case stands"), N_("We told you how it stands")
)
SOLVED_TOLD = _each(
    "solved.told",
    N_("Told that a suspect was found"),
    N_("You were told that a suspect was found"),
)
PROSECUTION_TOLD = _each(
    "prosecution.told",
    N_("Told that it went to the prosecutor"),
    N_("You were told that it went to the prosecutor"),
)
CHARGE_CHANGE_TOLD = _each(
    "charge-change.told",
    N_("Told of a change of the charge"),
    N_("You were told that the charge was changed, and why"),
)
WITHDRAWAL_TOLD = _each(
    "case-withdrawal.told",
    N_("Told that the case was withdrawn"),
    N_("You were told that the case was withdrawn"),
)
CONCLUSION_TOLD = _each(
    "conclusion.told",
    N_("Told that the case was concluded"),
    N_("You were told how the case ended"),
)
PENALTY_TOLD = _each(
    "penalty.told",
    N_("Copy of the decision on a penalty given"),
    N_("You received a copy of the decision"),
)
LIMIT_EXPLAINED = _each(
    "limit.explained",
    N_("Explained why the time is over without a result"),
    N_("We explained why the time is over without a result"),
)
EXTENSION_TOLD = _each(
    "case-extension.told",
    N_("Told that it takes longer"),
    N_("You were told that it takes longer, and why"),
)
OPINION_TOLD = _each(
    "opinion.told",
    N_("Copy of the expert opinion given"),
    N_("You received a copy of the expert opinion"),
    regime=str,
)
NO_INVESTIGATION_TOLD = _each(
    "no-investigation.told",
    N_("Told that it will not be investigated, and why"),
    N_("You were told why it will not be investigated"),
)
HEARING_DATE_TOLD = _each(
    "hearing-date.told", N_("Told when the hearing is"), N_("You were told when the hearing is")
)
BAIL_TOLD = _each(
    "bail.told",
    N_("Told what the court decided about bail"),
    N_("You were told what the court decided about bail"),
)
WITNESS_TOLD = _each(
    "witness.told",
    N_("Told whether evidence has to be given"),
    N_("You were told whether you have to give evidence"),
)
COURT_OUTCOME_TOLD = _each(
    "court-outcome.told",
    N_("Told what the court decided"),
    N_("You were told what the court decided, and what it means"),
)
# Of who came later: how the case stood when they came.
STATUS_TOLD = EventSpec(
    kind="case-status.told",
    facts=TOLD,
    written=N_("Told how the case stood when they joined"),
    told=N_("You were told how the case stands"),
)
PROPERTY_TOLD = EventSpec(
    kind="property.told",
    facts={**TOLD, "item": str},
    written=N_("The owner was told of their property"),
    told=N_("You were told of your property"),
)
TELLINGS = (
    ACKNOWLEDGED, MOVE_TOLD, OPENING_TOLD, NON_OPENING_TOLD, REVERSAL_TOLD, MEASURE_TOLD, PROGRESS_TOLD,
    SOLVED_TOLD, PROSECUTION_TOLD, CHARGE_CHANGE_TOLD, WITHDRAWAL_TOLD, CONCLUSION_TOLD, PENALTY_TOLD,
    LIMIT_EXPLAINED, EXTENSION_TOLD, OPINION_TOLD, NO_INVESTIGATION_TOLD, HEARING_DATE_TOLD, BAIL_TOLD,
    WITNESS_TOLD, COURT_OUTCOME_TOLD, STATUS_TOLD, PROPERTY_TOLD,
)  # fmt: skip
