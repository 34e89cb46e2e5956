"""Hands that only have a keyboard: where they are, what they see of it, in which order they go."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 80
# What holds the focus: its box on the page, and whether one sees that it does.
_HERE = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect(), look = getComputedStyle(it);
  const x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 12);
  const over = document.elementFromPoint(x, y), label = it.labels?.[0];
  return {
    what: `${it.tagName} ${(label ?? it).textContent.trim().slice(0, 60)} ${it.name ?? ""}`,
    top: box.top + scrollY, bottom: box.bottom + scrollY,
    stuck: Boolean(it.closest(".bar")),
    ringed: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    shown: [it, label].some((one) => one && over && (one.contains(over) || over.contains(one))),
    box: {x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12},
  };
}"""


class Keyboard:
    """Goes from stop to stop on a page, and keeps what was wrong at each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def skip(self) -> None:
        """From the top of a page just loaded, go past what all pages have."""
        main = self.page.locator("main")
        if self.page.url.endswith("#contenu"):  # the browser takes it along behind a form
            expect(main).to_be_focused()
            return
        link = self.page.get_by_role("link", name="Aller au contenu")
        self.step()
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport(ratio=1)
        self.page.keyboard.press("Enter")
        expect(main).to_be_focused()

    def reach(self, target: Locator) -> None:
        """Go on until this element, looking at each stop."""
        before: dict[str, Any] | None = None
        for _stop in range(MOST_STOPS):
            here = self.step()
            if here and before and here["bottom"] <= before["top"] and not here["stuck"]:
                self.wrong.append(f"{here['what']!r} comes back above {before['what']!r}")
            before = here
            if target.evaluate("it => it === document.activeElement"):
                return
        raise AssertionError(f"{target} was not reached in {MOST_STOPS} stops")

    def step(self) -> dict[str, Any] | None:
        """Press Tab once; say where that leads."""
        self.page.keyboard.press("Tab")
        here: dict[str, Any] | None = self.page.evaluate(_HERE)
        if here is None:
            return None  # the browser's own bar
        if not here["shown"]:
            self.wrong.append(f"{here['what']!r} is out of sight")
        elif not here["ringed"] and not self._changes(here["box"]):
            self.wrong.append(f"nothing shows that {here['what']!r} is reached")
        return here

    def _changes(self, box: dict[str, float]) -> bool:
        """Say if the focus changes a pixel of what holds it."""
        with_it = self.page.screenshot(clip=box)
        self.page.evaluate("window.held = document.activeElement; held.blur()")
        without = self.page.screenshot(clip=box)
        self.page.evaluate("held.focus()")
        return with_it != without

    def type(self, field: Locator, text: str) -> None:
        """Reach a field and write in it."""
        self.reach(field)
        self.page.keyboard.type(text)

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach a control and act on it."""
        self.reach(target)
        self.page.keyboard.press(key)

    def follow(self, target: Locator, address: str) -> None:
        """Reach a control that leads elsewhere, act on it, wait until one is there."""
        self.press(target)
        expect(self.page).to_have_url(re.compile(address))
        self.page.wait_for_load_state()
