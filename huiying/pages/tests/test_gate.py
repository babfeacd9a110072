"""The gate's pages: decided line by line, answered by a second person, shown to the person in plain words."""

import html
import re

import pytest
from django.test import Client

from huiying.core.access.models import Look
from huiying.core.disclosure import queries
from huiying.core.disclosure.services.writing import approve_sentence, write_sentence
from huiying.core.disclosure.standing import State
from huiying.core.disclosure.tests.support import asked, build, decide, held, post, said, stands
from huiying.core.duties.services import sweep
from huiying.core.kinds import SeatRole
from huiying.core.ledger import codes
from huiying.core.ledger import queries as ledger
from huiying.core.people.models import Account
from huiying.core.people.services import open_account
from huiying.mechanisms.complaints.tests import support
from huiying.mechanisms.complaints.tests.support import Case, Service, days
from huiying.mechanisms.openness.services.refreshing import refresh


@pytest.fixture
def service(db: None, monkeypatch: pytest.MonkeyPatch) -> Service:
    made = build()
    monkeypatch.setattr("huiying.core.clock.now", lambda: made.at + days(1))
    return made


def signed_in(service: Service, who: str) -> Client:
    if not Account.objects.filter(username=who).exists():
        open_account(username=who, password="a long enough one", officer_id=service.officers[who])
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(username=who))
    return client


def at_gate(case: Case, part: str = "") -> str:
    return f"/en/desk/m/{case.filed.ref}/gate{part}"


def text(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def typed(line: str, **given: str) -> dict[str, str]:
    day = {"ask_again_on_year": "2026", "ask_again_on_month": "3", "ask_again_on_day": "20"}
    return {"deed": "decide"} | {f"{line}-{name}": value for name, value in (day | given).items()}


def test_a_line_is_asked_decided_and_released(service):
    case = support.file(service)
    alice = signed_in(service, "alice")
    assert alice.post(
        at_gate(case), {"deed": "ask", "lines": "调取了录像。\n\n找到了谁。", "subject": "progress"}
    ).status_code == 302  # fmt: skip
    first, second = list(queries.gate(ledger.history(case.matter_id)).lines)
    page = alice.get(at_gate(case))
    assert "找到了谁。" in text(page)
    answer = alice.post(
        at_gate(case), typed(first, decision="told", said="我们调取了录像。") | {"to_unit": ""}
    )
    assert answer.status_code == 302
    assert said(case) == ["我们调取了录像。"]
    assert stands(case, second).state is State.ASKED
    assert "Released" in text(alice.get(at_gate(case)))


def test_what_is_missing_is_said_at_its_line_and_nothing_typed_is_lost(service):
    case = support.file(service)
    alice = signed_in(service, "alice")
    one, two = asked(service, case, "录像。", "是谁。")
    both = typed(one, decision="told", said="调取了录像。") | typed(
        two, decision="withheld", ground="", ground_words="会惊动对方"
    )
    answer = alice.post(at_gate(case), both)
    assert answer.status_code == 422
    assert "Say on which ground it is held back." in text(answer)
    assert f'href="#id_{two}-ground"' in answer.content.decode()
    assert "会惊动对方" in answer.content.decode()
    assert said(case) == []
    assert "Decide at least one line." in text(alice.post(at_gate(case), {"deed": "decide"}))


def test_the_preview_is_in_the_person_s_words_and_decides_nothing(service):
    case = support.file(service)
    one, two = asked(service, case, "录像。", "是谁。")
    both = typed(one, decision="told", said="我们调取了录像。") | typed(
        two, decision="withheld", ground="investigation"
    )
    answer = signed_in(service, "alice").post(at_gate(case), both | {"preview": "1"})
    shown = text(answer)
    assert "我们调取了录像。" in shown
    assert "By 20 March 2026 we look again whether we can." in shown
    assert "keep us from finding out what happened" in shown
    assert stands(case, one).state is State.ASKED


def test_held_back_it_is_on_the_desk_of_the_second_and_answered_there(service):
    case = support.file(service)
    [line] = asked(service, case, "是谁。")
    alice, leo = signed_in(service, "alice"), signed_in(service, "leo")
    answer = alice.post(at_gate(case), typed(line, decision="withheld", ground="safety"))
    assert answer.status_code == 302
    listed = leo.get("/en/desk/asked")
    assert case.filed.ref in text(listed)
    assert "是谁。" not in text(listed)
    page = leo.get(at_gate(case, "/second"))
    assert "是谁。" in text(page)
    assert "somebody could come to harm" in text(page)
    assert Look.objects.filter(page="gate_second", what="words").count() == 1
    wrong = leo.post(at_gate(case, "/second"), {"line": line, f"{line}-answer": "no"})
    assert wrong.status_code == 422
    assert "Say why you do not agree" in text(wrong)
    assert leo.post(
        at_gate(case, "/second"), {"line": line, f"{line}-answer": "yes"}
    ).status_code == 302  # fmt: skip
    assert stands(case, line).state is State.HELD
    # Asked for nothing any more, but still party to the matter until somebody else is asked.
    assert case.filed.ref not in text(leo.get("/en/desk/asked"))


def test_who_decided_is_offered_no_answer_of_their_own(service):
    case = support.file(service)
    [line] = asked(service, case)
    decide(service, case, line, "withheld", who="edith")
    edith = signed_in(service, "edith")
    page = edith.get(at_gate(case, "/second"))
    assert "You decided this yourself." in text(page)
    edith.post(at_gate(case, "/second"), {"line": line, f"{line}-answer": "yes"})
    assert stands(case, line).state is State.SECOND


def test_a_sentence_cleared_beforehand_is_released_at_once(service):
    post(service, "lars", "city", SeatRole.LEGAL, 300)
    made = write_sentence(
        code="in-hand", kind="complaint", subject="progress", zh="有人在办。", en="It is in hand.",
        by=service.actor("lena"), at=service.at,
    )  # fmt: skip
    approve_sentence(sentence_id=made, by=service.actor("lars"), at=service.at)
    case = support.file(service)
    alice = signed_in(service, "alice")
    assert "It is in hand." in text(alice.get(at_gate(case)))
    alice.post(at_gate(case), {"deed": "sentence", "sentence": str(made)})
    assert said(case) == ["有人在办。"]
    wrong = alice.post(at_gate(case), {"deed": "sentence", "sentence": "x"})
    assert "Choose a sentence." in text(wrong)


def test_the_person_reads_that_something_is_held_back_and_no_more(service):
    case = support.file(service)
    held(service, case)
    person = Client(headers={"host": "localhost"})
    to = person.post("/en/m/", {"code": codes.grouped(case.filed.code)})["Location"]
    page = text(person.get(to))
    assert "One thing we do not tell you now. By 20 March 2026 we look again" in page
    assert "会暴露侦查手段或者方向" not in page
    assert "gate" not in page.lower()


def test_of_a_silence_approved_from_outside_the_person_s_page_shows_nothing(service):
    case = support.file(service)
    [line] = asked(service, case)
    _own_page(case)
    while sweep(now=service.at + days(1)):
        pass
    before = _own_page(case)
    decide(service, case, line, "existence")
    outsider = signed_in(service, "outsider")
    assert case.filed.ref in text(outsider.get("/en/desk/asked"))
    answer = outsider.post(
        at_gate(case, "/outside"),
        {"line": line, f"{line}-answer": "yes", f"{line}-reason": "有人身危险。"},
    )
    assert answer.status_code == 302
    assert stands(case, line).state is State.EXISTENCE
    assert _own_page(case) == before


def _own_page(case: Case) -> str:
    person = Client(headers={"host": "localhost"})
    to = person.post("/en/m/", {"code": codes.grouped(case.filed.code)})["Location"]
    person.get(to)
    return text(person.get(to)).replace(to.rstrip("/").rpartition("/")[2], "HANDLE")


def test_oversight_and_supervisors_see_what_is_held_back_and_no_person(service):
    case = support.file(service, contact=support.BY_PHONE)
    held(service, case)
    for who in ("sven", "olga"):
        page = text(signed_in(service, who).get("/en/watch/withheld"))
        assert case.filed.ref in page
        assert "would show how or where we investigate" in page
        assert "20 March 2026" in page
        assert "林小满" not in page
        assert "调取了三处录像" not in page
    assert case.filed.ref not in text(signed_in(service, "chief").get("/en/watch/withheld"))
    assert signed_in(service, "alice").get("/en/watch/withheld").status_code == 403


def test_legal_officers_write_take_up_approve_and_retire(service):
    leo, lin = signed_in(service, "leo"), signed_in(service, "lin")
    leo.post("/en/desk/sentences/take-up")
    page = leo.get("/en/desk/sentences")
    assert "You wrote it" in text(page)
    assert "/approve" not in page.content.decode()
    address = re.search(r"/en/desk/sentences/[0-9a-f-]+/approve", lin.get(
        "/en/desk/sentences").content.decode()).group()  # fmt: skip
    lin.post(address)
    assert "in use" in text(lin.get("/en/desk/sentences"))
    lin.post(address.replace("approve", "retire"))
    assert "retired" in text(lin.get("/en/desk/sentences"))
    wrong = lin.post("/en/desk/sentences", {"code": "A b", "kind": "any", "subject": "progress",
                                            "zh": "一句话。", "en": "A sentence."})  # fmt: skip
    assert wrong.status_code == 422
    assert "A sentence." in wrong.content.decode()
    assert signed_in(service, "edith").get("/en/desk/sentences").status_code == 403


@pytest.mark.parametrize("part", ["", "/second", "/outside", "/supervise"])
def test_a_matter_one_may_not_see_and_one_that_is_not_there_look_alike(service, part: str):
    case = support.file(service)
    gus = signed_in(service, "gus")
    there = gus.get(at_gate(case, part))
    absent = gus.get(f"/en/desk/m/2601-0000-0000/gate{part}")
    assert there.status_code == absent.status_code == 403


def test_a_covert_inquiry_is_asked_for_answered_from_outside_and_ended(service):
    case = support.file(service)
    olga, outsider = signed_in(service, "olga"), signed_in(service, "outsider")
    page = f"/en/desk/m/{case.filed.ref}/covert"
    day = {"until_year": "2026", "until_month": "3", "until_day": "20"}
    city = str(service.units["outside"])
    wrong = olga.post(page, {"to_unit": city, "reason": ""} | day)
    assert wrong.status_code == 422
    assert olga.post(page, {"to_unit": city, "reason": "线索会泄露。"} | day).status_code == 302
    listed = outsider.get("/en/desk/asked").content.decode()
    address = re.search(r"/en/desk/asked/looks/[0-9a-f-]+", listed).group()
    shown = outsider.get(address)
    assert "线索会泄露。" in text(shown)
    line = address.rpartition("/")[2]
    answered = outsider.post(address, {f"{line}-answer": "yes", f"{line}-reason": "有必要。"})
    assert answered.status_code == 302
    assert outsider.get(address).status_code == 403
    assert "approved from outside" in text(olga.get(page))
    olga.post(page, {"end": line})
    assert case.kinds()[-1] == "looks.delay-told"
    assert signed_in(service, "alice").get(page).status_code == 403


def test_the_body_outside_finds_what_is_asked_of_it_and_gives_a_reason(service):
    case = support.file(service)
    olga, outsider = signed_in(service, "olga"), signed_in(service, "outsider")
    page = f"/en/desk/m/{case.filed.ref}/covert"
    assert "Somebody waits for your word" not in text(outsider.get("/en/desk/"))
    assert "Ask for it" in text(olga.get(page))
    day = {"until_year": "2026", "until_month": "3", "until_day": "20"}
    outside = str(service.units["outside"])
    olga.post(page, {"to_unit": outside, "reason": "线索会泄露。"} | day)
    # A second one is not offered while the first stands.
    assert "Ask for it" not in text(olga.get(page))
    desk = outsider.get("/en/desk/")
    assert "Somebody waits for your word" in text(desk)
    assert '<a href="/en/desk/asked"' in desk.content.decode()
    # That one was counted is no look at the reason.
    assert not Look.objects.filter(what="delay").exists()
    listed = outsider.get("/en/desk/asked").content.decode()
    address = re.search(r"/en/desk/asked/looks/[0-9a-f-]+", listed).group()
    line = address.rpartition("/")[2]
    silent = outsider.post(address, {f"{line}-answer": "yes", f"{line}-reason": ""})
    assert silent.status_code == 422
    assert f'<a href="#id_{line}-reason">Say why: it is kept' in silent.content.decode()
    assert "Choose one of the answers." in text(outsider.post(address, {f"{line}-reason": "有"}))
    # Nobody in the police has that page in the menu for being a complaints officer.
    assert '"/en/desk/asked"' not in signed_in(service, "alice").get("/en/desk/").content.decode()


def test_what_was_held_back_is_counted_in_public(service, monkeypatch: pytest.MonkeyPatch):
    case = support.file(service)
    held(service, case)
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + days(10))
    refresh(service.at + days(10), 500)
    public = Client(headers={"host": "localhost"})
    row = "Held back for a time, with a second person's agreement"
    assert f"{row} 0" in text(public.get("/en/figures/"))
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + days(40))
    assert f"{row} 1" in text(public.get("/en/figures/"))
