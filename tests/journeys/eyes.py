"""What a browser sees on a page, and what no page of ours may show it."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 900}
PATIENCE = 30_000  # milliseconds, on a machine that does much else
NARROW = {"width": 320, "height": 640}
MOST_KILOBYTES, MOST_REQUESTS = 60, 12
POSTED = "main form[method=post]"
WEIGHED = ("document", "stylesheet", "script")
EVERYTHING = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
COLOURS = ("color-contrast", "link-in-text-block")  # all that the dark changes
_AXE = """async (rules) => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  const where = (fault) => fault.nodes.slice(0, 3).map((node) => node.target).join(" ; ");
  return found.violations.map((fault) => `${fault.id}: ${where(fault)}`);
}"""


class Watch:
    """Remembers what a page asked for and complained about since the last look."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[Response] = []
        self.complaints: list[str] = []
        page.on("response", lambda answer: self.answers.append(answer))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        # Chromium reports a form with errors as a failure; that is how forms speak.
        if message.type == "error" and "422" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def faults(self) -> list[str]:
        """Say what is wrong in what was loaded since the last look."""
        answers, self.answers = self.answers, []
        complaints, self.complaints = self.complaints, []
        own = urlsplit(self.page.url).hostname
        found = complaints
        for answer in answers:
            where = urlsplit(answer.url)
            if where.scheme != "data" and where.hostname != own:
                found.append(f"third party: {answer.url}")
            if answer.status >= 400 and answer.status != 422:
                found.append(f"{answer.status} {where.path}")
        return found

    def weight(self) -> tuple[float, int]:
        """Kilobytes of HTML, CSS and JS once compressed, and requests, since the last look."""
        total = 0
        for answer in self.answers:
            if answer.request.resource_type in WEIGHED and answer.status == 200:
                total += len(gzip.compress(answer.body(), 6))
        return total / 1024, len(self.answers)


def unreachable(page: Page, rules: Sequence[str] = EVERYTHING) -> list[str]:
    """Run axe on the page; return what breaks WCAG 2.2 AA."""
    if not page.evaluate("'axe' in window"):  # it is long to read, and stays while the page does
        page.evaluate(AXE_SCRIPT)
    return [f"axe {fault}" for fault in page.evaluate(_AXE, list(rules))]


def sideways(page: Page) -> list[str]:
    """Say if the page is wider than the screen."""
    more = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{more} px wider than {page.viewport_size['width']}"] if more > 0 else []


def look_at(
    page: Page, watch: Watch, url: str, *, visitor: bool, at_desk: bool, weighed: bool = False
) -> list[str]:
    """Return the faults of one page, on a phone then at a desk."""
    watch.faults()
    page.set_viewport_size(PHONE)
    if visitor:
        page.context.clear_cookies()
    page.goto(url)
    if "/compte/connexion/" in page.url and "/compte/connexion/" not in url:
        return []  # the door of the page is tested elsewhere
    faults = too_heavy(watch) if visitor or weighed else []
    faults += too_curious(page) if visitor else []
    faults += watch.faults() + unreachable(page) + sideways(page)
    page.set_viewport_size(DESK)
    return faults + (unreachable(page) if at_desk else []) + sideways(page)


def too_heavy(watch: Watch) -> list[str]:
    """Say if the page just loaded weighs or asks too much."""
    kilobytes, requests = watch.weight()
    light = kilobytes <= MOST_KILOBYTES and requests <= MOST_REQUESTS
    return [] if light else [f"{kilobytes:.0f} KB in {requests} requests"]


def too_curious(page: Page) -> list[str]:
    """Say if a page without a form left a cookie."""
    kept = [cookie["name"] for cookie in page.context.cookies()]
    return [f"cookies: {kept}"] if kept and not page.locator(POSTED).count() else []
