"""The list of what was not taken from a file, for a spreadsheet."""

import csv
from collections.abc import Callable
from typing import TextIO

from huiying.core.kinds import N_
from huiying.core.registers.sentences import Lost, Refused

LOST = {
    Lost.ROW: N_("The row was not taken"),
    Lost.COMPLAINT: N_("The complaint was not taken"),
    Lost.VALUE: N_("The value was left out"),
}
_HEADER = (N_("Row"), N_("Column"), N_("Value"), N_("Reason"), N_("What became of it"), N_("Key"))
# A spreadsheet runs a cell that begins so; the wide forms of Chinese keyboards are folded by some of them (OWASP, CSV
# Injection), and blanks before them do not help.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula: every cell that we write passes here."""
    begins = value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA)
    return f"'{value}" if begins else value


class Report:
    """Writes what was not taken, as it comes; UTF-8 with a mark, so that spreadsheets read Chinese."""

    def __init__(self, stream: TextIO, translate: Callable[[str], str] = str) -> None:
        self._translate = translate
        stream.write("\ufeff")
        self._writer = csv.writer(stream)
        self._writer.writerow([translate(name) for name in _HEADER])

    def add(self, refused: Refused) -> None:
        told = refused.reason.said(self._translate)
        cells = (
            refused.column,
            refused.value,
            told,
            self._translate(LOST[refused.lost]),
            refused.key,
        )
        self._writer.writerow([refused.row, *map(harmless, cells)])
