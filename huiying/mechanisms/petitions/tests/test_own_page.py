"""The petitioner's page: rights with dates, marks and why, offers, plan, settled or not; and what they do there."""

from django.urls import reverse

from huiying.core.kinds import PartyRole
from huiying.flows import reactions
from huiying.mechanisms.complaints.models import Complaint
from huiying.mechanisms.petitions.services import classing, meeting, reviewing, settling
from huiying.mechanisms.petitions.standing import Stage
from huiying.mechanisms.petitions.tests.pages import text, with_code
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    days,
    file,
    reviewed,
)
from huiying.mechanisms.petitions.tests.test_leading import explain, name_explainer, plan
from huiying.mechanisms.petitions.tests.test_marking import mark
from huiying.mechanisms.petitions.tests.test_meeting import FIRST


def deed(case: Case, slug: str, **typed: str) -> int:
    client, page = with_code(case)
    handle = page.strip("/").split("/")[-1]
    return int(client.post(reverse("matter_deed", args=[handle, slug]), typed).status_code)


def shown(case: Case) -> str:
    client, page = with_code(case)
    return text(client.get(page))


def test_the_opinion_stands_there_with_the_right_to_a_review_and_its_day(
    service: Service, later: None
):
    case = answered(service)
    page = shown(case)
    assert "恢复院墙不由公安机关决定" in page
    assert "请求复查" in page
    assert deed(case, "review", reason="录像没有看全。") == 302
    assert case.stage() is Stage.REVIEWING
    assert case.unit(PartyRole.REVIEWING) == service.units["city"]


def test_a_suggestion_is_answered_once_and_nobody_is_sent_to_the_next_level(
    service: Service, later: None
):
    page = shown(answered(service, "adopted", class_="suggestion"))
    assert "这是我们对您建议的答复和理由" in page
    assert "可以请上一级复查" not in page


def test_a_mark_is_shown_with_its_reason_its_day_and_who_answers_and_can_be_contested(
    service: Service, later: None
):
    case = accepted(service)
    mark(service, case, reason="涉及十二户的院墙。")
    page = shown(case)
    assert "涉及十二户的院墙" in page
    assert "hugo" in page
    assert deed(case, "contest-mark", mark="major", reason="只涉及我家。") == 302
    assert case.standing().marks[0].contested is not None
    assert "contest-mark" not in shown(case)


def test_an_offer_is_answered_with_a_time_or_with_another_way(service: Service, later: None):
    case = accepted(service)
    for _ in range(2):
        meeting.offer_meeting(
            matter_id=case.matter_id, form="hearing", where="分局一楼。",
            moments=["2026-06-20T15:00:00+08:00"], by=service.actor("alice"),
            at=service.at + days(5),
        )  # fmt: skip
    first, second = (str(o.id) for o in case.standing().open_offers)
    assert deed(case, "meeting", answer=f"{first} time {FIRST}") == 422
    assert deed(case, "meeting", answer=f"{first} time 2026-06-20T15:00:00+08:00") == 302
    assert deed(case, "meeting", answer=f"{second} way letter") == 302
    assert case.last("petition-meeting.declined")["way"] == "letter"
    assert len(case.standing().agreed) == 1
    page = shown(case)
    assert "/meeting-off" in page
    assert '/meeting"' not in page
    assert deed(case, "meeting-off", answer=f"{first} way telephone") == 302
    assert case.standing().agreed == ()


def test_a_plan_is_read_on_the_page(service: Service, later: None):
    case = accepted(service)
    mark(service, case, "long-unsettled")
    plan(service, case)
    page = shown(case)
    assert "街道5月10日前答复" in page
    assert "法制支队 莉娜" in page


def test_settled_and_not_settled_after_all(service: Service, later: None):
    case = answered(service)
    assert deed(case, "settled", note="") == 302
    assert case.stage() is Stage.SETTLED
    assert "这件事了结了：您说已经解决" in shown(case)
    assert deed(case, "not-settled", reason="墙没有重建。") == 302
    assert case.stage() is Stage.ANSWERED


def test_while_a_hearing_is_held_the_time_is_shown_to_stand_still_and_not_as_nothing_owed(
    service: Service, later: None
):
    case = reviewed(service)
    reviewing.ask_review(reason="没有问我。", by=case.holder, at=service.at + days(40))
    judge = service.actor("petra")
    reviewing.start_review(matter_id=case.matter_id, by=judge, at=service.at + days(41))
    reviewing.begin_hearing(matter_id=case.matter_id, by=judge, at=service.at + days(42))
    page = shown(case)
    assert "期限暂停计算" in page
    assert "正在听证" in page
    assert "目前没有未办的事" not in page


def test_ended_at_the_last_level_is_not_called_settled(service: Service, later: None):
    case = reviewed(service, final=True)
    name_explainer(service, case, "lena")
    explain(service, case, "lena")
    settling.end_at_last_level(
        matter_id=case.matter_id, by=service.actor("alice"), at=service.at + days(55)
    )
    page = shown(case)
    assert "最后一级了结，不算已解决" in page
    assert "可以起诉街道" in page


def test_pressure_goes_to_oversight_and_no_handler_reads_it(service: Service, later: None):
    case = answered(service)
    assert deed(case, "pressed", reason="所长让我签字。") == 302
    assert "petition-pressure.reported" in case.kinds()


def test_the_receipt_of_the_complaint_is_fetched_once_on_the_page(service: Service, later: None):
    case = file(service)
    classing.class_petition(
        matter_id=case.matter_id, class_="accusation", about_officers=[service.officers["dora"]],
        by=service.actor("alice"), at=service.at + days(1),
    )  # fmt: skip
    reactions.run(service.at + days(2))
    client, page = with_code(case)
    handle = page.strip("/").split("/")[-1]
    assert reverse("petition_receipt_fetch", args=[handle]) in text(client.get(page))
    receipt = client.post(reverse("petition_receipt_fetch", args=[handle]))
    assert receipt.status_code == 200
    again = client.post(reverse("petition_receipt_fetch", args=[handle]))
    assert again["Location"] == page
    assert Complaint.objects.count() == 1


def test_a_message_and_a_question_are_of_every_matter(service: Service, later: None):
    case = accepted(service)
    assert deed(case, "write", text="又拆了一段。") == 302
    assert case.standing().open_letters
