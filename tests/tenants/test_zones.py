"""What zones say, asked over real UDP."""

import socket
from dataclasses import replace

import pytest

from tenants import zones
from tests.tenants.edges import EDGE


def test_a_proof_is_read_in_one_piece(zone):
    zone.write('_agora.a.fr. 60 IN TXT "agora-verify=" "12"', '_agora.a.fr. 60 IN TXT "other"')

    assert sorted(zones.texts("_agora.a.fr")) == ["agora-verify=12", "other"]
    assert zones.texts("_agora.b.fr") == []


def test_addresses_of_both_kinds_are_read_through_aliases(zone):
    zone.write("a.fr. 60 IN CNAME b.fr.", "b.fr. 60 IN A 192.0.2.1", "b.fr. 60 IN AAAA 2001:db8::1")

    assert zones.addresses("a.fr") == {"192.0.2.1", "2001:db8::1"}


def test_an_alias_is_seen_directly_further_and_before_its_target_exists(zone):
    zone.write(f"a.fr. 60 IN CNAME {EDGE}.")
    assert zones.is_alias_of("a.fr", EDGE)
    zone.write(f"{EDGE}. 60 IN A 192.0.2.1", "b.fr. 60 IN CNAME a.fr.", "c.fr. 60 IN A 192.0.2.1")

    assert zones.is_alias_of("a.fr", EDGE)
    assert zones.is_alias_of("b.fr", EDGE)
    assert not zones.is_alias_of("c.fr", EDGE)
    assert not zones.is_alias_of("absent.fr", EDGE)


def test_authorities_are_read_up_the_tree_and_the_nearest_wins(zone):
    zone.write('ville.fr. 60 IN CAA 0 issue "digicert.com; policy=ev"')
    assert zones.authorities("participez.ville.fr") == ["digicert.com"]
    zone.write('participez.ville.fr. 60 IN CAA 0 issue "LetsEncrypt.org"')

    assert zones.authorities("participez.ville.fr") == ["letsencrypt.org"]
    assert zones.authorities("autre.fr") == []


def test_a_record_that_only_speaks_of_wildcards_restricts_nobody(zone):
    zone.write('ville.fr. 60 IN CAA 0 issuewild "digicert.com"', 'fr. 60 IN CAA 0 issue "x.org"')

    assert zones.authorities("ville.fr") == []


@pytest.mark.parametrize(
    "ask",
    [zones.texts, zones.addresses, zones.authorities, lambda name: zones.is_alias_of(name, EDGE)],
)
def test_a_zone_that_fails_proves_nothing(zone, ask):
    zone.broken |= {"a.fr"}

    with pytest.raises(zones.Silent):
        ask("a.fr")


def test_a_server_that_never_answers_is_left_in_time(settings, monkeypatch):
    monkeypatch.setattr(zones, "SECONDS", 0.2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        settings.EDGE = replace(settings.EDGE, resolver=deaf.getsockname())
        with pytest.raises(zones.Silent):
            zones.texts("a.fr")
