"""Every page of residents: readable by all, light, alone, and never too wide."""

import pytest

from tests.journeys import addresses
from tests.journeys.stage import RESIDENT

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
