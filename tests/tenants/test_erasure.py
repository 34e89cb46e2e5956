"""Erasing a city: what it gave goes with it, but for blueprints others may have taken up."""

import uuid

import pytest

from agora.context import club, enter, owner, public
from agora.rules import SYSTEM
from club_utilisateurs.queries.people import city_names
from tenants import erasure
from tenants.actions import sharing
from tenants.models import (
    BlueprintReuse,
    City,
    CityCard,
    ClubGrant,
    Disclosure,
    SharedBlueprint,
    SharedSheet,
)
from tests.factories.cards import share_card
from tests.factories.club import grant, make_member, make_topic
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db
OWNED = (ClubGrant, Disclosure, SharedSheet, BlueprintReuse)
GIVEN = {"grants": 1, "disclosures": 1, "sheets": 1, "reuses": 1, "blueprints": 1}


@pytest.fixture
def blueprint(cities):
    """All that Montclair gave; the number of its blueprint."""
    uid = uuid.uuid4()
    share_card(cities["montclair"], presentation="Montclair à part")
    with enter(cities["montclair"]):
        fields = {"subject_ref": "P1", "title": "Fiche", "content": {}, "by_label": "Ana Lopes"}
        sharing.share_sheet(actor=SYSTEM, uid=uuid.uuid4(), fields=fields)
        fields = {"title": "Modèle à part", "manifest": {}, "by_label": "Ana Lopes"}
        sharing.share_blueprint(actor=SYSTEM, uid=uid, version=1, fields=fields, content=b"zip")
        sharing.note_reuse(actor=SYSTEM, uid=uid, version=1)
    grant(cities["montclair"], uuid.uuid4())
    return uid


def erase(city):
    def work():
        with owner():
            return erasure.forget_shared(city_id=city.id)

    return outside(work)


def left(city):
    with public():
        return [row for model in OWNED for row in model.objects.filter(city_id=city.id)]


def test_accesses_card_sheets_and_reuses_go(cities, blueprint):
    assert len(left(cities["montclair"])) == 4

    assert erase(cities["montclair"]) == GIVEN

    assert left(cities["montclair"]) == []
    assert erase(cities["montclair"]) == dict.fromkeys(GIVEN, 0)


def test_blueprints_stay_by_their_licence_without_the_name_of_a_person(cities, blueprint):
    erase(cities["montclair"])

    with public():
        kept = SharedBlueprint.objects.get(uid=blueprint)
    assert (kept.city_id, kept.city_name, kept.title, kept.by_label) == (
        None,
        "Montclair",
        "Modèle à part",
        "",
    )


def test_the_other_cities_keep_theirs(cities, blueprint):
    share_card(cities["villeneuve"], presentation="Villeneuve reste")

    erase(cities["montclair"])

    assert [row.value for row in left(cities["villeneuve"])] == ["Villeneuve reste"]


@pytest.mark.parametrize("first_forgotten", [True, False])
def test_the_row_of_the_city_takes_all_of_it_along(cities, blueprint, first_forgotten):
    montclair = cities["montclair"]
    with club():
        topic = make_topic(make_member(montclair))
    if first_forgotten:
        erase(montclair)

    with public():
        City.objects.filter(pk=montclair.id).delete()

    assert left(montclair) == []
    with public():
        assert SharedBlueprint.objects.get(uid=blueprint).city_id is None
    with club():
        assert not CityCard.objects.filter(pk=montclair.id).exists()
        topic.refresh_from_db()
        signed = city_names([topic.author.city_id])[topic.author.city_id]
    assert str(signed) == "Ancienne ville membre"
