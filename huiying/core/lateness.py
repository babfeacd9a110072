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
EVENTS = (EXPLAINED, TOLD)


def unexplained(lines: Iterable[Line], owed_to: Collection[str]) -> tuple[Line, ...]:
    """Of what stands: missed steps owed to some of the rules' words, of which nobody has said why, the oldest first."""
    found: dict[str, Line] = {}
    for line in lines:
        if line.facts.get("missed") and line.facts.get("owed_to") in owed_to:
            found[str(line.facts["duty"])] = line
        elif line.kind == EXPLAINED.kind:
            found.pop(str(line.facts["duty"]), None)
    return tuple(found.values())
