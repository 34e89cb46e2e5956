"""Every page, seen by those who may see it: readable by all, light, alone, and never too wide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import addresses
from tests.journeys.eyes import (
    DESK,
    MOST_KILOBYTES,
    MOST_REQUESTS,
    PHONE,
    Watch,
    sideways,
    unreachable,
)
from tests.journeys.stage import DIRECTOR, OPERATOR, RESIDENT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
POSTED = "main form[method=post]"


@pytest.fixture
def look(site) -> Callable[..., dict[str, list[str]]]:
    """Look at pages one after the other; return what is wrong, page by page."""

    def at_all(
        page: Page, urls: list[str], *, visitor: bool = False, at_desk: bool = True
    ) -> dict[str, list[str]]:
        watch = Watch(page)
        wrong = {}
        for url in urls:
            if faults := look_at(page, watch, url, visitor=visitor, at_desk=at_desk):
                wrong[url.removeprefix(site.url("")).removeprefix(site.console(""))] = faults
        return wrong

    return at_all


def look_at(page: Page, watch: Watch, url: str, *, visitor: bool, at_desk: bool) -> list[str]:
    """Return the faults of one page, on a phone then at a desk."""
    watch.faults()
    page.set_viewport_size(PHONE)
    if visitor:
        page.context.clear_cookies()
    page.goto(url)
    if "/compte/connexion/" in page.url and "/compte/connexion/" not in url:
        return []  # the door of the page is tested elsewhere
    faults = too_heavy(watch) + too_curious(page) if visitor else []
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


def test_a_visitor_reads_every_page(site, browser, look):
    context = browser.new_context(locale="fr-FR")
    urls = [site.url(path) for path in addresses.of_visitor(site.city)]

    wrong = look(context.new_page(), urls, visitor=True)

    context.close()
    assert wrong == {}


def test_a_resident_reads_every_page_of_theirs(site, browser, look, sign_in):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site.url("/compte/connexion/"), RESIDENT)

    urls = [site.url(path) for path in addresses.of_resident(site.city)]
    wrong = look(page, urls, at_desk=False)

    context.close()
    assert wrong == {}


def test_the_director_reads_every_page_of_the_team(site, browser, look, sign_in):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site.url("/compte/connexion/"), DIRECTOR)

    wrong = look(page, [site.url(path) for path in addresses.of_director(site.city)])

    context.close()
    assert wrong == {}


def test_an_operator_reads_every_page_of_the_console(site, browser, look, sign_in):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site.console("/compte/connexion/"), OPERATOR)

    urls = [site.console(path) for path in addresses.of_operator(site.city)]
    wrong = look(page, urls, at_desk=False)

    context.close()
    assert wrong == {}
