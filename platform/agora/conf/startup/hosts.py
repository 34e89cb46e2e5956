"""Hosts and ports that would break every form and every link."""

import re
from ipaddress import ip_address

from django.conf import settings

from agora.conf import process, proxies
from agora.conf.refusal import Refusal

_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*", re.ASCII)
# Where anybody may register a name: cookies and certificates for such a domain are refused.
SUFFIXES = {"asso.fr", "com.fr", "gouv.fr", "nom.fr", "tm.fr", "prd.fr", "notaires.fr", "co.uk"}
SUFFIXES |= {"github.io", "herokuapp.com", "azurewebsites.net", "cloudfront.net", "eu.org", "ovh"}
PLAIN_PORTS = {80, 8000, 8080}


def check(kind: str) -> None:
    """Refuse hosts nobody could visit, and an edge whose word would not be believed."""
    named = {
        "AGORA_BASE_DOMAIN": settings.BASE_DOMAIN,
        "AGORA_PROVIDER_HOST": settings.PROVIDER_HOST,
        "AGORA_CLUB_HOST": settings.CLUB_HOST,
    }
    for name, host in named.items():
        if problem := fault(host):
            remedy = "Write a bare host in small letters, like console.agora.example"
            raise Refusal(name, problem, remedy)
    if settings.PROVIDER_HOST == settings.CLUB_HOST:
        problem = "is also the host of the console"
        raise Refusal("AGORA_CLUB_HOST", problem, "Give the club a host of its own")
    if settings.DEPLOYED and settings.HTTPS:
        for name, host in named.items():
            _refuse_uncertifiable(name, host)
    _check_port()
    if kind == "web":
        _check_edge()


def fault(host: str) -> str:
    """Say why a browser would never send this as the name of a host; empty if it would."""
    if "://" in host:
        return "begins with a scheme"
    if "/" in host:
        return "holds a slash"
    if ":" in host:
        return "holds a port"
    if host != host.lower():
        return "holds capital letters"
    if len(host) > 253 or not HOST.fullmatch(host):
        return "is no name of a host"
    try:
        ip_address(host)
    except ValueError:
        return ""
    return "is an address, not a name"


def _refuse_uncertifiable(name: str, host: str) -> None:
    remedy = "Set AGORA_BASE_DOMAIN to a domain of yours"
    if host.rpartition(".")[2] == "localhost":
        raise Refusal(name, "leads to this machine alone, with HTTPS", remedy)
    if "." not in host or host in SUFFIXES:
        raise Refusal(name, "belongs to everybody: no certificate is made for it", remedy)


def _check_port() -> None:
    port = settings.PUBLIC_PORT
    if not 0 < port < 65536:
        raise Refusal("AGORA_PUBLIC_PORT", "is no port", "Unset it: 443 is meant with HTTPS")
    if settings.HTTPS and port in PLAIN_PORTS:
        problem = "is not spoken with HTTPS, and stands in every link"
        raise Refusal("AGORA_PUBLIC_PORT", problem, "Unset it, or write the edge's own port")
    if not settings.HTTPS and port == 443:
        remedy = "Set AGORA_HTTPS to 1, or unset it"
        raise Refusal("AGORA_PUBLIC_PORT", "is that of HTTPS, which is off", remedy)


def _check_edge() -> None:
    proxies.trusted()  # refuses what it cannot read
    host = process.web().public.host
    if settings.HTTPS and not proxies.told() and not _is_loopback(host):
        problem = "is not set: the edge would not be believed when it says HTTPS, and no form sent"
        remedy = "Set it to the addresses or networks of the edge, by commas"
        raise Refusal("AGORA_PROXIES", problem, remedy)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
