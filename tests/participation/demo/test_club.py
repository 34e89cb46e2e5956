"""What a city of the demonstration gives leaves by the doors its team uses."""

from dataclasses import replace

import pytest

from agora.audit.models import Entry
from participation.demo.cards import CARDS
from participation.demo.club import give, take
from participation.demo.given import GIVEN
from participation.demo.neighbours import PLACES
from participation.demo.seed import CitySeed
from tenants.models import BlueprintReuse, OwnBlueprint, OwnDisclosure, OwnGrant, OwnSheet
from tests.factories.club import in_public
from tests.participation.demo.village import HAMLET, NOW, PAST

WORD = "castelmont"


@pytest.fixture
def seed(city):
    asked = replace(PAST, title=GIVEN[WORD].consultation)
    found = CitySeed(replace(HAMLET, host=f"{WORD}.localhost", asked=[asked]), at=NOW)
    found.fill()
    return found


def test_the_card_the_sheet_and_the_blueprint_are_out(seed):
    give(seed)

    card = dict(OwnDisclosure.objects.filter(subject_ref="card").values_list("key", "value"))
    assert card["card.presentation"] == CARDS[WORD].presentation
    assert card["card.place"] == list(PLACES[WORD])
    assert card["card.answers"] is True
    assert OwnDisclosure.objects.get(key="card.contact").value["name"] == "Hélène Vasseur-Toma"
    sheet, blueprint = OwnSheet.objects.get(), OwnBlueprint.objects.get()
    assert (sheet.title, sheet.public) == (GIVEN[WORD].sheet_title, True)
    assert (blueprint.title, blueprint.sheet_uid) == (GIVEN[WORD].blueprint_title, sheet.uid)
    figures = OwnDisclosure.objects.filter(subject_ref=sheet.subject_ref)
    assert {one.key for one in figures} == set(GIVEN[WORD].figures)
    assert OwnGrant.objects.filter(active=True).count() == 2
    assert Entry.objects.filter(verb="sheet.published").count() == 1


def test_a_city_with_nothing_to_tell_has_its_card_alone(seed):
    seed.city = replace(seed.city, host="montreval.localhost")

    give(seed)

    assert set(OwnDisclosure.objects.values_list("key", flat=True)) == {
        "card.presentation", "card.modules", "card.place",
    }  # fmt: skip
    assert (OwnSheet.objects.count(), OwnBlueprint.objects.count()) == (0, 0)


def test_what_a_city_took_up_is_told_once_it_is_offered(seed, city):
    give(seed)
    director = seed.team["director"]

    take("nanterre", director)  # what it took up is not offered yet
    assert in_public(BlueprintReuse.objects.count) == 0
    take("les-aulnes", director)

    assert in_public(lambda: list(BlueprintReuse.objects.values_list("city", flat=True))) == [
        city.id
    ]
