"""Where the hosts of cities must lead: read from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from agora.conf import edge


def test_the_edge_is_the_provider_s_host_unless_told():
    found = edge.read("console.agora.example")

    assert (found.host, found.authority) == ("console.agora.example", "letsencrypt.org")
    assert (found.addresses, found.resolver) == ((), None)


def test_each_part_is_told_by_the_environment(monkeypatch):
    monkeypatch.setenv("AGORA_EDGE_HOST", "Edge.Agora.example.")
    monkeypatch.setenv("AGORA_EDGE_ADDRESSES", "192.0.2.1, 2001:DB8::1")
    monkeypatch.setenv("AGORA_CA", "Sectigo.com")
    monkeypatch.setenv("AGORA_DNS_RESOLVER", "127.0.0.1:5353")

    found = edge.read("console.agora.example")

    assert (found.host, found.authority) == ("edge.agora.example", "sectigo.com")
    assert found.addresses == ("192.0.2.1", "2001:db8::1")
    assert found.resolver == ("127.0.0.1", 5353)


@pytest.mark.parametrize(
    ("raw", "server"),
    [
        ("9.9.9.9", ("9.9.9.9", 53)),
        ("2620:fe::fe", ("2620:fe::fe", 53)),
        ("[2620:fe::fe]:5353", ("2620:fe::fe", 5353)),
    ],
)
def test_a_resolver_is_written_with_or_without_its_port(monkeypatch, raw, server):
    monkeypatch.setenv("AGORA_DNS_RESOLVER", raw)

    assert edge.read("a.example").resolver == server


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("AGORA_DNS_RESOLVER", "dns.example"),
        ("AGORA_DNS_RESOLVER", "9.9.9.9:"),
        ("AGORA_DNS_RESOLVER", "9.9.9.9:70000"),
        ("AGORA_EDGE_ADDRESSES", "edge.agora.example"),
    ],
)
def test_what_is_no_address_stops_the_start(monkeypatch, name, raw):
    monkeypatch.setenv(name, raw)

    with pytest.raises(ImproperlyConfigured, match=name):
        edge.read("a.example")
