"""A real Chromium and axe: what a person sees, and whether everybody can use it."""

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, ViewportSize

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PHONE: "ViewportSize" = {"width": 375, "height": 812}
DESK: "ViewportSize" = {"width": 1280, "height": 900}

# No look-ups of its maker's hosts, no updates: nothing leaves this machine.
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def executable() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


def launch(playwright: "Playwright") -> "Browser":
    # Chromium's sandbox cannot be had by root.
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=executable(), headless=True, args=[*QUIET, *as_root]
    )


def violations(page: "Page") -> list[str]:
    """What axe finds on the page as it stands: one line for each element, empty is good."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate(
        """async () => {
            const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
            const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
            return {violations: found.violations};
        }"""
    )
    return [
        f"{rule['id']} ({rule['impact']}): {json.dumps(node['target'])} {node['html'][:160]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
