"""Where the hosts of cities must lead, who signs their certificates, whom we ask about zones."""

from dataclasses import dataclass
from ipaddress import ip_address

from agora.conf import env
from agora.conf.refusal import Refusal


@dataclass(frozen=True)
class Edge:
    """The machines in front of the site."""

    host: str
    """Where the zone of a city sends its host: a CNAME to it, or its very addresses."""
    addresses: tuple[str, ...]
    """The addresses of the edge, for bare domains, which cannot be aliases; empty: look them up."""
    authority: str
    """The name of our certificate authority in CAA records."""
    resolver: tuple[str, int] | None
    """Address and port of the DNS server to ask; None: that of the machine."""


def read(provider_host: str) -> Edge:
    """Read the four settings; the edge answers on the provider's host unless told."""
    host = env.text("AGORA_EDGE_HOST", provider_host)
    return Edge(
        host=host.lower().rstrip("."),
        addresses=tuple(map(_address, env.words("AGORA_EDGE_ADDRESSES"))),
        authority=env.text("AGORA_CA", "letsencrypt.org").lower(),
        resolver=_server(env.text("AGORA_DNS_RESOLVER")),
    )


def _address(raw: str) -> str:
    try:
        return str(ip_address(raw))
    except ValueError:
        remedy = "Write them by commas, like 203.0.113.7,2001:db8::7"
        raise Refusal("AGORA_EDGE_ADDRESSES", "must be IP addresses", remedy) from None


def _server(raw: str) -> tuple[str, int] | None:
    """Read `9.9.9.9`, `9.9.9.9:53` or `[2620:fe::fe]:53`."""
    if not raw:
        return None
    host, colon, port = raw.rpartition(":")
    if not colon or (":" in host and not host.startswith("[")):
        host, port = raw, "53"
    try:
        address = str(ip_address(host.strip("[]")))
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError(port)
    except ValueError:
        problem = "must be an address like 9.9.9.9 or 127.0.0.1:5353"
        raise Refusal("AGORA_DNS_RESOLVER", problem, "Correct it, or unset it") from None
    return address, int(port)
