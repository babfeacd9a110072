"""From the rows of a list to petitions as a petition office forwards them; what can't be taken is said, row by row."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from huiying.core.kinds import N_
from huiying.core.people.services import Contact
from huiying.core.registers.maps import folded
from huiying.core.registers.moments import read_moment
from huiying.core.registers.sentences import Lost, Refused, Sentence, say
from huiying.core.registers.tables import Row, Table
from huiying.core.units import queries as units
from huiying.mechanisms.petitions.importing.layout import Layout
from huiying.mechanisms.petitions.services.forwarding import Incoming
from huiying.mechanisms.petitions.services.registering import Handover, Petitioning


def convert(table: Table, layout: Layout, at: datetime) -> Iterator[Incoming | Refused]:
    """A row a petition. A value that can't be taken beside its words is left out and said; the row is taken."""
    for row in table.rows():
        if isinstance(row, Refused):
            yield row
        else:
            yield from _convert(row, layout, at)


def _convert(row: Row, layout: Layout, at: datetime) -> Iterator[Incoming | Refused]:
    number, words = row.cells[layout.key].strip(), row.cells[layout.narrative].strip()
    if not number:
        yield _refused(row, layout.key, say(N_("The row has no key.")), "")
        return
    if not words:
        yield _refused(row, layout.narrative, say(N_("Nothing is written here.")), number)
        return
    when = _instant(row.cells[layout.when].strip(), layout, at)
    if isinstance(when, Sentence):
        yield _refused(row, layout.when, when, number)
        return
    unit = _unit(row.cells, layout)
    if isinstance(unit, Sentence):
        yield _refused(row, layout.unit, unit, number)
        return
    given = {name: row.cells[column].strip() for name, column in layout.given.items()}
    if _no_address(given):
        reason = say(N_("This is not an e-mail address."))
        yield _refused(row, layout.given["email"], reason, number, Lost.VALUE)
        given["email"] = ""
    petition = _petition(layout, words, when, unit, given, number)
    yield Incoming(number=number, row=row.number, petition=petition)


def _petition(
    layout: Layout,
    words: str,
    when: datetime,
    unit: int | None,
    given: Mapping[str, str],
    number: str,
) -> Petitioning:
    contact = {n: given.get(n, "") for n in ("name", "phone", "email", "address")}
    return Petitioning(
        narrative=words,
        request=given.get("request", ""),
        channel="forwarded",
        about_unit=unit,
        contact=Contact(**contact),
        language=layout.language,
        forwarded_by=layout.forwarded_by,
        forwarded_ref=number,
        handover=Handover.LINK if contact["email"] else Handover.NONE,
        occurred_at=when,
    )


def _no_address(given: Mapping[str, str]) -> bool:
    if not given.get("email"):
        return False
    try:
        validate_email(given["email"])
    except ValidationError:
        return True
    return False


def _unit(cells: Mapping[str, str], layout: Layout) -> int | Sentence | None:
    """The unit it is about; none where the map names no column, or nothing stands there."""
    spelled = folded(cells[layout.unit]) if layout.unit else ""
    if not spelled:
        return None
    found = units.unit_by_code(layout.units.get(spelled, ""))
    if found is None:
        return say(N_("The map does not list this value. Add it, or fold it to another."))
    return found.id


def _instant(text: str, layout: Layout, at: datetime) -> datetime | Sentence:
    found = read_moment(text, formats=layout.formats, exact=False, zone=layout.zone)
    if isinstance(found, Sentence):
        return found
    if found.day > at.date():
        return say(N_("This lies in the future."))
    # The day alone is known: noon of it, and of today no later than now.
    return min(found.instant(), at)


def _refused(
    row: Row, column: str, reason: Sentence, number: str, lost: Lost = Lost.ROW
) -> Refused:
    return Refused(
        row=row.number,
        column=column,
        value=row.cells.get(column, ""),
        reason=reason,
        lost=lost,
        key=number,
    )
