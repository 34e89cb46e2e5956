"""Two cities and the club in a real browser: asked, told by mail, answered, accepted, reused.

Ada of Valmont asks on a telephone; Bruno of Bellerive answers from the letter at a desk, publishes
what his city did, and is put out of the club the moment his administrator takes his job away.
"""

from __future__ import annotations

import email
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.policy import default
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from agora.accounts.actions import change_roles
from agora.accounts.models import User
from agora.context import enter
from agora.rules import SYSTEM
from participation.consultations.models import Consultation
from participation.demo.actions import make_account
from tests.agora.conftest import smtp  # noqa: F401  (a fixture)
from tests.journeys.eyes import DESK, PATIENCE, PHONE, sideways, unreachable
from tests.journeys.stage import let_the_worker_work
from tests.journeys.stage_club import NEIGHBOUR_DIRECTOR, SHELF, admit, make_shelf, publish

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_CLICKS, MOST_SECONDS = 5, 30
LETTER_LINK = re.compile(r"http://\S+/gestion/club/\?suite=\S+")


@contextmanager
def screen(browser: Any, size: Any, *, js: bool) -> Iterator[Any]:
    """A screen that goes from one host to another."""
    context = browser.new_context(viewport=size, java_script_enabled=js, locale="fr-FR")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(params=[True, False], ids=["js", "no_js"])
def js(request):
    return request.param


@pytest.fixture
def screens(browser, js):
    with screen(browser, PHONE, js=js) as ada, screen(browser, DESK, js=js) as bruno:
        yield ada, bruno


@pytest.fixture
def people(site, neighbour, js):
    """Fresh people for each telling: a code of the telephone is good once."""
    make_shelf()
    word = "js" if js else "papier"
    ada, bruno = f"ada.{word}@valmont.example", f"bruno.{word}@bellerive.example"
    with enter(site.city):
        make_account(actor=SYSTEM, email=ada, name=f"Ada {word}", roles=("director",))
    with enter(neighbour):
        make_account(actor=SYSTEM, email=bruno, name=f"Bruno {word}", roles=("director",))
    admit(neighbour, bruno)
    return ada, bruno


def press(page, name):
    """Press the button of the page that bears this name and is to be seen."""
    buttons = page.get_by_role("main").get_by_role("button", name=name)
    buttons.first.click()


def into_the_club(page, site, who, sign_in, *, js):
    """From the desk to the front page of the club, charter read on the way."""
    sign_in(page, site.url("/compte/connexion/?next=/gestion/"), who)
    page.goto(site.url("/gestion/"))
    if js:
        in_one_click(page)
    else:
        page.goto(site.url("/gestion/club/"))
        through_the_door(page)
    page.wait_for_url(re.compile(r"//club\.localhost:\d+/bienvenue/"))
    page.get_by_label("J’ai lu la charte").check()
    press(page, "Entrer dans le club")
    page.wait_for_url(re.compile(r"//club\.localhost:\d+/$"))


def in_one_click(page):
    """The menu of the team, unfolded on a telephone, then one link."""
    page.locator("details.menu > summary").first.click()
    link = page.get_by_role("link", name="Club", exact=True)
    if not link.is_visible():
        page.locator("details.menu-more > summary").click()
    link.click()


def through_the_door(page):
    """The door of one's own city without a script: two buttons."""
    press(page, "Entrer dans le club")
    press(page, "Continuer vers le club")
    page.wait_for_url(re.compile(r"//club\.localhost:\d+/"))


def letters_to(box, who):
    """What a mail server got for somebody, as it is read."""
    found = []
    for recipients, content in box.got:
        if who in recipients:
            found.append(email.message_from_bytes(content, policy=default))
    return found


def link_of(letter):
    return LETTER_LINK.search(letter.get_body(("plain",)).get_content()).group().rstrip(".>)")


def ask(page, site, title, city_name):
    page.goto(site.url("/sujets/nouveau/", settings.CLUB_HOST))
    page.get_by_label("Une question").check()
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Votre message").fill("Nous voulons éviter la salle vide. Vous avez fait ?")
    page.get_by_label("Rubrique").select_option(label=SHELF)
    page.get_by_label("Ville interrogée").select_option(label=city_name)
    press(page, "Publier")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comment remplir")
    return page.url.partition("#")[0]


def test_a_question_is_answered_and_a_consultation_taken_home(
    site, neighbour, browser, screens, people, sign_in, smtp, js  # noqa: F811
):  # fmt: skip
    ada, bruno = screens
    ada_mail, bruno_mail = people
    into_the_club(ada, site, ada_mail, sign_in, js=js)
    title = f"Comment remplir la salle ? ({'écran' if js else 'papier'})"
    asked = ask(ada, site, title, "Bellerive")
    assert sideways(ada) == []
    let_the_worker_work()

    [letter] = [one for one in letters_to(smtp, bruno_mail) if title in one["subject"]]
    sign_in(bruno, link_of(letter), bruno_mail)
    if not js:  # the script sends the door's form by itself
        through_the_door(bruno)
    answer_at_the_right_place(bruno)
    let_the_worker_work()
    assert [one for one in letters_to(smtp, ada_mail) if "a répondu" in one["subject"]]

    ada.goto(asked)
    ada.reload()  # the address alone may be the page one is on
    expect(ada.get_by_role("main")).to_contain_text("En marchant, un samedi matin")
    press(ada, "Retenir cette réponse")
    expect(ada.get_by_role("main")).to_contain_text("Réponse retenue")
    assert sideways(ada) == []

    wanted = given_by(bruno, site, neighbour, js=js)
    clicks, seconds, draft = take_home(ada, site, wanted)
    assert clicks <= MOST_CLICKS and seconds <= MOST_SECONDS
    check_draft(site, draft)

    put_out(bruno, site, neighbour, bruno_mail)
    assert sideways(bruno) + (unreachable(bruno) if js else []) == []


def answer_at_the_right_place(page):
    """The letter's link, once signed in, leads to the very form."""
    page.wait_for_url(re.compile(r"//club\.localhost:\d+/sujets/\d+/.*repondre"))
    page.get_by_label("Ce que votre ville a essayé").fill("En marchant, un samedi matin.")
    press(page, "Répondre")
    expect(page.get_by_role("main")).to_contain_text("En marchant, un samedi matin")


def given_by(page, site, neighbour, *, js):
    """Publish a sheet, then the blueprint of the same consultation; return the blueprint's name."""
    if not js:
        name = "Des berges rendues sans script"
        with enter(neighbour):
            director = User.objects.get(email=NEIGHBOUR_DIRECTOR)
            publish(director, "Les jardins du Plateau", name)
        return name
    with enter(neighbour):
        slug = Consultation.objects.get(title="Le quai des Lavandières").slug
    page.goto(site.url(f"/gestion/club/fiches/nouvelle/{slug}/", neighbour.host))
    press(page, "Préparer la fiche")
    page.get_by_label("Résultat").fill("La rampe est ouverte, les bancs arrivent.")
    press(page, "Enregistrer et choisir les chiffres")
    page.get_by_role("checkbox").first.check()
    with page.expect_navigation():  # whole: its boxes are looked for
        press(page, "Enregistrer ce choix et relire")
    for doubt in page.locator("input[name=confirmed]").all():
        doubt.check()
    press(page, "Publier dans le club")
    expect(page.get_by_role("main")).to_contain_text("La fiche est dans le club")

    name = "Un quai rendu à la promenade"
    page.goto(site.url(f"/gestion/club/modeles/proposer/{slug}/", neighbour.host))
    page.get_by_label("Titre du modèle").fill(name)
    with page.expect_navigation():
        press(page, "Relire tout ce qui partira")
    for asked in page.get_by_role("main").get_by_role("checkbox").all():
        asked.check()  # the town hall's own number, and the city's consent
    press(page, "Donner ce modèle au club")
    expect(page.get_by_role("main")).to_contain_text("Le modèle est dans le club")
    return name


def take_home(page, site, name):
    """From the blueprint's page to a draft: the clicks it took, the seconds, where it stands."""
    page.goto(site.url("/modeles/", settings.CLUB_HOST))
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    began, clicks = time.monotonic(), 0
    page.get_by_role("button", name="Utiliser").locator("visible=true").first.click()
    clicks += 1
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reprendre")
    press(page, "Créer le brouillon")
    clicks += 1
    expect(page.get_by_text("Le brouillon est prêt").first).to_be_visible()
    return clicks, time.monotonic() - began, page.url.rstrip("/").rsplit("/", 1)[1]


def check_draft(site, slug):
    """A draft, nothing online, with steps and tools, and every date ahead of us."""
    with enter(site.city):
        draft = Consultation.objects.get(slug=slug)
        assert draft.state == "draft"
        assert draft.components.exists()
        phases = list(draft.phases.order_by("starts_at"))
        assert phases
        soon = timezone.now() + timedelta(days=7)
        assert all(phase.starts_at > soon for phase in phases)


def put_out(page, site, neighbour, who):
    """The administrator takes the job away: the next click shows the way out."""
    page.goto(site.url("/", settings.CLUB_HOST))
    expect(page.get_by_role("heading", level=1)).to_have_text("Le club")
    with enter(neighbour):
        admin = User.objects.get(email=NEIGHBOUR_DIRECTOR)
        change_roles(actor=admin, user=User.objects.get(email=who), roles=[])
    page.get_by_role("link", name="Tous les sujets").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous n’êtes plus dans le club")
