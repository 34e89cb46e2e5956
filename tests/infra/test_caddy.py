"""Our Caddyfile, in front of small web servers that tell what reached them."""

import json
import subprocess
import threading
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.harness.ports import free_ports
from tests.harness.zones import Zones, answering
from tests.infra import edge
from tests.infra.programs import program

HOST = "participez.ville.example"


class Web(ThreadingHTTPServer):
    """Answers what it was asked, in JSON; dies when told, before or after it heard."""

    daemon_threads = True

    def __init__(self, port):
        self.heard, self.drops = [], set()
        super().__init__(("127.0.0.1", port), Echo)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def die(self):
        self.shutdown()
        self.server_close()


class Echo(BaseHTTPRequestHandler):
    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        kept = len(self.rfile.read(length))
        self.server.heard.append((self.command, self.path))
        if self.path in self.server.drops:
            self.close_connection = True
            return
        told = json.dumps({"headers": dict(self.headers), "path": self.path, "length": kept})
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write(told.encode())

    do_POST = do_GET

    def log_message(self, *words):
        pass


@contextmanager
def edge_before(count, folder):
    zones = Zones()
    zones.write(f"{HOST}. 60 IN A 127.0.0.1")
    ports, doors = tuple(free_ports(2)), free_ports(count)
    webs = free_ports(count)
    with ExitStack() as stack:
        resolver = stack.enter_context(answering(zones))
        servers = [Web(port) for port in webs]
        asked = [Web(port) for port in doors]
        signer = stack.enter_context(
            edge.authority(http=ports[0], https=ports[1], resolver=resolver, folder=folder)
        )
        journal = stack.enter_context(
            edge.caddy(
                upstreams=webs,
                ask=doors,
                signer=signer,
                ports=ports,
                folder=folder,
            )
        )
        visitor = edge.Visitor(signer.root(), ports)
        visitor.webs, visitor.journal, visitor.asked = servers, journal, asked
        try:
            yield visitor
        finally:
            for server in (*servers, *asked):
                server.die()


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    with edge_before(2, tmp_path_factory.mktemp("caddy")) as found:
        yield found


def ask(visitor, path, *, method="GET", body=None, **headers):
    with visitor.reaching(HOST) as line:
        line.request(method, path, body, {key.replace("_", "-"): v for key, v in headers.items()})
        answer = line.getresponse()
        return answer, answer.read().decode()


def test_the_file_is_valid_and_in_shape():
    command = [str(program("caddy")), "validate", "--adapter", "caddyfile", "--config"]
    valid = subprocess.run([*command, str(edge.CADDYFILE)], capture_output=True, text=True)
    assert valid.returncode == 0, valid.stderr
    assert "deprecated" not in valid.stderr.lower()

    shaped = subprocess.run(
        [str(program("caddy")), "fmt", str(edge.CADDYFILE)], capture_output=True, text=True
    )
    assert shaped.stdout == edge.CADDYFILE.read_text(encoding="utf-8")


def test_the_site_is_told_who_comes_by_us_alone(visitor):
    answer, page = ask(
        visitor,
        "/",
        X_Forwarded_For="203.0.113.9",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Proto="http",
        X_Real_IP="203.0.113.9",
        Forwarded="for=203.0.113.9",
        X_Request_ID="forged",
    )

    headers = json.loads(page)["headers"]
    assert headers["Host"] == HOST
    assert headers["X-Forwarded-For"] == "127.0.0.1"
    assert (headers["X-Forwarded-Proto"], headers["X-Forwarded-Host"]) == ("https", HOST)
    assert {"X-Real-Ip", "Forwarded"} & set(headers) == set()
    assert headers["X-Request-Id"] == answer.headers["X-Request-ID"]
    assert len(headers["X-Request-Id"]) == 36
    assert "203.0.113.9" not in page
    assert "Strict-Transport-Security" not in answer.headers  # the site's own setting


@pytest.mark.parametrize(
    "path",
    ["/-/metrics", "/-/ask?domain=a.fr", "//-/metrics", "/%2D/metrics", "/-/live", "/a/../-/live"],
)
def test_what_is_for_our_own_machines_is_refused_at_the_door(visitor, path):
    answer, page = ask(visitor, path)

    assert answer.status == 404
    assert "Cette page n’existe pas" in page
    heard = {path for web in visitor.webs for _method, path in web.heard}
    assert {path for path in heard if "-/" in path} <= {"/-/ready"}  # the edge's own question


def announced(visitor, path, length):
    """Announce a body of so many bytes, and send none of it."""
    with visitor.reaching(HOST) as line:
        line.putrequest("POST", path)
        line.putheader("Content-Length", str(length))
        line.endheaders()
        answer = line.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.parametrize("length", [70_000_000, 99_999_999, 100_000_000, 10**15])
def test_a_heavy_request_is_refused_in_words_before_it_is_sent(visitor, length):
    status, page = announced(visitor, "/lourd/", length)

    assert status == 413
    assert "trop lourd" in page
    assert ("POST", "/lourd/") not in [one for web in visitor.webs for one in web.heard]
    assert ask(visitor, "/")[0].status == 200  # and nobody else pays for it


@pytest.mark.parametrize("length", [0, 1, 999_999, 1_000_000, 3_000_000])
def test_what_is_sent_arrives_whole(visitor, length):
    _answer, page = ask(visitor, "/idees/nouvelle/", method="POST", body=b"x" * length)

    assert json.loads(page)["length"] == length


def test_the_journal_counts_and_names_nobody(visitor):
    ask(visitor, "/concertations/?q=canari-cherche", Cookie="agora_session=canari-session")

    edge.wait_for(lambda: '"/concertations/"' in visitor.journal.read_text(), what="the journal")
    journal = visitor.journal.read_text()
    line = next(json.loads(one) for one in journal.splitlines() if '"/concertations/"' in one)
    assert (line["request"]["host"], line["status"]) == (HOST, 200)
    assert line["duration"] > 0
    for planted in ("canari-cherche", "canari-session", "remote_ip", "remote_port", "client_ip"):
        assert planted not in journal


def test_what_was_heard_is_repeated_only_if_it_is_a_question(visitor):
    for web in visitor.webs:
        web.drops |= {"/lire/", "/ecrire/"}
        web.heard.clear()

    read, page = ask(visitor, "/lire/")
    written, _page = ask(visitor, "/ecrire/", method="POST", body=b"a=1")

    heard = [one for web in visitor.webs for one in web.heard]
    assert heard.count(("GET", "/lire/")) > 1
    assert heard.count(("POST", "/ecrire/")) == 1
    assert (read.status, written.status) == (503, 503)
    assert read.headers["Retry-After"] == written.headers["Retry-After"] == "30"
    assert "momentanément indisponible" in page
    assert written.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_web_server_that_dies_costs_nothing_more_and_the_last_one_a_clear_page(tmp_path):
    with edge_before(2, tmp_path) as visitor:
        assert ask(visitor, "/")[0].status == 200
        first, last = visitor.webs
        first.die()
        for _time in range(20):
            assert ask(visitor, "/")[0].status == 200
            assert ask(visitor, "/", method="POST", body=b"a=1")[0].status == 200

        last.die()
        answer, page = ask(visitor, "/", method="POST", body=b"a=1")

    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert "Merci de réessayer dans une minute." in page


def test_a_certificate_is_asked_of_whichever_web_server_is_there(tmp_path):
    with edge_before(2, tmp_path) as visitor:
        first, last = visitor.asked
        first.die()

        assert ask(visitor, "/")[0].status == 200

    assert ("GET", f"/-/ask?domain={HOST}") in last.heard
