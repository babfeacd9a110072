"""The one catalogue of words: merge translations in, find what is missing, compile.

English sentences in templates and code are the keys. Chinese (simplified) is written by people in
locale/zh_Hans; traditional Chinese is derived from it. Nothing here needs GNU gettext.
"""

from __future__ import annotations

import ast
import fcntl
import json
import os
import re
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
ZH_HANS = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
TRADITIONAL_BY = "s2hk.json"
# Where the converter takes neighbours for a word of their own, or writes what nobody writes there.
CORRECTED = {
    "這隻有": "這只有",
    "多隻能": "多只能",
    "明瞭": "明了",
    "瞭解": "了解",
    "沒有采納": "沒有採納",
    "本里": "本裏",
    "迴音": "回音",
    "複核": "覆核",
    ")s 周": ")s 週",
}

CONTEXT_MARK = "\u0004"
HEADER = {
    "Project-Id-Version": "huiying",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "zh_Hans",
    "Plural-Forms": "nplurals=1; plural=0;",
}

# Where each argument of a marking function lies: (context, singular, plural).
SHAPES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
MARKERS = {name + tail: shape for name, shape in SHAPES.items() for tail in ("", "_lazy", "_noop")}
MARKERS |= {"N_": SHAPES["gettext"], "_": SHAPES["gettext"]}

STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdifr]|(?<!\{)\{\w*\}(?!\})")


@dataclass(frozen=True, kw_only=True, order=True)
class Word:
    context: str = ""
    text: str
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.text)


# --- finding words ---------------------------------------------------------------------------


def words_in_code(source: str) -> Iterator[Word]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = getattr(function, "id", None) or getattr(function, "attr", "")
        if name in MARKERS:
            yield from _word(
                name, [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            )


def words_in_template(source: str) -> Iterator[Word]:
    from django.utils.translation.template import templatize

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        marked = templatize(source)
    for match in CALL.finditer(marked):
        yield from _word(match[1], list(ast.literal_eval(f"({match[2]},)")))


def _word(marker: str, arguments: list[Any]) -> Iterator[Word]:
    context, text, plural = MARKERS[marker]
    wanted = [place for place in (context, text, plural) if place is not None]
    if any(place >= len(arguments) or not isinstance(arguments[place], str) for place in wanted):
        return
    yield Word(
        context="" if context is None else arguments[context],
        text=arguments[text],
        plural="" if plural is None else arguments[plural],
    )


def words_in_tree() -> dict[tuple[str, str], tuple[Word, Path]]:
    found: dict[tuple[str, str], tuple[Word, Path]] = {}
    for path in sorted((ROOT / "huiying").rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "tests" in path.parts:
            continue
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        read = words_in_code if path.suffix == ".py" else words_in_template
        try:
            words = list(read(path.read_text(encoding="utf-8")))
        except SyntaxError as error:
            click.echo(f"not read: {path.relative_to(ROOT)}: {error}", err=True)
            continue
        for word in words:
            if word.text.strip() and (word.key not in found or word.plural):
                found[word.key] = (word, path.relative_to(ROOT))
    return found


# --- the catalogue ---------------------------------------------------------------------------


def load(path: Path) -> polib.POFile:
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalogue.wrapwidth = 100
    catalogue.metadata = dict(HEADER) | {"Language": path.parent.parent.name}
    return catalogue


def key_of(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgctxt or "", entry.msgid)


def by_key(catalogue: polib.POFile) -> dict[tuple[str, str], polib.POEntry]:
    return {key_of(entry): entry for entry in catalogue if not entry.obsolete}


def save(catalogue: polib.POFile, path: Path) -> None:
    """Sorted and without places in files, so that two people's words rarely meet in one diff."""
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    for entry in catalogue:
        entry.occurrences = []
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".django.")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(f"{catalogue}".rstrip("\n") + "\n")
    Path(name).chmod(0o644)
    Path(name).replace(path)


@contextmanager
def locked() -> Iterator[None]:
    LOCALE.mkdir(exist_ok=True)
    handle = os.open(LOCALE, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def put(entry: polib.POEntry, meaning: str | dict[str, str]) -> bool:
    """Whether the entry changed. Chinese has one form for every number."""
    before = (entry.msgstr, dict(entry.msgstr_plural), entry.msgid_plural)
    if isinstance(meaning, dict):
        entry.msgid_plural = meaning["plural"]
        meaning = meaning["zh"]
    if entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = "", {0: meaning}
    else:
        entry.msgstr = meaning
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return before != (entry.msgstr, dict(entry.msgstr_plural), entry.msgid_plural)


def translation(entry: polib.POEntry) -> str:
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def placeholder_faults(word: Word, zh: str) -> list[str]:
    wanted = Counter(PLACEHOLDER.findall(word.plural or word.text))
    given = Counter(PLACEHOLDER.findall(zh))
    faults = [f"lacks {name}" for name in set(wanted) - set(given)]
    faults += [f"has {name}, which the English has not" for name in set(given) - set(wanted)]
    for edge in ("startswith", "endswith"):
        if getattr(word.text, edge)("\n") != getattr(zh, edge)("\n"):
            faults.append(f"must have the same line break as the English ({edge})")
    return faults


def shown(word: Word) -> str:
    return f"{word.context}{CONTEXT_MARK}{word.text}" if word.context else word.text


def faults_in(catalogue: polib.POFile) -> tuple[list[Word], list[str], list[str]]:
    """Words without a translation, faulty translations, and keys that nothing uses."""
    entries, found = by_key(catalogue), words_in_tree()
    untranslated, faulty = [], []
    for key, (word, path) in sorted(found.items()):
        entry = entries.get(key)
        if entry is None or not translation(entry):
            untranslated.append(word)
            continue
        problems = placeholder_faults(word, translation(entry))
        if entry.fuzzy:
            problems.append("is marked fuzzy")
        if word.plural and entry.msgid_plural != word.plural:
            problems.append("needs its plural form: set it as {'plural': ..., 'zh': ...}")
        faulty += [f"{path}: {shown(word)!r} {problem}" for problem in problems]
    unused = [shown(Word(context=key[0], text=key[1])) for key in entries if key not in found]
    return untranslated, faulty, unused


def converter() -> Callable[[str], str]:
    """Traditional from simplified, with what the converter gets wrong put right."""
    import opencc

    convert = opencc.OpenCC(TRADITIONAL_BY).convert

    def corrected(text: str) -> str:
        found: str = convert(text)
        for wrong, right in CORRECTED.items():
            found = found.replace(wrong, right)
        return found

    return corrected


def traditional(catalogue: polib.POFile) -> polib.POFile:
    """Traditional from simplified; what locale/zh_Hant says by hand wins."""
    convert = converter()
    by_hand = by_key(load(LOCALE / "zh_Hant" / "LC_MESSAGES" / "django.po"))
    result = polib.POFile()
    result.metadata = dict(HEADER) | {"Language": "zh_Hant"}
    for entry in catalogue:
        twin = by_hand.get(key_of(entry)) or polib.POEntry(
            msgctxt=entry.msgctxt,
            msgid=entry.msgid,
            msgid_plural=entry.msgid_plural,
            msgstr=convert(entry.msgstr) if entry.msgstr else "",
            msgstr_plural={n: convert(text) for n, text in entry.msgstr_plural.items()},
        )
        result.append(twin)
    return result


# --- the commands ----------------------------------------------------------------------------


@click.group(help=__doc__)
def words() -> None:
    """The group itself does nothing."""


@words.command("set")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def set_words(file: Path) -> None:
    """Merge {"English": "中文"} from FILE; a plural is {"English": {"plural": ..., "zh": ...}}."""
    given = json.loads(file.read_text(encoding="utf-8"))
    added = changed = 0
    with locked():
        catalogue = load(ZH_HANS)
        entries = by_key(catalogue)
        for name, meaning in given.items():
            context, _mark, text = name.rpartition(CONTEXT_MARK)
            entry = entries.get((context, text))
            if entry is None:
                entry = polib.POEntry(msgid=text, msgctxt=context or None)
                catalogue.append(entry)
                entries[(context, text)] = entry
                added += 1
                put(entry, meaning)
            elif put(entry, meaning):
                changed += 1
        save(catalogue, ZH_HANS)
    click.echo(f"{added} added, {changed} changed, {len(given) - added - changed} as they were")


@words.command()
@click.option("--json", "as_json", is_flag=True, help="As a file that `set` reads, to fill in.")
@click.argument("under", required=False, default="")
def missing(as_json: bool, under: str) -> None:
    """Words without Chinese, and faulty Chinese; only files below UNDER when it is given."""
    untranslated, faulty, unused = faults_in(load(ZH_HANS))
    found = words_in_tree()
    here = [word for word in untranslated if str(found[word.key][1]).startswith(under)]
    if as_json:
        blank = {
            shown(word): {"plural": word.plural, "zh": ""} if word.plural else "" for word in here
        }
        click.echo(json.dumps(blank, ensure_ascii=False, indent=2))
        return
    for word in here:
        click.echo(f"{found[word.key][1]}: {shown(word)!r}")
    for line in faulty:
        click.echo(line)
    click.echo(f"{len(here)} untranslated, {len(faulty)} faulty, {len(unused)} used nowhere")


@words.command()
def check() -> None:
    """Fail when a word has no Chinese, is fuzzy or has other placeholders than the English."""
    untranslated, faulty, unused = faults_in(load(ZH_HANS))
    for word in untranslated:
        click.echo(f"untranslated: {shown(word)!r}")
    for line in faulty:
        click.echo(line)
    click.echo(f"words: {len(untranslated)} untranslated, {len(faulty)} faulty, "
               f"{len(unused)} used nowhere")  # fmt: skip
    sys.exit(1 if untranslated or faulty else 0)


@words.command()
def prune() -> None:
    """Drop the words that nothing uses any more."""
    with locked():
        catalogue = load(ZH_HANS)
        found = words_in_tree()
        dropped = [entry for entry in catalogue if key_of(entry) not in found]
        for entry in dropped:
            catalogue.remove(entry)
        save(catalogue, ZH_HANS)
    click.echo(f"{len(dropped)} dropped")


@words.command("compile")
def compile_words() -> None:
    """Write the .mo files Django reads: zh_Hans, zh_Hant (derived) and en (where it differs)."""
    simplified = load(ZH_HANS)
    english = load(LOCALE / "en" / "LC_MESSAGES" / "django.po")
    english.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    for name, catalogue in (
        ("zh_Hans", simplified),
        ("zh_Hant", traditional(simplified)),
        ("en", english),
    ):
        target = LOCALE / name / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}.tmp")
        catalogue.save_as_mofile(str(fresh))
        fresh.replace(target)
    click.echo(f"{len(simplified)} words compiled")


@words.command()
def hant() -> None:
    """Show the derived traditional text of every word, to be read by somebody who writes it."""
    for entry in traditional(load(ZH_HANS)):
        click.echo(f"{entry.msgid}\n    {translation(entry)}")


if __name__ == "__main__":
    words()
