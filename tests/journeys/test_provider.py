"""The provider opens a city from the console; its first administrator comes in."""

import pytest
from playwright.sync_api import expect

from agora.accounts.demo import PASSWORD
from agora.context import enter, public
from agora.mail.reading import letters
from tenants.queries import city_named
from tests.journeys.stage import NIGHT_OPERATOR, OPERATOR, code, let_the_worker_work

pytestmark = pytest.mark.browser
WITH_AND_WITHOUT = pytest.mark.parametrize("js", [True, False], ids=["js", "no_js"])


def link_in_the_letter(host, email):
    """The link that leads in, as the new administrator reads it."""
    with public():
        city = city_named(host)
    with enter(city):
        [letter] = [letter for letter in letters() if letter.to == email]
    [link] = [word for word in letter.text.split() if "/compte/invitation/" in word]
    return link.strip("<>.")


@WITH_AND_WITHOUT
def test_a_city_opens_and_its_first_administrator_comes_in(site, phone, sign_in, js):
    desk, name = phone(js=js), "Rivefort" if js else "Sablonnes"
    host, email = f"{name.lower()}.localhost", f"claire.ouvrard@{name.lower()}.example"
    sign_in(desk, site.console("/compte/connexion/"), OPERATOR if js else NIGHT_OPERATOR)
    desk.goto(site.console("/villes/nouvelle/"))
    desk.get_by_label("Nom de la collectivité").fill(name)
    desk.get_by_label("Nombre d’habitants").fill("12300")
    desk.get_by_label("Adresse du site").fill(host)
    desk.get_by_label("Son adresse e-mail").fill(email)
    desk.get_by_label("Nom de la personne responsable").fill("Claire Ouvrard")
    desk.get_by_role("button", name="Ouvrir la ville").click()
    expect(desk.get_by_role("heading", name=name, level=1)).to_be_visible()

    let_the_worker_work()
    if not js:
        desk.reload()

    expect(desk.get_by_text(f"Le lien d’entrée est parti à {email}")).to_be_visible()
    admin = phone(js=js)
    admin.goto(link_in_the_letter(host, email))
    expect(admin.get_by_role("heading", level=1)).to_be_visible()
    admin.get_by_label("Nom affiché").fill("Claire Ouvrard")
    admin.get_by_label("Mot de passe").fill(PASSWORD)
    admin.get_by_label("J’accepte la charte").check()
    admin.get_by_role("button", name="Rejoindre l’équipe").click()
    secret = admin.locator("figure .code").inner_text().strip()
    admin.get_by_label("Code à six chiffres").fill(code(secret))
    admin.get_by_role("button", name="Activer la double vérification").click()
    expect(admin.get_by_role("heading", name="Vos codes de secours")).to_be_visible()

    admin.goto(site.url("/gestion/", host))
    expect(admin).to_have_url(site.url("/gestion/", host))
    expect(admin.get_by_role("heading", level=1)).to_contain_text("Bonjour Claire Ouvrard")
