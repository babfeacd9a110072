"""How complaints of the demonstration end, and what comes after: told, judged, disagreed with, withdrawn, reopened."""

from contextlib import suppress

from huiying.config.demo import coming_in, talking
from huiying.config.demo.heard import tell_officer
from huiying.config.demo.talking import promise as promise
from huiying.config.demo.talking import say, standing, tell_by_mouth, worker
from huiying.config.demo.world import Case
from huiying.core.kinds import Actor, PartyRole, SeatRole
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.rules import IllegalMove
from huiying.mechanisms.complaints.services import (
    answering,
    asking,
    conversing,
    following,
    handling,
    reviewing,
    withdrawing,
)
from huiying.mechanisms.complaints.standing import LIVE, Stage

_FINDINGS = {"upheld": 36, "partly": 26, "not-upheld": 20, "unfounded": 10, "no-finding": 8}


def answer(case: Case) -> None:
    now = standing(case)
    if now.stage is Stage.RECEIVED:
        return
    case.finding = case.draw.choices(list(_FINDINGS), weights=list(_FINDINGS.values()))[0]
    answering.answer_complaint(
        matter_id=case.matter_id,
        finding=case.finding,
        answer=say(case, f"answer.{case.finding}"),
        reasons=say(case, "reasons"),
        remedy=say(case, "remedy") if case.finding in {"upheld", "partly"} else "",
        why_late=say(case, "late"),
        by=worker(case),
        at=case.at,
    )
    _after(case)


def _after(case: Case) -> None:
    if case.code:
        case.then(coming_in.look_up, 0.1, 6, desk=False)
    if case.contact.phone:
        case.then(tell_outcome, 0.02, 2 if case.chance(0.9) else 6)
    if case.about_officer:
        case.then(tell_officer, 0.1, 3)
    if case.channel == "forwarded" and case.chance(0.9):
        case.then(report_back, 0.1, 5)
    if case.finding == "upheld" and case.chance(0.25):
        case.then(promise, 0.05, 1)
    _what_the_person_does(case)


def _what_the_person_does(case: Case) -> None:
    doubt = 0.06 if case.finding == "upheld" else 0.24
    if case.holder is not None and case.chance(doubt):
        case.then(disagree, 1, 25, desk=False)
    elif case.chance(0.03):
        case.then(reopen, 10, 60)
    if case.chance(0.6):
        case.then(give_view, 3.5, 14, desk=False)


def tell_outcome(case: Case) -> None:
    tell_by_mouth(case, events.OUTCOME_TOLD.kind)


def report_back(case: Case) -> None:
    conversing.report_back(
        matter_id=case.matter_id,
        channel="letter",
        text=say(case, "report_back"),
        by=worker(case),
        at=case.at,
    )


def reopen(case: Case) -> None:
    handling.reopen_complaint(
        matter_id=case.matter_id,
        reason="有新的在场人愿意说明情况，我们把这件事重新办一遍。",
        by=worker(case),
        at=case.at,
    )
    case.then(talking.progress, 4, 10)
    case.then(answer, 6, 25)


# --- what the person thinks of it -----------------------------------------------------------------


def give_view(case: Case) -> None:
    """On their page, or on the telephone with somebody of the response centre."""
    if not standing(case).view_asked:
        return
    mood = 0.8 if case.finding in {"upheld", "partly"} else 0.45
    answers = {view: _mood(case, mood) for view in events.VIEWS}
    if case.holder is not None:
        following.open_page(by=case.holder, at=case.at)
        following.give_view(answers=answers, words=say(case, "view"), by=case.holder, at=case.at)
    elif case.contact.phone:
        asking.record_view_by_phone(
            matter_id=case.matter_id,
            answers=answers,
            words=say(case, "view"),
            by=case.world.staff(case.world.response, SeatRole.RESPONSE),
            at=case.at,
        )


def _mood(case: Case, share: float) -> str:
    if case.chance(share):
        return "satisfied" if case.chance(0.75) else "fair"
    return "dissatisfied" if case.chance(0.85) else "unsure"


def disagree(case: Case) -> None:
    if case.holder is None:
        return
    coming_in.look_up(case)
    # What the outside body answered has nobody left here to look at it again: the person is told so.
    with suppress(IllegalMove):
        reviewing.disagree(
            matter_id=case.matter_id, reason=say(case, "disagree"), by=case.holder, at=case.at
        )
        if case.chance(0.92):
            case.then(start_review, 0.5, 5)


def start_review(case: Case) -> None:
    reviewing.start_review(matter_id=case.matter_id, by=_reviewer(case), at=case.at)
    case.then(decide_review, 5, 24 if case.chance(0.85) else 50)


def decide_review(case: Case) -> None:
    changed = case.chance(0.35)
    case.finding = "upheld" if changed else standing(case).finding or "not-upheld"
    reviewing.decide_review(
        matter_id=case.matter_id,
        changed=changed,
        finding=case.finding,
        answer=say(case, "review.changed" if changed else "review.kept"),
        reasons=say(case, "reasons"),
        why_late=say(case, "late"),
        by=_reviewer(case),
        at=case.at,
    )
    case.then(coming_in.look_up, 0.2, 6, desk=False)
    if case.chance(0.5):
        case.then(give_view, 4, 14, desk=False)


def _reviewer(case: Case) -> Actor:
    return case.world.staff(case.unit(PartyRole.REVIEWING), SeatRole.COMPLAINTS, case.hand)


# --- withdrawal -----------------------------------------------------------------------------------


def ask_to_withdraw(case: Case) -> None:
    if case.holder is None:
        return
    withdrawing.ask_withdrawal(
        matter_id=case.matter_id, reason=say(case, "withdraw"), by=case.holder, at=case.at
    )
    case.then(speak_apart, 0.3, 4)


def speak_apart(case: Case) -> None:
    """Another unit speaks with the person alone; some were pressed, some think again."""
    pressed = case.chance(0.12)
    wants = not pressed and case.chance(0.85)
    withdrawing.record_spoken_apart(
        matter_id=case.matter_id,
        wants=wants,
        pressed=pressed,
        note=say(case, "spoken"),
        by=_reviewer(case),
        at=case.at,
    )
    if not wants:
        case.then(go_on_handling, 1, 3)
    elif case.chance(0.15):
        case.then(take_up_again, 9, 30, desk=False)


def take_up_again(case: Case) -> None:
    if case.holder is not None:
        withdrawing.take_up_again(
            matter_id=case.matter_id,
            reason="想了几天，还是想有个结果。",
            by=case.holder,
            at=case.at,
        )
        case.then(answer, 5, 25)


def go_on_handling(case: Case) -> None:
    """What had to wait while the person thought about withdrawing goes on."""
    now = standing(case)
    if now.stage is Stage.RECEIVED:
        handling.accept_complaint(matter_id=case.matter_id, by=case.officer(), at=case.at)
    if now.stage in LIVE:
        case.then(answer, 4, 18)
