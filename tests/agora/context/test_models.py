"""Rows know the house they come from."""

import pytest
from django.apps import apps

from agora.context import ForeignInstance, enter, public
from agora.context.checks import models_know_their_house
from tests.factories.people import make_user


@pytest.fixture
def users():
    return apps.get_model("accounts.User")


@pytest.fixture
def lila(cities, db):
    with enter(cities["villeneuve"]):
        return make_user(pseudonym="Lila")


def test_every_model_of_ours_is_housed():
    assert models_know_their_house() == []


def test_a_row_of_a_city_is_not_saved_in_another(lila, cities):
    with enter(cities["montclair"]):
        with pytest.raises(ForeignInstance):
            lila.save()
        with pytest.raises(ForeignInstance):
            lila.delete()
        with pytest.raises(ForeignInstance):
            lila.refresh_from_db()


def test_a_row_of_a_city_is_not_related_in_another(lila, cities):
    assignments = apps.get_model("accounts.RoleAssignment")
    with enter(cities["montclair"]):
        with pytest.raises(ForeignInstance):
            assignments.objects.filter(user=lila).exists()
        with pytest.raises(ForeignInstance):
            assignments.objects.create(user=lila, role="director")
        with pytest.raises(ForeignInstance):
            assignments.objects.bulk_create([assignments(user=lila, role="director")])


def test_a_queryset_of_a_city_is_not_evaluated_elsewhere(users, cities, db):
    with enter(cities["villeneuve"]):
        found = users.objects.filter(is_active=True)
    for evaluate in (list, lambda rows: rows.count(), lambda rows: rows.update(is_active=False)):
        with enter(cities["montclair"]), pytest.raises(ForeignInstance):
            evaluate(found.all())
    with public(), pytest.raises(ForeignInstance):
        list(found.all())


def test_a_queryset_made_nowhere_is_evaluated_anywhere(users, lila, cities):
    found = users.objects.filter(pseudonym="Lila")
    with enter(cities["villeneuve"]):
        assert list(found.all()) == [lila]
    with enter(cities["montclair"]):
        assert list(found.all()) == []


def test_a_row_made_nowhere_belongs_to_the_city_that_saves_it(users, cities, db):
    made = users(email="a@exemple.fr", pseudonym="A")
    with enter(cities["villeneuve"]):
        made.save()
    with enter(cities["montclair"]), pytest.raises(ForeignInstance):
        made.save()
