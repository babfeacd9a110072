"""The acts on a petition: in which stages each is open, which acts of access allow it. Pure."""

from enum import StrEnum

from huiying.core.kinds import N_, Act
from huiying.mechanisms.petitions.standing import LIVE, OVER, REVIEWS, Stage


class Move(StrEnum):
    """An act on a petition, as the desk and the person know it."""

    JUDGE = "judge"
    OBJECT = "object"
    HEAR_OBJECTION = "hear-objection"
    CLASS = "class"
    ACCEPT = "accept"
    DIRECT = "direct"
    REFUSE = "refuse"
    MOVE_ON = "move-on"
    TAKE_OVER = "take-over"
    SEND_BACK = "send-back"
    HEAR_BACK = "hear-back"
    TO_COMPLAINT = "to-complaint"
    ASSIGN = "assign"
    RECUSE = "recuse"
    ADD_LETTER = "add-letter"
    ASK = "ask"
    ANSWER_LETTER = "answer-letter"
    ASK_EXTENSION = "ask-extension"
    DECIDE_EXTENSION = "decide-extension"
    ANSWER = "answer"
    REOPEN = "reopen"
    START_REVIEW = "start-review"
    DECIDE_REVIEW = "decide-review"
    BEGIN_HEARING = "begin-hearing"
    END_HEARING = "end-hearing"
    MARK = "mark"
    UNMARK = "unmark"
    DECIDE_CONTEST = "decide-contest"
    FEEDBACK = "feedback"
    PLAN = "plan"
    OFFER = "offer"
    HEAR_OFFER = "hear-offer"
    HOLD = "hold"
    NAME_EXPLAINER = "name-explainer"
    EXPLAIN = "explain"
    END = "end"
    JOIN = "join"
    CHOOSE_SPEAKER = "choose-speaker"
    END_SPEAKER = "end-speaker"
    HEAR_WITHDRAWAL = "hear-withdrawal"
    HAND_OVER = "hand-over"
    TELL = "tell"
    # the person's own
    DISAGREE = "disagree"
    CONTEST = "contest"
    AGREE = "agree"
    DECLINE = "decline"
    SETTLE = "settle"
    UNSETTLE = "unsettle"
    REPORT_PRESSURE = "report-pressure"
    FETCH_RECEIPT = "fetch-receipt"
    BRING_ANOTHER = "bring-another"
    SPEAK = "speak"
    STOP_SPEAKING = "stop-speaking"
    WITHDRAW = "withdraw"
    GO_ON = "go-on"
    TAKE_UP_AGAIN = "take-up-again"


_EVER = frozenset(Stage)
_HERE = _EVER - {Stage.OUTSIDE}
_OPEN = _EVER - OVER
_FIRST = frozenset({Stage.RECEIVED})
_DECIDED = frozenset({Stage.ANSWERED, Stage.REVIEWED, Stage.FINAL})
_DESK = (Act.WORK,)
_EITHER = (Act.WORK, Act.REVIEW)
_LEADING = (Act.APPROVE,)
_PERSON = (Act.FOLLOW,)

_BEGUN = N_("This petition was taken up or decided before.")
_OVER = N_("This matter is over. It can be taken up again.")
_NOT_WITH_US = N_("This petition is not with us any more.")
_NO_REVIEW = N_("Nobody has asked for a review.")
_FINAL_ONLY = N_("The time stands still for a hearing in the final review alone (art. 36(2)).")
NO_TIME_ASKED = N_("There is no request for more time to decide.")
ALONE = N_("There is one petitioner alone. Add the others first.")
NOT_ASKED_TO_SPEAK = N_("Nobody has asked you to speak for all.")
NOT_SPEAKING = N_("You do not speak for all.")
NOT_WITHDRAWING = N_("You have not withdrawn.")
WITHDRAWING = N_("You have withdrawn already. Until it takes effect you can take it back.")
YOU_LEFT = N_("You have left this petition. You can come back.")
NOTHING_PASSED = N_("Nothing was passed to this unit that it has not answered for yet.")
NOT_MARKED = N_("The matter does not bear this mark.")
NO_OFFER = N_("No offer is waiting for an answer.")
CLASS_FIRST = N_(
    "Class it first: sixty days belong to claims under art. 31(6), and a suggestion has its own way."
)

# Act on a petition -> stages in which it is open, the acts of access that allow it, the sentence where it is closed.
MOVES: dict[Move, tuple[frozenset[Stage], tuple[Act, ...], str]] = {
    Move.JUDGE: (_FIRST, _DESK, _BEGUN),
    Move.OBJECT: (_FIRST, _DESK, _BEGUN),
    Move.HEAR_OBJECTION: (_FIRST, _DESK, _BEGUN),
    Move.CLASS: (LIVE, _DESK, N_("The class can't be changed once it is answered.")),
    Move.ACCEPT: (_FIRST, _DESK, _BEGUN),
    Move.DIRECT: (_FIRST, _DESK, _BEGUN),
    Move.REFUSE: (_FIRST, _DESK, N_("Only what is not accepted yet can be declined. Answer it.")),
    Move.MOVE_ON: (LIVE, (Act.WORK, Act.ASSIGN), N_("An answered petition can't be passed on.")),
    Move.TAKE_OVER: (_FIRST, _DESK, NOTHING_PASSED),
    Move.SEND_BACK: (_FIRST, _DESK, NOTHING_PASSED),
    Move.HEAR_BACK: (frozenset({Stage.OUTSIDE}), _DESK, N_("It is not with another body.")),
    Move.TO_COMPLAINT: (LIVE, _DESK, _BEGUN),
    Move.ASSIGN: (_OPEN, (Act.ASSIGN,), _OVER),
    # Whoever is to explain it can step aside as well.
    Move.RECUSE: (_EVER, (Act.RECUSE, Act.VISIT), ""),
    Move.ADD_LETTER: (_EVER, _EITHER, ""),
    Move.HAND_OVER: (_EVER, _EITHER, ""),
    Move.TELL: (_EVER, _EITHER, ""),
    Move.ASK: (_OPEN, _EITHER, _OVER),
    Move.ANSWER_LETTER: (_EVER, _EITHER, ""),
    Move.ASK_EXTENSION: (frozenset({Stage.ACCEPTED}), _DESK, N_("It needs no more time.")),
    Move.DECIDE_EXTENSION: (frozenset({Stage.ACCEPTED}), _LEADING, NO_TIME_ASKED),
    Move.ANSWER: (
        frozenset({Stage.ACCEPTED}),
        _DESK,
        N_("Accept the petition first; an answered one can be taken up again."),
    ),
    Move.REOPEN: (
        _DECIDED | {Stage.REFUSED, Stage.DIRECTED, Stage.SETTLED, Stage.ENDED},
        _DESK,
        N_("This petition is open."),
    ),
    Move.START_REVIEW: (REVIEWS, (Act.REVIEW,), _NO_REVIEW),
    Move.DECIDE_REVIEW: (REVIEWS, (Act.REVIEW,), _NO_REVIEW),
    Move.BEGIN_HEARING: (frozenset({Stage.FINAL_REVIEWING}), (Act.REVIEW,), _FINAL_ONLY),
    Move.END_HEARING: (frozenset({Stage.FINAL_REVIEWING}), (Act.REVIEW,), _FINAL_ONLY),
    # A mark is a decision of whoever leads, never of the desk alone.
    Move.MARK: (_OPEN, _LEADING, _OVER),
    Move.UNMARK: (_HERE, _LEADING, _NOT_WITH_US),
    Move.DECIDE_CONTEST: (_HERE, _LEADING, _NOT_WITH_US),
    Move.FEEDBACK: (_OPEN, _EITHER, _OVER),
    Move.PLAN: (_OPEN, _DESK, _OVER),
    Move.OFFER: (_OPEN, _EITHER, _OVER),
    Move.HEAR_OFFER: (_OPEN, _EITHER, _OVER),
    Move.HOLD: (_OPEN, _EITHER, _OVER),
    Move.NAME_EXPLAINER: (_HERE, _LEADING, _NOT_WITH_US),
    Move.EXPLAIN: (_HERE, (Act.VISIT,), _NOT_WITH_US),
    Move.END: (
        frozenset({Stage.FINAL}),
        _DESK,
        N_(
            "It ends when the petitioner says so, or when the last level has decided and explained."
        ),
    ),
    Move.DISAGREE: (
        frozenset({Stage.ANSWERED, Stage.REVIEWED}),
        _PERSON,
        N_("You can ask for a review of our opinion, and then for a final review of that."),
    ),
    Move.CONTEST: (_HERE, _PERSON, NOT_MARKED),
    Move.AGREE: (_OPEN, _PERSON, NO_OFFER),
    Move.DECLINE: (_OPEN, _PERSON, NO_OFFER),
    Move.JOIN: (
        LIVE,
        _DESK,
        N_("It is decided already. Whoever asks the same now brings a petition."),
    ),
    Move.BRING_ANOTHER: (LIVE, _PERSON, N_("It is decided already. They can bring a petition.")),
    Move.CHOOSE_SPEAKER: (_OPEN, _EITHER, _OVER),
    Move.END_SPEAKER: (_OPEN, _EITHER, _OVER),
    # Never whoever handles it.
    Move.HEAR_WITHDRAWAL: (_OPEN, (Act.SPEAK_APART,), _OVER),
    Move.SPEAK: (_OPEN, _PERSON, NOT_ASKED_TO_SPEAK),
    Move.STOP_SPEAKING: (_EVER, _PERSON, NOT_SPEAKING),
    Move.WITHDRAW: (_OPEN, _PERSON, _OVER),
    Move.GO_ON: (_OPEN, _PERSON, NOT_WITHDRAWING),
    Move.TAKE_UP_AGAIN: (_HERE, _PERSON, NOT_WITHDRAWING),
    Move.SETTLE: (_OPEN | {Stage.ENDED}, _PERSON, N_("This matter is over already.")),
    Move.UNSETTLE: (_OPEN | {Stage.SETTLED}, _PERSON, N_("You have not said it is settled.")),
    Move.REPORT_PRESSURE: (_EVER, _PERSON, ""),
    Move.FETCH_RECEIPT: (
        frozenset({Stage.PASSED}),
        _PERSON,
        N_("There is no receipt of a complaint to collect."),
    ),
}
