"""What the DNS says: the only reader of zones. Questions may take five seconds each: in jobs alone.

`Silent` is raised when nobody answered, which proves nothing, neither for nor against.
"""

from collections.abc import Iterator

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver
from django.conf import settings

SECONDS = 5.0


class Silent(Exception):
    """The servers of a zone did not answer, or answered that they cannot."""


def texts(name: str) -> list[str]:
    """Return the TXT records of a name, each in one piece."""
    return [b"".join(record.strings).decode("utf-8", "replace") for record in _records(name, "TXT")]


def addresses(name: str) -> set[str]:
    """Return the addresses of a name, of both kinds, its aliases followed."""
    return {record.to_text() for kind in ("A", "AAAA") for record in _records(name, kind)}


def is_alias_of(name: str, target: str) -> bool:
    """Tell whether a name is a CNAME of the target, directly or not."""
    wanted = dns.name.from_text(target)
    try:
        answer = _resolver().resolve(dns.name.from_text(name), "A", raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN as gone:
        # The alias may be there and lead to a name that is not, yet.
        chains = [one.canonical_name for one in (gone.kwargs.get("responses") or {}).values()]
        return wanted in [chain() for chain in chains]
    except dns.exception.DNSException as error:
        raise Silent(name) from error
    steps = answer.chaining_result.cnames
    return any(record.target == wanted for step in steps for record in step)


def authorities(name: str) -> list[str]:
    """Return who may issue certificates for a name: CAA records, read up the tree; [] = anybody.

    A zone that forbids every authority writes ";", given back as an empty name.
    """
    for one in _upwards(name):
        if records := _records(one, "CAA"):
            return [
                record.value.decode("ascii", "replace").partition(";")[0].strip().lower()
                for record in records
                if record.tag.lower() == b"issue"
            ]
    return []


def _upwards(name: str) -> Iterator[str]:
    labels = name.split(".")
    for start in range(len(labels)):
        yield ".".join(labels[start:])


def _records(name: str, kind: str) -> list[dns.rdatatype.RdataType]:
    try:
        answer = _resolver().resolve(dns.name.from_text(name), kind, raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN:
        return []
    except dns.exception.DNSException as error:
        raise Silent(name) from error
    return list(answer.rrset or ())


def _resolver() -> dns.resolver.Resolver:
    server = settings.EDGE.resolver
    found = dns.resolver.Resolver(configure=server is None)
    if server is not None:
        found.nameservers, found.port = [server[0]], server[1]
    found.lifetime = SECONDS
    found.timeout = SECONDS / 2
    return found
