import pytest

from agora.conf.refusal import Refusal
from agora.conf.startup import hosts


@pytest.mark.parametrize("kind", ["web", "worker", "scheduler", "release"])
def test_hosts_in_order_pass(deployed, kind):
    hosts.check(kind)


@pytest.mark.parametrize(
    ("host", "problem"),
    [
        ("https://console.agora.example", "begins with a scheme"),
        ("console.agora.example/", "holds a slash"),
        ("console.agora.example:8000", "holds a port"),
        ("Console.agora.example", "holds capital letters"),
        ("console agora.example", "is no name of a host"),
        ("console..example", "is no name of a host"),
        ("-console.example", "is no name of a host"),
        ("", "is no name of a host"),
        ("192.0.2.7", "is an address"),
        ("localhost", "leads to this machine alone"),
        ("console.localhost", "leads to this machine alone"),
        ("console", "belongs to everybody"),
        ("gouv.fr", "belongs to everybody"),
    ],
)
@pytest.mark.parametrize("name", ["BASE_DOMAIN", "PROVIDER_HOST", "CLUB_HOST"])
def test_a_host_nobody_could_visit_is_refused(deployed, name, host, problem):
    setattr(deployed, name, host)

    with pytest.raises(Refusal, match=rf"^AGORA_{name}: {problem}"):
        hosts.check("worker")


def test_console_and_club_are_two_hosts(deployed):
    deployed.CLUB_HOST = deployed.PROVIDER_HOST

    with pytest.raises(Refusal, match=r"^AGORA_CLUB_HOST: is also"):
        hosts.check("web")


def test_localhost_is_fine_without_https(deployed):
    deployed.HTTPS, deployed.PUBLIC_PORT = False, 8000
    deployed.BASE_DOMAIN = "localhost"
    deployed.PROVIDER_HOST, deployed.CLUB_HOST = "console.localhost", "club.localhost"

    hosts.check("web")


@pytest.mark.parametrize(
    ("https", "port", "fine"),
    [
        (True, 443, True),
        (True, 8443, True),
        (True, 80, False),
        (True, 8000, False),
        (True, 0, False),
        (True, 70_000, False),
        (False, 8000, True),
        (False, 443, False),
    ],
)
def test_the_port_in_links_speaks_the_scheme_in_links(deployed, https, port, fine):
    deployed.HTTPS, deployed.PUBLIC_PORT = https, port

    if fine:
        hosts.check("worker")
    else:
        with pytest.raises(Refusal, match=r"^AGORA_PUBLIC_PORT: "):
            hosts.check("worker")


@pytest.mark.parametrize(
    ("bind", "edge", "fine"),
    [
        ("127.0.0.1:8000", "", True),
        ("[::1]:8000", "", True),
        ("0.0.0.0:8000", "10.0.0.0/8", True),
        ("0.0.0.0:8000", "", False),
        ("10.0.0.3:8000", "", False),
        ("0.0.0.0:8000", "0.0.0.0/0", False),
        ("0.0.0.0:8000", "::/0", False),
        ("0.0.0.0:8000", "edge.example", False),
        ("0.0.0.0:8000", "10.0.0.1/8", False),
    ],
)
def test_an_edge_is_named_or_on_this_machine(deployed, monkeypatch, bind, edge, fine):
    monkeypatch.setenv("AGORA_BIND", bind)
    monkeypatch.setenv("AGORA_PROXIES", edge)

    if fine:
        hosts.check("web")
    else:
        with pytest.raises(Refusal, match=r"^AGORA_PROXIES: "):
            hosts.check("web")
    hosts.check("worker")


def test_without_https_no_edge_need_be_named(deployed, monkeypatch):
    deployed.HTTPS, deployed.PUBLIC_PORT = False, 8000
    monkeypatch.setenv("AGORA_BIND", "0.0.0.0:8000")

    hosts.check("web")
