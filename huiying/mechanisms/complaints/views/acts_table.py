"""Every act of the desk on a complaint: its address, its words, its form, the service it calls. One line each."""

from huiying.core.kinds import N_
from huiying.core.people.services import Contact
from huiying.core.web.acts import DeskAct, Doing
from huiying.core.web.acts_forms import PlainForm, day_text
from huiying.mechanisms.complaints import forms_decide as decide
from huiying.mechanisms.complaints import forms_staff as staff
from huiying.mechanisms.complaints.queries import ComplaintPage
from huiying.mechanisms.complaints.rules import Move
from huiying.mechanisms.complaints.services import (
    annulling,
    answering,
    assigning,
    conversing,
    excepting,
    extending,
    handling,
    joining,
    lateness,
    officers,
    preserving,
    registering,
    reviewing,
    transferring,
    withdrawing,
)
from huiying.mechanisms.complaints.views.acts_england import ENGLAND
from huiying.mechanisms.complaints.views.acts_groups import (
    DECIDE,
    OFFICER,
    PASS_ON,
    PUT_RIGHT,
    TALK,
)

# --- the few whose call takes more than what was typed ----------------------------------------------------


def _contact(d: Doing[ComplaintPage]) -> None:
    conversing.record_contact_made(
        **d.of,
        **d.typed("channel", "note"),
        party_id=d.party,
        tells=d.data.get("tells") or (),
        occurred_at=d.data.get("occurred_at"),
    )


def _contact_failed(d: Doing[ComplaintPage]) -> None:
    conversing.record_contact_failed(
        **d.of,
        **d.typed("channel", "note"),
        party_id=d.party,
        occurred_at=d.data.get("occurred_at"),
    )


def _preserve(d: Doing[ComplaintPage]) -> None:
    what = set(d.data["what"])
    preserving.record_preserved(
        **d.of,
        **d.typed("note"),
        body_worn="body_worn" in what,
        call_audio="call_audio" in what,
        cctv="cctv" in what,
        none_exists="none_exists" in what,
    )


def _join(d: Doing[ComplaintPage]) -> None:
    contact = Contact(**d.typed("name", "phone"))
    brought = joining.Joining(narrative=d.data["narrative"], contact=contact, slip=d.data["slip"])
    joining.join_complaint(**d.of, joining=brought)


def _decide_annulment(d: Doing[ComplaintPage]) -> None:
    act = annulling.confirm_annulment if d.data["agree"] == "yes" else annulling.decline_annulment
    act(**d.of, proposal_id=d.id("proposal"), reason=d.data["reason"])


def _speak_apart(d: Doing[ComplaintPage]) -> None:
    withdrawing.record_spoken_apart(
        **d.of,
        **d.typed("note"),
        party_id=d.party,
        wants=d.data["wants"] == "yes",
        pressed=d.data["pressed"] == "yes",
    )


def _hear(d: Doing[ComplaintPage]) -> None:
    officers.hear_officer(
        **d.of, **d.typed("text"), question_id=d.id("question"), companion=d.data["companion"]
    )


def _ask_officer(d: Doing[ComplaintPage]) -> None:
    officers.put_questions(
        **d.of,
        **d.typed("questions"),
        officer_id=int(d.data["officer"]),
        due_on=day_text(d.data["due_on"]),
    )


_ANSWER = ("finding", "answer", "reasons", "remedy", "why_late", "signed")

ACTS: tuple[DeskAct[ComplaintPage], ...] = (
    DeskAct(
        slug="class", move=Move.CLASS, group=DECIDE, icon="scale",
        title=N_("Class it"), button=N_("Class it so"), form=staff.ClassForm,
        lead=N_("Which deadlines of the law run depends on this. The complainant is told."),
        do=lambda d: handling.class_complaint(
            **d.of, **d.typed("reason"), class_=d.data["class_"]
        ),
    ),
    DeskAct(
        slug="accept", move=Move.ACCEPT, group=DECIDE, icon="check",
        title=N_("Accept it"), button=N_("Accept, and tell the complainant"), form=PlainForm,
        lead=N_("The complainant is told that we look into it. From now on progress is owed."),
        do=lambda d: handling.accept_complaint(**d.of),
    ),
    DeskAct(
        slug="refuse", move=Move.REFUSE, group=DECIDE, icon="minus",
        title=N_("Refuse it"), button=N_("Refuse, and tell why"), form=staff.RefuseForm,
        lead=N_("They can disagree, and another unit looks at it again."),
        do=lambda d: handling.refuse_complaint(**d.of, **d.typed("ground", "reason", "remedy")),
    ),
    DeskAct(
        slug="answer", move=Move.ANSWER, group=DECIDE, icon="doc", ready=True,
        title=N_("Answer it"), button=N_("Send this answer"), form=decide.AnswerForm,
        lead=N_("How to disagree is added by itself."),
        do=lambda d: answering.answer_complaint(**d.of, **d.typed(*_ANSWER)),
    ),
    DeskAct(
        slug="start-review", move=Move.START_REVIEW, group=DECIDE, icon="scale",
        title=N_("Begin the review"), button=N_("Begin, and tell the complainant"),
        form=PlainForm, do=lambda d: reviewing.start_review(**d.of),
    ),
    DeskAct(
        slug="decide-review", move=Move.DECIDE_REVIEW, group=DECIDE, icon="doc", ready=True,
        title=N_("Decide the review"), button=N_("Send the decision"), form=decide.ReviewForm,
        do=lambda d: reviewing.decide_review(
            **d.of, **d.typed(*_ANSWER), changed=d.data["changed"] == "yes"
        ),
    ),
    DeskAct(
        slug="speak-apart", move=Move.SPEAK_APART, group=DECIDE, icon="user",
        title=N_("Write down the talk alone"), button=N_("Keep it"), form=decide.SpeakApartForm,
        lead=N_("Speak with them alone: without their unit, their family, or whoever came along."),
        do=_speak_apart,
    ),
    DeskAct(
        slug="decide-extension", move=Move.DECIDE_EXTENSION, group=DECIDE, icon="clock",
        title=N_("Decide on more time"), button=N_("Decide"), form=decide.DecideExtensionForm,
        lead=N_("Somebody other than the one who asked decides."),
        do=lambda d: extending.decide_extension(
            **d.of, **d.typed("reason"), granted=d.data["granted"] == "yes"
        ),
    ),
    DeskAct(
        slug="preserve", move=Move.PRESERVE, group=DECIDE, icon="lock",
        title=N_("Preserve recordings"), button=N_("Put it on record"), form=staff.PreserveForm,
        lead=N_("Recordings are overwritten after a time. That none exists is put on record too."),
        do=_preserve,
    ),
    DeskAct(
        slug="answer-message", move=Move.ANSWER_MESSAGE, group=TALK, icon="msg",
        title=N_("Answer a message"), button=N_("Send this reply"), form=staff.AnswerMessageForm,
        do=lambda d: conversing.answer_message(
            **d.of, **d.typed("text"), message_id=d.id("message")
        ),
    ),
    DeskAct(
        slug="ask", move=Move.ASK, group=TALK, icon="help",
        title=N_("Ask a question"), button=N_("Send the question"), form=staff.AskForm,
        do=lambda d: conversing.ask_complainant(**d.of, **d.typed("question"), party_id=d.party),
    ),
    DeskAct(
        slug="progress", move=Move.PROGRESS, group=TALK, icon="right",
        title=N_("Tell how it stands"), button=N_("Send"), form=staff.ProgressForm,
        lead=N_("It counts as told once it has reached them."),
        do=lambda d: conversing.tell_progress(
            **d.of, text=d.data.get("text") or "", lines=d.data.get("lines") or []
        ),
    ),
    DeskAct(
        slug="explain-lateness", move=Move.EXPLAIN_LATENESS, group=TALK, icon="clock",
        known="lateness.told",
        title=N_("Say why it is late, and apologise"), button=N_("Send it"),
        form=decide.LatenessForm,
        lead=N_("The miss stays on record and in the figures. It is explained once, with a name."),
        do=lambda d: lateness.explain_lateness(
            **d.of, **d.typed("signed"), why=d.data.get("why_late") or ""
        ),
    ),
    DeskAct(
        slug="contact", move=Move.CONTACT, group=TALK, icon="phone",
        title=N_("Reached them"), button=N_("Put it on record"), form=staff.ContactForm,
        do=_contact,
    ),
    DeskAct(
        slug="contact-failed", move=Move.CONTACT, group=TALK, icon="off",
        title=N_("Could not reach them"), button=N_("Put it on record"),
        form=staff.ContactFailedForm, do=_contact_failed,
        lead=N_("The attempt is kept. It meets no duty."),
    ),
    DeskAct(
        slug="receipt",
        move=Move.CONTACT,
        group=TALK,
        icon="doc",
        title=N_("Hand over the receipt"),
        button=N_("Handed over"),
        form=staff.ReceiptForm,
        lead=N_("A slip from your unit's pad, by hand or by post. Nobody here sees its code."),
        do=lambda d: registering.hand_over_slip(**d.of, **d.typed("slip"), party_id=d.party),
    ),
    DeskAct(
        slug="promise", move=Move.PROMISE, group=TALK, icon="cal",
        title=N_("Promise something"), button=N_("Promise it"), form=staff.PromiseForm,
        lead=N_("The day becomes a duty, like any other."),
        do=lambda d: conversing.promise_service(
            **d.of, **d.typed("text"), due_on=day_text(d.data["due_on"])
        ),
    ),
    DeskAct(
        slug="keep-promise", move=Move.KEEP_PROMISE, group=TALK, icon="check",
        title=N_("Promise kept"), button=N_("Put it on record"), form=staff.KeepPromiseForm,
        do=lambda d: conversing.keep_promise(
            **d.of, **d.typed("text"), promise_id=d.id("promise")
        ),
    ),
    DeskAct(
        slug="ask-extension", move=Move.ASK_EXTENSION, group=TALK, icon="clock",
        title=N_("Ask for more time"), button=N_("Ask for it"), form=decide.AskExtensionForm,
        lead=N_("Before the date is over. Somebody else decides; the complainant reads the reason."),
        do=lambda d: extending.ask_extension(**d.of, **d.typed("days", "reason")),
    ),
    DeskAct(
        slug="identify", move=Move.IDENTIFY, group=OFFICER, icon="flag",
        title=N_("Say whom it is about"), button=N_("Keep them away from it"),
        form=staff.IdentifyForm,
        lead=N_("From this minute they neither handle nor see it. If that is you, it goes on."),
        do=lambda d: handling.identify_accused(
            **d.of, officer_id=d.data["officer_id"], unit_id=d.data["unit_id"]
        ),
    ),
    DeskAct(
        slug="ask-officer", move=Move.ASK_OFFICER, group=OFFICER, icon="help",
        title=N_("Put questions to the officer"), button=N_("Send the questions"),
        form=decide.AskOfficerForm, do=_ask_officer,
    ),
    DeskAct(
        slug="hear-officer", move=Move.HEAR_OFFICER, group=OFFICER, icon="msg",
        title=N_("Write down what the officer said"), button=N_("Keep it"),
        form=decide.HearOfficerForm, do=_hear,
    ),
    DeskAct(
        slug="tell-officer", move=Move.TELL_OFFICER, group=OFFICER, icon="right",
        title=N_("Tell the officer the outcome"), button=N_("Tell the officer"),
        form=decide.OfficerForm,
        do=lambda d: officers.tell_officer(**d.of, officer_id=int(d.data["officer"])),
    ),
    DeskAct(
        slug="clear-officer", move=Move.CLEAR_OFFICER, group=OFFICER, icon="medal",
        title=N_("Issue the clearance letter"), button=N_("Issue it"), form=decide.OfficerForm,
        do=lambda d: officers.clear_officer(**d.of, officer_id=int(d.data["officer"])),
    ),
    DeskAct(
        slug="assign", move=Move.ASSIGN, group=PASS_ON, icon="user",
        title=N_("Assign it"), button=N_("Assign"), form=staff.AssignForm,
        do=lambda d: assigning.assign_complaint(**d.of, officer_id=int(d.data["officer"])),
    ),
    DeskAct(
        slug="transfer", move=Move.TRANSFER, group=PASS_ON, icon="right",
        title=N_("Transfer it"), button=N_("Transfer, and tell the complainant"),
        form=staff.TransferForm,
        do=lambda d: transferring.transfer_complaint(
            **d.of, **d.typed("cause", "reason"), to_unit=int(d.data["to_unit"])
        ),
    ),
    DeskAct(
        slug="recuse", move=Move.RECUSE, group=PASS_ON, icon="eyeoff",
        title=N_("Step aside"), button=N_("Step aside"), form=staff.RecuseForm,
        lead=N_("From this minute you neither handle nor see it. What you owe here is handed on."),
        do=lambda d: assigning.recuse_officer(**d.of, **d.typed("ground", "reason")),
    ),
    DeskAct(
        slug="except", move=Move.EXCEPT, group=PASS_ON, icon="flag",
        title=N_("Let an officer handle it all the same"), button=N_("Put it on record"),
        form=decide.ExceptForm,
        lead=N_("For one who served with somebody complained of, where nobody else is there."),
        do=lambda d: excepting.except_officer(
            **d.of, **d.typed("reason"), officer_id=int(d.data["officer"])
        ),
    ),
    DeskAct(
        slug="report-back", move=Move.REPORT_BACK, group=PASS_ON, icon="down",
        title=N_("Report back"), button=N_("Put it on record"), form=staff.ReportBackForm,
        do=lambda d: conversing.report_back(**d.of, **d.typed("channel", "text")),
    ),
    DeskAct(
        slug="recategorise", move=Move.RECATEGORISE, group=PUT_RIGHT, icon="book",
        title=N_("Change the category"), button=N_("Change it"), form=staff.RecategoriseForm,
        do=lambda d: handling.recategorise_complaint(**d.of, **d.typed("category")),
    ),
    DeskAct(
        slug="join", move=Move.JOIN, group=PUT_RIGHT, icon="users",
        title=N_("Add another complainant"), button=N_("Add them"), form=staff.JoinForm,
        do=_join,
    ),
    DeskAct(
        slug="reopen", move=Move.REOPEN, group=PUT_RIGHT, icon="right",
        title=N_("Take it up again"), button=N_("Take it up again"), form=staff.ReopenForm,
        do=lambda d: handling.reopen_complaint(**d.of, **d.typed("reason")),
    ),
    DeskAct(
        slug="propose-annulment", move=Move.PROPOSE_ANNULMENT, group=PUT_RIGHT, icon="flag",
        title=N_("Say that an entry is wrong"), button=N_("Propose it to a second person"),
        form=decide.ProposeAnnulmentForm,
        lead=N_("The wrong entry stays visible. Nothing changes until a second person agrees."),
        do=lambda d: annulling.propose_annulment(
            **d.of, **d.typed("reason"), event_id=d.id("event")
        ),
    ),
    DeskAct(
        slug="decide-annulment", move=Move.DECIDE_ANNULMENT, group=PUT_RIGHT, icon="check",
        title=N_("Decide on a wrong entry"), button=N_("Decide"),
        form=decide.DecideAnnulmentForm, do=_decide_annulment,
    ),
    *ENGLAND,
)  # fmt: skip
BY_SLUG: dict[str, DeskAct[ComplaintPage]] = {act.slug: act for act in ACTS}
