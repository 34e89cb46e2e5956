"""From a desk to the club in a real browser: what it sends, what it refuses, how one is put out."""

import re
from contextlib import contextmanager

import pytest
from django.conf import settings
from playwright.sync_api import expect

from agora.accounts.actions import change_roles
from agora.accounts.models import User
from agora.context import enter, public
from agora.rules import SYSTEM
from participation.demo.actions import make_account
from tenants.models import ClubGrant
from tests.journeys.eyes import PATIENCE, PHONE

pytestmark = pytest.mark.browser


@contextmanager
def telephone(browser, *, js):
    """A telephone that goes from one host to another."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=js, locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no_js"])
def test_one_click_leads_in_and_losing_the_job_leads_out(site, browser, sign_in, js):
    name = "Ada Passe-Porte" if js else "Sans Script"
    mail = f"{name.split()[0].lower()}@valmont.example"
    with enter(site.city):
        make_account(actor=SYSTEM, email=mail, name=name, roles=("reception",))
    with telephone(browser, js=js) as page:
        sign_in(page, site.url("/compte/connexion/?next=/gestion/"), mail)
        if js:
            page.goto(site.url("/gestion/"))
            page.locator("details.menu > summary").first.click()
            link = page.get_by_role("link", name="Club", exact=True)
            if not link.is_visible():
                page.locator("details.menu-more > summary").click()
            link.click()
        else:
            page.goto(site.url("/gestion/club/"))
            page.get_by_role("button", name="Entrer dans le club").click()
            page.get_by_role("button", name="Continuer vers le club").click()
        page.wait_for_url(re.compile(r"//club\.localhost:\d+/bienvenue/"))
        page.get_by_label("J’ai lu la charte").check()
        page.get_by_role("button", name="Entrer dans le club").click()
        page.wait_for_url(re.compile(r"//club\.localhost:\d+/$"))
        page.goto(site.url("/moi/", settings.CLUB_HOST))
        expect(page.get_by_role("main")).to_contain_text(name)

        with enter(site.city):
            agent = User.objects.get(email=mail)
            change_roles(actor=SYSTEM, user=agent, roles=[])
        with public():
            assert not ClubGrant.objects.get(staff_uid=agent.uid).active

        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Vous n’êtes plus dans le club")
        page.get_by_label("Mon nom est retiré").check()
        page.get_by_role("button", name="Enregistrer mon choix").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Au revoir, et merci")
