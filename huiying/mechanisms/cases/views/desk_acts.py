"""The acts of the desk on a case: one line each, grouped as the menu shows them."""

import uuid
from typing import Any

from huiying.core.kinds import N_
from huiying.core.web.acts import DeskAct, Doing
from huiying.core.web.acts_forms import PlainForm
from huiying.mechanisms.cases import forms as f
from huiying.mechanisms.cases import forms_people as p
from huiying.mechanisms.cases.forms_released import ReleasedForm
from huiying.mechanisms.cases.queries import CasePage
from huiying.mechanisms.cases.rules import Move
from huiying.mechanisms.cases.services import (
    deciding,
    extending,
    going_on,
    joining,
    noting,
    progress,
    reaching,
    supervised,
    supporting,
    talking,
)
from huiying.mechanisms.cases.views.desk_people import (
    BELONGINGS,
    OF_PEOPLE,
    PASSED,
    of_person,
    only,
)

D = Doing[CasePage]
DECIDE, TELL, GOES_ON = N_("Decide"), N_("Tell"), N_("What happened")


def _filing(ground: str) -> Any:
    return lambda d: noting.extend_filing(**d.of, **d.typed("reason"), ground=ground)


def _pause(move: Move) -> Any:
    return lambda d: going_on.mark_pause(**d.of, move=move)


DECISIONS: tuple[DeskAct[CasePage], ...] = (
    DeskAct(
        slug="accept-case", move=Move.ACCEPT, group=DECIDE, icon="check", form=f.AcceptForm,
        title=N_("Accept the case"), button=N_("Accept it, and give the receipt"),
        lead=N_("Whoever reported it gets the receipt on their page."),
        do=lambda d: deciding.accept_case(**d.of, regime=d.data["regime"], agency=d.data["agency"]),
    ),
    DeskAct(
        slug="open-case", move=Move.OPEN, group=DECIDE, icon="check", form=f.RegimeForm,
        title=N_("Open a case"), button=N_("Open it, and tell them"),
        lead=N_("Victim and accuser are told, each by their own channel."),
        do=lambda d: deciding.open_case(**d.of, regime=d.data["regime"]),
    ),
    DeskAct(
        slug="no-case", move=Move.DO_NOT_OPEN, group=DECIDE, icon="minus", form=f.NotOpenForm,
        title=N_("Do not open a case"), button=N_("Decide it, and tell why"),
        known="non-opening.told",
        lead=N_("They read the reason, and what they can do next, as they stand here."),
        do=lambda d: deciding.do_not_open(
            **d.of, **d.typed("ground", "reason", "remedy"), agency=d.data["agency"]
        ),
    ),
    DeskAct(
        slug="no-investigation", move=Move.NO_INVESTIGATION, group=DECIDE, icon="minus",
        form=f.ReasonForm, known="no-investigation.told",
        title=N_("Do not investigate"), button=N_("Decide it, and tell why"),
        do=lambda d: deciding.do_not_investigate(**d.of, **d.typed("reason")),
    ),
    DeskAct(
        slug="filing-leads", move=Move.EXTEND_FILING, group=DECIDE, icon="clock", form=f.FilingForm,
        title=N_("Leads have to be checked first"), button=N_("Take seven days"),
        known="filing.extended", do=_filing("leads"),
    ),
    DeskAct(
        slug="filing-complex", move=Move.EXTEND_FILING_COMPLEX, group=DECIDE, icon="clock",
        form=f.FilingForm, title=N_("Allow thirty days to decide"), button=N_("Allow it"),
        known="filing.extended", do=_filing("complex"),
    ),
    DeskAct(
        slug="conclude-case", move=Move.CONCLUDE, group=DECIDE, icon="doc", form=f.ConcludeForm,
        title=N_("Conclude the case"), button=N_("Conclude it, and tell them"),
        do=lambda d: going_on.conclude_case(**d.of, **d.typed("how", "reason")),
    ),
    DeskAct(
        slug="withdraw-case", move=Move.WITHDRAW, group=DECIDE, icon="minus", form=f.ReasonForm,
        title=N_("Withdraw the case"), button=N_("Withdraw it, and tell why"),
        do=lambda d: going_on.withdraw_case(**d.of, **d.typed("reason")),
    ),
    DeskAct(
        slug="penalty", move=Move.PENALTY, group=DECIDE, icon="doc", form=f.PenaltyForm,
        known="penalty.told",
        title=N_("Decide on a penalty"), button=N_("Put it on record, and give copies"),
        do=lambda d: going_on.decide_penalty(**d.of, **d.typed("decision")),
    ),
    DeskAct(
        slug="take-up-case", move=Move.TAKE_UP, group=DECIDE, icon="right", form=f.ReasonForm,
        title=N_("Take the case up again"), button=N_("Take it up again"),
        do=lambda d: deciding.take_up_again(**d.of, **d.typed("reason")),
    ),
    DeskAct(
        slug="more-time", move=Move.ASK_EXTENSION, group=DECIDE, icon="clock",
        form=f.AskExtensionForm, title=N_("Ask for more time"), button=N_("Ask for it"),
        lead=N_("Before the date is over. Somebody else decides; the person reads the reason."),
        do=lambda d: extending.ask_extension(**d.of, **d.typed("days", "reason")),
    ),
    DeskAct(
        slug="decide-time", move=Move.DECIDE_EXTENSION, group=DECIDE, icon="clock",
        form=f.DecideExtensionForm, title=N_("Decide on more time"), button=N_("Decide"),
        lead=N_("Somebody other than the one who asked decides."),
        do=lambda d: extending.decide_extension(
            **d.of, **d.typed("reason"), granted=d.data["granted"] == "yes"
        ),
    ),
)  # fmt: skip
TELLINGS: tuple[DeskAct[CasePage], ...] = (
    DeskAct(
        slug="reached", move=Move.REACH, group=TELL, icon="phone", form=f.ReachedForm,
        title=N_("Told them"), button=N_("Put it on record"),
        lead=N_("By telephone or in person. Keep to the plan for safe contact."),
        do=lambda d: reaching.record_reached(
            **of_person(d), **d.typed("channel", "note"), occurred_at=d.data.get("occurred_at"),
            they_called=d.data["they_called"],
            tells=[uuid.UUID(n) for n in d.data.get("tells") or []],
        ),
    ),
    DeskAct(
        slug="tell-released", move=Move.PROGRESS, group=TELL, icon="right", form=ReleasedForm,
        title=N_("Tell how it stands"), button=N_("Send"),
        lead=N_("Only what was decided and released before. It counts once it has reached them."),
        do=lambda d: progress.tell_released(
            **d.of, lines=d.data.get("lines") or [], at_once=bool(d.data.get("at_once"))
        ),
    ),
    DeskAct(
        slug="not-reached", move=Move.REACH, group=TELL, icon="off", form=f.NotReachedForm,
        title=N_("Could not reach them"), button=N_("Put it on record"),
        lead=N_("Three days at different hours, then what waits is posted on their page."),
        do=lambda d: reaching.record_not_reached(
            **of_person(d), **d.typed("channel", "note"), occurred_at=d.data.get("occurred_at")
        ),
    ),
    DeskAct(
        slug="contact-reporter", move=Move.CONTACT_REPORTER, group=TELL, icon="phone",
        form=f.ContactReporterForm, title=N_("Contacted the person who reported it"),
        button=N_("Put it on record"), known="reporter.contacted",
        do=lambda d: reaching.contact_reporter(**of_person(d), **d.typed("channel")),
    ),
    DeskAct(
        slug="answer-message", move=Move.ANSWER_MESSAGE, group=TELL, icon="msg",
        form=f.AnswerMessageForm, title=N_("Answer a message"), button=N_("Send this reply"),
        do=lambda d: talking.answer_message(
            **d.of, **d.typed("text"), message_id=d.id("message")
        ),
    ),
    DeskAct(
        slug="ask", move=Move.ASK, group=TELL, icon="help", form=f.AskForm,
        title=N_("Ask a question"), button=N_("Send the question"),
        do=lambda d: talking.ask_person(**of_person(d), **d.typed("question")),
    ),
    DeskAct(
        slug="call-again", move=Move.CALL_AGAIN, group=TELL, icon="phone", form=p.CallAgainForm,
        title=N_("Tried somebody again whom the unit gave up"), button=N_("Put it on record"),
        do=lambda d: reaching.call_again(**of_person(d), reached=d.data["reached"] == "yes"),
    ),
    DeskAct(
        slug="offer-support", move=Move.SUPPORT, group=TELL, icon="help", form=p.SupportForm,
        title=N_("Offer support"), button=N_("Put it on record"),
        do=lambda d: supporting.offer_support(**of_person(d), which=d.data["which"]),
    ),
    DeskAct(
        slug="refer", move=Move.SUPPORT, group=TELL, icon="right", form=p.ReferForm,
        title=N_("Put them in touch with support"), button=N_("Put it on record"),
        do=lambda d: supporting.refer_to_support(**of_person(d), **d.typed("service")),
    ),
    DeskAct(
        slug="hand-over", move=Move.HAND_OVER, group=TELL, icon="doc", form=p.SlipForm,
        title=N_("Hand over a code"), button=N_("Handed over"),
        lead=N_("A slip from your unit's pad, by hand or by post. Nobody here sees its code."),
        do=lambda d: joining.hand_over_code(**of_person(d), **d.typed("slip")),
    ),
)  # fmt: skip
HAPPENED: tuple[DeskAct[CasePage], ...] = (
    DeskAct(
        slug="found-suspect", move=Move.FOUND, group=GOES_ON, icon="flag", form=f.FoundForm,
        title=N_("Solved: a suspect was found"), button=N_("Put it on record, and tell them"),
        lead=N_("Say suspect, never offender: nobody is guilty until a court says so."),
        do=lambda d: going_on.find_suspect(**d.of, **d.typed("how")),
    ),
    DeskAct(
        slug="measure", move=Move.MEASURE, group=GOES_ON, icon="flag", form=f.MeasureForm,
        title=N_("A measure against a suspect"), button=N_("Put it on record"),
        do=lambda d: going_on.take_measure(**d.of, **d.typed("measure"), tell=d.data["tell"]),
    ),
    DeskAct(
        slug="prosecution", move=Move.SEND, group=GOES_ON, icon="scale", form=PlainForm,
        title=N_("Send it to the prosecutor"), button=N_("Put it on record, and tell them"),
        do=lambda d: going_on.send_for_prosecution(**d.of),
    ),
    DeskAct(
        slug="charge", move=Move.CHARGE, group=GOES_ON, icon="scale", form=f.ChargeForm,
        title=N_("The charge changed"), button=N_("Put it on record, and tell them"),
        do=lambda d: going_on.change_charge(**d.of, **d.typed("how", "reason")),
    ),
    DeskAct(
        slug="court", move=Move.COURT, group=GOES_ON, icon="scale", form=f.CourtForm,
        title=N_("News from the court"), button=N_("Pass it on"),
        do=lambda d: going_on.hear_from_court(
            **d.of, **d.typed("news", "on", "text"), needed=d.data["needed"]
        ),
    ),
    DeskAct(
        slug="limit", move=Move.LIMIT, group=GOES_ON, icon="clock", form=f.LimitForm,
        title=N_("The time is over without a result"), button=N_("Explain it to them"),
        do=lambda d: going_on.reach_limit(**d.of, **d.typed("offender", "reason")),
    ),
    DeskAct(
        slug="begin-examination", move=Move.BEGIN_EXAMINATION, group=GOES_ON, icon="clock",
        form=PlainForm, title=N_("An expert examination begins"), button=N_("Put it on record"),
        do=_pause(Move.BEGIN_EXAMINATION),
    ),
    DeskAct(
        slug="end-examination", move=Move.END_EXAMINATION, group=GOES_ON, icon="clock",
        form=PlainForm, title=N_("The examination ends"), button=N_("Put it on record"),
        do=_pause(Move.END_EXAMINATION),
    ),
    DeskAct(
        slug="opinion", move=Move.OPINION, group=GOES_ON, icon="doc", form=PlainForm,
        title=N_("The expert opinion is there"), button=N_("Give them a copy"),
        do=lambda d: going_on.receive_opinion(**d.of),
    ),
    DeskAct(
        slug="begin-hearing", move=Move.BEGIN_HEARING, group=GOES_ON, icon="clock",
        form=PlainForm, title=N_("A hearing begins"), button=N_("Put it on record"),
        known="penalty.told",
        do=_pause(Move.BEGIN_HEARING),
    ),
    DeskAct(
        slug="end-hearing", move=Move.END_HEARING, group=GOES_ON, icon="clock",
        form=PlainForm, title=N_("The hearing ends"), button=N_("Put it on record"),
        do=_pause(Move.END_HEARING),
    ),
    DeskAct(
        slug="prosecutor-asked", move=Move.PROSECUTOR_ASKED, group=GOES_ON, icon="scale",
        form=f.ProsecutorForm, title=N_("The prosecutor asks for reasons"),
        known="prosecutor.reasons-given",
        button=N_("Put it on record"),
        do=lambda d: supervised.prosecutor_asked(**d.of, **d.typed("subject")),
    ),
    DeskAct(
        slug="prosecutor-answered", move=Move.PROSECUTOR_ANSWERED, group=GOES_ON, icon="scale",
        form=PlainForm, title=N_("Our reasons went to the prosecutor"),
        button=N_("Put it on record"), do=lambda d: supervised.answer_prosecutor(**d.of),
    ),
    DeskAct(
        slug="prosecutor-ordered", move=Move.PROSECUTOR_ORDERED, group=GOES_ON, icon="scale",
        form=PlainForm, title=N_("The prosecutor orders the opening"),
        known="prosecutor.reasons-given",
        button=N_("Put it on record"), do=lambda d: supervised.prosecutor_ordered(**d.of),
    ),
    DeskAct(
        slug="note", move=Move.NOTE, group=GOES_ON, icon="book", form=f.NoteForm,
        title=N_("Note something else"), button=N_("Note it"),
        do=lambda d: noting.note_down(**d.of, **d.typed("note", "reason"), party_id=d.party or only(d)),
    ),
)  # fmt: skip


ACTS = (*DECISIONS, *TELLINGS, *HAPPENED, *OF_PEOPLE, *BELONGINGS, *PASSED)
