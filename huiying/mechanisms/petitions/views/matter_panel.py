"""What a petition adds to the page of its matter, for staff and for the petitioner."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.histories import Line, last_of
from huiying.core.kinds import N_, Act
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.panels import Head, Note, Outside, Panel, Section
from huiying.core.web.people_words import person_words
from huiying.mechanisms.petitions import choices, events
from huiying.mechanisms.petitions.queries import (
    PetitionOwn,
    PetitionPage,
    offers_to,
    own_petition_of,
    petition_of,
    speakers,
)
from huiying.mechanisms.petitions.rules import COOLING_OFF, Move
from huiying.mechanisms.petitions.standing import Mark, Stage
from huiying.mechanisms.petitions.views.deeds import DEEDS
from huiying.mechanisms.petitions.views.desk import DESK
from huiying.mechanisms.petitions.views.papers import open_papers
from huiying.mechanisms.petitions.views.stages import NEXT, STAGES


def _tag(stage: Stage) -> rows.Tag:
    tone, words = STAGES[stage]
    return rows.Tag(tone=tone, text=gettext(words))


def _head(page: PetitionPage, at: datetime) -> Head:
    return Head(title=gettext("Petition"), tag=_tag(page.standing.stage))


def _facts(page: PetitionPage, at: datetime) -> Iterator[rows.Fact]:
    standing, received = page.standing, page.lines[0] if page.lines else None
    classed = gettext(choices.CLASSES[standing.class_]) if standing.class_ else ""
    yield rows.Fact(label=gettext("Class in law"), value=classed or gettext("Not classed yet"))
    if received is not None:
        channel = gettext(choices.CHANNELS.get(str(received.facts.get("channel", "")), ""))
        came = f"{dates.moment(received.at)}, {channel}"
        yield rows.Fact(label=gettext("Came in"), value=came)
    if standing.finding:
        yield rows.Fact(label=gettext("Finding"), value=gettext(choices.FINDINGS[standing.finding]))
    for mark in standing.marks:
        yield rows.Fact(label=gettext("Marked"), value=_mark_words(mark))
    yield from _several(page)


def _several(page: PetitionPage) -> Iterator[rows.Fact]:
    """How many ask, who speaks for all, who withdraws and until when it is taken back: by number, never by name."""
    standing = page.standing
    called = {str(pk): words for pk, words in person_words(page.people).items()}
    if standing.petitioners > 1:
        yield rows.Fact(label=gettext("Petitioners"), value=str(standing.petitioners))
    if standing.speakers:
        speak = ", ".join(called.get(party, "") for party in standing.speakers)
        yield rows.Fact(label=gettext("Speaks for all"), value=speak)
    for party, asked in standing.leaving.items():
        words = gettext("%(who)s, on %(day)s") % {
            "who": called.get(party, ""),
            "day": dates.day(dates.local(asked + COOLING_OFF)),
        }
        yield rows.Fact(label=gettext("Withdrawal takes effect"), value=words)


def _mark_words(mark: Mark) -> str:
    words = gettext("%(mark)s, until %(day)s") % {
        "mark": gettext(choices.MARKS[mark.code]),
        "day": dates.day(date.fromisoformat(mark.until)),
    }
    leader = _leader(mark)
    return f"{words}; {leader}" if leader else words


def _leader(mark: Mark) -> str:
    found = units.officers([mark.leader]).get(mark.leader) if mark.leader else None
    return gettext("%(name)s answers for it") % {"name": found.name} if found else ""


def _asides(page: PetitionPage, at: datetime) -> Iterator[Section]:
    papers = open_papers(page.standing)
    if papers and page.acts & {Act.WORK, Act.REVIEW} and Act.SEE_PERSON in page.acts:
        yield Section(
            id="papers",
            title=gettext("Papers to print"),
            icon="doc",
            links=tuple(
                rows.Link(
                    label=paper.title,
                    url=reverse("petition_paper", args=[page.matter.ref, paper.code]),
                )
                for paper in papers
            ),
        )


# --- for the petitioner ------------------------------------------------------------------------------


def _own_head(page: PetitionOwn, at: datetime) -> Head:
    return Head(
        title=gettext("Your petition"),
        tag=_tag(page.stage),
        next=gettext(NEXT[page.stage]),
    )


def _own_sections(page: PetitionOwn, at: datetime) -> Iterator[Section]:
    if Move.FETCH_RECEIPT in page.moves:
        yield Section(
            id="receipt",
            title=gettext("The receipt of your complaint"),
            icon="lock",
            tone="plum",
            template="petitions/own_receipt.html",
        )
    yield from _own_withdrawal(page)
    yield from _own_marks(page)
    yield from _own_offer(page)
    yield from _own_others(page)
    for kind, id_, title in _IN_WORDS:
        line = last_of(page.lines, kind)
        if line is not None:
            yield _in_words(line, id_, gettext(title))


def _own_withdrawal(page: PetitionOwn) -> Iterator[Section]:
    asked = page.standing.leaving.get(str(page.party_id))
    if asked is not None:
        yield Section(
            id="withdrawal",
            title=gettext("You withdrew"),
            icon="clock",
            tone="warm",
            lines=(
                gettext("It takes effect on %(day)s. Until then you take it back with one press.")
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
    facts = [rows.Fact(label=w.label, value=w.text or "") for w in line.words if w.text]
    if due := str(line.facts.get("due_on", "")):
        facts.append(
            rows.Fact(label=gettext("Your last day"), value=dates.day_week(date.fromisoformat(due)))
        )
    return Section(id=id_, title=title, facts=tuple(facts))


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
        rows.Fact(label=_mark_words(mark), value=reasons.get(str(mark.line.id), ""))
        for mark in page.standing.marks
    ]
    if any(mark.contested for mark in page.standing.marks):
        lines.append(gettext("You contest a mark. Somebody else than who set it decides."))
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
            facts=tuple(
                rows.Fact(label=gettext("When"), value=dates.moment(datetime.fromisoformat(time)))
                for time in times
            ),
            lines=tuple(w for w in (where.get(about, ""), gettext("A no is an answer too.")) if w),
        )


def _form(offer: object) -> str:
    return gettext(choices.FORMS[str(offer.facts["form"])])  # type: ignore[attr-defined]


def _outcomes(page: PetitionOwn) -> Iterable[tuple[Line | None, str]]:
    """The last level first, then the review, then the opinion; or why it was not taken up."""
    return (
        (last_of(page.lines, events.FINAL_DECIDED.kind), gettext("Opinion of the last level")),
        (last_of(page.lines, events.REVIEW_DECIDED.kind), gettext("Reply to the review")),
        (last_of(page.lines, events.ANSWERED.kind), gettext("Our written opinion")),
        (last_of(page.lines, events.REFUSED.kind), gettext("Why we did not take it up")),
    )


def _hints(page: PetitionOwn) -> Iterator[str]:
    standing = page.standing
    if standing.stage in {Stage.RECEIVED, Stage.ACCEPTED} and standing.class_ in {
        "",
        choices.CLAIM,
    }:
        yield gettext(
            "Once you have the written opinion you can ask the next level for a review, "
            "and after that for a final review."
        )
    yield gettext(
        "Whoever writes to us again about this uses this page or gives its reference: then it joins this matter."
    )


def _held(page: PetitionOwn) -> dict[str, str]:
    standing = page.standing
    return {
        "stage": standing.stage.value,
        "class": standing.class_,
        "finding": standing.finding,
        "marks": ", ".join(mark.code for mark in standing.marks),
    }


def outside() -> Outside:
    """What runs on whatever is done here, as far as this jurisdiction's law was read."""
    if settings.HUIYING_JURISDICTION != "cn":
        return Outside()
    return Outside(
        title=gettext("What a petition does not stop"),
        runs_on=(
            Note(
                title=gettext("Time limits of your own"),
                text=gettext(
                    "The days within which you can sue, ask for administrative reconsideration "
                    "or claim compensation run "
                    "on while we look at your petition. Ask legal aid if you are not sure."
                ),
            ),
        ),
        doors=(
            Note(
                title=gettext("The petition office of the government"),
                text=gettext("It can forward your matter to us and have the result reported back."),
                basis=gettext("Regulations on petition work, article 22"),
            ),
        ),
    )


PANEL = Panel(
    read=petition_of,
    head=_head,
    facts=_facts,
    asides=_asides,
    marks={
        events.RECEIVED.kind: "person",
        events.LETTER_ADDED.kind: "person",
        events.REVIEW_REQUESTED.kind: "person",
        events.FINAL_REQUESTED.kind: "person",
        events.UNSETTLED.kind: "person",
        events.ANSWERED.kind: "kept",
        events.REVIEW_DECIDED.kind: "kept",
        events.FINAL_DECIDED.kind: "kept",
        events.SETTLED.kind: "kept",
    },
    desk=DESK,
    own_read=own_petition_of,
    own_head=_own_head,
    own_sections=_own_sections,
    outcomes=_outcomes,
    answers=frozenset(
        {
            events.ANSWERED.kind,
            events.REVIEW_DECIDED.kind,
            events.FINAL_DECIDED.kind,
            events.REFUSED.kind,
        }
    ),
    elsewhere=frozenset(
        {
            events.RECEIVED.kind,
            events.PLAN_WRITTEN.kind,
            events.EXPLAINED.kind,
            events.DIRECTED.kind,
            events.ACCEPTED.kind,
        }
    ),
    deeds=DEEDS,
    hints=_hints,
    held=_held,
)
