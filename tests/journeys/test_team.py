"""The city's team on a phone, with and without script: prepare, publish, enter, reply."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from agora.context import enter
from participation.contributions.models import Contribution
from tests.journeys.stage import DEPUTY, DIRECTOR

pytestmark = pytest.mark.browser
NOTES = [
    "Une halle ouverte le dimanche",
    "Deux tilleuls devant // l’été, les bancs sont en plein soleil",
    "Des ateliers pour les jeunes",
    "Un point d’eau",
    "Le marché du soir",
]
WITH_AND_WITHOUT = pytest.mark.parametrize("js", [True, False], ids=["js", "no_js"])


def write_date(page, name, day):
    """Fill in the three fields of a date."""
    group = page.get_by_role("group", name=name)
    group.get_by_label("Jour").fill(str(day.day))
    group.get_by_label("Mois").fill(str(day.month))
    group.get_by_label("Année").fill(str(day.year))


def create(page, site, title):
    """A starter and four questions."""
    today = timezone.localdate()
    page.goto(site.url("/gestion/"))
    page.get_by_role("link", name="Nouvelle concertation").click()
    page.get_by_label("S’informer, rencontrer, proposer").check()
    page.get_by_label("Quel est le sujet ?").fill(title)
    page.get_by_label("Quelle direction la porte ?").select_option(index=1)
    write_date(page, "Quand commence-t-elle ?", today)
    write_date(page, "Quand finit-elle ?", today + timedelta(days=30))
    page.get_by_label("Dans quel secteur ?").select_option(label="Le Bourg")
    page.get_by_role("button", name="Créer le brouillon").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def settle(page, label):
    """Take the next point of the task list, which must be this one."""
    page.get_by_role("link", name="Régler le suivant").click()
    field = page.get_by_label(label)
    expect(field).to_be_visible()
    return field


def save(page, title):
    """Save a point; back on the task list."""
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def complete(page, title):
    """Answer every point that is missing, in the order the list gives them."""
    settle(page, "Objectif").fill("Choisir les usages de la halle avant les travaux")
    save(page, title)
    settle(page, "Comment").fill("Le conseil municipal tranche en mars.")
    save(page, title)
    with page.expect_navigation():  # whole: what it holds is counted
        page.get_by_role("link", name="Régler le suivant").click()
    edits = page.get_by_role("link", name="Modifier")
    for number in range(edits.count()):
        edits.nth(number).click()
        page.get_by_label("Temps d’animation prévu").fill("Une permanence au marché.")
        with page.expect_navigation():
            page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name=title).first.click()
    settle(page, "Grille").fill("Usages\nCoût")
    save(page, title)
    settle(page, "Plan de communication").fill("Affiches, lettre, marché")
    save(page, title)
    settle(page, "Qui l’écrit ?").select_option(label="Claire Vasseur")
    save(page, title)


def hold_a_workshop(page):
    """Announce today's workshop from the module, then type its post-its."""
    now = timezone.localtime()
    page.locator("main").get_by_role("link", name="Réunions").last.click()
    page.get_by_role("link", name="Annoncer une réunion").click()
    page.get_by_label("Atelier").check()
    page.get_by_label("Titre").fill("Atelier de la halle")
    write_date(page, "Début", now)
    page.get_by_role("group", name="Début").get_by_label("Heure").fill(f"{now:%H:%M}")
    page.get_by_label("Lieu").fill("Sous la halle")
    page.get_by_role("button", name="Publier la réunion").click()
    page.get_by_role("link", name="Saisir les post-its").click()
    page.get_by_label("Les post-its").fill("\n".join(NOTES))
    page.get_by_role("button", name="Publier les post-its").click()


def reply(page):
    """Answer an idea in the city's name."""
    page.get_by_role("link", name="Répondre au nom de la ville").click()
    page.get_by_label("Retenue", exact=True).check()
    page.get_by_label("La réponse").fill("La ville plantera deux tilleuls à l’automne.")
    page.get_by_role("button", name="Publier la réponse").click()
    expect(page.get_by_text("La ville plantera deux tilleuls")).to_be_visible()


@WITH_AND_WITHOUT
def test_a_consultation_from_four_questions_to_a_reply(site, phone, sign_in, js):
    page, reader = phone(js=js), phone(js=js)
    title = "Que faire de la halle aux grains ?" if js else "Que faire du lavoir aux draps ?"
    sign_in(page, site.url("/compte/connexion/"), DIRECTOR if js else DEPUTY)
    create(page, site, title)
    reader.goto(site.url("/concertations/"))
    expect(reader.get_by_text(title)).to_have_count(0)

    complete(page, title)
    page.get_by_role("button", name="Publier").locator("visible=true").click()

    expect(page.get_by_text("La concertation est en ligne")).to_be_visible()
    reader.goto(page.url)
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)

    hold_a_workshop(page)
    for note in ("Une halle ouverte le dimanche", "Des ateliers pour les jeunes"):
        expect(page.get_by_role("link", name=note)).to_be_visible()
    page.get_by_role("link", name="Deux tilleuls").click()
    expect(page).to_have_url(re.compile(r"//[^/]+/propositions/\d+/"))
    idea = page.url
    reply(page)

    reader.goto(idea)
    expect(reader.get_by_text("La ville plantera deux tilleuls")).to_be_visible()
    expect(reader.get_by_role("article").get_by_text("Atelier du")).to_be_visible()
    with enter(site.city):
        ideas = Contribution.objects.filter(consultation__title=title, kind="proposal")
        assert ideas.filter(author_kind="meeting").count() == len(NOTES)
