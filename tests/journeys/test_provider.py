"""The provider opens a city from the console; its first administrator comes in."""

import pytest
from playwright.sync_api import expect

from agora.accounts.demo import PASSWORD
from agora.context import enter, public
from agora.mail.reading import letters
from tenants.queries import city_named
from tests.journeys.stage import OPERATOR, code, let_the_worker_work

pytestmark = pytest.mark.browser
HOST, ADMIN = "rivefort.localhost", "claire.ouvrard@rivefort.example"


def link_in_the_letter():
    """The link that leads in, as the new administrator reads it."""
    with public():
        city = city_named(HOST)
    with enter(city):
        [letter] = [letter for letter in letters() if letter.to == ADMIN]
    [link] = [word for word in letter.text.split() if "/compte/invitation/" in word]
    return link.strip("<>.")


def test_a_city_opens_and_its_first_administrator_comes_in(site, phone, sign_in):
    desk = phone()
    sign_in(desk, site.console("/compte/connexion/"), OPERATOR)
    desk.goto(site.console("/villes/nouvelle/"))
    desk.get_by_label("Nom de la collectivité").fill("Rivefort")
    desk.get_by_label("Nombre d’habitants").fill("12300")
    desk.get_by_label("Adresse du site").fill(HOST)
    desk.get_by_label("Son adresse e-mail").fill(ADMIN)
    desk.get_by_label("Nom de la personne responsable").fill("Claire Ouvrard")
    desk.get_by_role("button", name="Ouvrir la ville").click()
    expect(desk.get_by_role("heading", name="Rivefort", level=1)).to_be_visible()

    let_the_worker_work()

    expect(desk.get_by_text(f"Le lien d’entrée est parti à {ADMIN}")).to_be_visible()
    admin = phone()
    admin.goto(link_in_the_letter())
    expect(admin.get_by_role("heading", level=1)).to_be_visible()
    admin.get_by_label("Nom affiché").fill("Claire Ouvrard")
    admin.get_by_label("Mot de passe").fill(PASSWORD)
    admin.get_by_label("J’accepte la charte").check()
    admin.get_by_role("button", name="Rejoindre l’équipe").click()
    secret = admin.locator("figure .code").inner_text().strip()
    admin.get_by_label("Code à six chiffres").fill(code(secret))
    admin.get_by_role("button", name="Activer la double vérification").click()
    expect(admin.get_by_role("heading", name="Vos codes de secours")).to_be_visible()

    admin.goto(site.url("/gestion/", HOST))
    expect(admin).to_have_url(site.url("/gestion/", HOST))
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Bonjour Claire Ouvrard")
