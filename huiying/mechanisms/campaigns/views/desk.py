"""The desk of a campaign: its table of acts, which of them are open, which brings about what is owed."""

from collections.abc import Callable
from typing import Any

from huiying.core.access import doors
from huiying.core.kinds import N_, Act
from huiying.core.web.acts import Desk, DeskAct, Doing
from huiying.core.web.acts_forms import PlainForm
from huiying.mechanisms.campaigns import forms_plan as f
from huiying.mechanisms.campaigns import rules
from huiying.mechanisms.campaigns.queries import CampaignPage, campaign_of
from huiying.mechanisms.campaigns.rules import Move
from huiying.mechanisms.campaigns.services import declaring, planning, publishing

Doer = Doing[CampaignPage]
PLAN, PUBLIC = N_("Plan"), N_("Tell the public")


def _change(d: Doer) -> None:
    given = {n: d.data[n] for n in ("title", "purpose", "begins", "ends", "notice", "questions")}
    declaring.change_plan(**d.of, plan=declaring.Plan(**given, asks=tuple(d.data["asks"])))


def _add(d: Doer) -> None:
    given = {name: d.data[name] for name in ("place", "planned", "first", "last", "words")}
    planning.add_area(**d.of, area=planning.NewArea(unit=int(d.data["unit"]), **given))


def _send(d: Doer) -> None:
    for area, officer in d.data["who"]:
        planning.send_officer(**d.of, area=area, officer=officer)


def _recall(d: Doer) -> None:
    for area, officer in d.data["who"]:
        planning.recall_officer(**d.of, area=area, officer=officer)


def _act(
    slug: str,
    move: Move,
    group: str,
    title: str,
    button: str,
    form: type[Any],
    do: Callable[[Doer], object],
    lead: str = "",
) -> DeskAct[CampaignPage]:
    return DeskAct(
        slug=slug, move=move, group=group, title=title, button=button, form=form, do=do, lead=lead
    )


ACTS: tuple[DeskAct[CampaignPage], ...] = (
    _act(
        "campaign-area", Move.SET_AREA, PLAN, N_("Add an area"), N_("Add it"), f.AreaForm, _add,
        N_("So many places in a unit. Nobody who lives there is listed."),
    ),
    _act(
        "campaign-send", Move.SEND, PLAN, N_("Say who goes where"), N_("Save"), f.WhoForm, _send,
    ),
    _act(
        "campaign-publish", Move.PUBLISH, PUBLIC, N_("Publish the plan"), N_("Publish it"),
        PlainForm, lambda d: publishing.publish_plan(**d.of),
        N_("Everybody can read it from now on: what for, where, when, what is asked."),
    ),
    _act(
        "campaign-announce", Move.ANNOUNCE, PUBLIC, N_("Announce the visits to an area"),
        N_("It is announced"), f.AnnounceForm,
        lambda d: publishing.announce_area(**d.of, **d.typed("area", "way")),
        N_("Before this nobody goes there."),
    ),
    _act(
        "campaign-change", Move.CHANGE, PLAN, N_("Change the plan"), N_("Save the plan"),
        f.ChangeForm, _change, N_("The earlier version stays in the history."),
    ),
    _act(
        "campaign-area-move", Move.MOVE_AREA, PLAN, N_("Change the days of an area"), N_("Save"),
        f.MoveAreaForm,
        lambda d: planning.move_area(
            **d.of, area=d.data["area"], first=d.data["first"], last=d.data["last"]
        ),
        N_("It is announced anew."),
    ),
    _act(
        "campaign-area-drop", Move.DROP_AREA, PLAN, N_("Take an area out"), N_("Take it out"),
        f.DropAreaForm, lambda d: planning.drop_area(**d.of, **d.typed("area", "reason")),
    ),
    _act(
        "campaign-recall", Move.RECALL, PLAN, N_("Somebody goes there no more"), N_("Save"),
        f.RecallForm, _recall,
    ),
    _act(
        "campaign-finish", Move.FINISH, PUBLIC, N_("The visits are over"),
        N_("The visits are over"), PlainForm, lambda d: publishing.finish_campaign(**d.of),
        N_("What people raised is answered as before. What came of it is published next."),
    ),
    _act(
        "campaign-results", Move.REPORT, PUBLIC, N_("Publish what came of it"), N_("Publish it"),
        f.ResultsForm, lambda d: publishing.publish_results(**d.of, **d.typed("heard", "done")),
    ),
    _act(
        "campaign-call-off", Move.CALL_OFF, PUBLIC, N_("Call it off"), N_("Call it off"),
        f.CallOffForm, lambda d: publishing.call_off(**d.of, reason=d.data["reason"]),
    ),
)  # fmt: skip


def _decide(page: CampaignPage, one: DeskAct[CampaignPage]) -> None:
    move = Move(one.move)
    if page.acts.isdisjoint(rules.MOVES[move][1]):
        raise doors.Denied(one.move)
    rules.decide(move, page.standing)


def _needs(one: DeskAct[CampaignPage]) -> tuple[Act, ...]:
    return rules.MOVES[Move(one.move)][1]


DESK: Desk[Any] = Desk(
    acts=ACTS,
    read=campaign_of,
    decide=_decide,
    needs=_needs,
    ways={
        "campaign.published": ("campaign-publish", "campaign-send", "campaign-area"),
        "campaign.announced": ("campaign-announce",),
        "campaign.finished": ("campaign-finish",),
        "campaign.results-published": ("campaign-results",),
    },
)
