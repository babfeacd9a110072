"""What journeys at doors without network share: taking along, the PIN, what the device holds."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD, PIN = "a-long-passphrase", "246810"


def take_along(page: "Page") -> None:
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.locator("#pin-new").fill(PIN)
    page.locator("#pin-again").fill(PIN)
    page.locator("form[data-act=take] button").click()
    page.locator("[data-rows]").wait_for()


def unlock(page: "Page", pin: str = PIN) -> None:
    page.locator("#pin").fill(pin)
    page.locator("form[data-act=unlock] button").click()


def stored(page: "Page", name: str) -> str:
    """All that the device holds under a name, as text."""
    return str(
        page.evaluate(
            """async (kept) => {
                const open = indexedDB.open(kept);
                const base = await new Promise((r) => { open.onsuccess = () => r(open.result); });
                const names = [...base.objectStoreNames];
                const found = [];
                for (const name of names) {
                    const rows = base.transaction(name).objectStore(name).getAll();
                    const all = await new Promise((r) => { rows.onsuccess = () => r(rows.result); });
                    for (const row of all) {
                        const parts = Object.values(row).map((part) => part instanceof ArrayBuffer
                            ? new TextDecoder('utf-8', { fatal: false }).decode(part) : String(part));
                        found.push(name + ' ' + parts.join(' '));
                    }
                }
                base.close();
                return found.join('|');
            }""",
            name,
        )
    )
