"""An edge on loopback, as in production: our Caddyfile, and an authority that signs for tests."""

import http.client
import json
import os
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509

from agora.devdb import leashed, let_go
from tests.harness.certificates import self_signed
from tests.harness.ports import free_port, free_ports
from tests.infra.programs import program

TOP = Path(__file__).resolve().parents[2]
CADDYFILE = TOP / "infra" / "caddy" / "Caddyfile"


def wait_for(
    true: Callable[[], bool], *, what: str, log: Path | None = None, patience: float = 60
) -> None:
    """Look every twentieth of a second until it is so; a minute at most, on a busy machine."""
    end = time.monotonic() + patience
    while not true():
        told = log.read_text(errors="replace")[-2_000:] if log else ""
        assert time.monotonic() < end, f"{what}: not after {patience} s. {told}"
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Tell whether somebody listens there."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(command: list[str], env: Mapping[str, str], log: Path) -> Iterator[None]:
    """Run a program for the length of the block; it dies with us."""
    with log.open("wb") as out:
        child = leashed(
            command,
            stop=signal.SIGTERM,
            env={**os.environ, **env},
            cwd=TOP,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield
        finally:
            let_go(child)


@contextmanager
def web(database: str, env: Mapping[str, str], folder: Path) -> Iterator[tuple[int, int]]:
    """Run `agora serve`, one worker; give its public and internal ports."""
    public, internal = free_ports(2)
    own = {
        "AGORA_DATABASE_URL": database,
        "AGORA_SECRET_KEY": secrets.token_urlsafe(50),
        "AGORA_BIND": f"127.0.0.1:{public}",
        "AGORA_INTERNAL_BIND": f"127.0.0.1:{internal}",
        "AGORA_WEB_WORKERS": "1",
        "AGORA_WEB_THREADS": "4",
        "AGORA_GRACE": "5",
        "AGORA_DRAIN": "0",
        "AGORA_DATA_DIR": str(folder),
        "AGORA_STATIC_ROOT": str(folder / "static"),
        "PYTHONPATH": f"{TOP}{os.pathsep}{TOP / 'platform'}",
    }
    agora, whole = [sys.executable, "-m", "agora.cli"], {**own, **env}
    collect = [*agora, "collectstatic", "--noinput", "-v0", "-i", "rest_framework"]
    subprocess.run(collect, env={**os.environ, **whole}, cwd=TOP, check=True)
    log = folder / f"web-{public}.log"
    with running([*agora, "serve"], whole, log):
        ready = f"http://127.0.0.1:{public}/-/ready"
        wait_for(lambda: listens(public) and answers(ready) == 200, what="the site", log=log)
        yield public, internal


def answers(url: str) -> int:
    """Return the status of an answer, 0 if there is none."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


@contextmanager
def authority(
    *, http: int, https: int, resolver: tuple[str, int], folder: Path
) -> Iterator["Authority"]:
    """Run Pebble; it calls back on these two ports, and asks this DNS server."""
    acme, manage = free_ports(2)
    certificate = _own_certificate(folder)
    config = folder / "pebble.json"
    told = {
        "listenAddress": f"127.0.0.1:{acme}",
        "managementListenAddress": f"127.0.0.1:{manage}",
        "certificate": str(certificate),
        "privateKey": str(certificate),
        "httpPort": http,
        "tlsPort": https,
    }
    config.write_text(json.dumps({"pebble": told}))
    command = [str(program("pebble")), "-config", str(config)]
    command += ["-dnsserver", f"{resolver[0]}:{resolver[1]}"]
    log = folder / "pebble.log"
    with running(command, {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"}, log):
        wait_for(lambda: listens(acme) and listens(manage), what="pebble", log=log)
        yield Authority(f"https://127.0.0.1:{acme}/dir", certificate, manage, log)


class Authority:
    """A running Pebble: where it is asked, what it signs with, what it saw."""

    def __init__(self, directory: str, certificate: Path, manage: int, log: Path) -> None:
        self.directory, self.certificate, self.log = directory, certificate, log
        self._manage = manage

    def root(self) -> str:
        """Its root certificate, made anew at each start."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        address = f"https://127.0.0.1:{self._manage}/roots/0"
        with urllib.request.urlopen(address, context=trust, timeout=10) as answer:
            return answer.read().decode()

    def saw(self) -> str:
        """Everything it was asked, in its words."""
        return self.log.read_text()

    def orders(self) -> int:
        """How many certificates were asked for."""
        return self.saw().count("POST /order-plz")


def _own_certificate(folder: Path) -> Path:
    path = folder / "pebble.pem"
    here = x509.IPAddress(ip_address("127.0.0.1"))
    path.write_bytes(self_signed(here, end=datetime.now(UTC) + timedelta(days=1)))
    return path


@contextmanager
def caddy(
    *,
    upstreams: list[int],
    ask: list[int],
    signer: Authority,
    ports: tuple[int, int],
    folder: Path,
    env: Mapping[str, str] | None = None,
) -> Iterator[Path]:
    """Run our Caddyfile on loopback, with this authority; give where it writes its journal.

    Only its probes wait longer than in production: whoever shares its processors is not down.
    """
    (folder / "options").mkdir(exist_ok=True)
    http, https = ports
    options = [f"http_port {http}", f"https_port {https}", "default_bind 127.0.0.1", "admin off"]
    options += [f"acme_ca {signer.directory}", f"acme_ca_root {signer.certificate}", ""]
    (folder / "options" / "test.global").write_text("\n".join(options))
    own = {
        "AGORA_CADDY_INCLUDE": str(folder / "options"),
        "AGORA_CADDY_STORAGE": str(folder / "certificates"),
        "AGORA_UPSTREAMS": " ".join(f"127.0.0.1:{port}" for port in upstreams),
        "AGORA_ASK": " ".join(f"127.0.0.1:{port}" for port in ask),
        "AGORA_ASK_PORT": str(free_port()),
        "HOME": str(folder),
    }
    whole = CADDYFILE.read_text(encoding="utf-8")
    assert whole.count("health_timeout 2s") == 2, "the Caddyfile names its patience no more"
    config = folder / "Caddyfile"
    config.write_text(whole.replace("health_timeout 2s", "health_timeout 20s"), encoding="utf-8")
    command = [str(program("caddy")), "run", "--config", str(config), "--adapter", "caddyfile"]
    log = folder / "caddy.log"
    with running(command, {**own, **(env or {})}, log):
        wait_for(lambda: listens(http) and listens(https), what="caddy", log=log)
        yield log


class Visitor:
    """A browser that speaks to this edge under any name, and believes one authority."""

    def __init__(self, root: str, ports: tuple[int, int]) -> None:
        self.trust = ssl.create_default_context(cadata=root)
        self.http_port, self.https_port = ports

    def get(self, host: str, path: str = "/") -> tuple[http.client.HTTPResponse, str, list[str]]:
        """Return the answer, its page, and the names of the certificate."""
        with self.reaching(host) as line:
            line.request("GET", path)
            answer = line.getresponse()
            names = [name for _kind, name in line.sock.getpeercert()["subjectAltName"]]
            return answer, answer.read().decode(), names

    @contextmanager
    def reaching(self, host: str) -> Iterator[http.client.HTTPSConnection]:
        """Speak to the edge in the name of a host."""
        line = http.client.HTTPSConnection(host, context=self.trust, timeout=20)
        line._create_connection = lambda _place, *rest: socket.create_connection(  # type: ignore[attr-defined]
            ("127.0.0.1", self.https_port), *rest
        )
        try:
            yield line
        finally:
            line.close()

    def is_refused(self, host: str) -> bool:
        """Tell whether the handshake fails, whatever one would believe."""
        anybody = ssl._create_unverified_context()
        with socket.create_connection(("127.0.0.1", self.https_port), timeout=20) as line:
            try:
                anybody.wrap_socket(line, server_hostname=host).close()
            except (ssl.SSLError, ConnectionResetError):
                return True
        return False

    def plain(self, host: str, path: str) -> http.client.HTTPResponse:
        """Ask on the port without encryption."""
        line = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=20)
        line.request("GET", path, headers={"Host": host})
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer
