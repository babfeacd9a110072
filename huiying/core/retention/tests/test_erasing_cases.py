"""Cases and petitions come to their end like complaints: when nobody waits, by two persons, and never under a hold."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest

from huiying.core.duties.services import rebuild, sweep
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.checking import altered_events, altered_texts
from huiying.core.ledger.entries import standing
from huiying.core.people import safe
from huiying.core.people.models import Person, SealedText
from huiying.core.people.safe import SafePlan
from huiying.core.people.services import open_contact
from huiying.core.retention import disposing, holds
from huiying.core.retention.erasing import erase_approved
from huiying.core.retention.models import Keeping, Line
from huiying.core.retention.tests.ending import actor, approved, read_all, second_overseer
from huiying.mechanisms.cases.services import belongings, going_on, remedying, wishing
from huiying.mechanisms.cases.tests import support as cases
from huiying.mechanisms.cases.tests.test_not_opening import refuse
from huiying.mechanisms.openness.models import Bulletin, Part
from huiying.mechanisms.openness.services.refreshing import refresh_now
from huiying.mechanisms.petitions.services import marking
from huiying.mechanisms.petitions.tests import support as petitions

UP = cases.days(10 * 365.25 + 60)


@pytest.fixture
def service(db: None) -> cases.Service:
    made = cases.build()
    second_overseer(made)
    return made


def concluded(service: cases.Service, *people: object) -> cases.Case:
    """Opened, and concluded after twenty days; its victim lives in fear and said how to be reached."""
    case = cases.opened(service, *people, summary="窗户被撬，少了一台相机。")  # type: ignore[arg-type]
    wishing.set_safe_contact(
        matter_id=case.matter_id,
        plan=SafePlan(never=("home",), spoken_word="桂花"),
        by=case.holder(),
        at=service.at + cases.days(2),
    )
    going_on.conclude_case(
        matter_id=case.matter_id,
        how="mediated",
        reason="没有犯罪事实。",
        by=service.actor("cai"),
        at=service.at + cases.days(20),
    )
    return case


def erase(service: cases.Service, *found: cases.Case) -> None:
    at = service.at + UP
    approved(service, *found, at=at)  # type: ignore[arg-type]
    while erase_approved(at, 2):
        pass


def is_up(case: cases.Case) -> bool:
    row = Keeping.objects.filter(pk=case.matter_id).first()
    return row is not None and row.up_on is not None


def people_of(case: cases.Case) -> Iterator[uuid.UUID]:
    for party in ledger.parties(case.matter_id):
        if party.person_id is not None:
            yield party.person_id


def published() -> tuple[list[object], list[object]]:
    shown = ("period", "unit", "measure", "shown", "number", "of", "value", "low", "high", "detail")
    counts = ("period", "unit", "matter", "due", "kept", "own_law_due", "own_standard_kept")
    return (
        list(Bulletin.objects.order_by(*shown[:3]).values_list(*shown)),
        list(Part.objects.order_by(*counts[:3]).values_list(*counts)),
    )


def test_all_the_people_of_a_case_are_erased_and_the_ledger_and_its_texts_verify(
    service: cases.Service,
):
    case = concluded(service, cases.who(), cases.who(contact=cases.BY_MAIL))
    texts = [uuid.UUID(t) for line in case.history() for t in line.texts.values()]
    before = dict(SealedText.objects.filter(pk__in=texts).values_list("pk", "commitment"))
    erase(service, case)
    assert len(before) > 1
    for text in SealedText.objects.filter(pk__in=texts):
        assert (text.sealed, text.salt) == (None, None)
        assert bytes(text.commitment or b"") == bytes(before[text.pk] or b"")
    persons = list(people_of(case))
    assert len(persons) == 2
    for person in persons:
        assert open_contact(person).empty()
        assert Person.objects.get(pk=person).safe is None
    assert safe.with_plans(persons) == set()
    assert altered_events(case.matter_id) == []
    assert altered_texts(case.matter_id) == []
    assert case.last("data.erased")["term"] == "agency.keep-cases"
    assert case.last("data.erased")["people"] == 2


def test_duties_and_figures_are_what_they_were(service: cases.Service):
    several = [concluded(service) for _ in range(11)]
    at = service.at + UP
    while sweep(now=at):
        pass
    refresh_now(at)
    before = published()
    assert all(before)
    erase(service, several[0])
    assert rebuild(matter_ids=[several[0].matter_id], now=at) == 0
    refresh_now(at)
    assert published() == before


def test_a_hold_keeps_a_case_whatever_was_approved(service: cases.Service):
    case = concluded(service)
    at = service.at + UP
    approved(service, case, at=at)  # type: ignore[arg-type]
    holds.place_hold(
        matter_id=case.matter_id,
        until=(at + timedelta(days=90)).date(),
        reason="检察机关调阅。",
        by=actor(service, "olga", at),
        at=at,
    )
    while erase_approved(at, 2):
        pass
    assert Line.objects.get(matter_id=case.matter_id).left_out == "held"
    assert not any(open_contact(person).empty() for person in people_of(case))


def test_an_open_case_and_one_whose_things_are_still_here_never_come_to_their_end(
    service: cases.Service,
):
    open_, held, back = cases.opened(service), cases.opened(service), cases.opened(service)
    for case in (held, back):
        belongings.list_property(
            matter_id=case.matter_id,
            owner=case.parties[0],
            how="seized",
            what="一台相机",
            by=service.actor("cai"),
            at=service.at + cases.days(3),
        )
        going_on.conclude_case(
            matter_id=case.matter_id,
            how="mediated",
            reason="没有犯罪事实。",
            by=service.actor("cai"),
            at=service.at + cases.days(20),
        )
    item = str(back.last("property.listed")["item"])
    for act in ("ready", "returned"):
        give(service, back, item, act)
    read_all(service.at + UP)
    assert [is_up(case) for case in (open_, held, back)] == [False, False, True]
    with pytest.raises(disposing.NothingToDispose):
        approved(service, held, at=service.at + UP)  # type: ignore[arg-type]


def give(service: cases.Service, case: cases.Case, item: str, act: str) -> None:
    if act == "ready":
        belongings.move_property(
            matter_id=case.matter_id, item=item, step="returnable", by=service.actor("cai"),
            at=service.at + cases.days(21),
        )  # fmt: skip
    else:
        belongings.return_property(
            matter_id=case.matter_id, item=item, evidence="signature", by=service.actor("cai"),
            at=service.at + cases.days(22),
        )  # fmt: skip


def test_a_refusal_and_the_request_against_it_each_come_to_their_own_end(service: cases.Service):
    case = cases.accepted(service, cases.who(PartyRole.ACCUSER))
    refuse(service, case)
    request = remedying.ask_reconsideration(
        reason="有录像。", by=case.holder(), at=service.at + cases.days(4)
    )
    read_all(service.at + UP)
    assert is_up(case)
    assert not Keeping.objects.filter(pk=request.matter_id, up_on__isnull=False).exists()


def test_a_petition_that_was_answered_comes_to_its_end_and_a_marked_one_does_not(db: None):
    service = petitions.build()
    second_overseer(service)
    done, waits, marked = (
        petitions.answered(service),
        petitions.accepted(service),
        petitions.answered(service),
    )
    marking.mark_matter(
        matter_id=marked.matter_id,
        mark="long-unsettled",
        reason="多年没有解决，继续办。",
        until=(service.at + petitions.days(300)).date().isoformat(),
        by=service.actor("edith"),
        at=service.at + petitions.days(30),
    )
    at = service.at + petitions.days(5 * 365.25 + 60)
    read_all(at)
    rows = {
        row.pk: row.up_on is not None
        for row in Keeping.objects.filter(pk__in=[c.matter_id for c in (done, waits, marked)])
    }
    assert rows == {done.matter_id: True, waits.matter_id: False, marked.matter_id: False}
    approved(service, done, at=at)  # type: ignore[arg-type]
    while erase_approved(at, 2):
        pass
    assert altered_texts(done.matter_id) == []
    kinds = [line.kind for line in standing(ledger.history(done.matter_id))]
    assert kinds[-1] == "data.erased"
