"""A host is proven by its zone, lost when it leads elsewhere, and silence proves nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agora.context import public
from agora.rules import SYSTEM
from tenants import proof
from tenants.actions import domains as actions
from tenants.models import City, Domain
from tests.tenants.edges import ADDRESS, EDGE, proven

pytestmark = pytest.mark.django_db
HOST = "participez.ville.fr"
NOW = timezone.now()


@pytest.fixture
def domain(cities, zone):
    with public():
        city = City.objects.get(schema_name=cities["villeneuve"].schema)
        zone.write(f"{EDGE}. 60 IN A {ADDRESS}")
        yield actions.add_host(actor=SYSTEM, city=city, host=HOST)


def check(domain, *, days=0):
    return proof.check(domain.pk, at=NOW + timedelta(days=days))


def test_the_token_and_an_alias_to_the_edge_prove_a_host(domain, zone):
    zone.write(*proven(HOST, domain.proof))

    found = check(domain)

    assert found.verified_at is not None
    assert (found.problem, found.checked_at, found.refused_by) == ("", NOW, "")


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ([], "no_proof nowhere"),
        (["{txt}"], "nowhere"),
        ([f"{HOST}. 60 IN CNAME {EDGE}."], "no_proof"),
        (["{txt}", f"{HOST}. 60 IN CNAME ailleurs.fr."], "nowhere"),
        (["{txt}", f"{HOST}. 60 IN A 203.0.113.9"], "elsewhere"),
        (
            [f'_agora.{HOST}. 60 IN TXT "agora-verify=0"', f"{HOST}. 60 IN A {ADDRESS}"],
            "other_proof",
        ),
        ([f'_agora.{HOST}. 60 IN TXT "bonjour"', f"{HOST}. 60 IN A {ADDRESS}"], "no_proof"),
        (["{txt}", f"{HOST}. 60 IN A {ADDRESS}", f"{HOST}. 60 IN A 203.0.113.9"], "elsewhere"),
        (["{txt}", f"{HOST}. 60 IN A {ADDRESS}", f"{HOST}. 60 IN AAAA 2001:db8::9"], "elsewhere"),
        (["{txt}", f"{HOST}. 60 IN A {ADDRESS}"], ""),
    ],
)
def test_what_is_missing_is_named(domain, zone, lines, missing):
    txt = f'_agora.{HOST}. 60 IN TXT "{domain.proof}"'
    zone.write(*(line.replace("{txt}", txt) for line in lines))

    found = check(domain)

    assert found.problem == missing
    assert (found.verified_at is None) == bool(missing)


def test_the_token_of_another_city_proves_nothing(domain, zone, cities):
    other = City.objects.get(schema_name=cities["montclair"].schema)
    theirs = actions.add_host(actor=SYSTEM, city=other, host="participez.montclair.fr")
    zone.write(*proven(HOST, theirs.proof))

    assert check(domain).problem == "other_proof"


def test_the_addresses_of_the_edge_may_be_told_instead_of_looked_up(domain, zone, settings):
    settings.EDGE = settings.EDGE.__class__(
        **{**settings.EDGE.__dict__, "addresses": ("203.0.113.9",)}
    )
    zone.write(f'_agora.{HOST}. 60 IN TXT "{domain.proof}"', f"{HOST}. 60 IN A 203.0.113.9")

    assert check(domain).verified_at is not None


def test_silence_proves_nothing_and_loses_nothing(domain, zone):
    zone.broken.add(f"_agora.{HOST}")
    assert (check(domain).problem, check(domain).verified_at) == ("silent", None)
    zone.broken.clear()
    zone.write(*proven(HOST, domain.proof))
    check(domain)
    zone.broken.add(HOST)

    for day in range(1, 8):
        found = check(domain, days=day)

    assert (found.problem, found.lost_since) == ("silent", None)
    assert found.verified_at is not None


def test_a_host_that_leads_elsewhere_is_flagged_at_once_and_unproven_after_three_days(domain, zone):
    zone.write(*proven(HOST, domain.proof))
    check(domain)
    zone.forget(HOST)
    zone.write(f"{HOST}. 60 IN A 203.0.113.9")

    first, second = check(domain, days=1), check(domain, days=3)
    assert (first.problem, first.lost_since) == ("elsewhere", NOW + timedelta(days=1))
    assert second.verified_at is not None
    third = check(domain, days=4)

    assert (third.verified_at, third.lost_since, third.problem) == (None, None, "elsewhere")


def test_a_host_that_comes_back_in_time_keeps_its_proof(domain, zone):
    zone.write(*proven(HOST, domain.proof))
    check(domain)
    zone.forget(HOST)
    assert check(domain, days=1).lost_since
    zone.write(f"{HOST}. 60 IN CNAME {EDGE}.")

    found = check(domain, days=2)

    assert (found.lost_since, found.problem) == (None, "")
    assert check(domain, days=9).verified_at is not None


def test_a_zone_may_be_tidied_up_once_the_host_is_proven(domain, zone):
    zone.write(*proven(HOST, domain.proof))
    check(domain)
    zone.forget(f"_agora.{HOST}")

    assert check(domain, days=1).problem == ""


@pytest.mark.parametrize(
    ("caa", "refused"),
    [
        (None, ""),
        ("letsencrypt.org", ""),
        ("letsencrypt.org; accounturi=x", ""),
        ("digicert.com", "digicert.com"),
        (";", ";"),
    ],
)
def test_a_zone_that_refuses_our_authority_is_told_of(domain, zone, caa, refused):
    zone.write(*proven(HOST, domain.proof))
    if caa:
        zone.write(f'ville.fr. 60 IN CAA 0 issue "{caa}"')

    found = check(domain)

    assert found.refused_by == refused
    assert found.verified_at is not None  # a warning: the authority decides


def test_below_our_own_domain_nothing_is_asked(domain, zone):
    ours = Domain.objects.get(host="villeneuve.localhost")
    Domain.objects.filter(pk=ours.pk).update(verified_at=None)

    assert check(ours).verified_at is not None
    assert zone.asked == []


def test_a_host_removed_meanwhile_is_no_error(domain, zone):
    number = domain.pk
    actions.remove_host(actor=SYSTEM, domain=domain)

    assert proof.check(number, at=NOW) is None
