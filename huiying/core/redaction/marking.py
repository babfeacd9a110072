"""Blacking out in a text: what is marked is taken out, not covered. Pure.

Somebody marks by brackets ⟦so⟧ in the text itself, or by ticking whole sentences. Each part becomes a bar of one
length, so that its length tells nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huiying.core.kinds import N_, Declined

OPEN, CLOSE = "⟦", "⟧"
BAR = "█████"
# The end of a sentence, in Chinese and in Western writing, or of a line.
_SENTENCE = re.compile(r"[^。！？!?；;\n]*?(?:[。！？!?；;]+[”’」』\"')）]*|\.(?=\s|$)|\n|$)")
# What nobody sees in a text and what could carry more than is seen.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")


class NotMarked(Declined):
    """Nothing is marked, a bracket has no partner, or the text between was changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Blacked:
    """`text` is all that is left; `left_over`: words that were taken out in one place and stand in another."""

    text: str
    taken: int
    left_over: tuple[str, ...]


def offered(original: str) -> str:
    """The text as it is marked: one kind of line end, no brackets of its own that could be taken for marks."""
    text = original.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text.replace(OPEN, "[").replace(CLOSE, "]"))


def sentences(text: str) -> list[str]:
    """A text cut at the ends of sentences; nothing is lost between them."""
    return [found for found in (m[0] for m in _SENTENCE.finditer(text)) if found]


def black_out(original: str, *, marked: str, ticked: Iterable[int] = ()) -> Blacked:
    """Take out what is marked, and the sentences of these numbers (from 1). Raises NotMarked."""
    text = offered(original)
    gone = [a or b for a, b in zip(_by_marks(text, marked), _by_ticks(text, ticked), strict=True)]
    if not any(gone):
        raise NotMarked(N_("Mark what is to be blacked out, or tick a sentence."))
    kept, parts = _cut(text, gone)
    words = {part.strip() for part in parts if len(part.strip()) > 1}
    return Blacked(
        text=kept,
        taken=len(parts),
        left_over=tuple(sorted(word for word in words if word in kept)),
    )


def _by_marks(text: str, marked: str) -> list[bool]:
    given = marked.replace("\r\n", "\n").replace("\r", "\n")
    inside, gone, plain = False, list[bool](), list[str]()
    for c in given:
        if c in (OPEN, CLOSE):
            if inside is (c == OPEN):
                raise NotMarked(
                    N_("A bracket has no partner. Each ⟦ needs its ⟧, none inside another.")
                )
            inside = c == OPEN
        else:
            gone.append(inside)
            plain.append(c)
    if inside:
        raise NotMarked(N_("A bracket has no partner. Each ⟦ needs its ⟧, none inside another."))
    if "".join(plain).rstrip() != text.rstrip():
        raise NotMarked(
            N_(
                "The text was changed between the brackets. Only brackets may be added: begin again."
            )
        )
    return (gone + [False] * len(text))[: len(text)]


def _by_ticks(text: str, ticked: Iterable[int]) -> list[bool]:
    chosen, gone = set(ticked), list[bool]()
    for number, sentence in enumerate(sentences(text), start=1):
        body = sentence.rstrip("\n")
        gone += [number in chosen] * len(body) + [False] * (len(sentence) - len(body))
    return gone


def _cut(text: str, gone: Sequence[bool]) -> tuple[str, list[str]]:
    """What is kept, with a bar for each part, and the parts."""
    kept, parts, was = list[str](), list[str](), False
    for c, out in zip(text, gone, strict=True):
        if out and not was:
            kept.append(BAR)
            parts.append("")
        if out:
            parts[-1] += c
        else:
            kept.append(c)
        was = out
    return "".join(kept), parts
