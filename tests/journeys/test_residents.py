"""A resident on a phone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from agora.accounts.models import User
from agora.context import enter
from participation.contributions.models import Contribution
from participation.supports.models import Support

pytestmark = pytest.mark.browser
WITH_AND_WITHOUT = pytest.mark.parametrize("js", [True, False], ids=["js", "no_js"])
PARK = "Le parc des Vignes"
MOST_SCREENS = 4


def ideas_of_the_park():
    """Those that were there first: other journeys open consultations and write ideas too."""
    return Contribution.objects.filter(
        kind="proposal",
        consultation__title__startswith=PARK,
        consultation__state="open",
        status="published",
    )


def box_of_ideas(site):
    """The list of ideas of the open consultation."""
    with enter(site.city):
        one = ideas_of_the_park().earliest("pk")
        return f"/concertations/{one.consultation.slug}/propositions/{one.component_id}/"


def some_idea(site):
    """An idea that may still be talked about."""
    with enter(site.city):
        return ideas_of_the_park().earliest("pk")


def count_screens(page):
    """The pages the person sees from now on."""
    seen = []
    page.on(
        "response",
        lambda answer: (
            seen.append(answer.url)
            if answer.request.resource_type == "document" and answer.status in (200, 422)
            else None
        ),
    )
    return seen


def sign_up(page, site, name):
    """Open an account without a password."""
    page.goto(site.url("/compte/inscription/"))
    open_account(page, name)
    expect(page).not_to_have_url(re.compile("inscription"))


def open_account(page, name):
    """Fill in the sign-up form."""
    page.get_by_label("Adresse e-mail").fill(f"{name.lower()}@exemple.fr")
    page.get_by_label("Pseudonyme").fill(name)
    page.get_by_label("J’accepte la charte").check()
    page.get_by_role("button", name="Créer mon compte").click()


@WITH_AND_WITHOUT
def test_a_newcomer_has_an_idea_online_in_four_screens(site, phone, js):
    page = phone(js=js)
    name, title = f"Colibri{js}", f"Un banc à l’ombre pour les lectrices ({js})"
    page.goto(site.url(box_of_ideas(site)))
    assert page.context.cookies() == []
    screens = count_screens(page)

    page.get_by_role("link", name=re.compile("idée", re.IGNORECASE)).filter(
        has_text=re.compile("Déposer|Écrire|Proposer|Donner")
    ).first.click()
    page.get_by_label("Votre idée en une phrase").fill(title)
    page.get_by_label("Expliquez-la").fill("Le banc est en plein soleil, personne n’y reste.")
    page.get_by_role("button", name="Continuer vers le lieu").click()
    page.get_by_label("Où, plus précisément").fill("Devant l’école")
    page.get_by_role("button", name="Continuer vers la signature").click()
    page.get_by_label("Pseudonyme").fill(name)
    page.get_by_label("Adresse e-mail").fill(f"{name.lower()}@exemple.fr")
    page.get_by_label("J’accepte la charte").check()
    page.get_by_role("button", name="Publier mon idée").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("Votre idée est en ligne")).to_be_visible()
    assert len(screens) <= MOST_SCREENS, screens
    reader = phone(js=js)
    reader.goto(page.url)
    expect(reader.get_by_role("heading", level=1)).to_have_text(title)
    expect(reader.get_by_role("article").get_by_text(name)).to_be_visible()


@WITH_AND_WITHOUT
def test_what_is_wrong_is_said_and_what_was_typed_stays(site, phone, js):
    page = phone(js=js)
    page.goto(site.url(box_of_ideas(site) + "nouvelle/"))

    page.get_by_label("Expliquez-la").fill("Sans titre, mais avec des raisons.")
    page.get_by_role("button", name="Continuer vers le lieu").click()

    expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("une phrase")
    expect(page.get_by_label("Expliquez-la")).to_have_value("Sans titre, mais avec des raisons.")


@WITH_AND_WITHOUT
def test_a_resident_comments_an_idea_and_supports_it(site, phone, js):
    page, idea, name = phone(js=js), some_idea(site), f"Merlette{js}"
    sign_up(page, site, name)
    page.goto(site.url(f"/propositions/{idea.pk}/"))
    words = f"Oui, et un point d’eau à côté, s’il vous plaît. ({js})"

    form = page.locator("#commenter")
    form.locator("textarea").fill(words)
    form.get_by_role("button", name="Publier mon commentaire").click()
    expect(page.get_by_role("main").get_by_text(words)).to_be_visible()
    page.locator("button:visible", has_text="Je soutiens").first.click()
    expect(page.get_by_role("button", name="Vous soutenez").first).to_be_visible()

    with enter(site.city):
        author = User.objects.get(pseudonym=name)
        assert Contribution.objects.filter(kind="comment", author=author, body=words).count() == 1
        assert Support.objects.filter(user=author, contribution=idea).count() == 1


def test_a_draft_that_could_not_be_kept_is_kept_once_the_line_is_back(site, phone):
    page = phone()
    page.clock.install()
    page.goto(site.url(box_of_ideas(site) + "nouvelle/"))
    page.route("**/garder/", lambda route: route.fulfill(status=422))
    page.get_by_label("Votre idée en une phrase").fill("Un abri pour attendre le bus au sec")
    page.clock.fast_forward(11_000)
    expect(page.get_by_text("Nous réessaierons")).to_be_visible()

    page.unroute("**/garder/")
    page.clock.fast_forward(11_000)  # nobody types meanwhile

    expect(page.get_by_text("Brouillon enregistré")).to_be_visible()


@WITH_AND_WITHOUT
def test_a_comment_waits_while_its_author_opens_an_account(site, phone, js):
    page, idea, name = phone(js=js), some_idea(site), f"Roitelet{js}"
    page.goto(site.url(f"/propositions/{idea.pk}/"))
    words = f"Je passe là tous les jours, il fait chaud. ({js})"

    page.locator("#commenter textarea").fill(words)
    page.get_by_role("button", name="Publier mon commentaire").click()
    expect(page.get_by_text("Votre texte est gardé")).to_be_visible()
    open_account(page, name)
    expect(page.locator("textarea")).to_have_value(words)
    with page.expect_navigation():  # the words stand in the form already
        page.get_by_role("button", name="Publier", exact=True).click()

    expect(page.get_by_role("main").get_by_text(words)).to_be_visible()
    with enter(site.city):
        author = User.objects.get(pseudonym=name)
        assert Contribution.objects.filter(kind="comment", author=author, body=words).count() == 1
