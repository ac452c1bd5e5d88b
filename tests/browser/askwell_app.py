"""The real app in a real browser: a server on its own data folder, and the moves that the journeys are made of."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.servers import ROOT, Server

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
# A click's run shows in the page only when the server has heard of it: one look may come too early. On a busy machine
# that takes longer; what was clicked has reached the server when it answers what it was asked afterwards.
_STILL = """async (settled) => {
  const isStill = () => document.querySelector(settled) && !document.querySelector("[data-testid=stSkeleton]");
  const isAnswered = () => fetch("/_stcore/health").catch(() => null);
  do {
    await isAnswered();
    for (let since = null; since === null || performance.now() - since < 100; ) {
      await new Promise((look) => setTimeout(look, 20));
      since = isStill() ? (since ?? performance.now()) : null;
    }
    await isAnswered();
  } while (!isStill());
  return true;
}"""


def askwell_server(folder: Path) -> Server:
    """Return a running Askwell whose data lies in `folder`."""
    environment = {"ASKWELL_DATA_DIR": str(folder / "data")}
    return Server(ROOT / "app.py", environment=environment, log=folder / "server.log").start()


@dataclass
class Person:
    """Somebody who sits before the browser."""

    page: Page
    server: Server

    def opens(self, address: str = "") -> None:
        """Type an address of the app."""
        self.page.goto(self.server.url + address)
        self.waits()

    def waits(self) -> None:
        """Wait until the page has settled: nothing runs, and every part of it is drawn."""
        expect(self.page.locator(SETTLED)).to_be_attached()
        # Goes on in the next document where the page turns out to lead to another.
        self.page.wait_for_function(_STILL, arg=SETTLED)

    def is_back(self) -> None:
        """Wait until the page speaks to its server again after that was away."""
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        expect(self.page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")).to_be_attached()
        self.waits()

    def goes_to(self, title: str) -> None:
        """Use the navigation, which is folded away on a phone."""
        menu = self.page.get_by_test_id("stExpandSidebarButton")
        if menu.is_visible():
            menu.click()
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        close = self.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
        if self.page.viewport_size and self.page.viewport_size["width"] < 700 and close.is_visible():
            close.click()
        self.waits()

    def clicks(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Click a button."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.waits()

    def follows(self, name: str) -> None:
        """Click a link in the page."""
        self.page.get_by_test_id("stMain").get_by_role("link", name=name).first.click()
        self.waits()

    def unfolds(self, name: str) -> None:
        """Open something that is folded."""
        self.page.get_by_test_id("stExpander").get_by_text(name, exact=True).click()

    def types(self, label: str, text: str) -> None:
        """Type into a plain field."""
        self.page.get_by_label(label, exact=True).fill(text)

    def writes(self, label: str, text: str) -> None:
        """Type into a field that saves by itself, key by key, and wait until it says so."""
        field = self.page.get_by_label(label, exact=True)
        field.click()
        field.press("End")
        field.press_sequentially(text, delay=5)
        expect(field).to_have_attribute("data-state", "saved")

    def note_of(self, field: Locator) -> Locator:
        """Return the line under a field that saves by itself; a coach beside it has one of its own."""
        return field.locator("xpath=ancestor::*[contains(@class, 'typed-field')][1]").get_by_role("status").first

    def chooses(self, label: str, option: str) -> None:
        """Pick from a list."""
        self.page.get_by_label(label, exact=True).click()
        self.page.get_by_role("option", name=option).first.click()
        self.waits()

    def picks(self, name: str) -> None:
        """Pick one of the choices that stand side by side."""
        self.page.get_by_role("radio", name=name, exact=True).click()
        self.waits()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Look for words on the page."""
        expect(self.page.get_by_test_id("stMain").get_by_text(text).first).to_be_visible()
