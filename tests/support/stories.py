"""A story over months, told in a real browser: a clock that moves on with its worker, the desk, the person at home."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.utils.timezone import localtime

from huiying.config.work import kinds
from huiying.core import clock
from huiying.core.people.services import open_account
from huiying.core.work.loop import run_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PASSWORD = "a-long-passphrase"


class Calendar:
    """Moves the clock on, and lets the worker do what falls due; what fails there fails the story."""

    def __init__(self) -> None:
        self.work = kinds()
        # Nothing here is about keeping, figures or files.
        quiet = {"figures", "orphans", "compacting", "keeping", "erasing", "rotation", "keys"}
        self.work = [kind for kind in self.work if kind.name not in quiet]

    @property
    def today(self) -> datetime:
        return localtime(clock.now())

    def go(self, *, days: float = 0, hours: float = 0) -> None:
        clock.move_forward(timedelta(days=days, hours=hours))
        self.work_through()

    def go_to_hour(self, hour: int, *, days: int = 0) -> None:
        """To half past an hour by the clock of the place, so many days on at least."""
        there = self.today.replace(hour=hour, minute=30, second=0) + timedelta(days=days)
        if there <= self.today:
            there += timedelta(days=1)
        clock.move_forward(there - self.today)
        self.work_through()

    def work_through(self) -> None:
        done = run_once(clock.now(), self.work)
        assert -1 not in done.values(), done


class Window:
    """A browser of somebody's own."""

    def __init__(self, chromium: "Browser", site: str) -> None:
        self.context = chromium.new_context(base_url=site, locale="zh-CN")
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def fill(self, **given: str | bool | list[str]) -> None:
        for name, value in given.items():
            fields = self.page.locator(f"main form [name='{name}']:not([type=hidden])")
            for one in value if isinstance(value, list) else [value]:
                _put(fields, one)

    def send(self, button: str = "main form button[type=submit]") -> None:
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()

    def close(self) -> None:
        self.context.close()


def _put(fields: "Locator", value: str | bool) -> None:
    first = fields.first
    kind, tag = first.get_attribute("type"), first.evaluate("e => e.tagName")
    if tag == "SELECT":
        first.select_option(str(value))
    elif kind in {"radio", "checkbox"} and isinstance(value, bool):
        first.set_checked(value, force=True)
    elif kind in {"radio", "checkbox"}:
        fields.and_(first.page.locator(f"[value='{value}']")).check(force=True)
    else:
        first.fill(str(value))


class Desk(Window):
    """Officers at the desk. Who was away too long, or is somebody else, signs in anew."""

    def __init__(self, chromium: "Browser", site: str, officers: dict[str, int]) -> None:
        super().__init__(chromium, site)
        self.officers, self.name = officers, ""

    def enter(self, name: str, path: str = "/desk/") -> None:
        if not get_user_model().objects.filter(username=name).exists():
            open_account(username=name, password=PASSWORD, officer_id=self.officers[name])
        if self.name != name:
            self.context.clear_cookies()
        self.name = name
        self.page.goto(path)
        if not self.page.locator("[name=login]").count():
            return
        self.page.locator("[name=login]").fill(name)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: urlsplit(url).path == urlsplit(path).path)

    def act(self, name: str, ref: str, slug: str, **given: str | bool | list[str]) -> None:
        """One act on a matter, which has to be taken."""
        assert self.tries(name, ref, slug, **given) == "", self.text()

    def tries(self, name: str, ref: str, slug: str, **given: str | bool | list[str]) -> str:
        """What the page says against it; empty where it was done."""
        self.enter(name, f"/desk/m/{ref}/{slug}")
        self.fill(**given)
        self.send("main form [data-send]")
        wrong = self.page.locator(".govuk-error-summary")
        return wrong.inner_text() if wrong.count() else ""


class Home(Window):
    """Somebody at home, with the code of their own."""

    code = ""

    def first_look(self, code: str) -> None:
        """The code of a slip is good once: the page gives one that nobody has seen."""
        self._type(code)
        if self.page.locator("#receipt-code").count():
            self.code = self.page.locator("#receipt-code").inner_text()
            self.send()
        else:
            self.code = code

    def look(self) -> str:
        """The page, opened with the code; gives what stands on it."""
        self.context.clear_cookies()
        self._type(self.code)
        return self.text()

    def do(self, slug: str, **given: str | bool | list[str]) -> None:
        self.look()
        here = self.page.url.partition("?")[0].partition("#")[0]
        self.page.goto(f"{here}{slug}")
        self.fill(**given)
        self.send("main form button.govuk-button[type=submit]")
        assert not self.page.locator(".govuk-error-summary").count(), self.text()

    def _type(self, code: str) -> None:
        self.page.goto("/m/")
        self.page.locator("#id_code").fill(code)
        self.send()
        assert not self.page.locator(".govuk-error-summary").count(), self.text()
