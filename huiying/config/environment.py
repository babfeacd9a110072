"""The environment as settings read it. A value that cannot be read is said by its name, in both languages."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import environ

from huiying.config.ready import NotInstalled

_YES, _NO = (
    frozenset({"1", "true", "yes", "on", "y", "ok", "t"}),
    frozenset({"0", "false", "no", "off", "n", "f"}),
)


class Environment:
    """Empty is as not set. A switch that is neither on nor off must not be taken for off: it may be what protects."""

    def __init__(self) -> None:
        self._read = environ.Env()

    def text(self, var: str, default: str) -> str:
        return str(self._read.str(var, default=default))

    def listed(self, var: str, default: Sequence[str] = ()) -> list[str]:
        return list(self._read.list(var, default=default))

    def number(self, var: str, default: int = 0) -> int:
        said = self.text(var, default="").strip()
        try:
            return int(said) if said else default
        except ValueError:
            raise NotInstalled(
                f"{var} is {said!r}: it must be a whole number.",
                f"{var} 是 {said!r}：须为整数。",
            ) from None

    def switch(self, var: str, default: bool = False) -> bool:
        said = self.text(var, default="").strip().lower()
        if said and said not in _YES | _NO:
            raise NotInstalled(
                f"{var} is {said!r}: write 1 or 0.", f"{var} 是 {said!r}：请写 1 或 0。"
            )
        return said in _YES if said else default

    def one_of(self, var: str, among: Collection[str], default: str) -> str:
        said = self.text(var, default="") or default
        if said not in among:
            raise NotInstalled(
                f"{var} is {said!r}: it must be one of {', '.join(among)}.",
                f"{var} 是 {said!r}：须为其中之一：{'、'.join(among)}。",
            )
        return said

    def zone(self, var: str, default: str) -> str:
        said = self.text(var, default="") or default
        try:
            ZoneInfo(said)
        except (OSError, ValueError, LookupError):
            raise NotInstalled(
                f"{var} is {said!r}: there is no such time zone. Write it like Asia/Shanghai.",
                f"{var} 是 {said!r}：没有这个时区，写法像 Asia/Shanghai。",
            ) from None
        return said

    def mail(self, var: str) -> dict[str, Any]:
        said = self.text(var, default="") or "dummymail://"
        with suppress(ValueError):
            if said.partition(":")[0] in environ.Env.EMAIL_SCHEMES:
                return dict(self._read.email_url_config(said))
        raise NotInstalled(
            f"{var} names no mail server. Write it like smtp+tls://user:password@host:587.",
            f"{var} 没有写明邮件服务器。写法像 smtp+tls://用户:密码@主机:587。",
        )

    def database(self, var: str, home: Path) -> dict[str, Any]:
        """SQLite in the installation's own folder where nothing else is said."""
        said = self.text(var, default="") or f"sqlite:///{home / 'huiying.sqlite3'}"
        scheme = said.partition(":")[0]
        found: dict[str, Any] = {}
        with suppress(ValueError):
            if scheme in {"sqlite", "postgres", "postgresql"}:
                found = dict(self._read.db_url_config(said))
        if not found.get("NAME"):
            # The address itself is not repeated: a password may stand in it.
            raise NotInstalled(
                f"{var} names no database. Write it like postgres://user:password@host/name.",
                f"{var} 没有写明数据库。写法像 postgres://用户:密码@主机/库名。",
            )
        return found
