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
MINE = ("/mon-espace/", "/compte/")


@pytest.fixture
def look(site, browser) -> Callable[..., dict[str, list[str]]]:
    """Look at pages one after the other; return what is wrong, page by page."""

    def at_all(page: Page, urls: list[str], *, light: bool = False) -> dict[str, list[str]]:
        watch = Watch(page)
        wrong = {}
        for url in urls:
            if faults := look_at(page, watch, url, light=light):
                wrong[url.removeprefix(site.url("")).removeprefix(site.console(""))] = faults
        return wrong

    return at_all


def look_at(page: Page, watch: Watch, url: str, *, light: bool) -> list[str]:
    """Return the faults of one page, on a phone then at a desk."""
    watch.faults()
    page.set_viewport_size(PHONE)
    page.goto(url)
    if "/compte/connexion/" in page.url and "/compte/connexion/" not in url:
        return []  # the door of the page is tested elsewhere
    faults = too_heavy(watch) if light else []
    faults += watch.faults() + unreachable(page) + sideways(page)
    page.set_viewport_size(DESK)
    return faults + unreachable(page) + sideways(page)


def too_heavy(watch: Watch) -> list[str]:
    """Say if the page just loaded weighs or asks too much."""
    kilobytes, requests = watch.weight()
    light = kilobytes <= MOST_KILOBYTES and requests <= MOST_REQUESTS
    return [] if light else [f"{kilobytes:.0f} KB in {requests} requests"]


def test_a_visitor_reads_every_page(site, browser, look):
    context = browser.new_context(locale="fr-FR")
    urls = [
        site.url(path)
        for path in addresses.plain("city") + addresses.of_things(site.city)["public"]
        if not path.startswith(("/mon-espace/", "/gestion/"))
    ]

    wrong = look(context.new_page(), urls, light=True)

    context.close()
    assert wrong == {}


def test_a_resident_reads_every_page_of_theirs(site, browser, look, sign_in):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site.url("/compte/connexion/"), RESIDENT)
    paths = [path for path in addresses.plain("city") if path.startswith(MINE)]
    paths = [path for path in paths if path not in addresses.WITH_SECOND_FACTOR]

    wrong = look(
        page, [site.url(path) for path in paths + addresses.of_things(site.city)["public"]]
    )

    context.close()
    assert wrong == {}


def test_the_director_reads_every_page_of_the_team(site, browser, look, sign_in):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site.url("/compte/connexion/"), DIRECTOR)
    paths = [path for path in addresses.plain("city") if path.startswith("/gestion/")]
    paths += addresses.WITH_SECOND_FACTOR

    wrong = look(page, [site.url(path) for path in paths + addresses.of_things(site.city)["team"]])

    context.close()
    assert wrong == {}


def test_an_operator_reads_every_page_of_the_console(site, browser, look, sign_in):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_in(page, site.console("/compte/connexion/"), OPERATOR)
    paths = addresses.plain("public") + addresses.of_cities(site.city)

    wrong = look(page, [site.console(path) for path in paths])

    context.close()
    assert wrong == {}


def test_no_cookie_before_a_form(site, browser):
    context = browser.new_context(locale="fr-FR")
    page, eaters = context.new_page(), []
    for path in addresses.plain("city") + addresses.of_things(site.city)["public"]:
        page.goto(site.url(path))
        if context.cookies() and not page.locator("main form[method=post]").count():
            eaters.append(path)
        context.clear_cookies()

    context.close()
    assert eaters == []
