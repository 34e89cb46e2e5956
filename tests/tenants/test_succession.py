"""Releases come one after the other: the others are refused, and change nothing."""

import pytest
from django.core.management import CommandError, call_command

from agora.context import owner, public
from tenants import fleet, succession
from tenants.models import City, CompiledTemplate, Release

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(monkeypatch):
    """Be the code of a release."""

    def be(number):
        monkeypatch.setattr(succession, "RELEASE", number)

    return be


def tables_at(number):
    with owner():
        Release.objects.all().delete()
        Release.objects.create(number=number, version="x")


def city_at(fingerprint, name="Montclair"):
    with public():
        City.objects.filter(name=name).update(fingerprint=fingerprint)


@pytest.mark.parametrize(("tables", "code"), [(4, 4), (4, 5)])
def test_the_same_release_and_the_next_one_are_due(cities, release, tables, code):
    tables_at(tables)
    release(code)

    assert succession.is_due() is True


def test_on_an_empty_installation_any_release_is_due(cities, release):
    with owner():
        Release.objects.all().delete()
    release(7)

    assert succession.is_due() is True


@pytest.mark.parametrize(("tables", "code", "first"), [(4, 6, 5), (4, 9, 5), (9, 4, 9)])
def test_a_release_that_skips_one_is_refused_and_the_first_one_named(
    cities, release, tables, code, first
):
    tables_at(tables)
    release(code)

    with pytest.raises(succession.OutOfOrder, match=f"version {first}"):
        succession.is_due()


def test_a_city_that_missed_the_release_before_is_named(cities, release):
    tables_at(4)
    release(5)
    city_at("that of release 3")

    with pytest.raises(succession.OutOfOrder, match="Montclair"):
        succession.is_due()


def test_a_city_of_the_release_before_is_what_one_expects(cities, release):
    tables_at(4)
    release(5)
    with owner():
        CompiledTemplate.objects.update(fingerprint="that of release 4")
    city_at("that of release 4")

    assert succession.is_due() is True


def test_an_archived_city_stops_nobody(cities, release):
    tables_at(4)
    release(5)
    city_at("very old")
    with public():
        City.objects.filter(name="Montclair").update(state="archived")

    assert succession.is_due() is True


def test_the_former_code_leaves_the_tables_of_the_following_alone(cities, release, monkeypatch):
    tables_at(5)
    release(4)
    monkeypatch.setattr(fleet, "_everything_but_cities", lambda keep: pytest.fail("it did"))

    assert fleet.bootstrap() is True
    fleet.prepare()


def test_the_command_refuses_in_one_line(cities, release):
    tables_at(4)
    release(6)

    with pytest.raises(CommandError) as refusal:
        call_command("release", verbosity=0)

    assert "\n" not in str(refusal.value)
    assert "version 5" in str(refusal.value)
