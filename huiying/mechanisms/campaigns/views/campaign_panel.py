"""What the page of a campaign shows to staff: the plan, the areas, how far each unit has come."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.matters import HolderPage
from huiying.core.kinds import Act
from huiying.core.web import rows
from huiying.core.web.panels import Head, Panel, Section
from huiying.mechanisms.campaigns import events
from huiying.mechanisms.campaigns.forms_plan import days_words
from huiying.mechanisms.campaigns.queries import CampaignPage, campaign_of
from huiying.mechanisms.campaigns.standing import Stage
from huiying.mechanisms.campaigns.views import plan_rows
from huiying.mechanisms.campaigns.views.desk import DESK
from huiying.mechanisms.campaigns.views.stages import STAGES


def _head(page: CampaignPage, at: datetime) -> Head:
    tone, words = STAGES[page.standing.stage]
    title = page.words(page.standing.plan, "title")
    return Head(
        title=gettext("Visiting campaign: %(title)s") % {"title": title},
        tag=rows.Tag(tone=tone, text=gettext(words)),
    )


def _facts(page: CampaignPage, at: datetime) -> Iterator[rows.Fact]:
    stand = page.standing
    yield rows.Fact(label=gettext("Days"), value=days_words(stand.begins, stand.ends))
    yield rows.Fact(label=gettext("What it is for"), value=page.words(stand.plan, "purpose"))
    if stand.published is not None:
        url = reverse("campaign_public", args=[page.matter.ref])
        yield rows.Fact(label=gettext("Public page"), value=page.matter.ref, url=url)


def _sections(page: CampaignPage, at: datetime) -> Iterator[Section]:
    stand = page.standing
    areas = [
        plan_rows.area_line(area, page.words(area.line, "area"), staff=True) for area in stand.areas
    ]
    yield Section(
        id="areas", title=gettext("Who goes where"), icon="station", template="campaigns/staff_areas.html",
        values={"areas": areas},
    )  # fmt: skip
    yield Section(
        id="asked", title=gettext("What is asked, and how people are asked first"), icon="msg",
        template="campaigns/staff_asked.html",
        values={
            "asks": plan_rows.asked(stand, page.words(stand.plan, "questions")),
            "notice": page.words(stand.plan, "notice"),
        },
    )  # fmt: skip
    if stand.stage is not Stage.DRAFT:
        yield _progress(page)


def _progress(page: CampaignPage) -> Section:
    return Section(
        id="progress", title=gettext("How far it has come"), icon="scale",
        template="campaigns/staff_progress.html",
        values={
            "heads": plan_rows.heads(),
            "progress": plan_rows.staff_lines(page.progress),
            "answered": plan_rows.staff_answered(page.progress),
        },
    )  # fmt: skip


def _asides(page: CampaignPage, at: datetime) -> Iterator[Section]:
    links = [rows.Link(label=gettext("What was raised"), url=reverse("raised_list"))]
    if Act.VISIT in page.acts:
        links.insert(0, rows.Link(label=gettext("Where I go"), url=reverse("campaign_day")))
    yield Section(id="more", title=gettext("Beside it"), icon="link", links=tuple(links))


def _own(page: HolderPage) -> HolderPage:
    """Nobody holds a code of a campaign: nobody is on it."""
    return page


PANEL: Panel[CampaignPage, HolderPage] = Panel(
    read=campaign_of,
    head=_head,
    facts=_facts,
    sections=_sections,
    asides=_asides,
    marks={events.PUBLISHED.kind: "kept", events.RESULTS.kind: "kept"},
    desk=DESK,
    own_read=_own,
)
