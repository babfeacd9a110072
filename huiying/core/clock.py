"""The only reader of the clock. Everything else is told the time.

The demonstration may move its clock forward, never back; the offset is read from a file beside the
database, so that web and worker agree. In real use the file does not exist.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

_OFFSET_FILE: Path | None = None


class ClockMovesForwardOnly(ValueError):
    """The demonstration's clock was asked to go back."""


def use_offset_file(path: Path | None) -> None:
    """Let the demonstration's clock be moved by `move_forward`; None reads the machine's clock alone."""
    global _OFFSET_FILE
    _OFFSET_FILE = path


def now() -> datetime:
    """The present instant in UTC, in whole seconds as the duty engine holds them."""
    return (datetime.now(UTC) + _offset()).replace(microsecond=0)


def machine_seconds() -> float:
    """The machine's own time since 1970, whatever the demonstration's clock says: for the records of a library."""
    return datetime.now(UTC).timestamp()


def move_forward(by: timedelta) -> datetime:
    """Move the demonstration's clock forward; raises ClockMovesForwardOnly."""
    if by < timedelta(0):
        raise ClockMovesForwardOnly("the clock of the demonstration moves forward only")
    if _OFFSET_FILE is None:
        raise ClockMovesForwardOnly("the clock can be moved in the demonstration only")
    total = _offset() + by
    partial = _OFFSET_FILE.with_suffix(".new")
    partial.write_text(str(int(total.total_seconds())))
    partial.replace(_OFFSET_FILE)
    return now()


def _offset() -> timedelta:
    if _OFFSET_FILE is None:
        return timedelta(0)
    try:
        return timedelta(seconds=int(_OFFSET_FILE.read_text()))
    except FileNotFoundError:
        return timedelta(0)
