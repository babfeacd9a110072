"""A matter of any kind as the desk's page shows it: plain rows from its history, parties and files."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.histories import Line
from huiying.core.duties.matters import MatterPage
from huiying.core.files.queries import FileRow
from huiying.core.kinds import PartyRole
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.duty_words import title_of
from huiying.core.web.people_words import PARTY_WORDS, PEOPLE_WORDS, person_words

ESCALATED = "duty.escalated"
# The dot in the history, of kinds that every matter may have. What is not here is an event.
MARKS: dict[str, str] = {
    "message.received": "message",
    "question.answered": "message",
    "question.asked": "message",
    "message.answered": "message",
    "files.added": "file",
    ESCALATED: "late",
}
# Shown whole on top of the page, so not again in the history.
ON_TOP = ("narrative", "wish", "who", "place", "source")
_ON_TOP = frozenset({*ON_TOP, "subject"})


def parties(page: MatterPage) -> list[rows.Fact]:
    """Who of the service has which part in it."""
    found: dict[PartyRole, list[str]] = {}
    for party in page.parties:
        if party.role in PARTY_WORDS:
            name = party.officer or party.unit
            if name and name not in found.setdefault(party.role, []):
                found[party.role].append(name)
    return [
        rows.Fact(label=gettext(words), value=gettext(", ").join(found[role]))
        for role, words in PARTY_WORDS.items()
        if role in found
    ]


def people(page: MatterPage) -> list[rows.Fact]:
    """How many of the people are what to it; never who."""
    counted = Counter(one.role for one in page.people)
    return [
        rows.Fact(label=gettext(words), value=str(counted[role]))
        for role, words in PEOPLE_WORDS.items()
        if role in counted
    ]


def brought(page: MatterPage) -> list[rows.Fact]:
    """The person's own words; empty for whoever may not read them."""
    first = page.lines[0] if page.lines else None
    given = {w.name: w for w in first.words} if first else {}
    return [
        rows.Fact(label=given[name].label, value=given[name].text or gettext("Erased"))
        for name in ON_TOP
        if name in given
    ]


# --- the history -------------------------------------------------------------------------------------


def steps(page: MatterPage, marks: Mapping[str, str]) -> list[rows.Step]:
    """The history, newest first. `marks`: the dots of the mechanisms' own kinds of event."""
    names = {
        o: row.name
        for o, row in units.officers(n.by_officer for n in page.lines if n.by_officer).items()
    }
    called = {str(party): words for party, words in person_words(page.people).items()}
    found: list[rows.Step] = []
    for line in reversed(page.lines):
        if line.kind == ESCALATED and found and found[-1].mark == "late":
            found[-1] = replace(found[-1], lines=(*found[-1].lines, _rung(line)))
            continue
        made = _step(line, page, {**MARKS, **marks}, _who(line, names, called))
        found.append(replace(made, lines=(_rung(line),)) if line.kind == ESCALATED else made)
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


def _step(line: Line, page: MatterPage, marks: Mapping[str, str], who: str) -> rows.Step:
    first = bool(page.lines) and line.id == page.lines[0].id
    said = [w for w in line.words if not (first and w.name in _ON_TOP)]
    return rows.Step(
        mark=marks.get(line.kind, "event"),
        title=line.sentence,
        when=" · ".join(x for x in (dates.moment(line.at), who) if x),
        lines=tuple(f"{w.label}{gettext(': ')}{w.text or gettext('Erased')}" for w in said)
        + _told(line),
        links=tuple(file_link(f, page.matter.ref) for f in line.files),
        tag=rows.Tag(tone="line", text=gettext("was wrong, put right below"))
        if line.annulled
        else None,
        annulled=line.annulled,
    )


def _who(line: Line, names: Mapping[int, str], called: Mapping[str, str]) -> str:
    if line.by_kind == "holder":
        who = called.get(str(line.facts.get("party", "")), "")
        return gettext("by: %(who)s") % {"who": who} if who else gettext("by the person")
    unit = units.unit(line.by_unit).name if line.by_unit else ""
    if line.by_officer:
        return f"{unit} {names.get(line.by_officer, '')}".strip()
    return gettext("by itself") if line.by_kind == "system" else unit


def _told(line: Line) -> tuple[str, ...]:
    """What stands for it that somebody was told."""
    if "word_alone" not in line.facts or line.kind == "contact.made":
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
            label=f"{file.name or gettext('A file')} ({gettext(file.refusal) or gettext('being checked')})",
            url="",
        )
    return rows.Link(label=file.name, url=reverse("staff_file", args=[ref, file.id]))


def files(page: MatterPage) -> list[rows.Link]:
    return [file_link(f, page.matter.ref) for f in page.files]


def mail_came_back(page: MatterPage) -> str:
    """That a channel failed, until the person gives another; empty where none did."""
    last = next(
        (n for n in reversed(page.lines) if n.kind in {"telling.bounced", "contact.changed"}), None
    )
    if last is None or last.kind != "telling.bounced":
        return ""
    return gettext("came back on %(day)s: reach them another way") % {"day": dates.day(last.at)}
