"""What a case adds to the page of its matter, for staff and for each of its people."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from huiying.core.duties.histories import Line
from huiying.core.duties.matters import HolderPage
from huiying.core.kinds import N_, Act, PartyRole
from huiying.core.ledger.specs import specs
from huiying.core.web import rows
from huiying.core.web.panels import Head, Note, Outside, Panel, Section
from huiying.core.web.people_words import PEOPLE_WORDS, person_words
from huiying.mechanisms.cases import choices, events, outside_doors, papers, rules
from huiying.mechanisms.cases.crimes import crime
from huiying.mechanisms.cases.queries import CasePage, OwnCasePage, case_of, own_case_of
from huiying.mechanisms.cases.standing import Stage, Standing
from huiying.mechanisms.cases.things import Thing, Where
from huiying.mechanisms.cases.views.decided import ANSWERS, outcomes, remedy
from huiying.mechanisms.cases.views.deeds import DEEDS
from huiying.mechanisms.cases.views.desk import DESK
from huiying.mechanisms.cases.views.person_lines import about, numbered, wish

# More people than this are counted, never listed.
MOST_LISTED = 6
STAGES: dict[Stage, tuple[rows.Tone, str]] = {
    Stage.REPORTED: (rows.Tone.DUE, N_("Reported")),
    Stage.ACCEPTED: (rows.Tone.DUE, N_("Accepted, being checked")),
    Stage.OPEN: (rows.Tone.DUE, N_("Under investigation")),
    Stage.PROSECUTED: (rows.Tone.HELD, N_("With the prosecutor")),
    Stage.NOT_OPENED: (rows.Tone.LINE, N_("No case opened")),
    Stage.WITHDRAWN: (rows.Tone.LINE, N_("Withdrawn")),
    Stage.CONCLUDED: (rows.Tone.KEPT, N_("Concluded")),
    Stage.OUTSIDE: (rows.Tone.LINE, N_("Passed on to another body")),
}
NEXT: dict[Stage, str] = {
    Stage.REPORTED: N_("We decide whether it is ours and what it is, and tell you."),
    Stage.ACCEPTED: N_(
        "We check what was reported, decide whether to open a case, and tell you which and why."
    ),
    Stage.OPEN: N_(
        "We investigate. You are told what becomes of it, as far as it harms neither the case nor anybody."
    ),
    Stage.PROSECUTED: N_(
        "The prosecutor decides whether it goes to court. We pass on what we hear."
    ),
    Stage.NOT_OPENED: N_(
        "Read why, and what you can do. What you can ask for, and until when, stands below."
    ),
    Stage.WITHDRAWN: N_("The case is not pursued any more. Read why below."),
    Stage.CONCLUDED: N_("The case has ended with us. If something new comes up, write to us here."),
    Stage.OUTSIDE: N_(
        "Another body answers you now. What we owed you until then stays here to read."
    ),
}
_NEXT_ASKED = N_(
    "Your request is with somebody who did not decide before. By when it is decided stands on its page, which opens "
    "below."
)
WHERE: dict[Where, tuple[rows.Tone, str]] = {
    Where.MISSING: (rows.Tone.LINE, N_("Not found yet")),
    Where.HELD: (rows.Tone.HELD, N_("With us")),
    Where.RETURNABLE: (rows.Tone.SOON, N_("Can be given back")),
    Where.RETURNED: (rows.Tone.KEPT, N_("Given back")),
}
MARKS = {
    events.OPENED.kind: "kept",
    events.NOT_OPENED.kind: "person",
    events.SUSPECT_FOUND.kind: "kept",
    events.CONCLUDED.kind: "kept",
    "property.returned": "kept",
    "reach.failed": "late",
}


def title_of(standing: Standing) -> str:
    found = crime(standing.crime)
    return found.name(get_language() or "") if found else gettext("Case")


def _tag(stage: Stage) -> rows.Tag:
    tone, words = STAGES[stage]
    return rows.Tag(tone=tone, text=gettext(words))


# --- for staff ---------------------------------------------------------------------------------------


def _head(page: CasePage, at: datetime) -> Head:
    return Head(title=title_of(page.standing), tag=_tag(page.standing.stage))


def _facts(page: CasePage, at: datetime) -> Iterator[rows.Fact]:
    stand = page.standing
    if stand.number:
        yield rows.Fact(label=gettext("Number of the case"), value=stand.number)
    yield rows.Fact(label=gettext("Procedure"), value=gettext(choices.REGIMES[stand.regime]))
    if stand.suspect:
        yield rows.Fact(label=gettext("Suspect"), value=gettext(choices.FOUND[stand.suspect]))
    if stand.month_only:
        yield rows.Fact(label=gettext("Dates"), value=gettext("The source gives only the month"))
    if stand.waiting:
        words = (gettext(WAITING[name]) for name in sorted(stand.waiting))
        yield rows.Fact(label=gettext("Waiting for"), value=gettext(", ").join(words))


WAITING = {
    "examination": N_("an expert examination"),
    "hearing": N_("a hearing"),
    "jurisdiction": N_("whose case it is"),
    "prosecutor": N_("our reasons to the prosecutor"),
    "order": N_("opening, as the prosecutor ordered"),
}


def _sections(page: CasePage, at: datetime) -> Iterator[Section]:
    if page.untold:
        called = {str(p): w for p, w in person_words(page.people).items()}
        lines = {line.id: line for line in page.lines}
        told = Counter(
            lines[n.about].sentence if n.about in lines else gettext(specs()[n.tells].written)
            for n in page.untold
        )
        few = len(called) <= MOST_LISTED
        yield Section(
            id="untold",
            title=gettext("Waits to be told"),
            icon="msg",
            tone="warm",
            lines=tuple(
                _and(called.get(str(n.party_id), ""), _news(n.about, n.tells, lines))
                for n in page.untold
            )
            if few
            else tuple(f"{words} ({count})" for words, count in told.items()),
            links=_ring(page),
        )
    if page.standing.things:
        yield _things(page.standing, page.lines, id_="things", title=gettext("Property"))
    if page.standing.remedies:
        yield Section(
            id="requests",
            title=gettext("Looked at again"),
            icon="scale",
            lines=tuple(remedy(kind, page.history) for kind in page.standing.remedies),
        )


def _ring(page: CasePage) -> tuple[rows.Link, ...]:
    if not {Act.SEE_PERSON, Act.WORK} <= page.acts or page.standing.stage is Stage.OUTSIDE:
        return ()
    url = reverse("case_call", args=[page.matter.ref])
    return (rows.Link(label=gettext("Telephone"), url=url, key="t"),)


def _news(about: uuid.UUID, tells: str, lines: Mapping[uuid.UUID, Line]) -> str:
    line = lines.get(about)
    return line.sentence if line is not None else gettext(specs()[tells].written)


def _asides(page: CasePage, at: datetime) -> Iterator[Section]:
    members = page.members()
    if not members:
        yield Section(
            id="people",
            title=gettext("People of the case"),
            lines=(gettext("Nobody is on it yet. Add the person who was harmed."),),
        )
    elif len(members) <= MOST_LISTED:
        called = {str(p): w for p, w in person_words(page.people).items()}
        yield Section(
            id="people",
            title=gettext("People of the case"),
            icon="users",
            facts=tuple(
                rows.Fact(label=called[m.party], value=about(m, called))
                for m in members
                if m.party in called
            ),
            links=() if page.untold else _ring(page),
        )
    else:
        counted = Counter(m.role for m in members)
        yield Section(
            id="people",
            title=gettext("People of the case"),
            icon="users",
            facts=tuple(
                rows.Fact(label=gettext(PEOPLE_WORDS[PartyRole(role)]), value=str(count))
                for role, count in counted.items()
            ),
        )
    if Act.WORK in page.acts:
        yield Section(
            id="papers",
            title=gettext("Papers to print"),
            icon="print",
            links=tuple(
                rows.Link(
                    label=gettext(words), url=reverse("case_paper", args=[page.matter.ref, slug])
                )
                for slug, words in papers_of(page.standing).items()
            ),
        )


_PAPERS = {
    "receipt": N_("Receipt of report"),
    "opening": N_("Notice that a case was opened"),
    "refusal": N_("Notice that no case was opened"),
    "acknowledgement": N_("Written acknowledgement"),
    "service": N_("Proof of service"),
}


def papers_of(standing: Standing) -> dict[str, str]:
    """The papers of this place that are true of the case as it stands: none says what was not decided."""
    decided = {
        "": True,
        "accepted": standing.stage is not Stage.REPORTED,
        "opened": standing.opened is not None,
        "refused": standing.stage is Stage.NOT_OPENED and rules.not_opened_accuser(standing),
    }
    place = settings.HUIYING_JURISDICTION
    return {slug: _PAPERS[slug] for slug in papers.slugs(place) if decided[papers.after(slug)]}


def _things(
    standing: Standing, lines: Iterable[Line], *, id_: str, title: str, party: str = ""
) -> Section:
    words = {line.id: line for line in lines}
    things = [t for t in standing.things.values() if not party or t.party == party]
    return Section(
        id=id_,
        title=title,
        icon="tray",
        facts=tuple(
            rows.Fact(label=_what(t, words.get(t.listed.id)), value=_where(t, words.get(t.line.id)))
            for t in things
        ),
    )


def _what(thing: Thing, line: Line | None) -> str:
    return (line.word("what") if line is not None else "") or gettext("Thing %(number)s") % {
        "number": thing.item
    }


def _where(thing: Thing, line: Line | None) -> str:
    text = gettext(WHERE[thing.where][1])
    if thing.where is Where.RETURNED:
        return _and(text, gettext(choices.RETURN_EVIDENCE[thing.evidence]))
    if thing.kept:
        why = line.word("reason") if line is not None else ""
        return _and(text, gettext(choices.KEPT[thing.kept]), why)
    return text


def _and(text: str, *more: str) -> str:
    """What stands first, and after a colon what says more of it."""
    for one in filter(None, more):
        text = gettext("%(what)s: %(more)s") % {"what": text, "more": one}
    return text


# --- for each of its people --------------------------------------------------------------------------


def _own_head(page: OwnCasePage, at: datetime) -> Head:
    return Head(
        title=gettext("Your case: %(about)s") % {"about": title_of(page.standing)},
        tag=_tag(page.shown),
        next=gettext(_NEXT_ASKED if page.looked_at_again else NEXT[page.shown]),
    )


def _own_sections(page: OwnCasePage, at: datetime) -> Iterator[Section]:
    for kind, matter in page.requests.items():
        yield Section(
            id=f"request-{kind.partition('.')[0]}",
            title=gettext("Looked at again"),
            icon="scale",
            tone="plum",
            lines=(remedy(kind, page.history),),
            template="cases/own_request.html",
            values={"matter": matter},
        )
    mine = [t for t in page.standing.things.values() if t.party in page.speaks_for]
    if mine:
        yield Section(
            id="things",
            title=gettext("Your property"),
            icon="tray",
            facts=_things_of(page, mine),
        )


def _things_of(page: OwnCasePage, mine: list[Thing]) -> tuple[rows.Fact, ...]:
    words = {line.id: line for line in page.lines}
    return tuple(
        rows.Fact(label=_what(t, words.get(t.listed.id)), value=_where(t, words.get(t.line.id)))
        for t in mine
    )


def _own_asides(page: OwnCasePage, at: datetime) -> Iterator[Section]:
    language = get_language() or ""
    member = page.member
    yield from numbered(page.standing)
    if member.topics is not None or member.weeks:
        yield Section(
            id="wish",
            title=gettext("What you asked us to tell you"),
            icon="clock",
            facts=tuple(wish(member)),
        )
    if page.help:
        yield Section(
            id="help",
            title=gettext("Who can help you besides"),
            icon="help",
            facts=tuple(
                rows.Fact(
                    label=" ".join(filter(None, (h.name(language), h.telephone))),
                    value=" ".join(filter(None, (h.what(language), h.basis(language)))),
                )
                for h in page.help
            ),
        )


def _names(page: OwnCasePage) -> dict[str, str]:
    """What the things of this one of the people are called, as they were listed."""
    words = {line.id: line for line in page.lines}
    mine = (t for t in page.standing.things.values() if t.party in page.speaks_for)
    return {str(t.item): _what(t, words.get(t.listed.id)) for t in mine}


def _hints(page: OwnCasePage) -> Iterator[str]:
    if page.member.rights_with:
        yield gettext("Somebody exercises your rights for you. They are told what is owed to you.")


def _held(page: OwnCasePage) -> dict[str, object]:
    member = page.member
    return {
        "stage": page.shown.value,
        "role": member.role,
        "vulnerable": member.vulnerable,
        "enhanced": member.enhanced,
        "eighteen_on": member.eighteen_on,
        "language": member.language,
        "interpreter": member.interpreter,
        "topics": sorted(member.topics) if member.topics is not None else None,
    }


def outside(page: HolderPage) -> Outside:
    """The doors outside the service, as far as this jurisdiction's law was read."""
    found = outside_doors.DOORS.get(settings.HUIYING_JURISDICTION, ())
    return Outside(
        doors=tuple(
            Note(title=gettext(d.title), text=gettext(d.text), basis=gettext(d.basis))
            for d in found
        )
    )


PANEL = Panel(
    read=case_of,
    head=_head,
    facts=_facts,
    sections=_sections,
    asides=_asides,
    marks=MARKS,
    desk=DESK,
    own_read=own_case_of,
    own_head=_own_head,
    own_sections=_own_sections,
    own_asides=_own_asides,
    outcomes=outcomes,
    answers=frozenset(ANSWERS),
    folded={events.PROPERTY_TOLD.kind: "item", events.ACKNOWLEDGED.kind: "party"},
    names=_names,
    own_marks=MARKS,
    deeds=DEEDS,
    hints=_hints,
    held=_held,
)
