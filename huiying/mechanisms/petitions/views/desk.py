"""The desk of petitions: its table of acts, which of them are open, which brings about what is owed."""

import uuid
from typing import Any

from huiying.core.access import doors
from huiying.core.kinds import N_, Act, IllegalMove
from huiying.core.web.acts import Desk, DeskAct
from huiying.core.web.acts_forms import PlainForm
from huiying.mechanisms.petitions import events, rules
from huiying.mechanisms.petitions import forms_desk as f
from huiying.mechanisms.petitions.queries import RECEIPTS, PetitionPage, petition_of
from huiying.mechanisms.petitions.rules import Move
from huiying.mechanisms.petitions.services import (
    accepting,
    adding,
    answering,
    assigning,
    classing,
    competence,
    extending,
    moving_on,
    reaching,
    reviewing,
)
from huiying.mechanisms.petitions.services.answering import Opinion
from huiying.mechanisms.petitions.views.desk_marks import ACTS as OF_MARKS
from huiying.mechanisms.petitions.views.desk_marks import (
    DECIDE,
    PASS_ON,
    REVIEW,
    TALK,
    Doer,
    act,
    yes,
)
from huiying.mechanisms.petitions.views.desk_marks import WAYS as OF_MARKS_WAYS
from huiying.mechanisms.petitions.views.desk_together import ACTS as OF_SEVERAL


def _class(d: Doer) -> None:
    unit, officer = d.data["about_unit"], d.data["about_officer"]
    classing.class_petition(
        **d.of,
        class_=d.data["class_"],
        reason=d.data["reason"],
        about_units=[int(unit)] if unit else [],
        about_officers=[officer] if officer else [],
    )


def _opinion(d: Doer) -> Opinion:
    return Opinion(
        **d.typed("finding", "request", "facts", "reasons", "opinion", "basis", "remedy")
    )


def _direct(d: Doer) -> None:
    until = d.data["until"]
    accepting.direct_petition(
        **d.of, **d.typed("procedure", "where"), until=until.isoformat() if until else ""
    )


def _add_letter(d: Doer) -> None:
    adding.add_letter(
        **d.of, **d.typed("channel", "message"), occurred_at=d.data["when"], party_id=d.party
    )


_ACTS: tuple[DeskAct[PetitionPage], ...] = (
    act(
        "petition-judge", Move.JUDGE, DECIDE, N_("Is it for us?"), N_("Save"), f.JudgeForm,
        lambda d: competence.judge_competence(
            **d.of, competent=yes(d, "competent"), reason=d.data["reason"]
        ),
        lead=N_("Five working days to object run from the day it came in."),
    ),
    act(
        "petition-object", Move.OBJECT, DECIDE, N_("Object to the body that forwarded it"),
        N_("Record the objection"), f.ObjectForm,
        lambda d: competence.object_to_forwarding(**d.of, reason=d.data["reason"]),
    ),
    act(
        "petition-objection-answer", Move.HEAR_OBJECTION, DECIDE,
        N_("They answered the objection"), N_("Save"), f.HearObjectionForm,
        lambda d: competence.hear_objection(
            **d.of, upheld=yes(d, "upheld"), note=d.data["note"]
        ),
    ),
    act(
        "petition-class", Move.CLASS, DECIDE, N_("Class it"), N_("Save the class"), f.ClassForm,
        _class,
        lead=N_("No clock of sixty days begins before this. It counts from when it came in."),
    ),
    act(
        "petition-accept", Move.ACCEPT, DECIDE, N_("Accept it"), N_("Accept it"), f.AcceptForm,
        lambda d: accepting.accept_petition(
            **d.of, path=d.data["path"], on_the_spot=d.data["on_the_spot"]
        ),
    ),
    act(
        "petition-direct", Move.DIRECT, DECIDE, N_("Show the procedure the law has for it"),
        N_("Send it"), f.DirectForm, _direct,
    ),
    act(
        "petition-refuse", Move.REFUSE, DECIDE, N_("Not take it up"), N_("Decline, with reasons"),
        f.RefuseForm,
        lambda d: accepting.refuse_petition(**d.of, **d.typed("ground", "reason", "remedy")),
    ),
    act(
        "petition-answer", Move.ANSWER, DECIDE, N_("Give the written opinion"),
        N_("Give the opinion"), f.OpinionForm,
        lambda d: answering.answer_petition(**d.of, opinion=_opinion(d)),
        lead=N_("It counts as delivered once it has reached the petitioner."),
    ),
    act(
        "petition-extend", Move.ASK_EXTENSION, DECIDE, N_("Ask for more time"), N_("Ask"),
        f.ExtendForm,
        lambda d: extending.ask_extension(**d.of, days=d.data["days"], reason=d.data["reason"]),
    ),
    act(
        "petition-extension", Move.DECIDE_EXTENSION, DECIDE, N_("Decide on more time"),
        N_("Decide"), f.DecideExtensionForm,
        lambda d: extending.decide_extension(
            **d.of, granted=yes(d, "granted"), reason=d.data["reason"]
        ),
    ),
    act(
        "petition-review-start", Move.START_REVIEW, REVIEW, N_("Begin the review"), N_("Begin"),
        PlainForm, lambda d: reviewing.start_review(**d.of),
    ),
    act(
        "petition-review", Move.DECIDE_REVIEW, REVIEW, N_("Give the reply to the review"), N_("Give the reply"),
        f.ReviewForm,
        lambda d: reviewing.decide_review(
            **d.of, changed=yes(d, "changed"), opinion=_opinion(d)
        ),
    ),
    act(
        "petition-hearing-begin", Move.BEGIN_HEARING, REVIEW, N_("Begin a hearing"),
        N_("Begin"), PlainForm, lambda d: reviewing.begin_hearing(**d.of),
        lead=N_("The time for the final review stands still until the hearing ends (art. 36(2))."),
    ),
    act(
        "petition-hearing-end", Move.END_HEARING, REVIEW, N_("End the hearing"), N_("End it"),
        f.EndHearingForm, lambda d: reviewing.end_hearing(**d.of, record=d.data["record"]),
    ),
    act(
        "petition-letter", Move.ADD_LETTER, TALK, N_("A further letter or visit came"),
        N_("Add it"), f.LetterForm, _add_letter,
        lead=N_("Only what gives this reference or encloses its receipt joins this matter."),
    ),
    act(
        "petition-letter-answer", Move.ANSWER_LETTER, TALK, N_("Answer what was added"),
        N_("Send this reply"), f.AnswerLetterForm,
        lambda d: adding.answer_letter(
            **d.of, letter_id=uuid.UUID(d.data["letter"]), message=d.data["message"]
        ),
    ),
    act(
        "petition-told", Move.TELL, TALK, N_("It reached them on paper or by telephone"),
        N_("Put it on record"), f.ToldForm,
        lambda d: reaching.record_told(
            **d.of, notices=[uuid.UUID(n) for n in d.data["tells"]], channel=d.data["channel"],
            occurred_at=d.data["when"],
        ),
        lead=N_(
            "What waits for them counts once they open their page, or once it is on record here that it reached them."
        ),
    ),
    act(
        "petition-receipt", Move.HAND_OVER, TALK, N_("Hand over the receipt"), N_("Handed over"),
        f.ReceiptForm,
        lambda d: reaching.hand_over_receipt(**d.of, **d.typed("slip"), party_id=d.id("party")),
        lead=N_("A slip from your unit's pad, by hand or by post. Nobody here sees its code."),
    ),
    act(
        "petition-question", Move.ASK, TALK, N_("Ask the petitioner"), N_("Send the question"),
        f.QuestionForm,
        lambda d: adding.ask_petitioner(**d.of, question=d.data["question"], party_id=d.party),
    ),
    act(
        "petition-move", Move.MOVE_ON, PASS_ON, N_("Pass it on"), N_("Pass it on"), f.MoveForm,
        lambda d: moving_on.move_petition(
            **d.of, to_unit=int(d.data["to_unit"]), **d.typed("cause", "reason")
        ),
    ),
    act(
        "petition-take-over", Move.TAKE_OVER, PASS_ON, N_("Take it over"), N_("Take it over"),
        PlainForm, lambda d: moving_on.take_over(**d.of),
        lead=N_("It was passed to this unit. The dates that were promised stay as they are."),
    ),
    act(
        "petition-send-back", Move.SEND_BACK, PASS_ON, N_("Send it back"), N_("Send it back"),
        f.SendBackForm, lambda d: moving_on.send_back(**d.of, reason=d.data["reason"]),
        lead=N_("To the unit that passed it on. Where both refuse, the level above decides (art. 24)."),
    ),
    act(
        "petition-came-back", Move.HEAR_BACK, PASS_ON, N_("The other body did not take it"),
        N_("Take it back"), f.SendBackForm,
        lambda d: moving_on.hear_it_came_back(**d.of, reason=d.data["reason"]),
        lead=N_("It is here again and goes on. Nothing is dropped."),
    ),
    act(
        "petition-assign", Move.ASSIGN, PASS_ON, N_("Assign it"), N_("Assign"), f.AssignForm,
        lambda d: assigning.assign_petition(**d.of, officer_id=int(d.data["officer"])),
    ),
    act(
        "petition-recuse", Move.RECUSE, PASS_ON, N_("Step aside"), N_("Step aside"), f.RecuseForm,
        lambda d: assigning.recuse_officer(**d.of, **d.typed("ground", "reason")),
        lead=N_("From this minute you neither handle nor see it. What you owe here is handed on."),
    ),
    act(
        "petition-reopen", Move.REOPEN, PASS_ON, N_("Take it up again"), N_("Take it up again"),
        f.ReasonForm, lambda d: accepting.reopen_petition(**d.of, reason=d.data["reason"]),
    ),
)  # fmt: skip


# What the stage does not say, and only who is reached or not.
_OF_PAGE = {
    Move.HAND_OVER: reaching.HAS_RECEIPT,
    Move.TELL: N_("Nothing waits to be told: everything that was owed has reached the petitioner."),
}


def _decide(page: PetitionPage, one: DeskAct[PetitionPage]) -> None:
    move = Move(one.move)
    if page.acts.isdisjoint(rules.MOVES[move][1]):
        raise doors.Denied(one.move)
    if move is Move.EXPLAIN and page.acts & {Act.WORK, Act.REVIEW}:
        raise IllegalMove(
            N_("It is explained by the person named for it, who had no part in the matter.")
        )
    if move in _OF_PAGE and move not in page.moves:
        raise IllegalMove(_OF_PAGE[move])
    rules.decide(move, page.standing)


def _needs(one: DeskAct[PetitionPage]) -> tuple[Act, ...]:
    return rules.MOVES[Move(one.move)][1]


_DONE: dict[str, tuple[str, ...]] = {
    "petition.referred": ("petition-judge",),
    "petition.objected": ("petition-object",),
    "petition.classed": ("petition-class",),
    "petition.accepted": ("petition-accept",),
    "petition.taken-over": ("petition-take-over", "petition-send-back"),
    "petition.acceptance-told": ("petition-accept",),
    "petition-direction.told": ("petition-direct",),
    "petition.answer-told": ("petition-answer",),
    "petition-review.told": ("petition-review", "petition-review-start"),
    "petition-final-review.told": ("petition-review", "petition-review-start"),
    "petition-letter.answered": ("petition-letter-answer",),
    "message.answered": ("petition-letter-answer",),
    **OF_MARKS_WAYS,
}
# What is owed is written first, and then it reaches them.
_TOLD = {
    spec.kind: (*_DONE.get(spec.kind, ()), "petition-told")
    for spec in events.EVENTS
    if "word_alone" in spec.facts and spec.kind not in RECEIPTS
}
WAYS = _DONE | _TOLD | dict.fromkeys(RECEIPTS, ("petition-receipt",))
DESK: Desk[Any] = Desk(
    acts=(*_ACTS, *OF_MARKS, *OF_SEVERAL), read=petition_of, decide=_decide, needs=_needs, ways=WAYS
)
