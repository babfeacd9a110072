"""What a petition adds to the page of its matter, for staff and for the petitioner."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.histories import Line, last_of
from huiying.core.duties.matters import HolderPage
from huiying.core.kinds import Act
from huiying.core.web import dates, rows
from huiying.core.web.panels import Head, Note, Outside, Panel, Section
from huiying.core.web.people_words import person_words
from huiying.mechanisms.petitions import choices, events
from huiying.mechanisms.petitions.forms_desk import waiting_words
from huiying.mechanisms.petitions.queries import (
    PetitionOwn,
    PetitionPage,
    own_petition_of,
    petition_of,
)
from huiying.mechanisms.petitions.rules import COOLING_OFF
from huiying.mechanisms.petitions.standing import Stage
from huiying.mechanisms.petitions.views.deeds import DEEDS
from huiying.mechanisms.petitions.views.desk import DESK
from huiying.mechanisms.petitions.views.own_panel import mark_words, own_sections
from huiying.mechanisms.petitions.views.papers import open_papers
from huiying.mechanisms.petitions.views.stages import (
    HEARING,
    NEXT,
    OWN_WORDS,
    STAGES,
    SUGGESTION_ANSWERED,
)


def _tag(stage: Stage, *, own: bool = False) -> rows.Tag:
    tone, words = STAGES[stage]
    return rows.Tag(tone=tone, text=gettext(OWN_WORDS.get(stage, words) if own else words))


def _head(page: PetitionPage, at: datetime) -> Head:
    return Head(title=gettext("Petition"), tag=_tag(page.standing.stage))


def _facts(page: PetitionPage, at: datetime) -> Iterator[rows.Fact]:
    standing, received = page.standing, page.lines[0] if page.lines else None
    classed = gettext(choices.CLASSES[standing.class_]) if standing.class_ else ""
    yield rows.Fact(label=gettext("Class in law"), value=classed or gettext("Not classed yet"))
    if received is not None:
        channel = gettext(choices.CHANNELS.get(str(received.facts.get("channel", "")), ""))
        came = " · ".join(part for part in (dates.moment(received.at), channel) if part)
        yield rows.Fact(label=gettext("Came in"), value=came)
    if standing.finding:
        yield rows.Fact(label=gettext("Finding"), value=gettext(choices.FINDINGS[standing.finding]))
    for mark in standing.marks:
        yield rows.Fact(label=gettext("Marked"), value=mark_words(mark))
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


def _sections(page: PetitionPage, at: datetime) -> Iterator[Section]:
    if page.untold:
        yield Section(
            id="untold",
            title=gettext("Waits to be told"),
            icon="msg",
            tone="warm",
            lines=tuple(words for _id, words in waiting_words(page)),
        )


def _asides(page: PetitionPage, at: datetime) -> Iterator[Section]:
    papers = open_papers(page)
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
        tag=_tag(page.stage, own=True),
        next=gettext(_next(page)),
    )


def _next(page: PetitionOwn) -> str:
    """The law gives a review for claims (art. 35), and a suggestion is answered once; a hearing stops the clock."""
    if page.stage is Stage.ANSWERED and page.standing.class_ == choices.SUGGESTION:
        return SUGGESTION_ANSWERED
    if page.stage is Stage.FINAL_REVIEWING and page.standing.hearing_open:
        return HEARING
    return NEXT[page.stage]


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


def outside(page: HolderPage) -> Outside:
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
    sections=_sections,
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
    own_sections=own_sections,
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
