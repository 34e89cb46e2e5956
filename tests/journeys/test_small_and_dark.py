"""Every page again, on the narrowest telephone and in the dark: at full size only (`make fuzz`)."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import addresses
from tests.journeys.eyes import COLOURS, DESK, NARROW, sideways, unreachable
from tests.journeys.stage import DIRECTOR, OPERATOR, RESIDENT, Site

pytestmark = [pytest.mark.browser, pytest.mark.fuzz]


def look_at(page: Page, url: str) -> list[str]:
    """Return the faults of one page: narrow, then dark, at both ends of the width."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)
    page.goto(url)
    faults = unreachable(page) + sideways(page)
    page.emulate_media(color_scheme="dark")
    faults += [f"dark {fault}" for fault in unreachable(page, COLOURS)]
    page.set_viewport_size(DESK)
    return faults + [f"dark, wide {fault}" for fault in unreachable(page, COLOURS)]


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A browser of one's own."""
    context = browser.new_context(locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.fixture
def look(page: Page) -> Callable[[list[str]], dict[str, list[str]]]:
    """Look at pages one after the other; return what is wrong, page by page."""
    return lambda urls: {url: faults for url in urls if (faults := look_at(page, url))}


def test_every_page_of_a_visitor_is_readable_small_and_dark(site, look):
    assert look([site.url(path) for path in addresses.of_visitor(site.city)]) == {}


def test_every_page_of_a_resident_is_readable_small_and_dark(site, page, look, sign_in):
    sign_in(page, site.url("/compte/connexion/"), RESIDENT)

    assert look([site.url(path) for path in addresses.of_resident(site.city)]) == {}


def test_every_page_of_the_team_is_readable_small_and_dark(site, page, look, sign_in):
    sign_in(page, site.url("/compte/connexion/"), DIRECTOR)

    assert look([site.url(path) for path in addresses.of_director(site.city)]) == {}


def test_every_page_of_the_console_is_readable_small_and_dark(site, page, look, sign_in):
    sign_in(page, site.console("/compte/connexion/"), OPERATOR)

    assert look([site.console(path) for path in addresses.of_operator(site.city)]) == {}
