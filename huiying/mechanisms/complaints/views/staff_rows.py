"""A complaint as the desk's page shows it: plain rows from its history, parties and duties."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.queries import DutyRow
from huiying.core.files.queries import FileRow
from huiying.core.kinds import N_, Fact, PartyRole
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.forms_staff import category_words
from huiying.mechanisms.complaints.panel import rule_row, title_of
from huiying.mechanisms.complaints.queries import ComplaintPage, Line
from huiying.mechanisms.complaints.standing import Stage

STAGES: dict[Stage, tuple[str, str]] = {
    Stage.RECEIVED: ("due", N_("Received, not decided on")),
    Stage.ACCEPTED: ("due", N_("Being handled")),
    Stage.ANSWERED: ("kept", N_("Answered")),
    Stage.REVIEWING: ("soon", N_("Under review")),
    Stage.REVIEWED: ("kept", N_("Review decided")),
    Stage.REFUSED: ("line", N_("Refused")),
    Stage.WITHDRAWING: ("soon", N_("Withdrawal asked for")),
    Stage.WITHDRAWN: ("line", N_("Withdrawn")),
    Stage.OUTSIDE: ("line", N_("With another body")),
}
PARTIES: dict[PartyRole, str] = {
    PartyRole.ACCUSED: N_("It is about"),
    PartyRole.REGISTERED: N_("Registered by"),
    PartyRole.HANDLING: N_("Handled by"),
    PartyRole.ASSIGNED: N_("In the hands of"),
    PartyRole.REVIEWING: N_("Reviewed by"),
    PartyRole.ASKING: N_("View asked by"),
    PartyRole.RECUSED: N_("Stepped aside"),
    PartyRole.EXCEPTED: N_("Handles it by exception"),
}
ESCALATED = "duty.escalated"
# The dot in the history. What is not here is an event.
_MARKS = {
    events.RECEIVED.kind: "person",
    events.JOINED.kind: "person",
    events.MESSAGE_RECEIVED.kind: "message",
    events.QUESTION_ANSWERED.kind: "message",
    events.QUESTION_ASKED.kind: "message",
    events.MESSAGE_ANSWERED.kind: "message",
    events.FILES_ADDED.kind: "file",
    events.ANSWERED.kind: "kept",
    events.REVIEW_DECIDED.kind: "kept",
    events.REVIEW_REQUESTED.kind: "person",
    events.PRESERVED.kind: "held",
    ESCALATED: "late",
}
# Shown whole on top of the page, so not again in the history.
_ON_TOP = frozenset({"narrative", "subject", "wish", "who", "place", "source"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """A duty of the complaint; an ended one says how it ended."""

    title: str
    to_role: str
    due: str
    tag: rows.Tag | None
    rule: rows.Rule
    unit: str
    provisional: bool


def tag_of(page: ComplaintPage) -> rows.Tag:
    tone, words = STAGES[page.standing.stage]
    return rows.Tag(tone=tone, text=gettext(words))


def owed(page: ComplaintPage, now: datetime) -> list[Owed]:
    """Open duties by date, those without a date last."""
    return [_owed(d, now) for d in page.duties if not d.ended and d.lead and d.nature == "answer"]


def past(page: ComplaintPage, now: datetime) -> list[Owed]:
    return [_owed(d, now) for d in page.duties if d.ended and d.nature == "answer"]


def _owed(duty: DutyRow, now: datetime) -> Owed:
    to = {"complainant": N_("to the complainant"), "officer": N_("to the officer complained of"),
          "forwarder": N_("to the body that forwarded it")}  # fmt: skip
    return Owed(
        title=title_of(duty.rule),
        to_role=gettext(to.get(duty.owed_to, "")) if duty.owed_to in to else "",
        due=_due(duty),
        tag=_tag(duty, now),
        rule=rule_row(duty),
        unit=units.unit(duty.unit_id).name if duty.unit_id else "",
        provisional=duty.provisional,
    )


def _due(duty: DutyRow) -> str:
    if duty.due_at is None:
        return gettext("The law gives no number of days")
    return dates.due(duty.due_at)


def _tag(duty: DutyRow, now: datetime) -> rows.Tag | None:
    if duty.ended:
        return _ended(duty)
    if duty.due_at is None:
        return None
    late, soon = dates.is_late(duty.due_at, now), dates.is_soon(duty.due_at, now)
    return rows.Tag(
        tone="late" if late else "soon" if soon else "due", text=dates.left(duty.due_at, now)
    )


def _ended(duty: DutyRow) -> rows.Tag:
    if duty.breached:
        return rows.Tag(tone="late", text=gettext("met late") if duty.met_at else gettext("missed"))
    if duty.met_at:
        return rows.Tag(
            tone="kept", text=gettext("met %(day)s") % {"day": dates.short_day(duty.met_at)}
        )
    return rows.Tag(tone="line", text=gettext("no longer owed"))


# --- who and what ------------------------------------------------------------------------------------


def facts(page: ComplaintPage) -> list[rows.Fact]:
    """What it is, without a word of the person's."""
    standing, received = page.standing, page.lines[0] if page.lines else None
    classed = gettext(events.CLASSES.get(standing.class_, "")) if standing.class_ else ""
    found = [
        (gettext("Category"), category_words(standing.category)),
        (gettext("Class in law"), classed or gettext("Not classed yet")),
        (gettext("Came in"), _came_in(received)),
        (gettext("Complainants"), str(len(page.complainants))),
    ]
    if received is not None and received.facts.get("due_on"):
        found.append((gettext("Report back by"), str(received.facts["due_on"])))
    if came_back := _mail_came_back(page):
        found.append((gettext("E-mail"), came_back))
    if standing.conduct:
        found.append((gettext("Recordings"), _recordings(page)))
    return [rows.Fact(label=label, value=value) for label, value in found]


def _came_in(received: Line | None) -> str:
    if received is None:
        return ""
    channel: Fact = received.facts.get("channel", "")
    return f"{dates.moment(received.at)}, {gettext(events.CHANNELS.get(str(channel), ''))}"


def _mail_came_back(page: ComplaintPage) -> str:
    """That a channel failed, until the person gives another."""
    last = next(
        (n for n in reversed(page.lines) if n.kind in {"telling.bounced", "contact.changed"}), None
    )
    if last is None or last.kind != "telling.bounced":
        return ""
    return gettext("came back on %(day)s: reach them another way") % {"day": dates.day(last.at)}


def _recordings(page: ComplaintPage) -> str:
    return gettext("Secured") if page.standing.preserved else gettext("Not secured yet")


def parties(page: ComplaintPage) -> list[rows.Fact]:
    found: dict[PartyRole, list[str]] = {}
    for party in page.parties:
        if party.role in PARTIES:
            name = party.officer or party.unit
            if name and name not in found.setdefault(party.role, []):
                found[party.role].append(name)
    return [
        rows.Fact(label=gettext(words), value=gettext(", ").join(found[role]))
        for role, words in PARTIES.items()
        if role in found
    ]


def brought(page: ComplaintPage) -> list[rows.Fact]:
    """The person's own words; empty for whoever may not read them."""
    first = page.lines[0] if page.lines else None
    given = {w.name: w for w in first.words} if first else {}
    order = ("narrative", "wish", "who", "place", "source")
    return [
        rows.Fact(label=given[name].label, value=given[name].text or gettext("Erased"))
        for name in order
        if name in given
    ]


# --- the history -------------------------------------------------------------------------------------


def steps(page: ComplaintPage) -> list[rows.Step]:
    """The history, newest first."""
    names = {
        o: row.name
        for o, row in units.officers(n.by_officer for n in page.lines if n.by_officer).items()
    }
    found: list[rows.Step] = []
    for line in reversed(page.lines):
        if line.kind == ESCALATED and found and found[-1].mark == "late":
            found[-1] = replace(found[-1], lines=(*found[-1].lines, _rung(line)))
        elif line.kind == ESCALATED:
            made = _step(line, page, names)
            found.append(replace(made, lines=(_rung(line),)))
        else:
            found.append(_step(line, page, names))
    return [_folded(step) for step in found]


def _rung(line: Line) -> str:
    return title_of(str(line.facts.get("rule", "")))


def _folded(step: rows.Step) -> rows.Step:
    """Steps of the ladder that follow one another are one line: which duties, and how often each came up."""
    if step.mark != "late":
        return step
    times = Counter(step.lines)
    words = [f"{title} × {n}" if n > 1 else title for title, n in times.items()]
    return replace(step, lines=(gettext("; ").join(words),))


def _step(line: Line, page: ComplaintPage, names: dict[int, str]) -> rows.Step:
    first = bool(page.lines) and line.id == page.lines[0].id
    said = [w for w in line.words if not (first and w.name in _ON_TOP)]
    return rows.Step(
        mark=_MARKS.get(line.kind, "event"),
        title=line.sentence,
        when=" · ".join(x for x in (dates.moment(line.at), _who(line, names)) if x),
        lines=tuple(f"{w.label}{gettext(': ')}{w.text or gettext('Erased')}" for w in said)
        + _told(line),
        links=tuple(file_link(f, page.matter.ref) for f in line.files),
        tag=rows.Tag(tone="line", text=gettext("was wrong, put right below"))
        if line.annulled
        else None,
        annulled=line.annulled,
    )


def _who(line: Line, names: dict[int, str]) -> str:
    if line.by_kind == "holder":
        return gettext("by the complainant")
    unit = units.unit(line.by_unit).name if line.by_unit else ""
    if line.by_officer:
        return f"{unit} {names.get(line.by_officer, '')}".strip()
    return gettext("by itself") if line.by_kind == "system" else unit


def _told(line: Line) -> tuple[str, ...]:
    """What stands for it that somebody was told."""
    if "word_alone" not in line.facts or line.kind == events.CONTACT_MADE.kind:
        return ()
    if line.facts.get("confirmed"):
        return (gettext("Evidence: the person opened it."),)
    if line.facts.get("word_alone"):
        return (gettext("Evidence: our own word."),)
    if line.facts.get("channel") == "posting":
        return (gettext("Posted on the person's page: they left no channel."),)
    return (gettext("Evidence: accepted by their mail server, not confirmed."),)


def file_link(file: FileRow, ref: str) -> rows.Link:
    if not file.can_be_opened:
        return rows.Link(
            label=f"{file.name} ({gettext(file.refusal) or gettext('being checked')})", url=""
        )
    return rows.Link(label=file.name, url=reverse("staff_file", args=[ref, file.id]))


def files(page: ComplaintPage) -> list[rows.Link]:
    return [file_link(f, page.matter.ref) for f in page.files]
