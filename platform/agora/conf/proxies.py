"""Whom we believe about where a request comes from: the edge, and nobody else.

What stands behind us is a limit for each address and the word of HTTPS without which Django
refuses every form: a header anybody may write must not move either.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from agora.conf import env
from agora.conf.refusal import Refusal

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LOOPBACK = "127.0.0.0/8 ::1"
FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
# Ways to say the same that we never read: nobody after us shall either.
UNREAD = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def told() -> bool:
    """True if somebody said who the edge is."""
    return bool(env.text("AGORA_PROXIES"))


def trusted() -> list[Network]:
    """Read the addresses and networks of the edge; this machine unless told."""
    remedy = "Write addresses and networks by commas, like 10.0.0.4,10.1.0.0/16"
    try:
        networks = [ip_network(one) for one in env.words("AGORA_PROXIES") or LOOPBACK.split()]
    except ValueError:
        problem = "is no list of addresses and networks"
        raise Refusal("AGORA_PROXIES", problem, remedy) from None
    if any(network.prefixlen == 0 for network in networks):
        raise Refusal("AGORA_PROXIES", "believes everybody", remedy)
    return networks


def with_proxies(site: Wsgi, networks: list[Network]) -> Wsgi:
    """The site, told the visitor's own address and scheme by peers of `networks` alone."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        for name in UNREAD:
            environ.pop(name, None)
        said = environ.pop(FOR, "")
        peer = _address(environ.get("REMOTE_ADDR", ""))
        if peer is not None and _within(peer, networks):
            environ["REMOTE_ADDR"] = str(visitor(peer, said, networks))
        else:
            environ.pop(PROTO, None)
        return site(environ, start_response)

    return application


def visitor(peer: Address, said: str, networks: list[Network]) -> Address:
    """The rightmost address of `X-Forwarded-For` that is not one of ours.

    Each of ours wrote down whom it heard; left of the first stranger, the stranger wrote.
    """
    found = peer
    for word in reversed(said.split(",")):
        address = _address(word.strip())
        if address is None:
            break
        found = address
        if not _within(address, networks):
            break
    return found


def _address(word: str) -> Address | None:
    try:
        address = ip_address(word)
    except ValueError:
        return None
    # One visitor is one address, whichever way the socket writes it.
    return getattr(address, "ipv4_mapped", None) or address


def _within(address: Address, networks: list[Network]) -> bool:
    return any(address in network for network in networks)
