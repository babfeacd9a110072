"""Several who ask the same together: each with a code and a page of their own; nobody learns of another."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huiying.core.duties.matters import holder_page
from huiying.core.holders.coming_in import look_up
from huiying.core.kinds import (
    Actor,
    ActorKind,
    IllegalMove,
    NotAChoice,
    PartyRole,
    SeatRole,
    WordsNeeded,
)
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.services import print_pad
from huiying.core.people.services import Contact
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.petitions.rules import Stage
from huiying.mechanisms.petitions.services import accepting, joining, settling, speaking
from huiying.mechanisms.petitions.services.joining import Joining
from huiying.mechanisms.petitions.tests.pages import ref, signed_in, text
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    classed,
    days,
    file,
)

OTHER = Contact(name="周远", phone="13900000000")


def join(
    service: Service, case: Case, words: str = "我家的墙也被拆了。", day: float = 1.5, **given: Any
) -> tuple[Actor, str]:
    """Another petitioner on the screen of the first; who holds the code that was shown, and the code."""
    before = {p.id for p in petitioners(case)}
    code = joining.join_petition(
        matter_id=case.matter_id, joining=Joining(narrative=words, contact=OTHER, **given),
        by=case.holder, at=service.at + days(day),
    )  # fmt: skip
    (new,) = {p.id for p in petitioners(case)} - before
    return of(case, new), code


def petitioners(case: Case) -> list[Any]:
    return [p for p in ledger.parties(case.matter_id) if p.role is PartyRole.PETITIONER]


def of(case: Case, party: uuid.UUID) -> Actor:
    return Actor(kind=ActorKind.HOLDER, name="", matter_id=case.matter_id, party_id=party)


def words_on(holder: Actor, service: Service, day: float = 60) -> str:
    page = holder_page(by=holder, at=service.at + days(day))
    return " ".join(w.text or "" for line in page.lines for w in line.words)


def test_whoever_joins_has_a_code_and_a_receipt_of_their_own(service: Service):
    case = classed(service)
    second, code = join(service, case)
    found = look_up(typed=code, at=service.at + days(2))
    assert found is not None
    assert case.last("petitioner.acknowledged")["party"] == str(second.party_id)
    assert case.duty("agency.petition-joined").state == "met"


def test_nobody_reads_what_another_wrote_nor_that_there_is_another(service: Service):
    case = classed(service)
    second, _ = join(service, case)
    first_reads, second_reads = words_on(case.holder, service), words_on(second, service)
    assert "我家的墙也被拆了" in second_reads
    assert "我家的墙也被拆了" not in first_reads
    assert "院墙被拆，请求恢复" not in second_reads
    kinds = {line.kind for line in holder_page(by=case.holder, at=service.at + days(60)).lines}
    assert "petitioner.joined" not in kinds


def test_the_desk_adds_one_and_the_receipt_stays_owed_until_it_is_there(service: Service):
    case = classed(service)
    shown = joining.join_petition(
        matter_id=case.matter_id, joining=Joining(narrative="同一件事。", contact=Contact(
            name="周远", email="zhou@example.org")),
        by=service.actor("alice"), at=service.at + days(1.5),
    )  # fmt: skip
    assert shown == ""
    assert case.duty("agency.petition-joined").state == "open"


def test_what_is_owed_to_all_is_met_with_the_last(service: Service):
    case = classed(service)
    second, _ = join(service, case)
    accepting.accept_petition(
        matter_id=case.matter_id, path="由信访室办理。", by=service.actor("alice"),
        at=service.at + days(2),
    )  # fmt: skip
    case.opens_page(service.at + days(3))
    assert case.last("petition.acceptance-told")["everyone"] is False
    assert case.duty("cn.petition-matter-notice").state == "open"
    Case(matter_id=case.matter_id, registered=case.registered, holder=second).opens_page(
        service.at + days(4)
    )
    assert case.duty("cn.petition-matter-notice").state == "met"


def test_who_joins_what_is_accepted_is_told_how_it_is_handled(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=5)
    Case(matter_id=case.matter_id, registered=case.registered, holder=second).opens_page(
        service.at + days(6)
    )
    assert case.last("petition.acceptance-told")["party"] == str(second.party_id)


def test_nobody_joins_what_is_decided(service: Service):
    case = answered(service)
    with pytest.raises(IllegalMove):
        join(service, case, day=25)
    with pytest.raises(WordsNeeded):
        join(service, file(service), words=" ")


def test_it_is_settled_with_the_last_who_says_so(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=5)
    settling.settle(by=case.holder, at=service.at + days(10))
    assert case.stage() is Stage.ACCEPTED
    assert case.duty("cn.petition-matter-opinion").state == "open"
    with pytest.raises(IllegalMove):
        settling.settle(by=case.holder, at=service.at + days(11))
    settling.settle(by=second, at=service.at + days(12))
    assert case.stage() is Stage.SETTLED
    settling.unsettle(reason="没有重建。", by=case.holder, at=service.at + days(13))
    assert case.stage() is Stage.ACCEPTED


def test_one_takes_back_that_it_is_settled_while_it_goes_on(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=5)
    settling.settle(by=case.holder, at=service.at + days(10))
    settling.unsettle(reason="没有重建。", by=case.holder, at=service.at + days(11))
    settling.settle(by=second, at=service.at + days(12))
    assert case.stage() is Stage.ACCEPTED
    with pytest.raises(IllegalMove):
        settling.unsettle(reason="x", by=case.holder, at=service.at + days(13))


# --- who speaks for all ------------------------------------------------------------------------------


def choose(service: Service, case: Case, party: uuid.UUID | None, day: float = 6) -> None:
    assert party is not None
    speaking.choose_speaker(
        matter_id=case.matter_id, party_id=party, by=service.actor("alice"),
        at=service.at + days(day),
    )  # fmt: skip


def test_who_speaks_for_all_agrees_to_it_first(service: Service):
    case = accepted(service)
    with pytest.raises(IllegalMove, match="alone"):
        choose(service, case, case.holder.party_id, day=3)
    second, _ = join(service, case, day=5)
    choose(service, case, second.party_id)
    assert case.standing().speakers == {}
    with pytest.raises(NotAChoice):
        choose(service, case, second.party_id)
    with pytest.raises(IllegalMove):
        speaking.agree_to_speak(called="林小满", by=case.holder, at=service.at + days(7))
    with pytest.raises(WordsNeeded):
        speaking.agree_to_speak(called="", by=second, at=service.at + days(7))
    speaking.agree_to_speak(called="老周", by=second, at=service.at + days(7))
    assert set(case.standing().speakers) == {str(second.party_id)}


def test_a_no_needs_no_reason_and_one_who_speaks_steps_down(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=5)
    choose(service, case, second.party_id)
    speaking.decline_to_speak(by=second, at=service.at + days(7))
    assert case.standing().speakers == {}
    choose(service, case, second.party_id, day=8)
    speaking.agree_to_speak(called="老周", by=second, at=service.at + days(9))
    speaking.stop_speaking(by=second, at=service.at + days(10))
    assert case.standing().speakers == {}
    with pytest.raises(IllegalMove):
        speaking.stop_speaking(by=second, at=service.at + days(11))


def test_the_petitioners_choose_anew(service: Service):
    case = accepted(service)
    second, _ = join(service, case, day=5)
    choose(service, case, second.party_id)
    assert second.party_id is not None
    speaking.end_speaker(
        matter_id=case.matter_id, party_id=second.party_id, by=service.actor("alice"),
        at=service.at + days(7),
    )  # fmt: skip
    assert not case.standing().asked_to_speak


def test_five_speak_for_all_and_no_more(service: Service):
    """信访工作条例 20(3)."""
    case = accepted(service)
    joined = [join(service, case, day=5 + number / 100)[0] for number in range(6)]
    for one in joined[:5]:
        choose(service, case, one.party_id)
    with pytest.raises(IllegalMove, match="Five"):
        choose(service, case, joined[5].party_id)


# --- on the pages ------------------------------------------------------------------------------------


def on_page(code: str) -> tuple[Client, str]:
    client = Client()
    found = client.post(reverse("matter_lookup"), {"code": code})
    return client, found["Location"]


def test_another_joins_on_the_screen_of_the_first_and_follows_it_alone(
    service: Service, later: None
):
    case = classed(service)
    client, page = on_page(case.registered.code)
    assert "/another" in text(client.get(page))
    there = reverse("petition_another", args=[page.rstrip("/").split("/")[-1]])
    empty = client.post(there, {"narrative": ""})
    assert empty.status_code == 422
    shown = client.post(there, {"narrative": "我家的墙也拆了", "name": "周远"})
    code = shown.context["receipt"].code
    own, own_page = on_page(code)
    mine = text(own.get(own_page))
    assert "我家的墙也拆了" in mine
    assert "院墙被拆" not in mine
    assert "我家的墙也拆了" not in text(client.get(page))


def test_at_the_desk_one_is_added_with_a_slip_and_each_has_a_paper_of_their_own(
    service: Service, later: None
):
    case = accepted(service)
    ((serial, _code),) = print_pad(
        unit_id=service.units["east"], prefix="EAST", count=1, at=service.at
    )
    desk = signed_in(service, "alice")
    given = {"narrative": "同一件事。", "name": "周远", "slip": serial}
    added = desk.post(reverse("staff_act", args=[ref(case), "petition-join"]), given)
    assert added.status_code == 302
    assert case.last("petitioner.acknowledged")["channel"] == "slip"
    paper = desk.get(reverse("petition_paper", args=[ref(case), "notice"]))
    assert [c["opening"].split("：")[0] for c in paper.context["copies"]] == ["林小满", "周远"]


def test_the_others_see_of_who_speaks_for_all_what_that_one_wrote(service: Service, later: None):
    case = accepted(service)
    second, code = join(service, case, day=5)
    desk = signed_in(service, "alice")
    given = {"party": str(second.party_id)}
    desk.post(reverse("staff_act", args=[ref(case), "petition-speaker"]), given)
    own, page = on_page(code)
    deed = reverse("matter_deed", args=[page.rstrip("/").split("/")[-1], "speak"])
    assert own.post(deed, {"answer": "yes", "called": ""}).status_code == 422
    assert own.post(deed, {"answer": "yes", "called": "老周，电话5550"}).status_code == 302
    first, first_page = on_page(case.registered.code)
    shown = text(first.get(first_page))
    assert "老周，电话5550" in shown
    assert "周远" not in shown


def test_a_withdrawal_on_the_page_and_taking_it_back(service: Service, later: None):
    case = accepted(service)
    client, page = on_page(case.registered.code)
    handle = page.rstrip("/").split("/")[-1]
    assert client.get(reverse("matter_deed", args=[handle, "withdraw"])).status_code == 200
    done = client.post(reverse("matter_deed", args=[handle, "withdraw"]), {"reason": ""})
    assert done.status_code == 302
    assert "您已撤回" in text(client.get(page))
    assert client.post(reverse("matter_deed", args=[handle, "go-on"]), {}).status_code == 302
    assert case.standing().leaving == {}


def test_the_response_centre_writes_a_withdrawal_down_and_nobody_else(
    service: Service, later: None
):
    case = accepted(service)
    service.officers["rosa"] = add_officer(number="009002", zh="rosa", en="Rosa")
    post_officer(
        officer_id=service.officers["rosa"], unit_id=service.units["response"],
        role=SeatRole.RESPONSE, since=service.at,
    )  # fmt: skip
    given = {"ref": ref(case), "number": "1", "words": "不告了。", "pressed": "no"}
    assert signed_in(service, "alice").post(reverse("petition_heard"), given).status_code == 403
    centre = signed_in(service, "rosa")
    assert centre.post(reverse("petition_heard"), {**given, "ref": "1"}).status_code == 409
    assert centre.post(reverse("petition_heard"), {**given, "number": "2"}).status_code == 409
    assert centre.post(reverse("petition_heard"), given).status_code == 302
    assert ref(case) in text(centre.get(reverse("petition_heard")))
    assert set(case.standing().leaving) == {str(case.holder.party_id)}
