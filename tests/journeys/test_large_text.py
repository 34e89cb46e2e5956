"""Text at twice its size, as a reader sets it in the browser: at full size only (`make fuzz`)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys import addresses
from tests.journeys.conftest import chromium_path
from tests.journeys.eyes import DESK, PHONE, sideways

pytestmark = [pytest.mark.browser, pytest.mark.fuzz]
ZOOMED = {"width": DESK["width"] // 2, "height": DESK["height"] // 2}
# What the setting « Very large » does: rem doubles on the page and in its media queries.
TWICE = "--blink-settings=defaultFontSize=32"


@pytest.fixture
def reader(browser: Browser) -> Iterator[Browser]:
    """The browser of somebody who reads large."""
    large = browser.browser_type.launch(executable_path=chromium_path(), args=[TWICE])
    yield large
    large.close()


@pytest.mark.parametrize("screen", [ZOOMED, PHONE], ids=["desk", "phone"])
def test_nothing_leaves_the_screen_when_the_text_is_twice_as_large(site, reader, screen):
    page = reader.new_page(viewport=screen, locale="fr-FR")
    wrong = {}

    for path in addresses.of_main_things(site.city):
        page.goto(site.url(path))
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        if faults := sideways(page):
            wrong[path] = faults

    assert wrong == {}
