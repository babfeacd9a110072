"""Reads a map from TOML. Every mistake is found at once, named by its key, with what to write instead."""

import tomllib
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from huiying.core.kinds import N_
from huiying.core.registers.maps import (
    DateColumn,
    Finding,
    Fold,
    Ignored,
    Unlisted,
    WrongMap,
    folded,
)
from huiying.core.registers.sentences import say
from huiying.core.registers.tables import DELIMITERS
from huiying.mechanisms.complaints.categories import tree
from huiying.mechanisms.complaints.events import CHANNELS, FINDINGS
from huiying.mechanisms.complaints.importing.mapping import Flag, Map

# How a complaint ended in the source. Only `answered` says that somebody answered it.
OUTCOMES = ("answered", "closed-without-finding", "transferred", "duplicate", "void")
_PRECISIONS = {"day": False, "instant": True}
_TOP = {
    "name", "source", "key", "several_rows", "required", "file", "plausible", "received", "closed",
    "target", "channel", "unit", "category", "finding", "outcome", "compare", "ignore",
}  # fmt: skip
_NOWHERE = date(1, 1, 1)


def read_map(text: str) -> Map:
    """Raises WrongMap."""
    try:
        table: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = N_("This is not TOML: %(error)s.")
        raise WrongMap([Finding(key="", sentence=say(reason, error=str(error)))]) from error
    part = _Part(table, "", [])
    found = _map(part)
    if part.findings:
        raise WrongMap(part.findings)
    return found


class _Part:
    """A table of the map that notes what is wrong and goes on, so that all mistakes are told together."""

    def __init__(self, table: Mapping[str, object], path: str, findings: list[Finding]) -> None:
        self.table, self.path, self.findings = table, path, findings

    def wrong(self, key: str, text: str, /, **values: str | int) -> None:
        path = f"{self.path}.{key}".strip(".")
        self.findings.append(Finding(key=path, sentence=say(text, **values)))

    def only(self, keys: set[str]) -> None:
        for key in self.table:
            if key not in keys:
                known = ", ".join(sorted(keys))
                self.wrong(key, N_("There is no such key. Known here: %(known)s."), known=known)

    def text(self, key: str, *, needed: bool = True, example: str = "…") -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.wrong(key, N_('Write a text: %(key)s = "%(example)s"'), key=key, example=example)
            return ""
        return value.strip() if key != "delimiter" else value

    def flag(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, N_("Write %(key)s = true or %(key)s = false"), key=key)
        return value is True

    def day(self, key: str) -> date:
        value = self.table.get(key)
        if type(value) is not date:
            self.wrong(
                key, N_("Write a day without quotation marks: %(key)s = 2019-12-31"), key=key
            )
            return _NOWHERE
        return value

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        value = self.table.get(key, [])
        listed = value if isinstance(value, list) else [None]
        if any(not isinstance(v, str) for v in listed) or (needed and not listed):
            self.wrong(key, N_('Write a list of texts: %(key)s = ["…", "…"]'), key=key)
            return ()
        return tuple(str(v) for v in listed)

    def part(self, key: str, *, needed: bool = False) -> "_Part | None":
        value = self.table.get(key)
        if isinstance(value, dict):
            return _Part(value, f"{self.path}.{key}".strip("."), self.findings)
        if value is not None or needed:
            self.wrong(key, N_("Write a table: [%(key)s]"), key=key)
        return None


def _map(part: _Part) -> Map:
    part.only(_TOP)
    file = part.part("file") or _Part({}, "file", part.findings)
    file.only({"encoding", "delimiter", "sheet"})
    plausible = part.part("plausible", needed=True) or _Part({}, "plausible", [])
    plausible.only({"from", "until"})
    return Map(
        name=part.text("name"),
        source=part.text("source", example="city-register"),
        key=part.text("key", example="Case no."),
        several_rows=part.flag("several_rows"),
        plausible_from=plausible.day("from"),
        plausible_until=plausible.day("until"),
        received=_date(part, "received", needed=True) or _no_date(),
        closed=_date(part, "closed"),
        target=_date(part, "target"),
        channel=_fold(part, "channel", set(CHANNELS), needed=True) or Fold(column=""),
        unit=_fold(part, "unit", None),
        category=_fold(part, "category", set(tree())),
        finding=_fold(part, "finding", set(FINDINGS)),
        outcome=_fold(part, "outcome", set(OUTCOMES)),
        flags=_flags(part),
        ignored=_ignored(part),
        required=frozenset(part.texts("required", needed=False)),
        encoding=_encoding(file),
        delimiter=_delimiter(file),
        sheet=file.text("sheet", needed=False),
    )


def _no_date() -> DateColumn:
    return DateColumn(column="", formats=(), zone="UTC", exact=False)


def _encoding(file: _Part) -> str:
    name = file.text("encoding", needed=False)
    try:
        "".encode(name or "utf-8")
    except LookupError:
        file.wrong("encoding", N_('No such encoding. Write for example encoding = "gb18030"'))
        return ""
    return name


def _delimiter(file: _Part) -> str:
    sign = file.text("delimiter", needed=False)
    if sign and sign not in DELIMITERS:
        file.wrong("delimiter", N_('Write one of "," ";" "\\t" "|", or leave it out.'))
        return ""
    return sign


def _date(part: _Part, key: str, *, needed: bool = False) -> DateColumn | None:
    own = part.part(key, needed=needed)
    if own is None:
        return None
    own.only({"column", "formats", "precision", "zone"})
    precision = own.text("precision", example="day")
    if precision and precision not in _PRECISIONS:
        own.wrong("precision", N_('Write precision = "day" or precision = "instant"'))
    return DateColumn(
        column=own.text("column"),
        formats=own.texts("formats"),
        zone=_zone(own),
        exact=_PRECISIONS.get(precision, False),
        required=needed,
    )


def _zone(own: _Part) -> str:
    name = own.text("zone", example="Asia/Shanghai")
    try:
        ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        own.wrong("zone", N_('No such time zone. Write for example zone = "Asia/Shanghai"'))
        return "UTC"
    return name or "UTC"


def _fold(part: _Part, key: str, allowed: set[str] | None, *, needed: bool = False) -> Fold | None:
    own = part.part(key, needed=needed)
    if own is None:
        return None
    own.only({"column", "fold", "unknown", "unlisted"})
    unlisted = own.text("unlisted", needed=False) or "refuse"
    if unlisted not in set(Unlisted) or (unlisted == "keep" and allowed is not None):
        own.wrong(
            "unlisted", N_('Write unlisted = "refuse"; only units may be kept as they stand.')
        )
        unlisted = "refuse"
    unknown = frozenset(folded(value) for value in own.texts("unknown", needed=False))
    return Fold(
        column=own.text("column"),
        listed=_listed(own.part("fold"), allowed, unknown),
        unknown=unknown,
        unlisted=Unlisted(unlisted),
    )


def _listed(own: _Part | None, allowed: set[str] | None, unknown: frozenset[str]) -> dict[str, str]:
    listed: dict[str, str] = {}
    for target in own.table if own else ():
        assert own is not None
        if allowed is not None and target not in allowed:
            known = ", ".join(sorted(allowed))
            own.wrong(target, N_("Nothing is called so. Known here: %(known)s."), known=known)
        for spelling in own.texts(target):
            plain = folded(spelling)
            if listed.get(plain, target) != target or plain in unknown:
                own.wrong(target, N_('"%(value)s" stands in two places. Keep one.'), value=spelling)
            listed[plain] = target
    return listed


def _flags(part: _Part) -> tuple[Flag, ...]:
    own = part.part("compare")
    made: list[Flag] = []
    for name in own.table if own else ():
        flag = own.part(name) if own else None
        if flag is None:
            continue
        flag.only({"column", "yes", "no"})
        made.append(
            Flag(
                name=name,
                column=flag.text("column"),
                yes=frozenset(folded(value) for value in flag.texts("yes")),
                no=frozenset(folded(value) for value in flag.texts("no")),
            )
        )
    return tuple(made)


def _ignored(part: _Part) -> dict[str, Ignored]:
    own = part.part("ignore")
    made: dict[str, Ignored] = {}
    for column, value in own.table.items() if own else ():
        assert own is not None
        if isinstance(value, str) and value.strip():
            made[column] = Ignored(why=value.strip())
            continue
        table = own.part(column) if isinstance(value, dict) else None
        if table is None:
            own.wrong(column, N_('Say why it is not imported: "%(column)s" = "…"'), column=column)
            continue
        table.only({"why", "between"})
        made[column] = Ignored(why=table.text("why"), between=_between(table))
    return made


def _between(table: _Part) -> tuple[int, int] | None:
    value = table.table.get("between")
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value):
        return value[0], value[1]
    table.wrong("between", N_("Write two whole numbers: between = [0, 110]"))
    return None
