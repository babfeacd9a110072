"""The way in: any wrong code gets the same answer, guessing costs work, and a handle is of one browser alone."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from huiying.core.ledger import codes
from huiying.core.ledger.services import print_pad
from huiying.core.web import proof
from huiying.core.web.codes import lookup
from huiying.core.web.models import Window
from huiying.mechanisms.complaints.services.filing import Filing, Handover, file_complaint
from huiying.mechanisms.complaints.tests.support import BY_MAIL, Case, Service, days, file
from huiying.mechanisms.complaints.tests.visiting import Visitor, without_token, words


@pytest.fixture
def visitor(service: Service) -> Visitor:
    return Visitor(service.at + days(1))


@pytest.mark.parametrize("shape", ["{}", "{}-{}-{}-{}-{}", " {} {} {} {} {} ", "{}－{}　{}.{}/{}"])
def test_a_code_may_be_typed_with_blanks_and_dashes(service: Service, visitor: Visitor, shape: str):
    case = file(service)
    groups = codes.grouped(case.filed.code).split()
    typed = shape.format("".join(groups)) if shape == "{}" else shape.format(*groups)
    answer = visitor.look_up(typed)
    assert answer.status_code == 302
    assert case.filed.code not in answer["Location"]


def test_every_wrong_code_gets_the_same_bytes(service: Service, visitor: Visitor):
    gone = file(service)
    lost = Visitor(service.at + days(1))
    lost.open(gone)
    lost.act("new-code")
    wrong = ["1234", "0" * 20, codes.new_code(), gone.filed.code, "a word"]
    seen = set()
    for typed in wrong:
        answer = visitor.look_up(typed)
        assert answer.status_code == 422
        seen.add(without_token(answer).replace(f'value="{typed}"', ""))
    assert len(seen) == 1


def test_what_was_typed_stays_so_that_one_digit_can_be_put_right(
    service: Service, visitor: Visitor
):
    assert 'value="1234 5678"' in visitor.look_up("1234 5678").content.decode()


def test_a_visitor_who_guesses_on_is_asked_for_work(service: Service, visitor: Visitor):
    case = file(service)
    answers = [visitor.look_up(codes.new_code()) for _ in range(lookup.WRONG_HERE.most)]
    answer = answers[-1]
    assert 'name="proof"' in answer.content.decode()
    # Even the right code opens nothing now without the work or the wait.
    assert visitor.look_up(case.filed.code).status_code == 422
    other = Visitor(service.at + days(1))
    other.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert other.look_up(case.filed.code).status_code == 302


def test_who_waits_comes_in_without_script(service: Service, visitor: Visitor):
    case = file(service)
    for _ in range(lookup.WRONG_HERE.most):
        visitor.look_up(codes.new_code())
    token = proof.challenge(visitor.at).token
    visitor.at += timedelta(seconds=proof.WAIT.total_seconds() + 1)
    answer = visitor.post("/en/m/", {"code": case.filed.code, "proof": token})
    assert answer.status_code == 302


def test_one_wrong_code_a_second_is_the_budget_of_the_whole_service():
    assert lookup.WRONG.most <= lookup.WRONG.lasts.total_seconds()


def test_no_address_is_stored(service: Service, visitor: Visitor):
    visitor.client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    visitor.look_up("1")
    assert Window.objects.exists()
    assert not any("203.0.113" in w.key for w in Window.objects.all())


def test_a_handle_is_of_no_use_in_another_browser(service: Service, visitor: Visitor):
    visitor.open(file(service))
    thief = Visitor(visitor.at)
    answer = thief.get(visitor.home)
    assert answer.status_code == 302
    assert answer["Location"] == "/en/m/"
    assert thief.post(f"{visitor.home}write", {"text": "x"})["Location"] == "/en/m/"


def test_a_session_holds_nothing_personal(service: Service, visitor: Visitor):
    case = file(service, contact=BY_MAIL)
    visitor.open(case)
    visitor.page()
    (row,) = Session.objects.all()
    held = json.dumps(row.get_decoded())
    for secret in (case.filed.code, BY_MAIL.name, BY_MAIL.email, case.filed.ref, "窗口"):
        assert secret not in held


def test_nothing_of_it_is_stored_by_the_browser(service: Service, visitor: Visitor):
    answer = visitor.open(file(service))
    assert "no-store" in answer["Cache-Control"]
    assert "no-store" in visitor.get("/en/m/")["Cache-Control"]


def test_after_closing_nothing_opens_without_the_code(service: Service, visitor: Visitor):
    visitor.open(file(service))
    assert visitor.act("close")["Location"] == "/en/m/"
    assert visitor.get(visitor.home)["Location"] == "/en/m/"


# --- codes are replaced ----------------------------------------------------------------------------------


def slip_of(service: Service) -> str:
    """A complaint taken in at a counter; gives the code on the slip that was handed over."""
    serial, printed = print_pad(
        unit_id=service.units["east-lake"], prefix="EL", count=1, at=service.at
    )[0]
    file_complaint(
        filing=Filing(
            narrative="巡逻车挡住店门。",
            channel="walk-in",
            about_units=(service.units["west-gate"],),
            handover=Handover.SLIP,
            slip=serial,
        ),
        by=service.actor("gus"),
        at=service.at,
    )
    return printed


def test_a_code_from_a_slip_is_replaced_and_shown_until_it_is_kept(
    service: Service, visitor: Visitor
):
    printed = slip_of(service)
    shown_at = visitor.look_up(printed)["Location"]
    first = visitor.get(shown_at).content.decode()
    assert visitor.get(shown_at).content.decode().count("hy-code") == first.count("hy-code")
    fresh = "".join(re.findall(r"<span>(\d{4})</span>", first))
    assert fresh.isdigit()
    assert len(fresh) == 20
    assert visitor.post(shown_at).status_code == 302
    assert visitor.get(shown_at).status_code == 302
    other = Visitor(visitor.at)
    assert other.look_up(printed).status_code == 422
    assert other.look_up(fresh).status_code == 302


def test_a_line_that_breaks_before_the_new_code_is_shown_locks_nobody_out(
    service: Service, visitor: Visitor
):
    printed = slip_of(service)
    assert visitor.look_up(printed).status_code == 302
    other = Visitor(visitor.at + days(1))
    shown_at = other.look_up(printed)["Location"]
    assert "had been looked up before" in words(other.get(shown_at))
    assert visitor.get(visitor.look_up(printed)["Location"]).status_code == 200
    assert other.get(shown_at)["Location"] == "/en/m/"


def test_a_slip_opens_nothing_three_days_after_it_was_first_looked_up(
    service: Service, visitor: Visitor
):
    printed = slip_of(service)
    assert visitor.look_up(printed).status_code == 302
    assert Visitor(visitor.at + days(2.9)).look_up(printed).status_code == 302
    assert Visitor(visitor.at + days(3)).look_up(printed).status_code == 422


def test_whoever_replaces_the_code_ends_the_old_one_everywhere(service: Service, visitor: Visitor):
    case: Case = file(service)
    elsewhere = Visitor(visitor.at)
    elsewhere.open(case)
    visitor.open(case)
    assert "opens nothing any more" in words(visitor.get(visitor.act("new-code")["Location"]))
    assert elsewhere.get(elsewhere.home)["Location"] == "/en/m/"
    assert elsewhere.look_up(case.filed.code).status_code == 422
