"""A resident without a mouse: an idea, a comment, a support, by the keyboard alone."""

import pytest
from playwright.sync_api import expect

from agora.context import enter
from participation.contributions.models import Contribution
from participation.supports.models import Support
from tests.journeys.eyes import DESK, PHONE
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
SCREENS = pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])


def ideas_of_the_park(site):
    """The list of ideas of the park, and one of them that somebody else wrote."""
    with enter(site.city):
        idea = Contribution.objects.filter(
            kind="proposal", consultation__title__startswith="Le parc", status="published"
        ).latest("pk")
        listed = f"/concertations/{idea.consultation.slug}/propositions/{idea.component_id}/"
        return site.url(listed), site.url(f"/propositions/{idea.pk}/"), idea


def write_an_idea(hands, page, title, name):
    """From the list to the idea online."""
    hands.skip()
    hands.follow(page.locator("a:visible", has_text="Déposer mon idée").first, "/nouvelle/")
    hands.skip()
    hands.type(page.get_by_label("Votre idée en une phrase"), title)
    hands.type(page.get_by_label("Expliquez-la"), "On y attend le car debout, sous la pluie.")
    hands.follow(page.get_by_role("button", name="Continuer vers le lieu"), "/lieu/")
    hands.skip()
    hands.type(page.get_by_label("Où, plus précisément"), "Devant la mairie")
    hands.follow(page.get_by_role("button", name="Continuer vers la signature"), "/signature/")
    hands.skip()
    hands.type(page.get_by_label("Pseudonyme"), name)
    hands.type(page.get_by_label("Adresse e-mail"), f"{name.lower()}@exemple.fr")
    hands.press(page.get_by_label("J’accepte la charte"), "Space")
    hands.press(page.get_by_role("button", name="Publier mon idée"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@SCREENS
def test_an_idea_a_comment_and_a_support_by_the_keyboard_alone(site, phone, screen):
    page = phone()
    page.set_viewport_size(screen)
    hands, name = Keyboard(page), f"Sittelle{screen['width']}"
    listed, somebody_s, idea = ideas_of_the_park(site)
    words = f"Un abri, oui, et de la lumière. ({screen['width']})"

    page.goto(listed)
    write_an_idea(hands, page, f"Un abri pour attendre ({screen['width']})", name)
    page.goto(somebody_s)
    hands.skip()
    hands.type(page.locator("#commenter textarea"), words)
    hands.press(page.get_by_role("button", name="Publier mon commentaire"))
    expect(page.get_by_role("main").get_by_text(words)).to_be_visible()
    page.goto(somebody_s)
    hands.skip()
    hands.press(page.locator("button:visible", has_text="Je soutiens").first)
    expect(page.locator("button:visible", has_text="Vous soutenez").first).to_be_visible()

    assert hands.wrong == []
    with enter(site.city):
        mine = Contribution.objects.filter(author__pseudonym=name)
        assert sorted(mine.values_list("kind", flat=True)) == ["comment", "proposal"]
        assert Support.objects.filter(user__pseudonym=name, contribution=idea).count() == 1
