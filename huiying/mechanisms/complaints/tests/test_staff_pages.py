"""The page of a complaint on the desk: who sees it, what it offers, and that nothing typed is lost."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from huiying.core.access.looks import looks_at
from huiying.core.duties.services import sweep
from huiying.core.kinds import PartyRole
from huiying.core.ledger import queries as ledger
from huiying.core.people.services import open_account
from huiying.core.web.duty_words import title_of
from huiying.mechanisms.complaints.services import following, handling, officers
from huiying.mechanisms.complaints.tests.support import BY_PHONE, accepted, answered, days, file
from huiying.mechanisms.complaints.views.acts_table import ACTS

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sign_in(service):
    """A client signed in as an officer of the small service."""

    def enter(name: str) -> Client:
        users = get_user_model().objects
        if not users.filter(username=name).exists():
            open_account(
                username=name, password="a-long-passphrase", officer_id=service.officers[name]
            )
        client = Client()
        client.force_login(users.get(username=name), backend=BACKEND)
        return client

    return enter


@pytest.fixture(autouse=True)
def clock_of_the_service(service, monkeypatch):
    """The pages read the clock: here it is two days after the complaint came in."""
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + days(2))


def url(case, act: str = "") -> str:
    return f"/desk/m/{case.filed.ref}/{act}"


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("name", ["alice", "ben", "edith", "hugo", "sven"])
def test_who_handles_and_who_stands_above_sees_the_complaint(service, sign_in, name):
    case = file(service)
    assert sign_in(name).get(url(case)).status_code == 200


@pytest.mark.parametrize(
    "name", ["accused", "chief", "gus", "wanda", "dora", "rita", "outsider", "adam"]
)
def test_whoever_has_no_seat_on_it_gets_a_page_that_says_nothing(service, sign_in, name):
    case = file(service, officers=("accused",))
    response = sign_in(name).get(url(case))
    assert response.status_code == 403
    # The switch of language repeats the address that was asked for; nothing else does.
    assert case.filed.ref not in text(response).replace(f"desk/m/{case.filed.ref}", "")
    assert "窗口民警" not in text(response)


def test_each_row_of_the_desk_says_late_with_what(service, sign_in, monkeypatch):
    case = accepted(service)
    sweep(now=service.at + days(35))
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + days(36))
    page = text(sign_in("alice").get("/desk/"))
    steps = {line.facts["rule"] for line in case.standing().unexplained}
    assert len(steps) > 1
    for step in steps:
        assert f"{title_of('agency.late-explained')}：{title_of(str(step))}</a>" in page


def test_nothing_is_offered_that_would_be_declined(service, sign_in):
    case = file(service, category="slow")
    client = sign_in("alice")
    # Nothing of the service's own was entered yet, and the unit complained of does not take it over.
    assert "propose-annulment" not in text(client.get(url(case)))
    assert client.get(url(case, "propose-annulment")).status_code == 409
    offered = text(client.get(url(case, "transfer")))
    assert f'value="{service.units["west"]}"' in offered
    assert f'value="{service.units["east-gate"]}"' not in offered
    handling.accept_complaint(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(1)
    )
    assert "propose-annulment" in text(client.get(url(case)))


def test_a_reference_that_is_none_looks_like_one_that_is_not_yours(service, sign_in):
    case = file(service)
    client = sign_in("chief")
    none, other = client.get("/desk/m/2603-AAAA-AAAA/"), client.get(url(case))
    assert (none.status_code, other.status_code) == (403, 403)
    strip = re.compile(r'value="[^"]*"|desk/m/[^"/]*/')
    assert strip.sub("", text(none)) == strip.sub("", text(other))


def test_who_is_not_signed_in_is_asked_to(service):
    response = Client().get(url(file(service)))
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


def test_the_supervisor_sees_that_it_happened_and_no_word_of_it(service, sign_in):
    case = file(service)
    shown = text(sign_in("sven").get(url(case)))
    assert case.filed.ref in shown
    assert "窗口民警" not in shown


def test_reading_the_words_is_written_down(service, sign_in):
    case = file(service)
    sign_in("alice").get(url(case))
    assert [look.what for look in looks_at(case.matter_id)] == ["words"]


def test_the_filled_button_is_what_is_owed_next(service, sign_in):
    case = file(service, category="unsure")
    shown = text(sign_in("alice").get(url(case)))
    found = re.search(r'id="next-act"\s+href="[^"]*/([a-z-]+)"', shown)
    assert found is not None
    assert found.group(1) in {"receipt", "class", "accept"}
    assert shown.count('id="next-act"') == 1


def test_the_page_takes_few_queries_however_long_the_history(
    service, sign_in, django_assert_max_num_queries
):
    case = answered(service, officers=("accused",))
    client = sign_in("alice")
    client.get(url(case))
    with django_assert_max_num_queries(20):
        client.get(url(case))


# --- acts --------------------------------------------------------------------------------------------


def test_accepting_goes_back_to_the_complaint_and_says_so(service, sign_in):
    case = file(service)
    client = sign_in("alice")
    response = client.post(url(case, "accept"), follow=True)
    assert response.redirect_chain[-1][0] == url(case)
    assert case.stage() == "accepted"
    assert 'role="status"' in text(response)


def test_an_act_that_is_not_open_says_why_instead_of_a_form(service, sign_in):
    case = file(service)
    response = sign_in("alice").get(url(case, "answer"))
    assert response.status_code == 409
    assert "先受理" in text(response)


def test_an_act_of_another_role_is_not_offered_and_not_opened(service, sign_in):
    case = file(service)
    client = sign_in("alice")
    assert "/assign" not in text(client.get(url(case)))
    assert client.get(url(case, "assign")).status_code == 403


def test_what_is_missing_is_said_and_what_was_typed_stays(service, sign_in):
    case = accepted(service)
    response = sign_in("alice").post(
        url(case, "answer"), {"finding": "upheld", "answer": "您说的属实。", "reasons": ""}
    )
    assert response.status_code == 422
    assert "您说的属实。" in text(response)
    assert "govuk-error-summary" in text(response)
    assert case.stage() == "accepted"


def test_a_ready_answer_with_a_gap_is_not_sent(service, sign_in):
    case = accepted(service)
    gap = {"finding": "upheld", "answer": "属实。", "reasons": "看了【时间、地点】的录像。"}
    response = sign_in("alice").post(url(case, "answer"), gap)
    assert response.status_code == 422
    assert "【时间、地点】" in text(response)
    assert case.stage() == "accepted"


def test_a_ready_answer_is_put_in_without_script(service, sign_in):
    case = accepted(service)
    response = sign_in("alice").post(url(case, "answer"), {"insert": "upheld-delay"})
    assert response.status_code == 200
    assert "我们拖了，对不起" in text(response)
    assert re.search(r'value="upheld"\s+checked', text(response))


def test_an_answer_reaches_the_complaint(service, sign_in):
    case = accepted(service)
    response = sign_in("alice").post(
        url(case, "answer"),
        {"finding": "upheld", "answer": "您说的属实。", "reasons": "看了录像。", "remedy": ""},
    )
    assert response.status_code == 302
    assert case.stage() == "answered"


def test_what_was_added_meanwhile_is_shown_before_anything_is_sent(service, sign_in):
    case = accepted(service)
    client = sign_in("alice")
    seen = re.search(r'name="seen" value="(\d+)"', text(client.get(url(case, "ask"))))
    assert seen is not None
    following.write_message(text="请快一点。", by=case.holder, at=service.at + days(2))
    typed = {"question": "是哪一天？", "seen": seen.group(1)}
    first = client.post(url(case, "ask"), typed)
    assert first.status_code == 409
    assert "本人留言" in text(first)
    assert "是哪一天？" in text(first)
    again = re.search(r'name="seen" value="(\d+)"', text(first))
    assert again is not None
    assert client.post(url(case, "ask"), {**typed, "seen": again.group(1)}).status_code == 302


def test_sending_the_same_form_twice_does_it_once(service, sign_in):
    case = accepted(service)
    client = sign_in("alice")
    seen = re.search(r'name="seen" value="(\d+)"', text(client.get(url(case, "ask"))))
    typed = {"question": "是哪一天？", "seen": seen.group(1)}
    assert client.post(url(case, "ask"), typed).status_code == 302
    assert client.post(url(case, "ask"), typed).status_code == 409
    assert case.kinds().count("question.asked") == 1


def test_nobody_decides_on_their_own_request_for_time(service, sign_in):
    case = accepted(service)
    edith = sign_in("edith")
    edith.post(url(case, "ask-extension"), {"days": "5", "reason": "等录像。"})
    response = edith.post(url(case, "decide-extension"), {"granted": "yes", "reason": "同意。"})
    assert response.status_code == 403
    assert "同意。" in text(response)
    assert "complaint.extended" not in case.kinds()


def test_who_steps_aside_is_back_on_the_desk_and_sees_it_no_more(service, sign_in):
    case = accepted(service)
    client = sign_in("alice")
    response = client.post(url(case, "recuse"), {"ground": "other", "reason": "投诉人是我的邻居。"})
    assert response["Location"] == "/desk/"
    assert client.get(url(case)).status_code == 403


def test_every_act_has_a_form_that_opens_or_a_reason_why_not(service, sign_in):
    case = accepted(service, officers=("accused",))
    client = sign_in("edith")
    found = {act.slug: client.get(url(case, act.slug)).status_code for act in ACTS}
    assert set(found.values()) <= {200, 403, 409}
    assert sum(1 for status in found.values() if status == 200) > 12


def test_a_form_comes_alone_where_the_page_asks_for_it(service, sign_in):
    case = accepted(service)
    alone = sign_in("alice").get(url(case, "answer"), HTTP_HX_REQUEST="true")
    assert "<html" not in text(alone)
    assert "data-act" in text(alone)


# --- the person --------------------------------------------------------------------------------------


def test_how_to_reach_the_person_takes_a_reason_that_is_kept(service, sign_in):
    case = file(service, contact=BY_PHONE)
    client = sign_in("alice")
    page = client.get(url(case, "person"))
    assert "13800000000" not in text(page)
    assert client.post(url(case, "person"), {"reason": " "}).status_code == 422
    shown = client.post(url(case, "person"), {"reason": "电话问录像"})
    assert "13800000000" in text(shown)
    assert [look.what for look in looks_at(case.matter_id)] == ["contact"]


def test_a_number_that_must_not_be_used_is_shown_to_nobody_whoever_barred_it(service, sign_in):
    own, other = file(service, contact=BY_PHONE), file(service, contact=BY_PHONE)
    following.change_contacts(
        contact=BY_PHONE, never=[BY_PHONE.phone], by=own.holder, at=service.at + days(1)
    )
    pages = [
        text(sign_in("alice").post(url(c, "person"), {"reason": "回电话"})) for c in (own, other)
    ]
    for page in pages:
        assert BY_PHONE.name in page
        assert BY_PHONE.phone not in page
    said = [re.search(r"<dd>([^<]*(?:不得使用|not to be used)[^<]*)</dd>", page) for page in pages]
    assert said[0] is not None
    assert said[1] is not None
    assert said[0][1] == said[1][1]


def test_who_stands_above_does_not_see_how_to_reach_the_person(service, sign_in):
    case = file(service, contact=BY_PHONE)
    assert sign_in("sven").get(url(case, "person")).status_code == 403


# --- the officer complained of -----------------------------------------------------------------------


def test_an_officer_complained_of_sees_questions_and_nothing_else(service, sign_in):
    case = accepted(service, officers=("accused",))
    officers.put_questions(
        matter_id=case.matter_id,
        officer_id=service.officers["accused"],
        questions="三月一日上午您在窗口吗？",
        due_on="2026-03-20",
        by=service.actor("alice"),
        at=service.at + days(2),
    )
    client = sign_in("accused")
    shown = text(client.get("/desk/own"))
    assert "三月一日上午您在窗口吗？" in shown
    assert case.filed.ref not in shown
    assert "不收材料" not in shown
    line = re.search(r"/desk/own/([0-9a-f-]+)/reply", shown)
    assert line is not None
    assert client.post(f"/desk/own/{line.group(1)}/reply", {"text": ""}).status_code == 422
    assert client.post(f"/desk/own/{line.group(1)}/reply", {"text": "在。"}).status_code == 302
    assert "officer.answered" in case.kinds()


def test_the_clearance_letter_is_the_officers_alone(service, sign_in):
    case = answered(service, finding="unfounded", officers=("accused",))
    officers.clear_officer(
        matter_id=case.matter_id,
        officer_id=service.officers["accused"],
        by=service.actor("alice"),
        at=service.at + days(11),
    )
    client = sign_in("accused")
    line = re.search(r"/desk/own/([0-9a-f-]+)/letter", text(client.get("/desk/own")))
    assert line is not None
    letter = client.get(f"/desk/own/{line.group(1)}/letter")
    assert letter.status_code == 200
    assert case.filed.ref not in text(letter)
    assert sign_in("chief").get(f"/desk/own/{line.group(1)}/letter").status_code == 403


# --- the response centre -----------------------------------------------------------------------------


def test_the_response_centre_asks_and_writes_down_what_was_said(service, sign_in, monkeypatch):
    case = answered(service)
    following.open_page(by=case.holder, at=service.at + days(10))
    monkeypatch.setattr("huiying.core.clock.now", lambda: service.at + days(15))
    client = sign_in("rita")
    assert case.filed.ref in text(client.get("/desk/views"))
    gone = client.post(f"/desk/views/{case.filed.ref}/phone", {"acceptance": "satisfied"})
    assert gone.status_code == 422
    answers = dict.fromkeys(("acceptance", "investigation", "result", "attitude"), "fair")
    done = client.post(f"/desk/views/{case.filed.ref}/phone", {**answers, "words": "还可以。"})
    assert done.status_code == 302
    assert case.last("satisfaction.given")["channel"] == "telephone"
    assert (
        case.filed.ref
        not in text(client.get("/desk/views")).split('role="status"')[-1].split("</p>", 1)[1]
    )


def test_the_unit_that_handled_it_never_asks(service, sign_in):
    case = answered(service)
    assert sign_in("alice").get("/desk/views").status_code == 403
    assert sign_in("alice").get(f"/desk/views/{case.filed.ref}/phone").status_code == 403


# --- leave and search --------------------------------------------------------------------------------


def test_what_an_officer_on_leave_had_is_somebody_elses_the_same_minute(service, sign_in):
    case = accepted(service)
    edith = sign_in("edith")
    alice, ben = str(service.officers["alice"]), str(service.officers["ben"])
    assert edith.post(url(case, "assign"), {"officer": alice}).status_code == 302
    gone = edith.post("/desk/leave", {"officer": alice, "cause": "leave", "successor": ben})
    assert gone.status_code == 302
    held = [p for p in ledger.parties(case.matter_id) if p.role is PartyRole.ASSIGNED]
    assert [p.officer_id for p in held if p.until is None] == [service.officers["ben"]]


def test_search_asks_for_a_reason_and_looks_for_nobody(service, sign_in):
    client = sign_in("alice")
    assert client.post("/desk/search", {"words": "窗口", "reason": ""}).status_code == 422
    refused = client.post("/desk/search", {"words": "13800000000", "reason": "看看"})
    assert refused.status_code == 422
    assert client.post("/desk/search", {"words": "窗口", "reason": "同一个窗口"}).status_code == 200


def test_a_reference_opens_the_complaint_from_the_search(service, sign_in):
    case = file(service)
    response = sign_in("alice").post("/desk/search", {"words": case.filed.ref, "reason": ""})
    assert response["Location"] == url(case)
