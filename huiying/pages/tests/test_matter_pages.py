"""The page of a matter of any kind: for staff, for each of its people, and what a panel adds to it."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from huiying.core import talk
from huiying.core.access.looks import looks_at
from huiying.core.duties.matters import MatterPage
from huiying.core.kinds import N_, PEOPLE, Act, IllegalMove, PartyRole
from huiying.core.ledger import codes
from huiying.core.ledger import queries as ledger
from huiying.core.notices.models import Channel, Notice
from huiying.core.people.queries import person
from huiying.core.people.services import open_account
from huiying.core.web import rows
from huiying.core.web.acts import Desk, DeskAct, Doing
from huiying.core.web.acts_forms import ActForm, words
from huiying.core.web.codes.forms import MessageForm
from huiying.core.web.deeds import Deed, Deeds
from huiying.core.web.panels import Head, Panel, Section
from huiying.core.web.signin.tests.people import PASSWORD, sign_in
from huiying.mechanisms.complaints.tests.support import Service, build, days
from huiying.mechanisms.complaints.tests.test_lost_code import ask as ask_new_code
from huiying.mechanisms.complaints.tests.visiting import Visitor
from huiying.mechanisms.complaints.tests.visiting import words as read
from huiying.pages import kinds
from huiying.pages.kinds import KindPage
from huiying.pages.tests.plain_matters import KIND, Plain, ask, bring, investigator

VICTIM, REPORTER = PartyRole.VICTIM, PartyRole.REPORTER


@pytest.fixture
def service(db: None) -> Service:
    made = build()
    investigator(made)
    investigator(made, "wes", "west")
    return made


def officer(service: Service, who: str) -> Client:
    open_account(username=who, password=PASSWORD, officer_id=service.officers[who])
    client = Client(headers={"host": "localhost"})
    with time_machine.travel(service.at, tick=False):
        assert sign_in(client, who).status_code == 302
    return client


def visit(service: Service, plain: Plain, who: str) -> Visitor:
    """The person in a browser, their page opened with their code."""
    visitor = Visitor(service.at + days(1))
    answer = visitor.look_up(codes.grouped(plain.codes[who]))
    assert answer.status_code == 302
    visitor.home = answer["Location"]
    return visitor


def at_desk(service: Service, client: Client, plain: Plain, further: str = "", data=None):
    url = f"/en/desk/m/{plain.ref}/{further}"
    with time_machine.travel(service.at + timedelta(minutes=5), tick=False):
        return client.get(url) if data is None else client.post(url, data)


# --- what every matter has ------------------------------------------------------------------------------


def test_staff_of_the_unit_in_charge_read_a_matter_that_no_mechanism_adds_to(service: Service):
    plain = bring(service, VICTIM, VICTIM, REPORTER)
    ask(service, plain, "victim", "门锁是什么样的？")
    page = read(at_desk(service, officer(service, "iris"), plain))
    assert plain.ref in page
    assert re.search(r"Victim 2 Person who reported it 1", page)
    assert "Investigated by" in page
    assert "Question to the person" in page
    assert "门锁是什么样的" in page
    assert "Ask a question" in page
    assert [look.what for look in looks_at(plain.matter_id)] == ["words"]


@pytest.mark.parametrize("who", ["wes", "alice", "rita"])
def test_nobody_else_learns_that_it_is_there(service: Service, who: str):
    plain = bring(service, VICTIM)
    client = officer(service, who)
    for further in ("", "person", "anything"):
        assert at_desk(service, client, plain, further).status_code == 403


def test_how_to_reach_each_of_the_people_is_shown_once_a_reason_is_given(service: Service):
    plain = bring(service, VICTIM, VICTIM, REPORTER)
    client = officer(service, "iris")
    assert at_desk(service, client, plain, "person", {"reason": ""}).status_code == 422
    page = read(at_desk(service, client, plain, "person", {"reason": "回访"}))
    assert all(called in page for called in ("Victim 1", "Victim 2", "Person who reported it"))
    assert page.count("13800000000") == 3
    assert [(look.what, look.reason) for look in looks_at(plain.matter_id)] == [("contact", "回访")]


def test_an_act_that_no_mechanism_has_is_no_page(service: Service):
    plain = bring(service, VICTIM)
    assert at_desk(service, officer(service, "iris"), plain, "accept").status_code == 403


@pytest.mark.parametrize("role", sorted(PEOPLE, key=str))
def test_whoever_of_the_people_has_a_code_follows_it(service: Service, role: PartyRole):
    plain = bring(service, role)
    visitor = visit(service, plain, role.value)
    page = visitor.page()
    assert plain.ref in page
    assert "家里被人翻过" in page
    # Nothing is known of other doors for a kind that nobody listed, so none is pointed at.
    assert "Other doors" not in page
    for further in ("looks", "held", "letter", "word", "shut", "new-code", "contact", "write"):
        assert visitor.get(f"{visitor.home}{further}").status_code == 200, further
    held = json.loads(visitor.get(f"{visitor.home}data").content)
    assert held["kind"] == KIND
    assert held["reached_by"]["telephone"] == "••••0000"
    assert [e["kind"] for e in held["history"]] == ["message.received"]
    assert visitor.get(f"{visitor.home}disagree").status_code == 403


def test_what_is_asked_of_one_is_unknown_to_the_others(service: Service):
    plain = bring(service, REPORTER, VICTIM)
    ask(service, plain, "victim", "门锁是什么样的？")
    told = visit(service, plain, "victim").page()
    assert "门锁是什么样的" in told
    # What opened it is in the words of whoever brought it.
    assert "家里被人翻过" not in told
    other = visit(service, plain, "reporter")
    assert "门锁" not in other.page()
    assert "门锁" not in other.get(f"{other.home}data").content.decode()
    assert "家里被人翻过" in other.page()


def test_where_nobody_can_tell_who_brought_it_nobody_reads_in_whose_words(service: Service):
    plain = bring(service, REPORTER, VICTIM, one_by_one=False)
    for who in ("reporter", "victim"):
        assert "家里被人翻过" not in visit(service, plain, who).page()


def test_an_answer_and_a_message_reach_the_desk_that_investigates(service: Service):
    plain = bring(service, VICTIM)
    question = ask(service, plain, "victim", "门锁是什么样的？")
    visitor = visit(service, plain, "victim")
    visitor.page()
    assert (
        visitor.act(f"reply/{question}", {f"q{question.hex[-8:]}-text": "老式的"}).status_code
        == 302
    )
    again = visitor.act(f"reply/{question}", {f"q{question.hex[-8:]}-text": "老式的"})
    assert again.status_code == 422
    assert visitor.act("write", {"text": "还少了一块表。"}).status_code == 302
    kinds_now = [e.kind for e in plain.history()]
    assert kinds_now[-2:] == [talk.QUESTION_ANSWERED.kind, talk.MESSAGE_RECEIVED.kind]
    desk = Notice.objects.get(channel=Channel.DESK, template="message")
    assert (desk.unit_id, desk.role) == (service.units["east"], "cases")
    assert "还少了一块表" in visitor.page()


def test_the_desk_answers_whoever_wrote_and_no_other(service: Service):
    plain = bring(service, VICTIM, VICTIM)
    visitor, client = visit(service, plain, "victim 2"), officer(service, "iris")
    visitor.at = service.at + timedelta(minutes=2)
    visitor.act("write", {"text": "什么时候还我的表？"})
    form = at_desk(service, client, plain, "answer-message")
    written = next(e for e in plain.history() if e.facts.get("party"))
    assert str(written.id) in form.content.decode()
    sent = {"message": str(written.id), "text": "周五来取。"}
    assert at_desk(service, client, plain, "answer-message", sent).status_code == 302
    answered = plain.history()[-1]
    assert answered.kind == talk.MESSAGE_ANSWERED.kind
    assert answered.facts["party"] == str(plain.parties["victim 2"])
    assert "周五来取" in visitor.page()
    assert "周五" not in visit(service, plain, "victim").page()
    again = at_desk(service, client, plain, "answer-message", sent)
    assert again.status_code == 422


def test_a_question_says_to_whom_of_several(service: Service):
    plain = bring(service, VICTIM, REPORTER)
    client = officer(service, "iris")
    assert at_desk(service, client, plain, "ask", {"question": "几点？"}).status_code == 422
    to = str(plain.parties["reporter"])
    asked = at_desk(service, client, plain, "ask", {"question": "几点？", "party": to})
    assert asked.status_code == 302
    assert "几点" in visit(service, plain, "reporter").page()
    assert "几点" not in visit(service, plain, "victim").page()


def test_opening_the_page_is_evidence_for_this_person_alone(service: Service):
    plain = bring(service, VICTIM, VICTIM)
    ask(service, plain, "victim", "门锁是什么样的？")
    visit(service, plain, "victim 2").page()
    assert Notice.objects.filter(channel=Channel.PORTAL, state="waiting").count() == 1
    visit(service, plain, "victim").page()
    assert not Notice.objects.filter(channel=Channel.PORTAL, state="waiting").exists()


def test_a_victim_says_how_to_be_reached_and_gets_a_new_code_when_theirs_is_lost(
    service: Service,
):
    plain = bring(service, VICTIM)
    visitor = visit(service, plain, "victim")
    assert visitor.act("contact", {"no_email": "on", "wishes": "晚上别打"}).status_code == 302
    party = next(iter(plain.parties.values()))
    assert plain.history()[-1].facts["party"] == str(party)
    changed = next(e for e in plain.history() if e.kind == talk.CONTACT_CHANGED.kind)
    assert changed.facts["contactable"] is True
    assert not person(_person(plain)).by_email
    ask_new_code(visitor, "林小满", "13800000000")
    lost = Notice.objects.get(channel=Channel.DESK, template="code-lost")
    assert (lost.unit_id, lost.role) == (service.units["east"], "cases")


def _person(plain: Plain):
    wanted = next(iter(plain.parties.values()))
    return next(p.person_id for p in ledger.parties(plain.matter_id) if p.id == wanted)


def test_the_pages_take_few_queries_however_much_happened(
    service: Service, django_assert_max_num_queries
):
    plain = bring(service, VICTIM, VICTIM, REPORTER)
    for number in range(6):
        ask(service, plain, "victim", f"第 {number} 问")
    client, visitor = officer(service, "iris"), visit(service, plain, "victim")
    at_desk(service, client, plain)
    visitor.page()
    with django_assert_max_num_queries(22):
        at_desk(service, client, plain)
    with django_assert_max_num_queries(24):
        visitor.page()


# --- what a panel adds ----------------------------------------------------------------------------------


class NoteForm(ActForm[MatterPage]):
    text = words("Note", needed="Write the note.")


DONE: list[object] = []


def _do(d: Doing) -> None:
    if d.data["text"] == "no":
        raise IllegalMove(N_("This question is not open any more. Write us a message instead."))
    DONE.append(d.of["matter_id"])


PANEL = Panel(
    read=lambda page: page,
    own_read=lambda page: page,
    head=lambda page, at: Head(title="Burglary", tag=rows.Tag(tone="due", text="Open")),
    facts=lambda page, at: [rows.Fact(label="Number", value="A-7")],
    sections=lambda page, at: [Section(id="things", title="Property", lines=("One watch",))],
    desk=Desk(
        acts=(
            DeskAct(
                slug="note", move="note", group="Decide", title="Keep a note", button="Keep it",
                form=NoteForm, do=_do,
            ),
            DeskAct(
                slug="later", move="later", group="Decide", title="Not yet", button="Do",
                form=NoteForm, do=_do,
            ),
        ),
        read=lambda page: page,
        decide=lambda page, act: _decide(act.slug),
        needs=lambda act: (Act.WORK,),
    ),
    own_head=lambda page, at: Head(title="Your burglary", next="We look for the watch."),
    own_sections=lambda page, at: [Section(id="things", title="Your watch", lines=("Not found",))],
    deeds=Deeds(
        deeds=(
            Deed(
                slug="wish", move="wish", form=MessageForm,
                run=lambda request, matter_id, typed: DONE.append(typed["text"]),
                title="Say what you wish", button="Say it", done="We heard you.", prominent=True,
            ),
        ),
        read=lambda page: page,
        closed=lambda page, deed: None,
    ),
    held=lambda page: {"stage": "open"},
)  # fmt: skip


def _decide(slug: str) -> None:
    if slug == "later":
        raise IllegalMove(N_("Choose a file first."))


@pytest.fixture
def with_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    DONE.clear()
    page = KindPage(kind=KIND, name=N_("Matter"), panels=(PANEL,))
    monkeypatch.setitem(kinds.KINDS, KIND, page)


@pytest.mark.usefixtures("with_panel")
def test_a_panel_says_what_it_is_and_adds_sections_and_acts(service: Service):
    plain = bring(service, VICTIM)
    client = officer(service, "iris")
    page = read(at_desk(service, client, plain))
    assert all(said in page for said in ("Burglary", "A-7", "One watch", "Keep a note"))
    # What is not open now is not in the menu, and its address says why.
    assert "Not yet" not in page
    closed = at_desk(service, client, plain, "later")
    assert closed.status_code == 409
    assert "Choose a file first." in read(closed)


@pytest.mark.usefixtures("with_panel")
def test_an_act_is_done_or_says_why_not_and_keeps_what_was_typed(service: Service):
    plain = bring(service, VICTIM)
    client = officer(service, "iris")
    assert "Write the note." in read(at_desk(service, client, plain, "note", {"text": ""}))
    declined = at_desk(service, client, plain, "note", {"text": "no"})
    assert declined.status_code == 409
    assert "This question is not open any more" in read(declined)
    assert re.search(r">\s*no</textarea>", declined.content.decode())
    assert at_desk(service, client, plain, "note", {"text": "yes"}).status_code == 302
    assert [plain.matter_id] == DONE


@pytest.mark.usefixtures("with_panel")
def test_what_came_in_meanwhile_is_shown_before_an_act_of_any_kind(service: Service):
    plain = bring(service, VICTIM)
    client = officer(service, "iris")
    seen = at_desk(service, client, plain, "note").context["form"].initial["seen"]
    ask(service, plain, "victim", "门锁？")
    late = at_desk(service, client, plain, "note", {"text": "yes", "seen": seen})
    assert late.status_code == 409
    assert "Question to the person" in read(late)
    assert DONE == []


@pytest.mark.usefixtures("with_panel")
def test_the_person_reads_and_does_what_a_panel_adds(service: Service):
    plain = bring(service, VICTIM)
    visitor = visit(service, plain, "victim")
    page = visitor.page()
    assert all(
        said in page
        for said in ("Your burglary", "We look for the watch.", "Not found", "Say what you wish")
    )
    assert page.count("We look for the watch.") == 1
    answer = visitor.act("wish", {"text": "还我的表"})
    assert answer.status_code == 302
    assert "We heard you." in read(visitor.get(answer["Location"]))
    assert DONE == ["还我的表"]
    assert json.loads(visitor.get(f"{visitor.home}data").content)["stage"] == "open"


# --- the list --------------------------------------------------------------------------------------------

RESERVED_AT_DESK = {"person", "file", "alike"}
RESERVED = {
    "code", "new-code", "shut", "word", "looks", "held", "data", "letter", "close", "file",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_no_two_acts_or_deeds_of_a_kind_have_the_same_address(kind: str):
    page = kinds.KINDS[kind]
    acts = [act.slug for desk in page.desks() for act in desk.acts]
    deeds = [deed.slug for table in page.deeds() for deed in table.deeds]
    assert len(acts) == len(set(acts))
    assert len(deeds) == len(set(deeds))
    assert not RESERVED_AT_DESK & set(acts)
    assert not RESERVED & set(deeds)


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_what_brings_about_an_event_is_an_act_there_is(kind: str):
    for desk in kinds.KINDS[kind].desks():
        slugs = {act.slug for act in desk.acts}
        assert {slug for ways in desk.ways.values() for slug in ways} <= slugs
