"""What a unit of the demonstration does about its own lateness: it looks now and then, says why, and apologises."""

from huiying.config.demo import coming_in
from huiying.config.demo.talking import say, standing, tell_by_mouth, worker
from huiying.config.demo.world import Case
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.services import lateness

# How often somebody looks through a matter, and for how long.
_TIMES = 5


def look_over(case: Case) -> None:
    """Every other week. One unit in ten forgets, and is seen to."""
    case.looked += 1
    if standing(case).unexplained and case.chance(0.9):
        explain(case)
    if case.looked < _TIMES:
        case.then(look_over, 10, 18)


def explain(case: Case) -> None:
    lateness.explain_lateness(
        matter_id=case.matter_id, why=say(case, "late"), by=worker(case), at=case.at
    )
    if case.code:
        case.then(coming_in.look_up, 0.2, 4, desk=False)
    elif case.contact.phone:
        case.then(tell_why, 0.02, 1)


def tell_why(case: Case) -> None:
    tell_by_mouth(case, events.LATENESS_TOLD.kind)
