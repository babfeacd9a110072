"""The rule packs and calendars that come with the product, and how they are found: by id and version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from huiying.engine.calendars import Calendar
from huiying.engine.rules import Pack, Rule
from huiying.engine.shapes import Words
from huiying.rulepacks import explaining, texts
from huiying.rulepacks.texts import PackFinding, PackText

HERE = Path(__file__).parent
_CALENDARS = HERE / "calendars"


class UnknownPack(LookupError):
    """No pack of this id, or no such version of it."""


class UnknownCalendar(LookupError):
    """No calendar of this id."""


class UnknownRule(LookupError):
    """No rule of this id in any pack."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedRule:
    rule: Rule
    pack: str
    version: str
    file: str
    line: int
    row: str
    note: Words | None
    # The law's own words in the language they are not written in.
    gloss: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedPack:
    """A pack and what people read about it. Its text is not kept: every process would hold all of the law twice."""

    pack: Pack
    file: str
    version: str
    title: Words
    about: Words
    jurisdiction: str
    source: str
    # Applies in one place, or at one service, and only where it is chosen.
    local: bool
    rules: tuple[LoadedRule, ...]

    @property
    def id(self) -> str:
        return self.pack.id


@cache
def _versions() -> Mapping[str, Mapping[str, LoadedPack]]:
    found: dict[str, dict[str, LoadedPack]] = {}
    for path in sorted(HERE.glob("*/*.toml")):
        if path.parent != _CALENDARS:
            loaded = _load(texts.read(path, path.relative_to(HERE).as_posix()))
            found.setdefault(loaded.id, {})[loaded.version] = loaded
    return found


def _load(text: PackText) -> LoadedPack:
    # Without the table it was made from, which only its author's checks read: they read the file.
    pack = replace(Pack.from_table(text.engine_table), table={})
    return LoadedPack(
        pack=pack,
        file=text.file,
        version=pack.version,
        title=_words(text.table.get("title")) or Words(zh=pack.id, en=pack.id),
        about=_words(text.table.get("about")) or Words(zh="", en=""),
        jurisdiction=str(text.table.get("jurisdiction", "")),
        source=str(text.table.get("source", "")),
        local=text.table.get("local") is True,
        rules=tuple(
            LoadedRule(
                rule=rule,
                pack=pack.id,
                version=pack.version,
                file=text.file,
                line=texts.line_of(text, rule.id),
                row=str(table.get("row", "")),
                note=_words(table.get("note")),
                gloss=str(table.get("gloss", "")),
            )
            for rule, table in zip(pack.rules, text.rules, strict=True)
        ),
    )


def _words(value: object) -> Words | None:
    if not isinstance(value, Mapping):
        return None
    return Words(zh=str(value.get("zh", "")), en=str(value.get("en", "")))


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


@cache
def packs() -> Mapping[str, LoadedPack]:
    """The newest version of each pack, by id."""
    newest = {
        pack_id: versions[max(versions, key=_ordered)] for pack_id, versions in _versions().items()
    }
    return MappingProxyType(newest)


def versions(pack_id: str) -> list[str]:
    """All versions of a pack that are kept, oldest first."""
    return sorted(_versions().get(pack_id, {}), key=_ordered)


@cache
def pack(pack_id: str, version: str | None = None) -> LoadedPack:
    """A matter keeps the version it was opened under; without one, the newest."""
    if pack_id not in packs():
        raise UnknownPack(
            f"there is no rule pack {pack_id!r}; there are {', '.join(sorted(packs()))}"
        )
    if version is None:
        return packs()[pack_id]
    if version not in _versions()[pack_id]:
        kept = ", ".join(versions(pack_id))
        raise UnknownPack(f"{pack_id} has no version {version!r}; kept are {kept}")
    return _versions()[pack_id][version]


@cache
def calendar(calendar_id: str) -> Calendar:
    path = _CALENDARS / f"{calendar_id}.toml"
    if calendar_id not in calendars():
        there = ", ".join(calendars())
        raise UnknownCalendar(f"there is no calendar {calendar_id!r}; choose {there}")
    return texts.calendar_from(path)


@cache
def calendars() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _CALENDARS.glob("*.toml")))


@cache
def loaded_rules() -> Mapping[str, LoadedRule]:
    """Every rule ever shipped, by id: that of the newest version in which it stands."""
    found: dict[str, LoadedRule] = {}
    for kept in _versions().values():
        for version in sorted(kept, key=_ordered):
            found.update({each.rule.id: each for each in kept[version].rules})
    return MappingProxyType(found)


def loaded_rule(rule_id: str) -> LoadedRule:
    found = loaded_rules().get(rule_id)
    if found is None:
        raise UnknownRule(f"there is no rule {rule_id!r}; see them with: huiying rules list")
    return found


def rule(rule_id: str) -> Rule:
    return loaded_rule(rule_id).rule


def findings(pack_id: str, version: str | None = None) -> list[PackFinding]:
    """What is wrong with a shipped pack; nothing, if the tests have run."""
    loaded = pack(pack_id, version)
    text = texts.read(HERE / loaded.file, loaded.file)
    return texts.check(text, calendar(loaded.pack.calendar))


def check_file(path: Path) -> tuple[PackText | None, list[PackFinding]]:
    """What is wrong with an author's file: its TOML, its calendar, then each rule."""
    try:
        text = texts.read(path, str(path))
    except texts.UnreadableText as error:
        return None, [error.finding]
    named = text.table.get("calendar")
    try:
        return text, texts.check(text, calendar(named if isinstance(named, str) else ""))
    except UnknownCalendar as error:
        # Everything else can still be said: only examples need the days of the right calendar.
        rest = texts.check(text, calendar(calendars()[0]))
        found = [finding for finding in rest if finding.code != "example"]
        if named is None:
            return text, found
        rule_id = str(text.table.get("id", ""))
        wrong = PackFinding(
            file=text.file,
            line=texts.line_of(text, rule_id, "calendar"),
            rule=rule_id,
            code="calendar",
            sentence=f"{rule_id or 'the pack'}: {error}",
        )
        return text, [wrong, *found]


def describe(rule: Rule, lang: str) -> str:
    """A rule in words, zh or en: term, from when, first day, rolling, what ends it, pauses, extension."""
    known = loaded_rules().get(rule.id)
    return explaining.describe(rule, lang, known.gloss if known else "")


def describe_parts(rule: Rule, lang: str) -> list[str]:
    """The same, a sentence each, for a list on a page."""
    known = loaded_rules().get(rule.id)
    return explaining.sentences(rule, lang, known.gloss if known else "")
