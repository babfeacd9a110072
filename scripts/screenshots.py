"""Retakes the pictures of the READMEs from a running demonstration: `make run`, then `python scripts/screenshots.py`.

The receipt code of the matter shown is read from what the demonstration keeps in HUIYING_HOME/demo.json.
"""

from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click
from PIL import Image
from playwright.sync_api import sync_playwright

from huiying.config.demo.visitors import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZE: ViewportSize = {"width": 1280, "height": 860}
# The complaint that is shown, and the seat whose desk is.
STAGE, SEAT = "accepted", "complaints"


@click.command(help=__doc__)
@click.option("--address", default="http://127.0.0.1:8000", show_default=True)
@click.option("--chromium", default="/usr/bin/chromium", show_default=True)
def take(address: str, chromium: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for prefix, mark, locale in (("/en", "", "en-GB"), ("", "-zh", "zh-CN")):
            context = browser.new_context(viewport=SIZE, base_url=address, locale=locale)
            for name, page in _pages(context.new_page(), prefix):
                _keep(page.screenshot(), IMAGES / f"{name}{mark}.png")
                click.echo(f"{name}{mark}.png")
            context.close()
        browser.close()


def _pages(page: Page, prefix: str) -> Iterator[tuple[str, Page]]:
    """Each picture's name, with the page that shows it."""
    page.goto(f"{prefix}/")
    yield "home", page
    page.goto(f"{prefix}/figures/")
    yield "figures", page
    page.goto(f"{prefix}/m/")
    page.fill("#id_code", _code())
    page.locator("main form:not([action]) button").first.click()
    page.wait_for_selector(".hy-promise")
    yield "matter", page
    page.goto(f"{prefix}/account/login/?next={prefix}/desk/")
    page.fill("input[name=login]", SEAT)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{prefix}/desk/")
    yield "desk", page


def _keep(shot: bytes, path: Path) -> None:
    """A page has few colours: with 128 of them the file is a third."""
    with Image.open(BytesIO(shot)) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def _code() -> str:
    home = Path(os.environ.get("HUIYING_HOME") or ROOT / "var")
    kept = json.loads((home / "demo.json").read_text("utf-8"))
    return next(str(row["code"]) for row in kept if row["stage"] == STAGE)


if __name__ == "__main__":
    take()
