"""The officer complained of in the demonstration: asked, heard, told, cleared; some contest."""

from datetime import timedelta

from huiying.config.demo import words
from huiying.config.demo.talking import standing, worker
from huiying.config.demo.world import ZONE, Case
from huiying.core.kinds import Actor, SeatRole
from huiying.mechanisms.complaints.services import assigning, handling, officers


def question_officer(case: Case) -> None:
    due = (case.at + timedelta(days=5)).astimezone(ZONE).date()
    officers.put_questions(
        matter_id=case.matter_id,
        officer_id=case.about_officer,
        questions=words.pick(case.draw, "officer_question"),
        due_on=due.isoformat(),
        by=worker(case),
        at=case.at,
    )
    if case.chance(0.95):
        case.then(officer_replies, 0.5, 6)


def find_officer(case: Case) -> None:
    """Nobody was named; the roster of the day says who it was."""
    officer = case.world.staff(case.about_unit, SeatRole.DESK, case.draw.randint(0, 1))
    case.about_officer = officer.officer_id or 0
    handling.identify_accused(
        matter_id=case.matter_id, officer_id=case.about_officer, by=worker(case), at=case.at
    )
    case.then(question_officer, 0.2, 3)


def officer_replies(case: Case) -> None:
    officer = _officer(case)
    waiting = standing(case).open_hearings
    if not waiting:
        return
    text = words.pick(case.draw, "officer_reply")
    if case.chance(0.5):
        officers.hear_officer(
            matter_id=case.matter_id,
            question_id=waiting[0].id,
            text=text,
            companion=case.chance(0.4),
            by=worker(case),
            at=case.at,
        )
    else:
        officers.reply_as_officer(
            line_id=waiting[0].id, text=text, companion=False, by=officer, at=case.at
        )


def tell_officer(case: Case) -> None:
    officers.tell_officer(
        matter_id=case.matter_id, officer_id=case.about_officer, by=worker(case), at=case.at
    )
    if standing(case).finding == "unfounded" and case.chance(0.95):
        case.then(clear_officer, 0.2, 4)
    elif case.chance(0.12):
        case.then(contest, 1, 6)


def clear_officer(case: Case) -> None:
    officers.clear_officer(
        matter_id=case.matter_id, officer_id=case.about_officer, by=worker(case), at=case.at
    )


def contest(case: Case) -> None:
    officer = _officer(case)
    lines = officers.lines_for_officer(by=officer, at=case.at)
    told = next((e for e in lines if e.kind == "officer.told" and e.open), None)
    if told is not None:
        officers.contest_finding(
            line_id=told.id,
            text=words.pick(case.draw, "officer_contest"),
            by=officer,
            at=case.at,
        )


def _officer(case: Case) -> Actor:
    return assigning.officer_actor(case.about_officer, case.at)
