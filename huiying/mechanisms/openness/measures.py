"""What is published: each measure with its words, what it counts and of what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from huiying.core.kinds import N_


class Form(StrEnum):
    COUNT = "count"
    SHARE = "share"
    DAYS = "days"


class Label(StrEnum):
    """Whose time it is. A standard of the service is never counted with what the law sets."""

    BOTH = "both"
    LAW = "law"
    STANDARD = "standard"


# What is owed is counted by kind of matter; visits by themselves, since they hang on matters of several kinds.
EVERY, OWN, VISIT = "all", "own", "visit"
VISIT_PACKS = frozenset({"cn.visits", "agency.visits", "agency-ew.visits"})
# Of what fell due, how much was kept; what is not due yet; what fell away before it was due.
COUNTED = ("due", "kept", "open", "gone")
SET = (Label.LAW, Label.STANDARD)


def column(sort: str, label: Label, what: str) -> str:
    """Where one of COUNTED is kept: beside the matter's own kind, or as a visit."""
    return f"{sort}_{label}_{what}"


OWED_COLUMNS = tuple(
    column(s, label, what) for s in (OWN, VISIT) for label in SET for what in COUNTED
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """`number` of `of`. `strict`: what people did, or what befell few of them, is hidden below the threshold too;
    how the service kept its promises is shown as soon as enough fell due."""

    code: str
    form: Form
    number: str
    of: str
    label: str
    how: str
    strict: bool = False


MEASURES: tuple[Measure, ...] = (
    Measure(
        code="received", form=Form.COUNT, number="received", of="received",
        label=N_("Complaints received"),
        how=N_(
            "Every complaint that came in during the period, by whatever way. It stays counted, whatever "
            "became of it. It is counted at the unit that has to answer, not at the one complained of: a "
            "complaint received is no mark against anybody."
        ),
    ),
    Measure(
        code="in-time", form=Form.SHARE, number="answers_kept", of="answers_due",
        label=N_("Complaints answered in time"),
        how=N_(
            "Of all answers to complaints that fell due in the period, those that had reached the person by then. An "
            "answer that was never given counts as missed. Several answers on one complaint hang together; "
            "the likely range allows for that."
        ),
    ),
    Measure(
        code="promises", form=Form.SHARE, number="kept", of="due",
        label=N_("All that was owed, in time"),
        how=N_(
            "The same for everything that is owed to people on every kind of matter: receipts, first contact, "
            "progress, visits, answers, notices. What is owed to another body or to an officer, and what has "
            "neither a time set by law nor one of our own, cannot be late and is left out."
        ),
    ),
    Measure(
        code="wait", form=Form.DAYS, number="", of="received",
        label=N_("Half had their answer after"),
        how=N_(
            "Days from the day a complaint came in until its outcome reached the person. Complaints still "
            "open count as waiting, so leaving hard ones undone does not make this look better (Kaplan and "
            "Meier)."
        ),
    ),
    Measure(
        code="disagreed", form=Form.SHARE, number="disagreed", of="outcomes", strict=True,
        label=N_("Disagreed with the outcome"),
        how=N_(
            "Of the complaints received in the period that were answered or refused, those where the person "
            "disagreed and another unit looks again."
        ),
    ),
    Measure(
        code="withdrawn", form=Form.SHARE, number="withdrawn", of="received", strict=True,
        label=N_("Withdrawn"),
        how=N_(
            "Of the complaints received, those the person withdrew, after another unit spoke with them "
            "alone."
        ),
    ),
    Measure(
        code="refused", form=Form.SHARE, number="refused", of="received", strict=True,
        label=N_("Refused"),
        how=N_("Of the complaints received, those we did not take up."),
    ),
    Measure(
        code="voided", form=Form.SHARE, number="voided", of="received", strict=True,
        label=N_("No answer owed any more, for another reason"),
        how=N_(
            "Of the complaints received, those that left our hands without an answer, a refusal or a "
            "withdrawal, such as by a transfer to another body."
        ),
    ),
    Measure(
        code="transferred", form=Form.SHARE, number="transferred", of="received", strict=True,
        label=N_("Transferred"),
        how=N_("Of the complaints received, those passed to another unit at least once."),
    ),
    Measure(
        code="paused", form=Form.SHARE, number="paused", of="received",
        label=N_("Clock stopped"),
        how=N_(
            "Of the complaints received, those where the time to answer was stopped at least once, such as "
            "while we waited for the person's answer."
        ),
    ),
    Measure(
        code="extended", form=Form.SHARE, number="extended", of="received",
        label=N_("Extended"),
        how=N_("Of the complaints received, those where we took more time."),
    ),
    Measure(
        code="word-alone", form=Form.SHARE, number="word_alone", of="tellings",
        label=N_("Told, by our word alone"),
        how=N_(
            "Of all times somebody was told something in the period, on any kind of matter, those for which nothing "
            "but our own entry stands, such as a call nobody else recorded."
        ),
    ),
    Measure(
        code="annulled", form=Form.SHARE, number="annulled_duty", of="annulled",
        label=N_("Put right, and a duty fell away"),
        how=N_(
            "Of the wrong entries put right in the period, those that took a duty of ours away. The person "
            "is told each time."
        ),
    ),
    Measure(
        code="excepted", form=Form.COUNT, number="excepted", of="excepted",
        label=N_("Handled by exception from the rule on recent partners"),
        how=N_(
            "How often in the period the level above let an officer handle a complaint although they had lately "
            "served with somebody complained of. Each time a reason is on record and oversight is told."
        ),
    ),
    Measure(
        code="emergencies", form=Form.COUNT, number="emergencies", of="emergencies",
        label=N_("Read in an emergency by somebody outside"),
        how=N_(
            "How often in the period somebody in the unit opened a matter that they may not see "
            "otherwise. The person reads it on their page, and oversight looks into each."
        ),
    ),
    Measure(
        code="provisional", form=Form.COUNT, number="provisional", of="provisional",
        label=N_("Provisional dates"),
        how=N_("Dates in a year whose calendar of days off is not out yet. They are left out of what fell due."),
    ),
    Measure(
        code="undated", form=Form.SHARE, number="problem", of="opened",
        label=N_("Dates that could not be worked out"),
        how=N_("Of all that came to be owed in the period, what hangs on a date that was given wrongly."),
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Measure] = {m.code: m for m in MEASURES}
# Counts that a page may show only where they are large enough, here and by subtraction.
GUARDED: tuple[str, ...] = tuple(
    dict.fromkeys([m.of for m in MEASURES] + [m.number for m in MEASURES if m.strict])
)
COLUMNS: tuple[str, ...] = tuple(dict.fromkeys(c for m in MEASURES for c in (m.number, m.of) if c))
# Several of these hang on one matter: their squares are kept, for the interval.
CLUSTERED: tuple[str, ...] = ("in-time", "promises", "word-alone", "undated")
