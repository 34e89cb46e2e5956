"""The hosts of a city in words: for the operator, and for the people who keep the zone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from dnslib import RR

from agora.context import public
from agora.rules import SYSTEM
from tenants import addresses
from tenants.actions import domains as actions
from tenants.models import City, Domain

pytestmark = pytest.mark.django_db


@pytest.fixture
def villeneuve(cities, settings):
    settings.EDGE = replace(
        settings.EDGE, host="edge.agora.example", addresses=("192.0.2.80", "2001:db8::80")
    )
    with public():
        yield City.objects.get(schema_name=cities["villeneuve"].schema)


def added(city, host):
    return actions.add_host(actor=SYSTEM, city=city, host=host)


def test_the_zone_is_written_so_that_it_can_be_pasted(villeneuve):
    domain = added(villeneuve, "participez.ville.fr")

    records = RR.fromZone(addresses.zone_of(domain))

    assert [(str(one.rname), one.rtype) for one in records] == [
        ("_agora.participez.ville.fr.", 16),
        ("participez.ville.fr.", 5),
    ]
    assert str(records[0].rdata) == f'"agora-verify={domain.token}"'
    assert str(records[1].rdata) == "edge.agora.example."


def test_a_bare_domain_is_given_addresses_for_it_cannot_be_an_alias(villeneuve, settings):
    domain = added(villeneuve, "ville-participe.fr")
    kinds = [one.rtype for one in RR.fromZone(addresses.zone_of(domain))]
    assert kinds == [16, 1, 28]

    settings.EDGE = replace(settings.EDGE, addresses=())

    zone = addresses.zone_of(domain)
    assert "CNAME" not in zone
    assert "les adresses A et AAAA de edge.agora.example" in zone


def test_a_zone_that_reserves_certificates_is_told_what_to_add(villeneuve):
    domain = added(villeneuve, "participez.ville.fr")
    domain.refused_by = "digicert.com"

    assert "digicert.com" in addresses.caution_of(domain)
    # Not in our lines: an alias has no other record, and only they know where theirs stands.
    assert "CAA" not in addresses.zone_of(domain)
    assert 'CAA 0 issue "letsencrypt.org"' in addresses.letter_of(domain)


def test_the_letter_says_what_to_write_and_why(villeneuve):
    domain = added(villeneuve, "participez.ville.fr")

    letter = addresses.letter_of(domain)

    assert addresses.zone_of(domain) in letter
    assert "Villeneuve" in letter
    assert "participez.ville.fr" in addresses.subject_of(domain)


def test_each_state_has_its_words_and_what_may_be_done(villeneuve, settings):
    domain = added(villeneuve, "participez.ville.fr")
    ours, own = addresses.of(villeneuve, actor=SYSTEM)
    assert (ours.domain.host, ours.zone) == ("villeneuve.localhost", "")
    assert own.state == "À prouver"
    assert own.zone

    Domain.objects.filter(pk=domain.pk).update(
        verified_at=timezone.now(), problem="elsewhere", lost_since=timezone.now()
    )
    own = addresses.of(villeneuve, actor=SYSTEM)[1]
    assert own.state.startswith("Ne mène plus ici depuis le ")
    assert own.problems == ["L’adresse mène à un autre serveur."]

    actions.confirm_host(actor=SYSTEM, domain=domain)
    own = addresses.of(villeneuve, actor=SYSTEM)[1]
    assert own.state.startswith("Vérifiée le ")
    assert (own.zone, own.letter) == ("", "")


@pytest.mark.parametrize(
    ("days", "words", "soon"),
    [
        (80, "Certificat valable jusqu’au ", False),
        (20, "Certificat valable jusqu’au ", True),
        (-1, "Certificat périmé depuis le ", True),
    ],
)
def test_the_end_of_a_certificate_is_said_and_marked_three_weeks_before(
    villeneuve, days, words, soon
):
    domain = added(villeneuve, "participez.ville.fr")
    Domain.objects.filter(pk=domain.pk).update(
        certificate_until=timezone.now() + timedelta(days=days)
    )

    shown = {one.domain.host: one for one in addresses.of(villeneuve, actor=SYSTEM)}

    assert shown["participez.ville.fr"].certificate.startswith(words)
    assert shown["participez.ville.fr"].ends_soon is soon
    assert (shown["villeneuve.localhost"].certificate, shown["villeneuve.localhost"].ends_soon) == (
        "",
        False,
    )
