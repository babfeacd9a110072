"""A matter of any kind as the person's page shows it: from what was read to rows for its components."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from huiying.core import lateness
from huiying.core.duties.histories import Line
from huiying.core.duties.matters import MESSAGES, HolderPage, MessageLine
from huiying.core.duties.misses import in_history
from huiying.core.duties.queries import DutyRow
from huiying.core.duties.services import explains_a_miss
from huiying.core.files.queries import FileRow
from huiying.core.kinds import ActorKind
from huiying.core.ledger import events as ledger_events
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.duty_words import as_one, promise_of, rule_row, title_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """A line of all that is owed to the person, or that they may do."""

    title: str
    when: str
    tag: rows.Tag | None
    rule: rows.Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """An answer, a refusal or a decision, in words."""

    kicker: str
    title: str
    when: str
    parts: tuple[tuple[str, str], ...]


# --- the promise ---------------------------------------------------------------------------------------


def promises(page: HolderPage, at: datetime, otherwise: str) -> list[rows.Promise]:
    """What was missed, each on a card of its own; else the next thing owed; else what stands (`otherwise`)."""
    open_ = as_one(_open(page), in_history(page.history))
    late = [(d, t) for d, t in open_ if d.due_at and dates.is_late(d.due_at, at)]
    # To say why is owed beside what was missed, and stands beside it in the history.
    missed = [(d, t) for d, t in late if not explains_a_miss(d.rule)]
    cards = missed[:3] or late[:1] or open_[:1]
    if cards:
        return [promise_of(d, at, level=2, title=title) for d, title in cards]
    return [_nothing_open(page, at, otherwise)]


def _open(page: HolderPage) -> list[DutyRow]:
    return [d for d in page.duties if not d.ended and d.lead and d.due_at and d.state != "waiting"]


def _nothing_open(page: HolderPage, at: datetime, otherwise: str) -> rows.Promise:
    """No date is running for us: say so, and until when the person may act."""
    right = next((r for r in page.rights if r.due_at), None)
    if right is not None and right.due_at is not None:
        last = dates.due_day(right.due_at)
        return rows.Promise(
            standing=rows.Standing.KEPT,
            kicker=gettext("Everything we owed you so far is done"),
            big=dates.short_day(last),
            small=f"{dates.weekday(last)} · {dates.left(right.due_at, at)}",
            title=title_of(right.rule),
            lines=(gettext("Until then it is your turn, if you want: you need not do anything."),),
            rule=rule_row(right),
        )
    paused = next((d for d in page.duties if d.state == "paused" and d.lead), None)
    if paused is not None:
        return rows.Promise(
            standing=rows.Standing.NONE,
            kicker=gettext("The time stands still"),
            title=title_of(paused.rule),
            lines=(otherwise,) if otherwise else (),
            rule=rule_row(paused),
        )
    return rows.Promise(
        standing=rows.Standing.KEPT if page.duties else rows.Standing.NONE,
        title=gettext("Nothing is owed to you at the moment"),
        kicker=gettext("How it stands"),
        lines=(otherwise,) if otherwise else (),
    )


def owed(page: HolderPage, at: datetime) -> list[Owed]:
    """Every duty to the person, done and open, by date. What depends on something that has not happened waits."""
    shown = [d for d in page.duties if d.state not in {"waiting", "void"}]
    return [_owed(d, title, at) for d, title in as_one(shown, in_history(page.history))]


def rights(page: HolderPage, at: datetime) -> list[Owed]:
    return [_owed(r, title_of(r.rule), at) for r in page.rights if r.state != "waiting"]


def _owed(duty: DutyRow, title: str, at: datetime) -> Owed:
    return Owed(
        title=title,
        when=dates.due(duty.due_at) if duty.due_at else gettext("the law gives no number of days"),
        tag=_tag(duty, at),
        rule=rule_row(duty),
    )


def _tag(duty: DutyRow, at: datetime) -> rows.Tag:
    if duty.breached and duty.met_at and duty.due_at:
        return rows.Tag(tone=rows.Tone.LATE, text=_by_how_much(duty.due_at, duty.met_at))
    if duty.state == "overdue" and duty.due_at:
        return rows.Tag(tone=rows.Tone.LATE, text=dates.left(duty.due_at, at))
    if duty.met_at:
        return rows.Tag(tone=rows.Tone.KEPT, text=gettext("done in time"))
    if duty.state == "paused":
        return rows.Tag(tone=rows.Tone.HELD, text=gettext("the time stands still"))
    if duty.due_at is None:
        return rows.Tag(tone=rows.Tone.DUE, text=gettext("open"))
    tone = rows.Tone.SOON if dates.is_soon(duty.due_at, at) else rows.Tone.DUE
    return rows.Tag(tone=tone, text=dates.left(duty.due_at, at))


def _by_how_much(due_at: datetime, met_at: datetime) -> str:
    days = (dates.local(met_at).date() - dates.due_day(due_at)).days
    return gettext("%(span)s late") % {"span": dates.days_long(max(days, 1))}


# --- the timeline ----------------------------------------------------------------------------------------


# Why something was late: told once, and shown beside each step that it explains.
_WHY = lateness.EXPLAINED.kind
# Which step it was about is said with these.
_OF_A_STEP = frozenset({lateness.DROPPED.kind, lateness.OWED_AGAIN.kind})


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How a kind of matter tells its history to the person.

    `elsewhere`: kinds whose words stand elsewhere on the page; `answers`: those to be read under `#answer`.
    `folded`: kinds of telling that stand once for each thing they are about, with the steps under one another.
    `names`: what a thing is called, by the fact `item`.
    `url`: of the page, for the links; empty where there are none, as on paper.
    """

    folded: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    marks: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


def timeline(page: HolderPage, at: datetime, telling: Telling) -> list[rows.Step]:
    """What comes, then what was, the newest first."""
    why = {str(n.facts["duty"]): n for n in page.lines if n.kind == _WHY and not n.annulled}
    owed = any(explains_a_miss(d.rule) for d in page.duties)
    dropped = {line.facts["duty"] for line in lateness.dropped(page.history)}

    def because(duty: DutyRow) -> tuple[str, ...]:
        if duty.key in dropped or not owed or explains_a_miss(duty.rule):
            return _because(why.get(duty.key))
        silent = gettext("Nobody has said why yet. We owe you that too.")
        return _because(why.get(duty.key)) or (silent,)

    coming = [_coming(d, t, at, because) for d, t in as_one(_open(page), in_history(page.history))]
    met: dict[str, list[DutyRow]] = {}
    for duty in page.duties:
        if duty.met_by:
            met.setdefault(duty.met_by, []).append(duty)
    # Several late steps explained at once were one message: it stands once, and beside each of them.
    further = {str(n.id) for n in page.lines if n.kind == _WHY and "with" in n.facts}
    folds = _folds([n for n in page.lines if not _was_late(met.get(str(n.id), []))], telling)
    alike = {one.id for lines in _folds(page.lines, telling).values() for one in lines}
    before = {line.id for lines in folds.values() for line in lines[:-1]}
    said_at_once = _said_at_once(page.lines)
    sentences = {str(line.id): line.sentence for line in page.lines}
    past = [
        _happened(
            line,
            [d for one in folds.get(line.id, (line,)) for d in met.get(str(one.id), [])],
            because,
            telling,
            # One of several alike that stands by itself says of what it is, too.
            said_at_once.get(line.id)
            or _steps_of(folds.get(line.id, (line,) if line.id in alike else ()), sentences),
        )
        for line in page.lines
        if line.id not in before
        and (line.kind not in _OF_A_STEP or line.id in said_at_once)
        and str(line.id) not in further
        and line.facts.get("about") not in further
    ]
    return [*reversed(coming), *reversed(past)]


def _said_at_once(lines: Iterable[Line]) -> dict[uuid.UUID, tuple[str, ...]]:
    """Of late steps of which the same was said at once, the first line, with what each was."""
    first: dict[tuple[str, datetime], uuid.UUID] = {}
    found: dict[uuid.UUID, tuple[str, ...]] = {}
    for line in lines:
        if line.kind in _OF_A_STEP and not line.annulled:
            place = first.setdefault((line.kind, line.at), line.id)
            step = title_of(str(line.facts["rule"]))
            if step not in found.get(place, ()):
                found[place] = (*found.get(place, ()), step)
    return found


def _was_late(met: Iterable[DutyRow]) -> bool:
    """What came late stands by itself, with why."""
    return any(duty.breached for duty in met)


def _steps_of(fold: Iterable[Line], sentences: Mapping[str, str]) -> tuple[str, ...]:
    """When, and of what, for each telling under a folded line."""
    return tuple(
        gettext(": ").join(
            part
            for part in (dates.moment(one.at), sentences.get(str(one.facts.get("about"))))
            if part
        )
        for one in fold
    )


def _folds(lines: Sequence[Line], telling: Telling) -> dict[uuid.UUID, tuple[Line, ...]]:
    """Of the tellings that are one line: under the last one for each thing, all of them. The fact that names the thing
    is what the kind is folded by."""
    found: dict[tuple[str, object], list[Line]] = {}
    for line in lines:
        if line.kind in telling.folded and not line.annulled:
            thing = line.facts.get(telling.folded[line.kind])
            found.setdefault((line.kind, thing), []).append(line)
    return {several[-1].id: tuple(several) for several in found.values() if len(several) > 1}


Because = Callable[[DutyRow], tuple[str, ...]]


def _coming(duty: DutyRow, what: str, at: datetime, because: Because) -> rows.Step:
    late = duty.due_at is not None and dates.is_late(duty.due_at, at)
    title = gettext("Not done yet: %(what)s") if late else "%(what)s"
    return rows.Step(
        mark=rows.Mark.LATE if late else rows.Mark.NEXT,
        title=title % {"what": what},
        when=dates.due(duty.due_at) if duty.due_at else "",
        lines=because(duty) if late else (),
        tag=_tag(duty, at) if late else None,
    )


def _because(why: Line | None) -> tuple[str, ...]:
    """Why it was late, and who said sorry."""
    if why is None:
        return ()
    words = {w.name: w.text or gettext("Erased") for w in why.words}
    return (
        gettext("Why: %(why)s") % {"why": words.get("why", "")},
        gettext("We apologise: %(who)s, %(when)s")
        % {"who": words.get("signed", ""), "when": dates.day(why.at)},
    )


def _happened(
    line: Line,
    met: list[DutyRow],
    because: Because,
    telling: Telling,
    steps: tuple[str, ...] = (),
) -> rows.Step:
    late = [d for d in met if d.breached and d.due_at and d.met_at]
    lines = [w.text for w in line.words if w.text and not _is_elsewhere(line, telling)]
    name = telling.names.get(str(line.facts.get("item", "")))
    lines = [*([name] if name and name not in lines else []), *lines, *steps]
    for duty in late:
        if duty.due_at:
            words = gettext(
                "This was late: %(what)s, due %(when)s. It counts in our public figures."
            )
            lines.append(words % {"what": title_of(duty.rule), "when": dates.due(duty.due_at)})
            lines.extend(because(duty))
    unit = units.unit(line.by_unit).name if line.by_unit else ""
    return rows.Step(
        mark=_mark(line, met, late, telling),
        title=line.sentence,
        when=" · ".join(part for part in (dates.moment(line.at), unit) if part),
        lines=tuple(lines),
        links=_links(line, telling),
        tag=_step_tag(line, late),
        annulled=line.annulled,
    )


def _is_elsewhere(line: Line, telling: Telling) -> bool:
    return line.kind in telling.elsewhere | telling.answers or line.kind in MESSAGES


def _mark(line: Line, met: list[DutyRow], late: list[DutyRow], telling: Telling) -> str:
    if late:
        return rows.Mark.LATE
    if met:
        return rows.Mark.KEPT
    if line.kind in telling.marks:
        return telling.marks[line.kind]
    if line.kind in MESSAGES:
        return rows.Mark.MESSAGE
    if line.kind == "files.added":
        return rows.Mark.FILE
    return rows.Mark.PERSON if line.by_kind == ActorKind.HOLDER.value else rows.Mark.EVENT


def _step_tag(line: Line, late: list[DutyRow]) -> rows.Tag | None:
    if line.annulled:
        return rows.Tag(tone=rows.Tone.LINE, text=gettext("was wrong, put right"))
    first = next((d for d in late if d.due_at and d.met_at), None)
    if first and first.due_at and first.met_at:
        return rows.Tag(tone=rows.Tone.LATE, text=_by_how_much(first.due_at, first.met_at))
    return None


def _links(line: Line, telling: Telling) -> tuple[rows.Link, ...]:
    url = telling.url
    if not url or line.annulled or line.kind == ledger_events.ANNULLED.kind:
        return ()
    if line.kind in telling.answers:
        return (rows.Link(label=gettext("Read it"), url=f"{url}#answer", about=line.sentence),)
    if line.kind in MESSAGES:
        return (rows.Link(label=gettext("Read it"), url=f"{url}#talk", about=line.sentence),)
    return ()


# --- outcomes, messages, files ---------------------------------------------------------------------------


def outcomes(found: Iterable[tuple[Line | None, str]]) -> list[Outcome]:
    """Decisions in words, each with what it is called; those that were made."""
    return [_outcome(line, kicker) for line, kicker in found if line is not None]


def _outcome(line: Line, kicker: str) -> Outcome:
    unit = units.unit(line.by_unit).name if line.by_unit else ""
    gone = gettext("This text was erased when its time was up.")
    return Outcome(
        kicker=kicker,
        title=line.sentence,
        when=" · ".join(part for part in (dates.moment(line.at), unit) if part),
        parts=tuple((w.label, w.text if w.text is not None else gone) for w in line.words),
    )


def messages(page: HolderPage, handle: str) -> list[rows.Message]:
    us = units.unit(page.in_charge).name if page.in_charge else gettext("We")
    return [_message(m, handle, us) for m in page.messages]


def _message(message: MessageLine, handle: str, us: str) -> rows.Message:
    return rows.Message(
        who=gettext("You") if message.mine else us,
        when=dates.moment(message.at),
        text=message.text,
        mine=message.mine,
        files=tuple(file_link(f, handle) for f in message.files),
        note=gettext("Waits for your answer") if message.question else "",
    )


def file_link(file: FileRow, handle: str) -> rows.Link:
    """A file: the clean copy as a download, or why there is none."""
    name = file.name or (gettext("Sealed") if file.refusal else gettext("Erased"))
    if file.can_be_opened:
        return rows.Link(label=name, url=reverse("matter_file", args=[handle, file.id]))
    about = gettext(file.refusal) if file.refusal else gettext("Received. It is being checked.")
    return rows.Link(label=name, url="", about=about)
