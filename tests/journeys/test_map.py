"""A place chosen on the map, with the keyboard alone, and found again by those who look."""

import re

import pytest
from playwright.sync_api import expect

from agora.context import enter
from agora.ui.maps.outline import read
from participation.consultations.models import Sector
from participation.contributions.models import Contribution
from tests.journeys.eyes import DESK, PHONE, Watch, sideways, unreachable
from tests.journeys.stage import VALMONT
from tests.journeys.test_residents import box_of_ideas

pytestmark = pytest.mark.browser
MAP_KILOBYTES, MAP_REQUESTS, MAP_SCRIPTS = 120, 16, 70
BOTH = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
CANVAS = "main .live"
STILL = "ui-ideas:not([aria-busy])"  # all that was asked for is drawn


def begin(page, site, title):
    """Go to step 2 with an idea in one sentence."""
    page.goto(site.url(box_of_ideas(site) + "nouvelle/"))
    page.get_by_label("Votre idée en une phrase").fill(title)
    page.get_by_role("button", name="Continuer vers le lieu").click()


def open_map(page):
    """Open the map with the keyboard; what has the focus is then the map."""
    button = page.get_by_role("button", name="Choisir sur la carte")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(CANVAS)).to_be_focused()


def publish(page, name):
    """Sign and publish."""
    page.get_by_role("button", name="Continuer vers la signature").click()
    page.get_by_label("Pseudonyme").fill(name)
    page.get_by_label("Adresse e-mail").fill(f"{name.lower()}@exemple.fr")
    page.get_by_label("J’accepte la charte").check()
    page.get_by_role("button", name="Publier mon idée").click()


@BOTH
def test_a_point_is_placed_by_keyboard_and_seen_on_the_idea_and_on_the_map(site, phone, size):
    page, colour = phone(), "vermillon" if size is PHONE else "turquoise"
    title = f"Un kiosque à musique {colour}"
    page.set_viewport_size(size)
    watch = Watch(page)
    begin(page, site, title)
    watch.faults()

    open_map(page)
    assert unreachable(page) + sideways(page) == []
    under = page.get_by_role("status").filter(has_text="Sous la croix")
    for _ in range(12):
        if "hors" not in under.inner_text():
            break
        page.keyboard.press("ArrowUp")
    page.keyboard.press("+")
    page.keyboard.press("Enter")

    said = page.get_by_role("status").filter(has_text="Point placé, quartier")
    expect(said).to_be_visible()
    chosen = page.get_by_label("Dans quel quartier").locator("option:checked").inner_text()
    assert said.inner_text().endswith(chosen)
    publish(page, f"Alouette{size['width']}")

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("img", name="Carte de la ville avec le point choisi")).to_be_visible()
    assert unreachable(page) + sideways(page) == []
    with enter(site.city):
        idea = Contribution.objects.get(title=title)
        drawn = read(VALMONT.identity["outline"])
        area = drawn.area_at(*drawn.ground.place(idea.latitude, idea.longitude))
        assert (area.name, str(idea.sector)) == (chosen, chosen)
    page.goto(site.url(box_of_ideas(site) + f"?q=kiosque {colour}&vue=carte"))
    spot = page.locator(CANVAS).get_by_role("link", name=title)
    expect(spot).to_be_visible()
    spot.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_map_closed_while_it_comes_puts_the_point_under_the_cross(site, phone):
    """What is not shown has no size: a map made then would take its corner for its middle."""
    page, held, script = phone(), [], re.compile(r"leaflet.*\.js")
    begin(page, site, "Une cabane où lire dehors")
    button = page.get_by_role("button", name="Choisir sur la carte")
    page.route(script, lambda route: held.append(route))
    with page.expect_request(script):
        button.click()
    button.click()
    with page.expect_response(script):
        held[0].continue_()
    page.wait_for_function("window.L")
    page.wait_for_timeout(300)

    button.click()
    expect(page.locator(CANVAS)).to_be_focused()
    page.keyboard.press("Enter")
    pin, cross = (page.locator(f"{CANVAS} {name}").bounding_box() for name in (".pin-at", ".cross"))

    for side, length in (("x", "width"), ("y", "height")):
        middles = [box[side] + box[length] / 2 for box in (pin, cross)]
        assert abs(middles[0] - middles[1]) < 2


@BOTH
def test_the_opened_map_is_light_and_readable_by_all(site, phone, size):
    page = phone()
    page.set_viewport_size(size)
    watch = Watch(page)

    page.goto(site.url(box_of_ideas(site) + "?vue=carte"))
    expect(page.locator(".spot").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="sur cette partie")).to_be_visible()

    kilobytes, requests = watch.weight()
    print(f"map opened: {kilobytes:.1f} KB, {requests} requests at {size['width']}")
    assert kilobytes <= MAP_KILOBYTES
    assert requests <= MAP_REQUESTS
    assert watch.faults() == []
    assert page.context.cookies() == []
    assert unreachable(page) + sideways(page) == []


def test_a_heap_of_ideas_comes_apart_by_keyboard(site, phone):
    page = phone()
    page.goto(site.url(box_of_ideas(site) + "?vue=carte"))
    many = page.locator(".spot-many").first
    expect(many).to_be_visible()

    for _ in range(12):
        expect(page.locator(STILL)).to_be_attached()
        if not page.locator(".spot-many").count():
            break
        page.locator(".spot-many").first.focus()
        page.keyboard.press("Enter")
        if page.locator("[data-here]").is_visible():
            break

    alone = page.locator("a.spot, [data-here] a").first
    expect(alone).to_be_visible()
    alone.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"//[^/]+/propositions/\d+/"))


def test_what_is_answered_late_never_covers_what_one_looks_at_since(site, phone):
    page = phone()
    page.goto(site.url(box_of_ideas(site) + "?vue=carte"))
    expect(page.locator(".spot-many").first).to_be_visible()
    expect(page.locator(STILL)).to_be_attached()
    held = []
    page.route(
        lambda url: "cadre=" in url,
        lambda route: route.continue_() if held else held.append(route),
    )

    page.locator(CANVAS).focus()
    with page.expect_request(lambda request: "cadre=" in request.url):
        page.keyboard.press("ArrowRight")
    with page.expect_response(lambda answer: "cadre=" in answer.url):
        page.locator(".spot-many").first.click()
    expect(page.locator(STILL)).to_be_attached()
    closer = page.locator(".spot").all_inner_texts()
    with page.expect_response(lambda answer: "cadre=" in answer.url):
        held[0].continue_()
    page.wait_for_timeout(300)

    assert page.locator(".spot").all_inner_texts() == closer


def test_no_idea_stays_under_the_buttons_of_the_scale(site, phone):
    page = phone()
    page.goto(site.url(box_of_ideas(site) + "?vue=carte"))
    expect(page.locator(".spot").first).to_be_visible()
    # Bring ideas of the middle to the corner, a step at a time.
    page.locator(CANVAS).focus()
    for key in ("ArrowRight", "ArrowDown") * 2:
        page.keyboard.press(key)
    expect(page.locator(STILL)).to_be_attached()

    for rank in range(page.locator(".spot").count()):
        page.locator(".spot").nth(rank).focus()
        expect(page.locator(STILL)).to_be_attached()
        page.wait_for_function(  # the map moves to it, then asks again what it shows
            """() => {
              const spot = document.activeElement.getBoundingClientRect();
              const scale = document.querySelector(".leaflet-control-zoom").getBoundingClientRect();
              return spot.left >= scale.right || spot.top >= scale.bottom
                || document.activeElement.matches(".live");
            }"""
        )


def test_a_point_is_taken_back_and_a_finger_places_another(site, phone):
    page = phone()
    begin(page, site, "Un banc de plus sous les tilleuls")
    open_map(page)
    page.get_by_role("button", name="Placer ici").click()
    expect(page.get_by_role("status").filter(has_text="Point placé")).to_be_visible()

    page.get_by_role("button", name="Retirer le point").click()
    expect(page.get_by_role("status").filter(has_text="Point retiré")).to_be_visible()
    assert page.locator("[name=latitude]").input_value() == ""
    page.locator(CANVAS).click(position={"x": 150, "y": 120})

    expect(page.get_by_role("status").filter(has_text="Point placé")).to_be_visible()
    assert page.locator("[name=latitude]").input_value().startswith("46.")


def test_without_script_the_sectors_lead_to_their_ideas(site, phone):
    page = phone(js=False)
    page.goto(site.url(box_of_ideas(site)))

    page.get_by_role("link", name="Afficher la carte").click()
    with enter(site.city):
        sector = Sector.objects.get(name="Les Vignes")
    page.locator(".places").get_by_role("link", name="Les Vignes").click()

    expect(page).to_have_url(re.compile(f"secteur={sector.pk}"))
    expect(page.get_by_role("button", name="Choisir sur la carte")).to_have_count(0)
