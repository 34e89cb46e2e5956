"""The registry of what may leave, as the door of the database reads it."""

import pytest

from agora.context import owner, public
from tenants.disclosure.keys import keep_keys
from tenants.models import Disclosable, Disclosure, Level
from tenants.registries import Disclosed, disclosures
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db


def disclosed(level):
    return Disclosed(label="x", text="x", purpose="x", compute=str, level=level)


def kept():
    with owner():
        keep_keys()
        return dict(Disclosable.objects.values_list("key", "level"))


def test_the_door_knows_all_that_is_registered_and_nothing_else():
    with public():
        rows = Disclosable.objects.values_list("key", "level", "counts_people")
        known = {key: (level, people) for key, level, people in rows}

    assert known == {
        key: (item.level, item.counts_people)
        for key, item in disclosures.items()
        if item.level in Level.values
    }
    assert "card.presentation" in known


def test_every_key_is_of_the_card_or_a_figure_and_every_text_is_there():
    for key, item in disclosures.items():
        assert key.startswith(("card.", "figures."))
        assert str(item.text)
        assert str(item.purpose)
        assert item.text_version


def test_a_new_key_is_let_through_and_a_forgotten_one_no_more():
    with disclosures.lending("figures.fresh", disclosed("aggregate")):
        assert kept()["figures.fresh"] == "aggregate"
    with disclosures.lending("figures.fresh", disclosed("named")):
        assert kept()["figures.fresh"] == "named"

    assert "figures.fresh" not in kept()


def test_what_becomes_never_is_taken_back_and_what_is_forgotten_is_not(cities):
    def planted():
        with public():
            for key in ("card.secret", "card.forgotten", "card.presentation"):
                Disclosure.objects.create(
                    city_id=cities["villeneuve"].id, subject_ref="card", key=key, value="x",
                    level="named", text_version="1", by_label="Ana",
                )  # fmt: skip

    outside(planted)
    with disclosures.lending("card.secret", disclosed("never")):
        assert "card.secret" not in kept()

    with public():
        left = set(Disclosure.objects.values_list("key", flat=True))
    assert left == {"card.forgotten", "card.presentation"}
