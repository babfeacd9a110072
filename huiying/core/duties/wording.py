"""What a service asks of words and choices before anything is written. Shared by all mechanisms."""

from collections.abc import Mapping

from huiying.core.kinds import NotAChoice, WordsNeeded


def said(words: str, sentence: str) -> str:
    """The words, trimmed. Raises WordsNeeded with the sentence where there are none."""
    trimmed = words.strip()
    if not trimmed:
        raise WordsNeeded(sentence)
    return trimmed


def chosen(value: str, choices: Mapping[str, str], sentence: str) -> str:
    """Raises NotAChoice."""
    if value not in choices:
        raise NotAChoice(sentence)
    return value


def texts(**given: str) -> dict[str, str]:
    """Sealed texts of an event: those that say something."""
    return {name: text.strip() for name, text in given.items() if text.strip()}
