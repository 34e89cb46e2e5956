"""A DNS server on loopback, over real UDP, whose zones a test writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from dnslib import QTYPE, RCODE, RR, DNSRecord
from dnslib.server import BaseResolver, DNSLogger, DNSServer


class Zones(BaseResolver):
    """Records in the words of a zone file; names in `broken` get SERVFAIL."""

    def __init__(self) -> None:
        self.records: list[RR] = []
        self.broken: set[str] = set()
        self.asked: list[tuple[str, str]] = []

    def write(self, *lines: str) -> None:
        """Add lines such as `participez.ville.fr. 60 IN CNAME edge.agora.test.`."""
        for line in lines:
            self.records += RR.fromZone(line)

    def forget(self, name: str) -> None:
        """Drop every record of a name."""
        self.records = [one for one in self.records if str(one.rname).rstrip(".") != name]

    def resolve(self, request: DNSRecord, handler: object) -> DNSRecord:
        """Answer with the records of the name, aliases followed."""
        reply = request.reply()
        name, kind = str(request.q.qname).lower().rstrip("."), QTYPE[request.q.qtype]
        self.asked.append((name, kind))
        if name in self.broken:
            reply.header.rcode = RCODE.SERVFAIL
            return reply
        for _step in range(8):
            mine = [one for one in self.records if str(one.rname).lower().rstrip(".") == name]
            if not mine:
                below = any(str(one.rname).lower().endswith(f".{name}.") for one in self.records)
                reply.header.rcode = RCODE.NOERROR if below else RCODE.NXDOMAIN
                break
            found = [one for one in mine if QTYPE[one.rtype] in (kind, "CNAME")]
            for one in found:
                reply.add_answer(one)
            alias = next((one for one in found if QTYPE[one.rtype] == "CNAME"), None)
            if alias is None or kind == "CNAME":
                break
            name = str(alias.rdata).lower().rstrip(".")
        return reply


@contextmanager
def answering(zones: Zones) -> Iterator[tuple[str, int]]:
    """Answer on a free port for the length of the block; give the address and the port."""
    silent = DNSLogger(logf=lambda _line: None)
    server = DNSServer(zones, address="127.0.0.1", port=0, logger=silent)
    server.start_thread()
    try:
        yield "127.0.0.1", server.server.server_address[1]
    finally:
        server.stop()
        server.server.server_close()
