"""The desk takes letters and visits in, acts, prints the papers; who supervises sees marks by unit."""

import re

import pytest
from django.urls import reverse

from huiying.core.access.models import Look
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.models import Matter
from huiying.mechanisms.petitions.services import accepting, competence, moving_on
from huiying.mechanisms.petitions.services.registering import Handover
from huiying.mechanisms.petitions.standing import Stage
from huiying.mechanisms.petitions.tests.pages import ref, signed_in, text
from huiying.mechanisms.petitions.tests.support import (
    Case,
    Service,
    accepted,
    answered,
    classed,
    days,
    file,
    reviewed,
)
from huiying.mechanisms.petitions.tests.test_marking import mark
from huiying.mechanisms.petitions.views.desk import DESK

VISIT = {
    "key": "k1", "channel": "visit", "narrative": "来访口述：院墙被拆。", "unit": "east-gate",
    "name": "林小满", "class_": "claim", "on_the_spot": "on", "handover": "print",
}  # fmt: skip


def test_a_visit_is_taken_in_accepted_on_the_spot_and_its_slip_printed_once(
    service: Service, later: None
):
    client = signed_in(service, "dora")
    answer = client.post(reverse("petition_intake"), VISIT)
    assert answer["Location"] == reverse("petition_intake_done")
    [matter] = Matter.objects.all()
    kinds = [e.kind for e in ledger.history(matter.pk)]
    assert kinds[-2:] == ["petition.accepted", "petition.acceptance-told"]
    assert "EASTGATE-" in text(client.get(reverse("petition_intake_done")))
    slip = text(client.post(reverse("petition_intake_print")))
    code = "".join(re.findall(r"\d{4}", slip.split("hy-printonly")[1])[:5])
    assert ledger.holder_of(code) is not None
    again = client.post(reverse("petition_intake_print"))
    assert again["Location"] == reverse("petition_intake_done")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"narrative": ""}, "narrative"),
        ({"channel": ""}, "channel"),
        ({"channel": "forwarded"}, "forwarded_by"),
        ({"handover": "link"}, "email"),
        ({"when": "2030-01-01T10:00"}, "when"),
    ],
)
def test_what_is_missing_is_said_where_it_is(
    service: Service, later: None, change: dict[str, str], field: str
):
    answer = signed_in(service, "alice").post(reverse("petition_intake"), VISIT | change)
    assert answer.status_code == 422
    assert f'id="id_{field}' in text(answer) or f'name="{field}"' in text(answer)
    assert not Matter.objects.exists()


def do(service: Service, name: str, case: Case, slug: str, **typed: str) -> int:
    client = signed_in(service, name)
    answer = client.post(reverse("staff_act", args=[ref(case), slug]), typed)
    return int(answer.status_code)


OPINION = {
    "finding": "supported", "request": "恢复", "facts": "查明", "reasons": "理由",
    "opinion": "支持", "basis": "条例32条",
}  # fmt: skip


def test_from_the_class_to_the_opinion_at_the_desk(service: Service, later: None):
    case = file(service)
    page = signed_in(service, "alice").get(reverse("staff_matter", args=[ref(case)]))
    assert "petition-class" in text(page)
    assert do(service, "alice", case, "petition-class", class_="claim") == 302
    form = signed_in(service, "alice").get(
        reverse("staff_act", args=[ref(case), "petition-accept"])
    )
    assert "60日" in text(form)
    assert do(service, "alice", case, "petition-accept", path="由信访室办理。") == 302
    assert do(service, "alice", case, "petition-answer", **OPINION) == 302
    assert case.stage() is Stage.ANSWERED
    assert do(service, "alice", case, "petition-answer", **OPINION) == 409


def test_every_act_that_is_open_shows_its_form(service: Service, later: None):
    """At each stage, for whoever may do it: the form comes, and nothing typed is an error with a sentence."""
    forwarded = file(
        service, channel="forwarded", forwarded_by="市信访局", by=service.actor("alice"),
        handover=Handover.NONE,
    )  # fmt: skip
    competence.judge_competence(
        matter_id=forwarded.matter_id, competent=False, reason="不属于。",
        by=service.actor("alice"), at=service.at + days(1),
    )  # fmt: skip
    marked = accepted(service)
    mark(service, marked)
    mark(service, marked, "long-unsettled")
    cases = [forwarded, file(service), marked, answered(service), reviewed(service, final=True)]
    shown: set[str] = set()
    own = {act.slug for act in DESK.acts}
    for case in cases:
        for name in ("alice", "edith", "clara", "petra"):
            client = signed_in(service, name)
            page = client.get(reverse("staff_matter", args=[ref(case)]))
            linked = set(re.findall(rf'/desk/m/{ref(case)}/([a-z-]+)"', text(page)))
            for found in linked & own:
                answer = client.get(reverse("staff_act", args=[ref(case), found]))
                assert answer.status_code == 200, (found, name)
                shown.add(found)
    assert len(shown) >= 15, sorted(shown)


def test_an_officer_of_another_county_sees_nothing(service: Service, later: None):
    case = accepted(service)
    client = signed_in(service, "wanda")
    assert client.get(reverse("staff_matter", args=[ref(case)])).status_code == 403
    paper = reverse("petition_paper", args=[ref(case), "notice"])
    assert client.get(paper).status_code == 403


def test_the_papers_come_filled_in_and_the_name_that_was_opened_is_logged(
    service: Service, later: None
):
    case = reviewed(service, final=True)
    client = signed_in(service, "alice")
    for code, title in (
        ("notice", "信访事项受理告知书"),
        ("opinion", "信访处理意见书"),
        ("review", "信访事项复查意见书"),
        ("final", "信访事项复核意见书"),
    ):
        before = Look.objects.filter(page="petition_paper", what="contact").count()
        page = text(client.get(reverse("petition_paper", args=[ref(case), code])))
        assert title in page
        assert "林小满" in page
        assert Look.objects.filter(page="petition_paper", what="contact").count() == before + 1
    assert client.get(reverse("petition_paper", args=[ref(case), "poem"])).status_code == 404


def test_a_paper_bears_the_day_of_its_decision_and_who_decided_in_the_language_of_the_law(
    service: Service, later: None
):
    case = reviewed(service, final=True)
    client = signed_in(service, "alice")
    paper = ""
    for code, unit, day in (
        ("opinion", "east", "2026年3月22日"),
        ("review", "city", "2026年4月1日"),
        ("final", "province", "2026年4月21日"),
    ):
        page = text(client.get(f"/en/desk/m/{ref(case)}/paper/{code}"))
        paper = page.partition("<article")[2].partition("</article>")[0]
        assert f"{unit}（印章）<br>{day}" in paper
        assert "认定" in paper
        assert "Finding" not in paper
    assert "不再受理" in paper


def test_what_is_told_in_writing_of_another_way_comes_as_a_paper_with_its_day_and_place(
    service: Service, later: None
):
    alice, client = service.actor("alice"), signed_in(service, "alice")
    directed, refused = classed(service, "legal-remedy-4"), classed(service)
    accepting.direct_petition(
        matter_id=directed.matter_id, procedure="行政复议", where="和平路9号", until="2026-06-20",
        by=alice, at=service.at + days(2),
    )  # fmt: skip
    accepting.refuse_petition(
        matter_id=refused.matter_id, ground="in-hand", reason="派出所在办。", remedy="到期再来。",
        by=alice, at=service.at + days(2),
    )  # fmt: skip
    moved = accepted(service)
    moving_on.move_petition(
        matter_id=moved.matter_id, to_unit=service.units["outside"], cause="outside",
        reason="由该单位负责。", by=alice, at=service.at + days(3),
    )  # fmt: skip
    for case, code, words in (
        (directed, "direction", ("信访事项告知书", "和平路9号", "2026 年 6 月 20 日")),
        (refused, "not-taken", ("信访事项不予受理告知书", "19条3款", "到期再来。")),
        (moved, "moved", ("信访事项转送告知书", "outside", "由其他机关负责")),
    ):
        paper = reverse("petition_paper", args=[ref(case), code])
        assert paper in text(client.get(reverse("staff_matter", args=[ref(case)])))
        page = text(client.get(paper))
        assert all(word in page for word in words)


def test_a_reply_to_a_suggestion_promises_no_review_that_the_law_does_not_give(
    service: Service, later: None
):
    case = answered(service, "adopted", class_="suggestion")
    client = signed_in(service, "alice")
    page = text(client.get(reverse("petition_paper", args=[ref(case), "opinion"])))
    assert "信访事项答复书" in page
    assert "复查" not in page.partition("<article")[2].partition("</article>")[0]


def test_marked_matters_stand_by_unit_with_who_answers_and_nothing_of_a_person(
    service: Service, later: None
):
    case, other = accepted(service), accepted(service)
    mark(service, case)
    mark(service, other, "long-unsettled")
    page = text(signed_in(service, "sven").get(reverse("petition_marked")))
    assert ref(case) in page
    assert ref(other) in page
    assert "Hugo" in page or "hugo" in page
    assert "林小满" not in page
    assert "13800000000" not in page
    assert signed_in(service, "alice").get(reverse("petition_marked")).status_code == 403


def test_of_visits_only_what_can_be_true_of_a_petition_is_offered(service: Service, later: None):
    case = accepted(service)
    client = signed_in(service, "alice")
    page = text(client.get(f"/en/desk/m/{ref(case)}/"))
    assert f"/desk/m/{ref(case)}/plan-visits" in page
    assert f"/desk/m/{ref(case)}/dv-warning" not in page
    form = text(client.get(f"/en/desk/m/{ref(case)}/plan-visits"))
    assert "the petition is not settled yet" in form
    assert "the case is not solved yet" not in form
    sent = client.post(
        f"/en/desk/m/{ref(case)}/plan-visits", {"cause": "unsolved", "weeks": "4", "agreed": "on"}
    )
    assert sent.status_code == 422
    whom = {"party": str(case.holder.party_id)}
    refused = client.post(f"/en/desk/m/{ref(case)}/dv-warning", whom)
    assert refused.status_code == 409
    assert "on the case it was issued in" in text(refused)
