"""What comes out of the printer: the words, the addresses spelt out, nothing to click."""

import re

import pytest

from tests.journeys import addresses

pytestmark = pytest.mark.browser
# What only a screen has a use for; what is inside a closed fold counts as not shown.
CLICKED = "nav, form, button, .btn, .chip, .menu, .skip, .bar, .crumbs, .foot, .pager, .messages"
SPELT = """() => ["main a[href^=http]:not(.btn, .stretch)", "main .prose a[href]"]
  .flatMap(links => [...document.querySelectorAll(links)])
  .filter(link => link.checkVisibility())
  .map(link => [link.href, getComputedStyle(link, "::after").content])"""


@pytest.fixture
def paper(site, browser):
    """Print a page; return what is on the paper as (pages, clickable things, spelt links)."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()

    def printed(path):
        page.goto(site.url(path))
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf())
        page.emulate_media(media="print")
        shown = page.locator(CLICKED).evaluate_all(
            "all => all.filter(it => it.checkVisibility()).map(it => it.innerText.trim())"
        )
        return len(sheets), [words for words in shown if words], page.evaluate(SPELT)

    yield printed
    context.close()


@pytest.mark.parametrize("name", addresses.PRINTED)
def test_a_page_is_printed_without_what_is_clicked(site, paper, name):
    sheets, clicked, links = paper(addresses.of_printed(site.city)[name])

    assert sheets >= 1
    assert clicked == []
    assert [link for link, spelt in links if not spelt.count("(")] == []


def test_an_address_is_spelt_out_on_paper(paper):
    _sheets, _clicked, links = paper("/accessibilite/")

    outside = [spelt for link, spelt in links if "defenseurdesdroits" in link]
    assert outside != []
    assert all("https://" in spelt for spelt in outside)
