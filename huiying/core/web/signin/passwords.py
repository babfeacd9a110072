"""A password is not made of words that everybody in the house thinks of first."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from huiying.core.people.models import Account
from huiying.core.units import queries as units

# So much has to be left once these words are taken out.
LEFT = 8
# Of the trade, in both languages; names of the service, of its units and of the account come from what is kept.
_OF_THE_TRADE = (
    "huiying", "huiyin", "回应", "police", "officer", "station", "bureau", "gongan", "jingcha", "paichusuo",
    "公安", "警察", "派出所", "民警", "password", "passwort", "mima", "密码", "welcome", "admin", "demo", "110",
    "12389",
)  # fmt: skip
_SHORTEST = 4
_NO_LETTER = re.compile(r"[\W_]+")


class NoWordsOfTheHouse:
    """A validator of Django's kind (settings)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        folded = rest = _folded(password)
        for word in sorted(words_of_the_house(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != folded and len(rest) < LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self) -> str:
        return gettext(
            "Too little of it is left without names of the service, its units or yourself. Choose other words."
        )


def words_of_the_house(user: Any = None) -> set[str]:
    """Folded; nothing so short that it stands in any word."""
    names = list(settings.HUIYING_SERVICE.values())
    for unit in units.tree().values():
        names += [unit.code, unit.zh, unit.en]
    if isinstance(user, Account):
        names += [user.username, *_names_of(user)]
    found = {_folded(part) for name in names for part in (name, *name.split())}
    return {word for word in found if _says_enough(word)} | set(_OF_THE_TRADE)


def _names_of(user: Account) -> tuple[str, ...]:
    if user.officer_id is None:
        return ()
    officer = units.officers([user.officer_id])[user.officer_id]
    return (officer.number, officer.zh, officer.en)


def _folded(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _says_enough(word: str) -> bool:
    """Two Chinese characters say as much as four letters."""
    return len(word) >= (_SHORTEST if word.isascii() else 2)
