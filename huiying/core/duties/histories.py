"""A matter's history in the words of its reader: which lines, which sealed texts, which sentence. Every mechanism's.

Staff read the lines of the audiences that their acts give them; the holder of a code those that are for the person, and
of these none that names another of the matter's people.
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateformat import format as shape
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from huiying.core.files.queries import FileRow
from huiying.core.kinds import N_, Act, Audience, EventSpec, Fact
from huiying.core.ledger.entries import Entry, annulled_ids, standing
from huiying.core.ledger.specs import specs
from huiying.core.people import outside
from huiying.core.people.services import open_texts

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?")
# Words for the names of sealed texts that several kinds of event share; a kind may have its own (EventSpec).
TEXT_LABELS: dict[str, str] = {
    "narrative": N_("What happened"),
    "subject": N_("In one line"),
    "wish": N_("What would help"),
    "who": N_("Who it is about"),
    "place": N_("Where"),
    "source": N_("Forwarded by"),
    "reason": N_("Reason"),
    "remedy": N_("What can be done next"),
    "text": N_("Text"),
    "note": N_("Note"),
    "answer": N_("Answer"),
    "reasons": N_("Reasons"),
    "questions": N_("Questions"),
    "words": N_("In their own words"),
    "why": N_("Why it was late"),
    "signed": N_("Who apologises"),
}
# What stands in the place of words that this service cannot open, on whosever page.
SEALED = N_("[Sealed: the outside body alone can open this, with its own key.]")
# Written by staff for staff, whatever the kind.
_FOR_STAFF = frozenset({"note"})
# Whoever may do this on a matter reads as one of these.
_AUDIENCES: dict[Act, Audience] = {
    Act.WORK: Audience.HANDLER,
    Act.REVIEW: Audience.HANDLER,
    Act.ASSIGN: Audience.HANDLER,
    Act.VISIT: Audience.HANDLER,
    Act.SECOND_RELEASE: Audience.HANDLER,
    Act.SUPERVISE: Audience.SUPERVISOR,
    Act.APPROVE: Audience.SUPERVISOR,
    Act.OVERSEE: Audience.OVERSIGHT,
    Act.RECOVER: Audience.ABOVE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A sealed text that this reader may read; `text` is None once it was erased."""

    name: str
    label: str
    text: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of the history, in the words for this reader."""

    id: uuid.UUID
    kind: str
    at: datetime
    recorded_at: datetime
    sentence: str
    words: tuple[Words, ...]
    by_kind: str
    by_unit: int | None
    by_officer: int | None
    facts: Mapping[str, Fact]
    files: tuple[FileRow, ...] = ()
    # Put right by a later entry; it stays visible as what was wrong.
    annulled: bool = False

    def word(self, name: str) -> str:
        """One of its texts; empty where there is none, or where this reader may not read it."""
        return next((w.text or "" for w in self.words if w.name == name), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """What a reader sees of a history. `opened`: sealed texts were opened, which the caller logs as a look."""

    lines: tuple[Line, ...]
    files: tuple[FileRow, ...]
    opened: bool


def for_staff(
    history: Sequence[Entry],
    *,
    acts: frozenset[Act],
    attached: Sequence[FileRow] = (),
    emergency: bool = False,
) -> Lines:
    """The lines for whoever holds these acts on the matter, or reads it in an emergency as its handler does.

    Words are for who may see the person; what goes past the unit in charge is for oversight.
    """
    known = specs()
    audiences = {_AUDIENCES[act] for act in acts if act in _AUDIENCES}
    if emergency:
        audiences.add(Audience.HANDLER)
    seen = [e for e in history if known[e.kind].seen_by & audiences]
    opened = _open(e for e in seen if _may_read(known[e.kind], acts))
    gone = annulled_ids(history)
    return Lines(
        lines=tuple(_line(e, known[e.kind].written, opened, attached, gone) for e in seen),
        files=tuple(attached),
        opened=bool(opened),
    )


def set_going_unseen(history: Sequence[Entry], acts: frozenset[Act]) -> frozenset[str]:
    """Ids of events that go past the unit in charge and past this reader: what is owed for them would tell of them."""
    known = specs()
    audiences = {_AUDIENCES[act] for act in acts if act in _AUDIENCES} | {Audience.HANDLER}
    return frozenset(str(e.id) for e in history if not known[e.kind].seen_by & audiences)


def _may_read(spec: EventSpec, acts: frozenset[Act]) -> bool:
    return Act.SEE_PERSON in acts or (Act.OVERSEE in acts and Audience.HANDLER not in spec.seen_by)


def for_holder(
    history: Sequence[Entry],
    *,
    party: uuid.UUID,
    brought_it: bool,
    attached: Sequence[FileRow] = (),
) -> Lines:
    """The lines for one of the matter's people. What another of them wrote is theirs alone: of the line that opened the
    matter only who `brought_it` reads the words."""
    known = specs()
    told = told_of(history, str(party))
    seen = [e for e in history if _is_mine(known[e.kind], e, party, told)]
    first = history[0].kind if history else ""
    readable = [e for e in seen if brought_it or e.kind != first]
    opened = _open(readable, leave_out=True)
    ids, gone = {e.id for e in readable}, annulled_ids(history)
    files = [f for f in attached if f.event_id in ids]
    return Lines(
        lines=tuple(_line(e, known[e.kind].told, opened, files, gone) for e in seen),
        files=tuple(files),
        opened=bool(opened),
    )


def told_of(history: Iterable[Entry], party: str) -> frozenset[str]:
    """Ids of what one of the people was told of, by the tellings that stand."""
    return frozenset(
        str(e.facts["about"])
        for e in standing(history)
        if "about" in e.facts and "confirmed" in e.facts and e.facts.get("party") == party
    )


def _is_mine(spec: EventSpec, event: Entry, own: uuid.UUID, told: frozenset[str]) -> bool:
    """What is theirs, what is everybody's, and what was told to them."""
    if Audience.PERSON not in spec.seen_by:
        return False
    if str(event.id) in told:
        return True
    return not spec.when_told and event.facts.get("party", str(own)) == str(own)


Opened = dict[tuple[uuid.UUID, str], str | None]


def _open(entries: Iterable[Entry], *, leave_out: bool = False) -> Opened:
    """The words of events in clear, by event and name; with `leave_out`, without what is for staff alone."""
    known = specs()
    wanted = {
        (e.id, name): uuid.UUID(text_id)
        for e in entries
        for name, text_id in e.texts.items()
        if not (leave_out and name in _FOR_STAFF | known[e.kind].for_staff)
    }
    clear = open_texts(list(wanted.values())) if wanted else {}
    shut = [text_id for text_id, text in clear.items() if text is None]
    clear |= dict.fromkeys(outside.boxed(shut) if shut else (), gettext(SEALED))
    return {place: clear.get(text_id) for place, text_id in wanted.items()}


def _line(
    event: Entry,
    sentence: str,
    opened: Opened,
    attached: Iterable[FileRow],
    gone: frozenset[str],
) -> Line:
    spec = specs()[event.kind]
    return Line(
        id=event.id,
        kind=event.kind,
        at=event.occurred_at,
        recorded_at=event.recorded_at,
        sentence=say(sentence or spec.written, event),
        words=tuple(
            Words(name=name, label=label_of(spec, name), text=opened[(event.id, name)])
            for name in event.texts
            if (event.id, name) in opened
        ),
        by_kind=event.by_kind,
        by_unit=event.by_unit,
        by_officer=event.by_officer,
        facts=event.facts,
        files=tuple(f for f in attached if f.event_id == event.id),
        annulled=str(event.id) in gone,
    )


def label_of(spec: EventSpec, name: str) -> str:
    return gettext(spec.text_labels.get(name) or TEXT_LABELS.get(name, "Text"))


def say(sentence: str, event: Entry) -> str:
    """A kind's sentence in the language of the page, its places filled from the event's facts."""
    spec = specs()[event.kind]
    labels = {**spec.labels, **spec.told_labels} if sentence == spec.told else spec.labels
    # A fact that the kind has only had since a later version is left empty.
    values: dict[str, object] = defaultdict(str)
    for name, value in event.facts.items():
        label = labels.get(name, {}).get(str(value))
        values[name] = gettext(label) if label else _dated(value)
    return gettext(sentence) % values if "%(" in sentence else gettext(sentence)


def _dated(value: Fact) -> Fact:
    """A day or an instant as people say it; anything else as it is."""
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return value
    at = datetime.fromisoformat(value)
    day = shape(at if at.tzinfo is None else localtime(at), pgettext("date format", "j F Y"))
    return f"{day} {localtime(at):%H:%M}" if at.tzinfo is not None else day


def last_of(lines: Sequence[Line], *kinds: str) -> Line | None:
    """The latest line of one of the kinds that still stands."""
    return next((n for n in reversed(lines) if n.kind in kinds and not n.annulled), None)
