"""The acts on a complaint: in which stages each is open, which acts of access allow it. Pure."""

from enum import StrEnum

from huiying.core.kinds import N_, Act
from huiying.mechanisms.complaints.standing import LIVE, Stage


class Move(StrEnum):
    """An act on a complaint, as the desk and the person know it."""

    CLASS = "class"
    RECATEGORISE = "recategorise"
    ACCEPT = "accept"
    REFUSE = "refuse"
    IDENTIFY = "identify"
    ASSIGN = "assign"
    RECUSE = "recuse"
    EXCEPT = "except"
    TRANSFER = "transfer"
    JOIN = "join"
    ASK = "ask"
    CONTACT = "contact"
    PROGRESS = "progress"
    ASK_EXTENSION = "ask-extension"
    DECIDE_EXTENSION = "decide-extension"
    ANSWER = "answer"
    ANSWER_MESSAGE = "answer-message"
    PRESERVE = "preserve"
    ASK_OFFICER = "ask-officer"
    HEAR_OFFICER = "hear-officer"
    TELL_OFFICER = "tell-officer"
    CLEAR_OFFICER = "clear-officer"
    PROMISE = "promise"
    KEEP_PROMISE = "keep-promise"
    REPORT_BACK = "report-back"
    REOPEN = "reopen"
    START_REVIEW = "start-review"
    DECIDE_REVIEW = "decide-review"
    SPEAK_APART = "speak-apart"
    LETTER = "letter"
    COPY_RECORD = "copy-record"
    WITHHOLD_RECORD = "withhold-record"
    REPORT_TIMELINESS = "report-timeliness"
    EXPLAIN_LATENESS = "explain-lateness"
    # England and Wales
    DEEM_WITHDRAWN = "deem-withdrawn"
    HEAR_WITHDRAWAL = "hear-withdrawal"
    MEET = "meet"
    RECORD_MEETING = "record-meeting"
    SUSPEND = "suspend"
    END_SUSPENSION = "end-suspension"
    RESUMPTION_LETTER = "resumption-letter"
    HEAR_RESUMPTION = "hear-resumption"
    REQUIRE_REFERRAL = "require-referral"
    REFER = "refer"
    RECOMMEND = "recommend"
    ANSWER_RECOMMENDATION = "answer-recommendation"
    COPY_RECOMMENDATION = "copy-recommendation"
    ASK_VIEW = "ask-view"
    RECORD_VIEW = "record-view"
    PROPOSE_ANNULMENT = "propose-annulment"
    DECIDE_ANNULMENT = "decide-annulment"
    # the officer's own, on their one-purpose form
    OFFICER_REPLIES = "officer-replies"
    CONTEST = "contest"
    # the person's own
    REPLY = "reply"
    WRITE = "write"
    ADD_FILES = "add-files"
    DISAGREE = "disagree"
    WITHDRAW = "withdraw"
    GO_ON = "go-on"
    TAKE_UP_AGAIN = "take-up-again"
    GIVE_VIEW = "give-view"
    REPORT_PRESSURE = "report-pressure"
    BRING_ANOTHER = "bring-another"
    CHANGE_CONTACT = "change-contact"


_EVER = frozenset(Stage)
_HERE = _EVER - {Stage.OUTSIDE}
_HANDLED = frozenset({Stage.ACCEPTED, Stage.REVIEWING})
_OUTCOME = frozenset({Stage.ANSWERED, Stage.REVIEWED})
_DESK = (Act.WORK,)
_EITHER = (Act.WORK, Act.REVIEW)
_PERSON = (Act.FOLLOW,)

_ANSWERED_ALREADY = N_(
    "The class and the category can't be changed once the complaint is answered."
)
_NOT_WITH_US = N_("This complaint is not with us any more.")
_WHILE_HANDLED = N_("The officer is heard while the complaint is being handled.")
_NO_REVIEW = N_("Nobody has asked for a review.")
_NO_OUTCOME = N_("There is no outcome to tell the officer yet.")
VIEW_NOT_TAKEN = N_("The person was not asked yet, or has answered.")
VIEW_NOT_OPEN = N_("You have given your view, or nobody has asked for it yet.")
NOT_ASKED = N_("You have not asked to withdraw.")
NOT_LEAVING = N_("The complainant has not asked to withdraw.")
NOTHING_WITHDRAWN = N_("Your complaint is not withdrawn: there is nothing to take up again.")
YOU_LEFT = N_("You left this complaint. Take it up again first.")
NO_TIME_ASKED = N_("There is no request for more time to decide.")

# Act on a complaint -> stages in which it is open, the acts of access that allow it, the sentence where it is closed.
MOVES: dict[Move, tuple[frozenset[Stage], tuple[Act, ...], str]] = {
    Move.CLASS: (LIVE, _DESK, _ANSWERED_ALREADY),
    Move.RECATEGORISE: (LIVE, _DESK, _ANSWERED_ALREADY),
    Move.ACCEPT: (
        frozenset({Stage.RECEIVED}),
        _DESK,
        N_("This complaint was accepted or decided before."),
    ),
    Move.REFUSE: (
        frozenset({Stage.RECEIVED}),
        _DESK,
        N_("Only a complaint that is not accepted yet can be refused. Answer it instead."),
    ),
    Move.IDENTIFY: (_HERE, _EITHER, _NOT_WITH_US),
    Move.ASSIGN: (_HERE - {Stage.WITHDRAWN}, (Act.ASSIGN,), _NOT_WITH_US),
    Move.RECUSE: (_EVER, (Act.RECUSE,), ""),
    Move.EXCEPT: (_HERE, (Act.EXCEPT,), _NOT_WITH_US),
    Move.TRANSFER: (
        LIVE,
        (Act.WORK, Act.ASSIGN),
        N_("An answered complaint can't be transferred. The complainant can ask for a review."),
    ),
    Move.JOIN: (
        LIVE | {Stage.WITHDRAWING},
        _DESK,
        N_("Somebody can join while the complaint is open. Take this one in as a new complaint."),
    ),
    Move.ASK: (
        LIVE | {Stage.REVIEWING},
        _DESK,
        N_("Questions can be asked while the complaint is being handled."),
    ),
    Move.CONTACT: (_EVER, _EITHER, ""),
    Move.PROGRESS: (
        LIVE | {Stage.REVIEWING},
        _DESK,
        N_("Progress can be told while the complaint is being handled."),
    ),
    Move.ASK_EXTENSION: (LIVE, _DESK, N_("An answered complaint needs no more time.")),
    Move.DECIDE_EXTENSION: (LIVE, (Act.APPROVE,), NO_TIME_ASKED),
    Move.ANSWER: (
        frozenset({Stage.ACCEPTED}),
        _DESK,
        N_("Accept the complaint first; an answered one can be reopened."),
    ),
    Move.ANSWER_MESSAGE: (_EVER, _EITHER, ""),
    Move.PRESERVE: (_EVER, _EITHER, ""),
    Move.ASK_OFFICER: (_HANDLED, _DESK, _WHILE_HANDLED),
    Move.HEAR_OFFICER: (_HANDLED, _DESK, _WHILE_HANDLED),
    Move.TELL_OFFICER: (_OUTCOME, _EITHER, _NO_OUTCOME),
    Move.CLEAR_OFFICER: (
        _OUTCOME,
        _EITHER,
        N_("A clearance letter follows an answer that finds the complaint unfounded."),
    ),
    Move.PROMISE: (_EVER, _EITHER, ""),
    Move.KEEP_PROMISE: (_EVER, _EITHER, ""),
    Move.REPORT_BACK: (_EVER, _EITHER, ""),
    Move.REOPEN: (
        _OUTCOME | {Stage.REFUSED, Stage.WITHDRAWN},
        _DESK,
        N_("This complaint is open."),
    ),
    Move.START_REVIEW: (frozenset({Stage.REVIEWING}), (Act.REVIEW,), _NO_REVIEW),
    Move.DECIDE_REVIEW: (frozenset({Stage.REVIEWING}), (Act.REVIEW,), _NO_REVIEW),
    Move.SPEAK_APART: (LIVE | {Stage.WITHDRAWING}, (Act.SPEAK_APART,), NOT_LEAVING),
    Move.LETTER: (LIVE | {Stage.WITHDRAWING}, _DESK, NOT_LEAVING),
    Move.COPY_RECORD: (_HERE, _DESK, _NOT_WITH_US),
    Move.WITHHOLD_RECORD: (_HERE, _DESK, _NOT_WITH_US),
    Move.REPORT_TIMELINESS: (LIVE, _DESK, N_("It is finished: there is no delay to report.")),
    # Nobody of the handling desk alone ends a complaint over the person's silence.
    Move.DEEM_WITHDRAWN: (LIVE | {Stage.WITHDRAWING}, (Act.APPROVE,), NOT_LEAVING),
    Move.HEAR_WITHDRAWAL: (LIVE | {Stage.WITHDRAWING}, _DESK, NOT_LEAVING),
    Move.MEET: (_HERE, _EITHER, _NOT_WITH_US),
    Move.RECORD_MEETING: (_HERE, _EITHER, _NOT_WITH_US),
    Move.SUSPEND: (LIVE, (Act.APPROVE,), N_("Only a complaint that is open can be suspended.")),
    Move.END_SUSPENSION: (_HERE, (Act.APPROVE, Act.WORK), _NOT_WITH_US),
    Move.RESUMPTION_LETTER: (_HERE, _DESK, _NOT_WITH_US),
    Move.HEAR_RESUMPTION: (_HERE, _DESK, _NOT_WITH_US),
    Move.REQUIRE_REFERRAL: (_HERE, _EITHER, _NOT_WITH_US),
    Move.REFER: (_HERE, _EITHER, _NOT_WITH_US),
    Move.RECOMMEND: (frozenset({Stage.REVIEWING, Stage.REVIEWED}), (Act.REVIEW,), _NO_REVIEW),
    Move.ANSWER_RECOMMENDATION: (_HERE, _DESK, _NOT_WITH_US),
    Move.COPY_RECOMMENDATION: (_HERE, (Act.REVIEW, Act.WORK), _NOT_WITH_US),
    # The unit that was late, or one above it.
    Move.EXPLAIN_LATENESS: (_EVER, (Act.WORK, Act.REVIEW, Act.APPROVE), ""),
    Move.ASK_VIEW: (
        _OUTCOME | {Stage.REVIEWING},
        (Act.ASK_VIEW,),
        N_("The person's view is asked once the answer has reached them."),
    ),
    Move.RECORD_VIEW: (_EVER, (Act.ASK_VIEW,), ""),
    Move.PROPOSE_ANNULMENT: (_EVER, (Act.ANNUL,), ""),
    Move.DECIDE_ANNULMENT: (_EVER, (Act.SECOND_ANNUL,), ""),
    Move.OFFICER_REPLIES: (_HANDLED, (), _WHILE_HANDLED),
    Move.CONTEST: (_OUTCOME | {Stage.REVIEWING}, (), N_("There is no finding to contest yet.")),
    Move.REPLY: (
        LIVE | {Stage.REVIEWING},
        _PERSON,
        N_("This question is not open any more. Write us a message instead."),
    ),
    Move.WRITE: (_EVER, _PERSON, ""),
    Move.ADD_FILES: (_EVER, _PERSON, ""),
    Move.DISAGREE: (
        frozenset({Stage.ANSWERED, Stage.REFUSED, Stage.REVIEWED}),
        _PERSON,
        N_("You can disagree once we have answered, and once with each answer."),
    ),
    Move.WITHDRAW: (LIVE, _PERSON, N_("Only a complaint that is still open can be withdrawn.")),
    Move.GO_ON: (LIVE | {Stage.WITHDRAWING}, _PERSON, NOT_ASKED),
    Move.TAKE_UP_AGAIN: (_EVER, _PERSON, NOTHING_WITHDRAWN),
    Move.GIVE_VIEW: (_EVER, _PERSON, ""),
    Move.REPORT_PRESSURE: (_EVER, _PERSON, ""),
    Move.BRING_ANOTHER: (
        LIVE,
        _PERSON,
        N_(
            "Somebody can join while the complaint is open. They can bring a complaint of their own."
        ),
    ),
    Move.CHANGE_CONTACT: (_EVER, _PERSON, ""),
}
