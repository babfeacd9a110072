"""Why a step was late, and who apologises: kinds of event that matters of every kind share."""

from collections.abc import Collection, Iterable

from huiying.core.kinds import N_, EventSpec, Line

EXPLAINED = EventSpec(
    kind="lateness.explained",
    # `with`: the first of several explained at once to the same people, which carries the message.
    facts={"duty": str, "rule": str, "days": int, "with": str},
    texts=("why", "signed"),
    written=N_("Said why it was late, and apologised"),
    told=N_("We were late with this. Here is why, and who apologises to you"),
    # Of several people each reads of what was owed to them, and of nothing else.
    when_told=True,
)
TOLD = EventSpec(
    kind="lateness.told",
    facts={
        "channel": str,
        "confirmed": bool,
        "word_alone": bool,
        "about": str,
        "party": str,
        "everyone": bool,
        "of": int,
        "duty": str,
    },
    written=N_("Told why it was late"),
    told=N_("You were told why it was late"),
)
# They said themselves that the matter is over: why it was late is owed no more, and the miss stays a miss.
DROPPED = EventSpec(
    kind="lateness.dropped",
    facts={"duty": str, "rule": str},
    written=N_("Why it was late is owed no more: they said themselves that the matter is over"),
    told=N_("You said that the matter is over, so why we were late is not owed to you any more"),
)
# `owed_by`: the word of the rule that was missed.
OWED_AGAIN = EventSpec(
    kind="lateness.owed-again",
    facts={"duty": str, "rule": str, "owed_by": str},
    written=N_("Why it was late is owed again: the matter goes on"),
    told=N_("The matter goes on, so we owe you again why we were late"),
)
EVENTS = (EXPLAINED, TOLD, DROPPED, OWED_AGAIN)


def unexplained(lines: Iterable[Line], owed_to: Collection[str]) -> tuple[Line, ...]:
    """Of what stands: missed steps owed to some of the rules' words, of which nobody has said why, the oldest first."""
    found: dict[str, Line] = {}
    dropped: dict[str, Line] = {}
    for line in lines:
        duty = str(line.facts.get("duty", ""))
        if line.facts.get("missed") and line.facts.get("owed_to") in owed_to:
            found[duty] = line
        elif line.kind == EXPLAINED.kind:
            found.pop(duty, None)
        elif line.kind == DROPPED.kind and duty in found:
            dropped[duty] = found.pop(duty)
        elif line.kind == OWED_AGAIN.kind and duty in dropped:
            found[duty] = dropped.pop(duty)
    return tuple(found.values())


def untold(lines: Iterable[Line], owed_to: Collection[str]) -> tuple[Line, ...]:
    """Missed steps of which not all to whom they were owed have been told why."""
    found: dict[str, Line] = {}
    for line in lines:
        duty = str(line.facts.get("duty", ""))
        if line.facts.get("missed") and line.facts.get("owed_to") in owed_to:
            found[duty] = line
        elif line.kind == DROPPED.kind or (line.kind == TOLD.kind and line.facts.get("everyone")):
            found.pop(duty, None)
    return tuple(found.values())


def dropped(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Of what is owed no more: the last line of each, of which nobody has said why."""
    found: dict[str, Line] = {}
    for line in lines:
        duty = str(line.facts.get("duty", ""))
        if line.kind == DROPPED.kind:
            found[duty] = line
        elif line.kind in {EXPLAINED.kind, OWED_AGAIN.kind}:
            found.pop(duty, None)
    return tuple(found.values())
