"""Every page of the team and of the provider, looked at like those of residents."""

import pytest

from tests.journeys import addresses
from tests.journeys.stage import DIRECTOR, OPERATOR

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
