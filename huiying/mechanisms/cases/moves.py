"""The acts on a case: in which stages each is open, which acts of access allow it. Pure."""

from enum import StrEnum

from huiying.core.kinds import N_, Act
from huiying.mechanisms.cases.standing import Stage


class Move(StrEnum):
    """An act on a case, as the desk and the person know it."""

    NUMBER = "number"
    KIND = "kind"
    UNCLEAR = "unclear"
    ACCEPT = "accept"
    MOVE = "move"
    OPEN = "open"
    DO_NOT_OPEN = "do-not-open"
    NO_INVESTIGATION = "no-investigation"
    MEASURE = "measure"
    PROGRESS = "progress"
    FOUND = "found"
    SEND = "send"
    CHARGE = "charge"
    COURT = "court"
    WITHDRAW = "withdraw"
    CONCLUDE = "conclude"
    TAKE_UP = "take-up"
    PENALTY = "penalty"
    LIMIT = "limit"
    ASK_EXTENSION = "ask-extension"
    DECIDE_EXTENSION = "decide-extension"
    BEGIN_EXAMINATION = "begin-examination"
    END_EXAMINATION = "end-examination"
    BEGIN_HEARING = "begin-hearing"
    END_HEARING = "end-hearing"
    OPINION = "opinion"
    ASSIGN = "assign"
    NOTE = "note"
    EXTEND_FILING = "extend-filing"
    EXTEND_FILING_COMPLEX = "extend-filing-complex"
    PROSECUTOR_ASKED = "prosecutor-asked"
    PROSECUTOR_ANSWERED = "prosecutor-answered"
    PROSECUTOR_ORDERED = "prosecutor-ordered"
    # people
    REACH = "reach"
    CONTACT_REPORTER = "contact-reporter"
    CALL_AGAIN = "call-again"
    JOIN = "join"
    CONFIRM_APART = "confirm-apart"
    PERSON = "person"
    RIGHTS = "pass-rights"
    SAFE_CONTACT = "safe-contact"
    WISH = "wish"
    NEEDS = "needs"
    SUPPORT = "support"
    HAND_OVER = "hand-over"
    ANSWER_MESSAGE = "answer-message"
    ASK = "ask"
    # property
    LIST_PROPERTY = "list-property"
    PROPERTY = "property"
    EXTEND_SEIZURE = "extend-seizure"
    # the person's own
    CONFIRM = "confirm"
    ASK_RECONSIDERATION = "ask-reconsideration"


_EVER = frozenset(Stage)
_HERE = _EVER - {Stage.OUTSIDE}
_NEW = frozenset({Stage.REPORTED, Stage.ACCEPTED})
_OPEN = frozenset({Stage.OPEN})
_RUNNING = frozenset({Stage.OPEN, Stage.PROSECUTED})
LIVE = _NEW | _RUNNING
_OVER = frozenset({Stage.NOT_OPENED, Stage.WITHDRAWN, Stage.CONCLUDED})
_DESK = (Act.WORK,)
_EITHER = (Act.WORK, Act.FOLLOW)
_PERSON = (Act.FOLLOW,)
_OTHERS = (Act.SPEAK_APART,)

_ELSEWHERE = N_("This case is not with us any more.")
_DECIDED = N_("Whether a case is opened was decided before.")
_NOT_OPEN = N_("This follows once the case is opened, and while it is open.")
_NO_REFUSAL = N_("This can be asked once we decided not to open a case.")

# Act on a case -> stages in which it is open, the acts of access that allow it, the sentence where it is closed.
MOVES: dict[Move, tuple[frozenset[Stage], tuple[Act, ...], str]] = {
    Move.NUMBER: (_HERE, _DESK, _ELSEWHERE),
    Move.KIND: (_HERE, _DESK, _ELSEWHERE),
    Move.UNCLEAR: (frozenset({Stage.REPORTED}), _DESK, N_("It was accepted or decided before.")),
    Move.ACCEPT: (
        frozenset({Stage.REPORTED}),
        _DESK,
        N_("It was accepted or decided before."),
    ),
    Move.MOVE: (LIVE, _DESK, N_("A case that is over stays with the unit that ended it.")),
    Move.OPEN: (_NEW | {Stage.NOT_OPENED}, _DESK, _DECIDED),
    Move.DO_NOT_OPEN: (_NEW, _DESK, _DECIDED),
    Move.NO_INVESTIGATION: (_NEW | _OPEN, _DESK, _DECIDED),
    Move.MEASURE: (LIVE, _DESK, _NOT_OPEN),
    Move.PROGRESS: (LIVE, _DESK, N_("The case is over: there is nothing more to tell of it.")),
    Move.FOUND: (LIVE, _DESK, _NOT_OPEN),
    Move.SEND: (_OPEN, _DESK, _NOT_OPEN),
    Move.CHARGE: (
        frozenset({Stage.PROSECUTED}),
        _DESK,
        N_("This follows once the case went to the prosecutor."),
    ),
    Move.COURT: (
        frozenset({Stage.PROSECUTED, Stage.CONCLUDED}),
        _DESK,
        N_("This follows once the case went to the prosecutor."),
    ),
    Move.WITHDRAW: (_RUNNING, _DESK, _NOT_OPEN),
    Move.CONCLUDE: (LIVE, _DESK, N_("The case is over already.")),
    Move.TAKE_UP: (_OVER, _DESK, N_("The case is open.")),
    Move.PENALTY: (_RUNNING | {Stage.CONCLUDED}, _DESK, _NOT_OPEN),
    Move.LIMIT: (LIVE, _DESK, _NOT_OPEN),
    Move.ASK_EXTENSION: (LIVE, _DESK, _NOT_OPEN),
    Move.DECIDE_EXTENSION: (LIVE, (Act.APPROVE,), _NOT_OPEN),
    Move.BEGIN_EXAMINATION: (LIVE, _DESK, _NOT_OPEN),
    Move.END_EXAMINATION: (LIVE, _DESK, _NOT_OPEN),
    Move.BEGIN_HEARING: (LIVE, _DESK, _NOT_OPEN),
    Move.END_HEARING: (LIVE, _DESK, _NOT_OPEN),
    Move.OPINION: (LIVE, _DESK, _NOT_OPEN),
    Move.ASSIGN: (_HERE, (Act.ASSIGN,), _ELSEWHERE),
    Move.NOTE: (_HERE, _DESK, _ELSEWHERE),
    Move.EXTEND_FILING: (_NEW, _DESK, _DECIDED),
    Move.EXTEND_FILING_COMPLEX: (_NEW, (Act.APPROVE,), _DECIDED),
    Move.PROSECUTOR_ASKED: (_HERE, _DESK, _ELSEWHERE),
    Move.PROSECUTOR_ANSWERED: (_HERE, _DESK, _ELSEWHERE),
    Move.PROSECUTOR_ORDERED: (_NEW | {Stage.NOT_OPENED}, _DESK, _DECIDED),
    Move.REACH: (_HERE, _DESK, _ELSEWHERE),
    Move.CONTACT_REPORTER: (_HERE, _DESK, _ELSEWHERE),
    Move.CALL_AGAIN: (_EVER, _OTHERS, ""),
    Move.JOIN: (_HERE, _DESK, _ELSEWHERE),
    Move.CONFIRM_APART: (_EVER, _OTHERS, ""),
    Move.PERSON: (_HERE, _DESK, _ELSEWHERE),
    Move.RIGHTS: (_EVER, _DESK, ""),
    Move.SAFE_CONTACT: (_EVER, _EITHER, ""),
    Move.WISH: (_EVER, _EITHER, ""),
    Move.NEEDS: (_EVER, _EITHER, ""),
    Move.SUPPORT: (_EVER, _DESK, ""),
    Move.HAND_OVER: (_EVER, _DESK, ""),
    Move.ANSWER_MESSAGE: (_EVER, _DESK, ""),
    Move.ASK: (_HERE, _DESK, _ELSEWHERE),
    Move.LIST_PROPERTY: (_HERE, _DESK, _ELSEWHERE),
    Move.PROPERTY: (_HERE, _DESK, _ELSEWHERE),
    Move.EXTEND_SEIZURE: (_HERE, (Act.APPROVE,), _ELSEWHERE),
    Move.CONFIRM: (_EVER, _PERSON, ""),
    Move.ASK_RECONSIDERATION: (frozenset({Stage.NOT_OPENED}), _PERSON, _NO_REFUSAL),
}
