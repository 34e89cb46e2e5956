"""A browser, a running site, real rows: what residents, the team and the provider live through.

    def test_something(site, phone):
        page = phone()                       # a fresh browser at 390 px; phone(js=False) without JS
        page.goto(site.url("/concertations/"))

The rows written here stay for the following journeys: each test uses names of its own. When a test
ends, its pages must not have shown an error, a third party, or a line wider than the screen.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from agora.accounts.demo import PASSWORD
from agora.context import CityRef
from agora.devdb import Params
from tests.harness import cluster
from tests.journeys import eyes
from tests.journeys.eyes import PATIENCE, PHONE, Watch
from tests.journeys.stage import Site, code, forget_files, furnish, played_in, serving
from tests.journeys.stage_club import Life, furnish_club, open_neighbour

expect.set_options(timeout=PATIENCE)


def chromium_path() -> str | None:
    """Say where Debian's Chromium is."""
    return os.environ.get("AGORA_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one the journeys are skipped, which no CI accepts."""
    found = chromium_path()
    if not found:
        reason = "no Chromium: apt install chromium, or set AGORA_CHROMIUM"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    usual = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=found)
            yield chromium
            chromium.close()
    finally:
        if usual is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def stage_database(django_db_setup: None, server: Params) -> str:
    """A database of the journeys' own: what they write stays, and nobody else reads it."""
    name = f"agora_journeys_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    cluster.make_database(server, name)
    return name


@pytest.fixture(scope="package")
def running_site(browser: Browser, stage_database: str, django_db_blocker: Any) -> Iterator[Site]:
    """The site, furnished once."""
    forget_files()
    with django_db_blocker.unblock(), played_in(stage_database):
        city = furnish()
        with serving() as port:
            yield Site(city, port)


@pytest.fixture
def site(running_site: Site, stage_database: str, django_db_blocker: Any) -> Iterator[Site]:
    """The site; the test itself may read and write its database with `enter(site.city)`."""
    with django_db_blocker.unblock(), played_in(stage_database):
        yield running_site


@pytest.fixture(scope="package")
def neighbour(running_site: Site, stage_database: str, django_db_blocker: Any) -> CityRef:
    """The second city, opened once."""
    with django_db_blocker.unblock(), played_in(stage_database):
        return open_neighbour()


@pytest.fixture(scope="package")
def club_life(
    running_site: Site, neighbour: CityRef, stage_database: str, django_db_blocker: Any
) -> Life:
    """Talk, sheets and blueprints in the club, made once."""
    with django_db_blocker.unblock(), played_in(stage_database):
        return furnish_club(running_site.city, neighbour)


@pytest.fixture
def phone(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open telephones; when the test ends, nothing may have gone wrong on their screens."""
    contexts: list[BrowserContext] = []
    watched: list[Watch] = []

    def take(*, js: bool = True) -> Page:
        context = browser.new_context(viewport=PHONE, java_script_enabled=js, locale="fr-FR")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watched.append(Watch(page))
        return page

    yield take
    faults = [fault for watch in watched for fault in watch.faults()]
    for context in contexts:
        context.close()
    assert faults == []


_shown: dict[str, str] = {}


def unused_code(email: str) -> str:
    """A code is good once: whoever comes in twice in half a minute waits for the next one."""
    while (shown := code()) == _shown.get(email):
        time.sleep(0.5)
    _shown[email] = shown
    return shown


@pytest.fixture
def sign_in() -> Callable[[Page, str, str], None]:
    """Sign in by the form: password, then the code of the telephone if one is asked."""

    def enter_by_the_form(page: Page, address: str, email: str) -> None:
        page.goto(address)
        page.get_by_label("e-mail").fill(email)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        with page.expect_navigation():  # else a slow answer is cut short by the next page
            page.get_by_role("main").get_by_role("button", name="connect").first.click()
        if "/verification/" in page.url:
            page.get_by_label("Code").fill(unused_code(email))
            with page.expect_navigation():
                page.get_by_role("main").get_by_role("button").first.click()

    return enter_by_the_form


@pytest.fixture
def look(site: Site) -> Callable[..., dict[str, list[str]]]:
    """Look at pages one after the other; return what is wrong, page by page."""

    def at_all(
        page: Page, urls: list[str], *, visitor: bool = False, **how: bool
    ) -> dict[str, list[str]]:
        how = {"at_desk": True} | how
        watch = eyes.Watch(page)
        wrong = {}
        for url in urls:
            if faults := eyes.look_at(page, watch, url, visitor=visitor, **how):
                wrong[url.removeprefix(site.url("")).removeprefix(site.console(""))] = faults
        return wrong

    return at_all
