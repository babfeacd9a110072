"""Receipt codes: 19 random digits and a check digit, in five groups of four.

The arithmetic. There are 10^19 codes. With 10^8 live matters one guess hits with probability 10^-11. At a global
budget of one wrong code a second (proof of work beyond it) a year has 3.15 * 10^7 guesses, so the chance of one hit
in a year is about 3.2 * 10^-4, below 10^-3. Sixteen digits (10^15) would give 3.2: a hit nearly every four months.
The check digit is Damm's (H. M. Damm, 2004): it catches each wrong digit and each swap of neighbours.
"""

import secrets
import unicodedata

from huiying.core.people import sealing

RANDOM_DIGITS = 19
LENGTH = 20

# A totally anti-symmetric quasigroup of order 10 with zeros on the diagonal (Damm 2004).
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def _interim(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


def new_code() -> str:
    """A fresh code of 20 digits."""
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return digits + str(_interim(digits))


def read(typed: str) -> str | None:
    """The 20 digits in what somebody typed (any blanks, dashes, full-width digits); None if they are not a code."""
    folded = unicodedata.normalize("NFKC", typed)
    digits = "".join(c for c in folded if c.isascii() and c.isdigit())
    return digits if len(digits) == LENGTH and _interim(digits) == 0 else None


def grouped(code: str) -> str:
    return " ".join(code[i : i + 4] for i in range(0, LENGTH, 4))


def digest(code: str) -> bytes:
    return sealing.keyed_hash(code.encode(), purpose="ledger.code")
