"""Kinds of event about copies with parts blacked out: who gets one, why, how many parts went and on which grounds.
Never the words, neither those that went nor those that stayed."""

from huiying.core.kinds import EVERYBODY, N_, STAFF_SIDE, EventSpec
from huiying.core.redaction.choices import BASES, RECIPIENTS

_FACTS: dict[str, type] = {
    "copy": str,
    "source": str,
    "to": str,
    "basis": str,
    "taken": int,
    "grounds": str,
}
_LABELS = {"to": RECIPIENTS, "basis": BASES}

PREPARED = EventSpec(
    kind="copy.prepared",
    facts=_FACTS,
    seen_by=STAFF_SIDE,
    written=N_("Prepared a copy for %(to)s (parts blacked out: %(taken)s): %(basis)s"),
    labels=_LABELS,
)
RELEASED = EventSpec(
    kind="copy.released",
    facts=_FACTS,
    seen_by=EVERYBODY,
    written=N_(
        "A second person released a copy for %(to)s (parts blacked out: %(taken)s): %(basis)s"
    ),
    told=N_("A copy for %(to)s was released (parts blacked out: %(taken)s): %(basis)s"),
    labels=_LABELS,
)
# Where the person must not know of it now; why is sealed with it.
RELEASED_APART = EventSpec(
    kind="copy.released-apart",
    facts=_FACTS,
    texts=("why",),
    text_labels={"why": N_("Why the person is not to know now")},
    seen_by=STAFF_SIDE,
    written=N_("A second person released a copy for %(to)s, without telling the person: %(basis)s"),
    labels=_LABELS,
)
DECLINED = EventSpec(
    kind="copy.declined",
    facts={"copy": str},
    texts=("reason",),
    seen_by=STAFF_SIDE,
    written=N_("The second person did not release the copy"),
)
WITHDRAWN = EventSpec(
    kind="copy.withdrawn",
    facts={"copy": str},
    seen_by=STAFF_SIDE,
    written=N_("The prepared copy was thrown away"),
)
EVENTS = (PREPARED, RELEASED, RELEASED_APART, DECLINED, WITHDRAWN)
