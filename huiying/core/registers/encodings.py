"""Which encoding a file is in, by reading all of it strictly, and what was assumed."""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from huiying.core.kinds import N_
from huiying.core.registers.sentences import Sentence, say

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# In real Chinese text most characters are of GB 2312, whose second byte is 0xA1 or more. In western text
# read as GB 18030 the second byte is as a rule an ordinary letter.
_CHINESE_SHARE = 0.3
_HIGH = re.compile(r"[^\x00-\x7f]")


class CannotRead(ValueError):
    """A file that cannot be read. `sentence` says what is wrong, where, and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    name: str
    assumed: Sentence


def detect(chunks: Iterable[bytes], asked: str = "") -> Encoding:
    """The encoding of a file given in pieces; `asked` is tried alone. Raises CannotRead."""
    trial = _Trial([asked] if asked else ["utf-8", "gb18030"])
    head = b""
    for chunk in chunks:
        head = head or chunk[:4]
        trial.feed(chunk)
    trial.feed(b"", final=True)
    if asked:
        if asked in trial.failed:
            raise CannotRead(_not(asked, trial.failed[asked]))
        return Encoding(
            name=asked, assumed=say(N_("Read as %(name)s, as the map says."), name=asked)
        )
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(
                name=name, assumed=say(N_("Read as %(name)s: the file says so."), name=name)
            )
    return _choose(trial)


def _choose(trial: "_Trial") -> Encoding:
    if "utf-8" not in trial.failed:
        plain = N_("Read as UTF-8: the file holds plain ASCII only.")
        proven = N_("Read as UTF-8: all of the file is valid UTF-8.")
        return Encoding(name="utf-8", assumed=say(proven if trial.high else plain))
    if "gb18030" in trial.failed:
        # The reading that came farthest says where the fault is.
        raise CannotRead(_not("UTF-8, GBK, GB 18030", max(trial.failed.values())))
    if trial.chinese_share() < _CHINESE_SHARE:
        raise CannotRead(
            say(
                N_(
                    "The file is not UTF-8, and read as GB 18030 it makes no sense. Say in the map what it is, "
                    'for example: [file] encoding = "windows-1252"'
                )
            )
        )
    told = N_(
        "Read as GB 18030 (which GBK and GB 2312 are part of): it is not UTF-8 and reads as Chinese."
    )
    return Encoding(name="gb18030", assumed=say(told))


def _not(name: str, line: int) -> Sentence:
    return say(
        N_(
            "The file is not %(name)s: line %(line)d has bytes that it does not allow. "
            'Save it as UTF-8, or say in the map what it is: [file] encoding = "…"'
        ),
        name=name,
        line=line,
    )


class _Trial:
    """Feeds the same bytes to strict decoders and notes the line at which one fails."""

    def __init__(self, names: list[str]) -> None:
        self._decoders = {name: codecs.getincrementaldecoder(name)("strict") for name in names}
        self.failed: dict[str, int] = {}
        self.high = False
        self._lines = 1
        self._pairs = self._chinese = 0

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        self.high = self.high or not chunk.isascii()
        for name, decoder in self._decoders.items():
            if name in self.failed:
                continue
            try:
                text = decoder.decode(chunk, final)
            except UnicodeDecodeError as error:
                self.failed[name] = self._lines + chunk[: max(0, error.start)].count(b"\n")
                continue
            if name == "gb18030":
                self._count(text)
        self._lines += chunk.count(b"\n")

    def _count(self, text: str) -> None:
        for char, times in Counter(_HIGH.findall(text)).items():
            raw = char.encode("gb18030")
            self._pairs += times
            self._chinese += times if len(raw) == 2 and raw[1] >= 0xA1 else 0

    def chinese_share(self) -> float:
        return self._chinese / self._pairs if self._pairs else 1.0
