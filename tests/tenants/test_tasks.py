"""Jobs of the provider: the worker does what pages only ask."""

import pytest

from agora.context import public
from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM
from tenants import spares
from tenants.actions.cities import open_city
from tenants.models import City, Domain, Spare

pytestmark = pytest.mark.django_db


def test_the_worker_opens_the_city_and_refills_the_pool(monkeypatch):
    monkeypatch.setattr(spares, "KEPT", 1)
    with public():
        city = open_city(
            actor=SYSTEM, name="Rivefort", host="r.localhost", admin_email="c@rivefort.fr"
        )

    assert run_pending()[0] == "tenants.set_up"

    with public():
        assert City.objects.get(pk=city.pk).state == "live"
        assert Spare.objects.count() == 1


def test_the_pool_and_the_truth_are_kept_by_night(monkeypatch, cities):
    monkeypatch.setattr(spares, "KEPT", 1)
    with public():
        City.objects.filter(name="Montclair").update(fingerprint="lie")
        enqueue("tenants.refill_spares")
        enqueue("tenants.check_fleet")

    run_pending()

    with public():
        assert Spare.objects.count() == 1
        assert not City.objects.filter(fingerprint="lie").exists()


def test_every_day_each_zone_that_is_not_ours_is_read_and_each_city_has_our_address(cities, zone):
    with public():
        montclair = City.objects.get(name="Montclair")
        Domain.objects.filter(city=montclair).update(host="participez.montclair.fr")
        enqueue("tenants.check_domains")

    assert run_pending() == ["tenants.check_domains", "tenants.verify_domain"]

    with public():
        hosts = dict(montclair.domains.values_list("host", "is_primary"))
        own = Domain.objects.get(host="participez.montclair.fr")
    assert hosts == {"participez.montclair.fr": True, "montclair.localhost": False}
    assert (own.problem, own.lost_since is None) == ("nowhere", False)
    assert {name for name, _kind in zone.asked} >= {"participez.montclair.fr"}
    assert not any("villeneuve" in name for name, _kind in zone.asked)
