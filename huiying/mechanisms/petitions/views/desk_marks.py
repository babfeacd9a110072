"""The acts of the desk on marks and what follows from them: feedback, a plan, meetings, an explanation."""

from collections.abc import Callable
from typing import Any

from huiying.core.kinds import N_
from huiying.core.web.acts import DeskAct, Doing
from huiying.mechanisms.petitions import forms_marks as f
from huiying.mechanisms.petitions.queries import PetitionPage
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services import leading, marking, meeting, settling

Doer = Doing[PetitionPage]
DECIDE, TALK, REVIEW, MARKS, PASS_ON = (
    N_("Decide"),
    N_("Talk with the petitioner"),
    N_("Review"),
    N_("Major, difficult, long unsettled"),
    N_("Pass on"),
)


def act(
    slug: str,
    move: Move,
    group: str,
    title: str,
    button: str,
    form: type[Any],
    do: Callable[[Doer], object],
    *,
    lead: str = "",
) -> DeskAct[PetitionPage]:
    return DeskAct(
        slug=slug,
        move=move,
        group=group,
        title=title,
        button=button,
        form=form,
        do=do,
        lead=lead,
    )


def yes(d: Doer, name: str) -> bool:
    return bool(d.data[name] == "yes")


def _mark(d: Doer) -> None:
    leader = d.data["leader"]
    marking.mark_matter(
        **d.of,
        **d.typed("mark", "reason"),
        until=d.data["until"].isoformat(),
        leader_id=int(leader) if leader else None,
    )


def _offer(d: Doer) -> None:
    times = [d.data[name] for name in ("first", "second", "third")]
    meeting.offer_meeting(
        **d.of,
        **d.typed("form", "where"),
        moments=[time.isoformat() for time in times if time is not None],
        party_id=d.party,
    )


def _hear_offer(d: Doer) -> None:
    offer_id, moment, way = meeting.read_answer(d.data["answer"])
    meeting.hear_answer(**d.of, offer_id=offer_id, moment=moment, way=way)


ACTS: tuple[DeskAct[PetitionPage], ...] = (
    act(
        "petition-mark", Move.MARK, MARKS, N_("Mark the matter"), N_("Mark it"), f.MarkForm, _mark,
        lead=N_("It ends on the day you choose, unless somebody decides anew. Nobody is marked."),
    ),
    act(
        "petition-unmark", Move.UNMARK, MARKS, N_("End a mark"), N_("End the mark"), f.UnmarkForm,
        lambda d: marking.unmark_matter(**d.of, **d.typed("mark", "reason")),
    ),
    act(
        "petition-mark-contest", Move.DECIDE_CONTEST, MARKS, N_("Decide on a contested mark"),
        N_("Decide"), f.DecideContestForm,
        lambda d: marking.decide_contest(
            **d.of, **d.typed("mark", "reason"), kept=yes(d, "kept")
        ),
        lead=N_("Somebody other than whoever set it decides."),
    ),
    act(
        "petition-feedback", Move.FEEDBACK, TALK, N_("Tell how it stands"), N_("Send it"),
        f.FeedbackForm,
        lambda d: leading.give_feedback(
            **d.of, message=d.data.get("message") or "", lines=d.data.get("lines") or []
        ),
    ),
    act(
        "petition-plan", Move.PLAN, MARKS, N_("Write the plan"), N_("Send the plan"), f.PlanForm,
        lambda d: leading.write_plan(**d.of, **d.typed("asked", "done", "remains", "explains")),
    ),
    act(
        "petition-offer", Move.OFFER, TALK, N_("Offer a meeting, a hearing or a mediation"),
        N_("Offer it"), f.OfferForm, _offer,
        lead=N_("They choose. A no changes nothing, and they hear back another way."),
    ),
    act(
        "petition-offer-answer", Move.HEAR_OFFER, TALK, N_("They answered the offer"), N_("Save"),
        f.HearOfferForm, _hear_offer,
    ),
    act(
        "petition-meeting", Move.HOLD, TALK, N_("Write up the meeting"), N_("Save"), f.HoldForm,
        lambda d: meeting.hold_meeting(
            **d.of, offer_id=d.id("offer_id"), record=d.data["record"], occurred_at=d.data["when"]
        ),
    ),
    act(
        "petition-explainer", Move.NAME_EXPLAINER, MARKS,
        N_("Name who explains it independently"), N_("Name them"), f.ExplainerForm,
        lambda d: leading.name_explainer(**d.of, officer_id=d.data["officer"]),
    ),
    act(
        "petition-explain", Move.EXPLAIN, TALK, N_("Explain it to the petitioner"),
        N_("Send the explanation"), f.ExplainForm,
        lambda d: leading.explain(**d.of, explanation=d.data["explanation"]),
    ),
    act(
        "petition-end", Move.END, DECIDE, N_("End it: the last level has decided and explained"),
        N_("End it"), f.NoteForm,
        lambda d: settling.end_at_last_level(**d.of, note=d.data["note"]),
        lead=N_("It is shown as ended at the last level, and not as settled."),
    ),
)  # fmt: skip
WAYS: dict[str, tuple[str, ...]] = {
    "petition.unmarked": ("petition-unmark",),
    "petition-mark.contest-told": ("petition-mark-contest",),
    "petition-feedback.told": ("petition-feedback",),
    "petition-plan.told": ("petition-plan",),
    "petition-meeting.offered": ("petition-offer",),
    "petition-meeting.held": ("petition-meeting",),
    "petition-explanation.told": ("petition-explain", "petition-explainer"),
}
