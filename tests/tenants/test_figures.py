"""What the watch is told of cities, releases and backups."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agora.context import public
from tenants import figures
from tenants.models import Backup, City, CityState


@pytest.fixture
def house(db, cities):
    with public():
        yield


def told(read):
    return {(figure.name, *labels): value for figure, labels, value in read()}


def test_cities_are_counted_by_state_and_a_state_without_city_says_zero(house):
    City.objects.filter(name="Montclair").update(state=CityState.SUSPENDED)

    found = told(figures.cities)

    assert found["agora_cities", "live"] == 1
    assert found["agora_cities", "suspended"] == 1
    assert found["agora_cities", "archived"] == 0
    assert len([key for key in found if key[0] == "agora_cities"]) == len(CityState.values)


def test_a_city_with_other_tables_is_behind_unless_it_left(house):
    assert told(figures.cities)[("agora_cities_behind",)] == 0

    City.objects.update(fingerprint="f" * 32)
    City.objects.filter(name="Montclair").update(state=CityState.ARCHIVED)

    assert told(figures.cities)[("agora_cities_behind",)] == 1


def test_of_each_kind_the_last_success_and_how_the_last_one_went(house):
    now = timezone.now()
    for kind, ok, hours in (("base", True, 30), ("base", False, 2), ("proof", True, 5)):
        Backup.objects.create(kind=kind, ok=ok, at=now - timedelta(hours=hours))

    assert told(figures.backups) == {
        ("agora_backup_last_success_timestamp_seconds", "base"): pytest.approx(
            (now - timedelta(hours=30)).timestamp()
        ),
        ("agora_backup_last_success_timestamp_seconds", "proof"): pytest.approx(
            (now - timedelta(hours=5)).timestamp()
        ),
        ("agora_backup_last_ok", "base"): 0,
        ("agora_backup_last_ok", "proof"): 1,
    }


def test_a_kind_that_never_succeeded_has_no_date_rather_than_1970(house):
    Backup.objects.create(kind="dump", ok=False)

    assert told(figures.backups) == {("agora_backup_last_ok", "dump"): 0}
