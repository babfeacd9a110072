"""How a unit handles a complaint of the demonstration, from the first look at it to the answer."""

from datetime import timedelta

from huiying.config.demo import coming_in, ended, late, talking, words
from huiying.config.demo.heard import find_officer, question_officer
from huiying.config.demo.talking import standing, tell_by_mouth, worker
from huiying.config.demo.world import Case
from huiying.core.holders.handing_on import hand_over_officer
from huiying.core.kinds import SeatRole
from huiying.core.ledger import queries as ledger
from huiying.mechanisms.complaints.services import (
    annulling,
    assigning,
    conversing,
    extending,
    handling,
    preserving,
    transferring,
)

_CLASS = {
    "help": "suggestion",
    "property": "claim",
    "decision": "remedy-elsewhere",
    "slow": "claim",
    "no-response": "claim",
    "unsure": "claim",
}


def begin(case: Case) -> None:
    """The complaint is there: what its people and its unit will do about it is drawn."""
    coming_in.file(case)
    if case.code:
        case.then(coming_in.look_up, 0.2, 5, desk=False)
    if case.chance(0.07) and case.holder is not None:
        case.then(talking.add_photograph, 0, 0.5, desk=False)
    if case.silent:
        # Only when it has gone all the way up does somebody act.
        if case.chance(0.9):
            case.then(take_up, 14, 40)
        return
    if case.waits:
        case.then(take_up_and_wait, 0.1, 1)
        return
    case.then(late.look_over, 9, 14)
    case.then(take_up, 0.3, 5 if case.chance(0.85) else 14)
    if case.contact.phone:
        case.then(talking.call, 0.5, 3 if case.chance(0.85) else 9)


def take_up(case: Case) -> None:
    """Classed, and then taken up, refused, or passed on."""
    main = case.category.partition(".")[0]
    handling.class_complaint(
        matter_id=case.matter_id,
        class_=_CLASS.get(main, "accusation"),
        by=case.officer(),
        at=case.at,
    )
    if case.contact.phone and case.channel != "web":
        tell_by_mouth(case, "complaint.acknowledged")
    luck = case.draw.random()
    if main == "help" and luck < 0.5:
        case.then(to_station, 0.2, 2)
    elif luck < 0.05:
        case.then(to_outside, 0.2, 3)
    elif luck < 0.14:
        case.then(refuse, 0.2, 4)
    else:
        case.then(accept, 0.1, 4)
        if standing(case).conduct and case.chance(0.97):
            case.then(preserve, 0, 1.2 if case.chance(0.9) else 6)
    if case.chance(0.07):
        case.then(ended.ask_to_withdraw, 3, 20, desk=False)


def take_up_and_wait(case: Case) -> None:
    """Done so far as it goes; what comes next is for whoever sits at the desk today."""
    handling.class_complaint(
        matter_id=case.matter_id, class_="accusation", by=case.officer(), at=case.at
    )
    talking.call(case)
    if standing(case).conduct:
        preserve(case)
    if case.waits == "answer":
        case.then(accept, 0.1, 2)


def accept(case: Case) -> None:
    handling.accept_complaint(matter_id=case.matter_id, by=case.officer(), at=case.at)
    if case.contact.phone and case.chance(0.7):
        tell_by_mouth(case, "acceptance.told")
    elif case.code:
        case.then(coming_in.look_up, 0.5, 6, desk=False)
    luck = case.draw.random()
    if case.waits:
        case.then(assign, 0.05, 0.5)
        case.then(talking.progress, 6, 10)
        case.then(talking.progress, 17, 21)
        return
    if luck < 0.80:
        case.then(ended.answer, 7, 21)
    elif luck < 0.98:
        case.then(ended.answer, 26, 60)
    _on_the_way(case, slow=luck >= 0.80)


def _on_the_way(case: Case, *, slow: bool) -> None:
    """What happens between taking it up and the answer."""
    case.then(talking.progress, 6, 13)
    if slow:
        case.then(talking.progress, 24, 40)
        if case.chance(0.45):
            case.then(ask_more_time, 14, 20)
    for step, share, low, high in (
        (talking.ask, 0.35, 1, 7),
        (talking.message, 0.25, 2, 15),
        (assign, 0.5, 0.1, 2),
        (wrong_entry, 0.03, 2, 8),
        (talking.join, 0.04, 2, 8),
        (leave, 0.01, 3, 9),
        (recategorise, 0.04, 1, 4),
    ):
        if case.chance(share):
            case.then(step, low, high, desk=step not in {talking.message, talking.join})
    if case.about_officer and case.chance(0.97):
        case.then(question_officer, 1, 4)
    elif case.about_unit in case.world.stations and standing(case).conduct and case.chance(0.95):
        case.then(find_officer, 1, 4)


# --- the desk ------------------------------------------------------------------------------------


def refuse(case: Case) -> None:
    handling.refuse_complaint(
        matter_id=case.matter_id,
        ground=case.draw.choice(["own-procedure", "not-police", "answered-before"]),
        reason=case.draw.choice(words.listed("refusal.reason_zh")),
        remedy=case.draw.choice(words.listed("refusal.remedy_zh")),
        by=case.officer(),
        at=case.at,
    )
    if case.contact.phone:
        tell_by_mouth(case, "refusal.told")
    if case.code:
        case.then(coming_in.look_up, 0.5, 6, desk=False)
    if case.chance(0.2):
        case.then(ended.disagree, 2, 20, desk=False)


def to_station(case: Case) -> None:
    """A hardship or a suggestion goes to the station that can do something about it."""
    near = case.world.stations[0] if case.chance(0.5) else case.draw.choice(case.world.stations)
    _transfer(case, near, "competence")
    case.then(accept_at_station, 0.3, 3)


def accept_at_station(case: Case) -> None:
    head = case.officer(SeatRole.HEAD)
    handling.accept_complaint(matter_id=case.matter_id, by=head, at=case.at)
    desk = case.world.staff(case.unit(), SeatRole.DESK, case.hand)
    assigning.assign_complaint(
        matter_id=case.matter_id, officer_id=desk.officer_id or 0, by=head, at=case.at
    )
    if case.chance(0.85):
        case.then(ended.answer, 5, 30)
    case.then(talking.progress, 6, 13)
    if case.chance(0.3):
        case.then(ended.promise, 3, 10)


def to_outside(case: Case) -> None:
    _transfer(case, case.world.outside, "jurisdiction")


def _transfer(case: Case, unit: int, cause: str) -> None:
    transferring.transfer_complaint(
        matter_id=case.matter_id,
        to_unit=unit,
        cause=cause,
        reason=words.pick(case.draw, "transfer"),
        by=case.officer(),
        at=case.at,
    )
    if case.contact.phone:
        case.then(tell_transfer, 0.1, 3)
    elif case.code:
        case.then(coming_in.look_up, 0.5, 4, desk=False)


def tell_transfer(case: Case) -> None:
    tell_by_mouth(case, "transfer.told")


def preserve(case: Case) -> None:
    some = case.chance(0.85)
    preserving.record_preserved(
        matter_id=case.matter_id,
        by=case.officer(),
        at=case.at,
        body_worn=some,
        call_audio=some and case.channel == "110",
        cctv=some and case.chance(0.4),
        none_exists=not some,
    )


def assign(case: Case) -> None:
    officer = case.officer()
    assigning.assign_complaint(
        matter_id=case.matter_id,
        officer_id=officer.officer_id or 0,
        by=case.officer(SeatRole.HEAD),
        at=case.at,
    )


def leave(case: Case) -> None:
    """The officer goes on leave for a week: what they had in hand is somebody else's the same minute."""
    officer = case.officer()
    hand_over_officer(
        officer_id=officer.officer_id or 0,
        cause="leave",
        by=officer,
        at=case.at,
        until=case.at + timedelta(days=7),
    )


def recategorise(case: Case) -> None:
    handling.recategorise_complaint(
        matter_id=case.matter_id, category="slow.no-news", by=worker(case), at=case.at
    )


def wrong_entry(case: Case) -> None:
    """A contact noted on the wrong matter: proposed to be put right, and agreed to by the head a day later."""
    conversing.record_contact_made(
        matter_id=case.matter_id, channel="telephone", by=worker(case), at=case.at
    )
    wrong = ledger.history(case.matter_id)[-1]
    case.at += timedelta(minutes=20)
    annulling.propose_annulment(
        matter_id=case.matter_id,
        event_id=wrong.id,
        reason="记错了，这次通话是另一件事的。",
        by=worker(case),
        at=case.at,
    )
    case.then(agree_it_was_wrong, 0.1, 2)


def agree_it_was_wrong(case: Case) -> None:
    annulling.confirm_annulment(
        matter_id=case.matter_id,
        proposal_id=standing(case).open_annulments[0].id,
        reason="经核对，这一条记错了事项，已经更正。",
        by=case.officer(SeatRole.HEAD),
        at=case.at,
    )


def ask_more_time(case: Case) -> None:
    extending.ask_extension(
        matter_id=case.matter_id,
        days=case.draw.choice([7, 10, 15]),
        reason=words.pick(case.draw, "extension"),
        by=worker(case),
        at=case.at,
    )
    case.then(decide_more_time, 0.1, 2)


def decide_more_time(case: Case) -> None:
    extending.decide_extension(
        matter_id=case.matter_id,
        granted=case.chance(0.8),
        reason=words.pick(case.draw, "extension"),
        by=case.officer(SeatRole.HEAD),
        at=case.at,
    )
    if case.contact.phone:
        tell_by_mouth(case, "extension.told")
