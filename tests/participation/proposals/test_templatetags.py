"""The card of an idea is kept, and never older than what it says, nor another city's."""

import pytest
from django.core.cache import caches

from agora.context import enter
from participation.contributions.models import Contribution
from tests.factories.consultations import make_component
from tests.factories.tools import make_proposal


@pytest.fixture(autouse=True)
def fresh(cities):
    for one in cities.values():
        with enter(one):
            caches["local"].clear()


def cards(client, component):
    return client.get(
        f"/concertations/{component.consultation.slug}/propositions/{component.pk}/"
    ).text


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Deux bancs"},
        {"body": "Au soleil aussi."},
        {"supports_count": 73},
        {"comments_count": 58},
    ],
)
def test_a_card_changes_with_what_it_shows(city, client, change):
    component = make_component(kind="proposals")
    word = make_proposal(component, title="Un banc", body="À l’ombre.")
    before = cards(client, component)

    Contribution.objects.filter(pk=word.pk).update(**change)
    after = client.get(
        f"/concertations/{component.consultation.slug}/propositions/{component.pk}/?ordre=hasard"
    ).text

    assert "Un banc" in before
    assert str(next(iter(change.values()))) in after


def test_a_card_is_kept_with_what_it_escapes(city, client):
    component = make_component(kind="proposals")
    make_proposal(component, title="<script>alert(1)</script>")

    for _again in range(2):
        assert "<script>alert(1)" not in cards(client, component)
