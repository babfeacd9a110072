"""The sections of a petition's page that only its petitioner sees: where it is, marks, offers, the others."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext

from huiying.core.duties.histories import Line, last_of
from huiying.core.kinds import N_
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.panels import Section
from huiying.mechanisms.petitions import choices, events
from huiying.mechanisms.petitions.queries import PetitionOwn, offers_to, speakers
from huiying.mechanisms.petitions.rules import COOLING_OFF, Move
from huiying.mechanisms.petitions.standing import Mark


def mark_words(mark: Mark) -> str:
    words = gettext("%(mark)s, until %(day)s") % {
        "mark": gettext(choices.MARKS[mark.code]),
        "day": dates.day(date.fromisoformat(mark.until)),
    }
    leader = _leader(mark)
    return gettext("; ").join(part for part in (words, leader) if part)


def _leader(mark: Mark) -> str:
    found = units.officers([mark.leader]).get(mark.leader) if mark.leader else None
    return gettext("%(name)s answers for it") % {"name": found.name} if found else ""


def own_sections(page: PetitionOwn, at: datetime) -> Iterator[Section]:
    if Move.FETCH_RECEIPT in page.moves:
        yield Section(
            id="receipt",
            title=gettext("The receipt of your complaint"),
            icon="lock",
            tone="plum",
            template="petitions/own_receipt.html",
        )
    yield from _own_moved(page)
    yield from _own_withdrawal(page)
    yield from _own_marks(page)
    yield from _own_offer(page)
    yield from _own_others(page)
    for kind, id_, title in _IN_WORDS:
        line = last_of(page.lines, kind)
        if line is not None:
            yield _in_words(line, id_, gettext(title))


def _own_moved(page: PetitionOwn) -> Iterator[Section]:
    """Where it went: which body, on which day, by which rule, and what the petitioner may do."""
    moved = page.standing.moved
    if moved is None:
        return
    there = units.tree().get(int(moved.facts["to_unit"]))
    outside = bool(moved.facts.get("outside"))
    may = _MAY_OUTSIDE if outside else _MAY_INSIDE if page.standing.to_take_over else _TAKEN_OVER
    line = next((n for n in page.lines if n.id == moved.id), None)
    decided = moved.facts["cause"] == "decided"
    facts = [
        rows.Fact(
            label=gettext("Who has it now"),
            value=there.name if there else gettext("The body that forwarded it"),
        ),
        rows.Fact(
            label=gettext("Since which day"), value=dates.day_week(dates.local(moved.occurred_at))
        ),
        rows.Fact(
            label=gettext("Why it was passed on"),
            value=gettext(choices.CAUSES[str(moved.facts["cause"])]),
        ),
        rows.Fact(
            label=gettext("By which rule"), value=gettext(_RULE_DECIDED if decided else _RULE_MOVED)
        ),
    ]
    if line is not None and line.word("reason"):
        facts.insert(3, rows.Fact(label=gettext("In words"), value=line.word("reason")))
    yield Section(
        id="moved",
        title=gettext("Another body answers you now")
        if outside
        else gettext("Another unit answers you now"),
        icon="right",
        facts=tuple(facts),
        lines=(gettext(may),),
    )


_RULE_MOVED = N_(
    "Regulations on petition work, article 23(1): it goes to the unit that answers for it, and you are told where"
)
_RULE_DECIDED = N_("Regulations on petition work, article 24: the level above both decides")
_MAY_INSIDE = N_(
    "You need do nothing: nothing has to be brought again, and what was promised stays promised. Within five working "
    "days that unit says whether it takes it over; if not, it comes back and goes on. If you think it is wrong there, "
    "write to us here."
)
_TAKEN_OVER = N_(
    "It took it over. You need do nothing: nothing has to be brought again, and what was promised stays promised. If "
    "you think it is wrong there, write to us here."
)
_MAY_OUTSIDE = N_(
    "You can ask that body how it stands, with our reference, or go to it yourself. If it does not take it over, it "
    "comes back here and goes on, and we tell you. If you think it is wrong there, write to us here."
)


def _own_withdrawal(page: PetitionOwn) -> Iterator[Section]:
    asked = page.standing.leaving.get(str(page.party_id))
    if asked is not None:
        yield Section(
            id="withdrawal",
            title=gettext("You withdrew"),
            icon="clock",
            tone="warm",
            lines=(
                gettext(
                    "It takes effect on %(day)s. Until then you can take it back with one press."
                )
                % {"day": dates.day_week(dates.local(asked + COOLING_OFF))},
            ),
        )


def _own_others(page: PetitionOwn) -> Iterator[Section]:
    """Who speaks for all, as they wrote it; that somebody else can join; and nothing of anybody else."""
    if page.left:
        return
    speak = [
        words for party, words in speakers(page.standing).items() if party != str(page.party_id)
    ]
    if speak:
        yield Section(
            id="speakers",
            title=gettext("Who speaks for all who ask this"),
            icon="users",
            lines=tuple(speak),
        )
    if Move.BRING_ANOTHER in page.moves:
        yield Section(
            id="another",
            title=gettext("Does somebody else ask the same?"),
            icon="users",
            template="petitions/own_another.html",
        )


_IN_WORDS = (
    (events.PLAN_WRITTEN.kind, "plan", N_("What we plan, so that it is settled")),
    (events.EXPLAINED.kind, "explained", N_("Explained by a unit that did not decide")),
    (events.DIRECTED.kind, "procedure", N_("The procedure that the law has for this")),
    (events.ACCEPTED.kind, "path", N_("How it is handled")),
)


def _in_words(line: Line, id_: str, title: str) -> Section:
    said = [w for w in line.words if w.text]
    alone = len(said) == 1
    facts = [] if alone else [rows.Fact(label=w.label, value=w.text or "") for w in said]
    if due := str(line.facts.get("due_on", "")):
        facts.append(
            rows.Fact(label=gettext("Your last day"), value=dates.day_week(date.fromisoformat(due)))
        )
    lines = tuple(w.text or "" for w in said) if alone else ()
    return Section(id=id_, title=title, lines=lines, facts=tuple(facts))


def _own_marks(page: PetitionOwn) -> Iterator[Section]:
    """A mark is shown to whom it concerns: which, why, until when, who answers, and that it can be contested."""
    reasons = {str(line.id): line.word("reason") for line in page.lines}
    if not page.standing.marks:
        return
    lines = [
        gettext(
            "A mark is one of this matter. It says nothing about you, and nobody is listed by it."
        )
    ]
    facts = [
        rows.Fact(label=mark_words(mark), value=reasons.get(str(mark.line.id), ""))
        for mark in page.standing.marks
    ]
    if any(mark.contested for mark in page.standing.marks):
        lines.append(gettext("You contest a mark. Somebody other than whoever set it decides."))
    yield Section(
        id="marks", title=gettext("How this matter is marked, and why"), icon="flag",
        lines=tuple(lines), facts=tuple(facts),
    )  # fmt: skip


def _own_offer(page: PetitionOwn) -> Iterator[Section]:
    offers = offers_to(page.standing, page.party_id)
    where = {str(line.id): line.word("where") for line in page.lines}
    for offer in offers:
        taken = str(offer.facts.get("due_on", ""))
        times = [taken] if taken else [
            str(offer.facts[n]) for n in ("first", "second", "third") if offer.facts.get(n)
        ]  # fmt: skip
        about = str(offer.facts.get("about", offer.id))
        yield Section(
            id="offer",
            title=gettext("Agreed: %(form)s") % {"form": _form(offer)}
            if taken
            else gettext("We offer you %(form)s") % {"form": _form(offer)},
            icon="cal",
            tone="warm",
            facts=(_when(times, taken=bool(taken)),),
            lines=tuple(w for w in (where.get(about, ""), _free(agreed=bool(taken))) if w),
        )


def _free(*, agreed: bool) -> str:
    if agreed:
        return gettext("You can call it off until then, and hear back another way.")
    return gettext("A no is an answer too.")


def _when(times: list[str], *, taken: bool) -> rows.Fact:
    """The time that was taken, or those to choose from."""
    said = [dates.moment(datetime.fromisoformat(time)) for time in times]
    label = gettext("When") if taken else gettext("Times to choose from")
    return rows.Fact(label=label, value=gettext(", or ").join(said))


def _form(offer: object) -> str:
    return gettext(choices.FORMS[str(offer.facts["form"])])  # type: ignore[attr-defined]
