"""Watching one server: Debian's own programs measure what the rules name, and write a letter."""

import email
import getpass
import os
import re
import signal
import threading
import urllib.request
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from agora.cli.roles import let_watch
from agora.devdb import Params, leashed, let_go
from tests.harness.ports import free_ports
from tests.infra import compose, units
from tests.infra.alerts import EXPORTERS, RULES, TOP, alerts, selectors
from tests.infra.edge import listens, wait_for
from tests.infra.programs import program
from tests.infra.units import SERVING

FOLDER = TOP / "infra" / "prometheus"
TEXTS = Path("/usr/share/prometheus/alertmanager")
PATIENCE = 120  # seconds, on a machine that does much else


@pytest.fixture
def start():
    """Start programs; they end with the test."""
    children = []

    def begin(name, *words, cwd="/", **environment):
        env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **environment}
        path = name if "/" in name else str(program(name))
        children.append(leashed([path, *words], stop=signal.SIGTERM, env=env, cwd=cwd))

    yield begin
    for child in reversed(children):
        let_go(child)


def page(port):
    """The figures on a port, once it answers."""
    wait_for(lambda: listens(port), what=f"port {port}", patience=PATIENCE)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE) as answer:
        return answer.read().decode()


def words_of(name):
    """What `/etc/default` gives a program of Debian: its arguments, and the rest by name."""
    lines = (FOLDER / "default" / name).read_text(encoding="utf-8").splitlines()
    given = dict(line.partition("=")[::2] for line in lines)
    given = {key: value.strip('"') for key, value in given.items()}
    return given.pop("ARGS").split(), given


def teller(folder):
    """Debian's Alertmanager, and where it must be started.

    It reads its texts below /usr/share. Where `.ci/tools` only unpacked the package, they are
    elsewhere: a copy of the program looks for them in the folder where it is started.
    """
    found = program("prometheus-alertmanager")
    if TEXTS.exists():
        return str(found), "/"
    root = TOP / "build" / "tools" / "prometheus-alertmanager" / "root"
    place = str(TEXTS).encode()
    whole = (root / "usr/bin/prometheus-alertmanager").read_bytes()
    assert whole.count(place) > 0
    copy = folder / "alertmanager"
    copy.write_bytes(whole.replace(place, b"." + b"/" * (len(place) - 1)))
    copy.chmod(0o755)
    return str(copy), str(root / TEXTS.relative_to("/"))


def moved(words, port, then):
    return [word.replace(f"127.0.0.1:{port}", f"127.0.0.1:{then}") for word in words]


def test_the_exporters_measure_what_the_rules_name(start, database):
    let_watch(Params(**database).url(), getpass.getuser())
    here = {
        "user=prometheus": f"user={getpass.getuser()}",
        "host=/var/run/postgresql": f"host={database['host']} port={database['port']}",
    }
    texts = ""
    for name, port, then in zip(
        ("prometheus-node-exporter", "prometheus-postgres-exporter"),
        (9100, 9187),
        free_ports(2),
        strict=True,
    ):
        words, given = words_of(name)
        for said, meant in here.items():
            given = {key: value.replace(said, meant) for key, value in given.items()}
        start(name, *moved(words, port, then), **given)
        texts += page(then)

    found = {}
    for name, labels in re.findall(r"^(\w+)(?:\{(.*)\})? ", texts, re.M):
        found.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
    named = [one for _file, rule in alerts() for one in selectors(rule["expr"])]
    wanted = {name: asked for name, asked in named if name.startswith(("pg_", "node_"))}
    assert len(wanted) >= 7
    assert set(wanted) <= set(EXPORTERS)
    assert {name: labels for name, labels in wanted.items() if not labels <= found[name]} == {}
    assert re.search(r"^pg_up 1$", texts, re.M)
    assert re.search(r'^pg_stat_activity_count\{.*state="active".*\} [1-9]', texts, re.M)


class Process(BaseHTTPRequestHandler):
    """A process of ours, for Prometheus: it is there."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'agora_release{version="1"} 1\n')

    def log_message(self, *_words):
        pass


class Box:
    """A mail server that knows who sends."""

    def __init__(self):
        self.letters, self.entered = [], set()

    def enter(self, _server, _session, _envelope, _mechanism, said):
        self.entered.add((said.login.decode(), said.password.decode()))
        return AuthResult(success=True)

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def letter(self, number):
        wait_for(lambda: len(self.letters) >= number, what="letter", patience=PATIENCE)
        return self.letters[number - 1]


@pytest.fixture
def box():
    box = Box()
    [port] = free_ports(1)
    server = Controller(
        box,
        hostname="127.0.0.1",
        port=port,
        authenticator=box.enter,
        auth_require_tls=False,
        auth_exclude_mechanism=["LOGIN"],
    )
    server.start()
    box.place = f"127.0.0.1:{port}"
    yield box
    server.stop()


def words_in(letter):
    """The text of a letter, which has nothing else."""
    [part] = letter.iter_parts()
    assert part.get_content_type() == "text/plain"
    return part.get_content().replace("\r\n", "\n")


def quicker(text, changes):
    for pattern, then in changes.items():
        text, times = re.subn(pattern, then, text)
        assert times, pattern
    return text


def test_a_silent_process_becomes_a_letter_and_its_return_another(start, box, tmp_path):
    """The files as they are installed, but for ports, folders and patience."""
    web, judge, letters = free_ports(3)
    (tmp_path / "rules").mkdir()
    rules = {r"(?m)^( +for:) \w+$": r"\1 0s"}
    (tmp_path / "rules" / "service.yaml").write_text(
        quicker((RULES / "service.yaml").read_text(encoding="utf-8"), rules)
    )
    told = {
        r"/srv/agora/helm/agora/files": str(tmp_path),
        r"127\.0\.0\.1:9093": f"127.0.0.1:{letters}",
        r"127\.0\.0\.1:8011": f"127.0.0.1:{web}",
        r"_interval: 30s": "_interval: 1s",
    }
    asked = yaml.safe_load(quicker((FOLDER / "prometheus.yml").read_text(encoding="utf-8"), told))
    asked["scrape_configs"] = asked["scrape_configs"][:1]
    asked["scrape_configs"][0]["static_configs"] = [{"targets": [f"127.0.0.1:{web}"]}]
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump(asked))
    wanted = {
        r"courrier\.example:587": box.place,
        r"(?m)^global:": "global:\n  smtp_require_tls: false",
        r"group_wait: \w+": "group_wait: 0s",
        r"group_interval: \w+": "group_interval: 1s",
    }
    (tmp_path / "alertmanager.yml").write_text(
        quicker((FOLDER / "alertmanager.yml").read_text(encoding="utf-8"), wanted)
    )
    words, _given = words_of("prometheus-alertmanager")
    path, place = teller(tmp_path)
    start(
        path,
        *moved(words, 9093, letters),
        f"--config.file={tmp_path}/alertmanager.yml",
        f"--storage.path={tmp_path}/alerts",
        cwd=place,
    )
    page(letters)
    words, _given = words_of("prometheus")
    start(
        "prometheus",
        *moved(words, 9090, judge),
        f"--config.file={tmp_path}/prometheus.yml",
        f"--storage.tsdb.path={tmp_path}/figures",
    )

    letter = box.letter(1)
    body = words_in(letter)
    assert letter["To"] == "vous@participer.example"
    assert letter["Subject"].startswith("Alerte : ")
    assert box.entered == {("alertes@participer.example", "a-remplacer")}
    leads = re.search(r"Que faire : /srv/agora/(infra/runbooks/agora-[a-z-]+\.md)\n", body)
    assert (TOP / leads[1]).is_file()

    process = ThreadingHTTPServer(("127.0.0.1", web), Process)
    threading.Thread(target=process.serve_forever, args=(0.05,), daemon=True).start()
    try:
        seen = 0
        while True:
            seen += 1
            letter = box.letter(seen)
            if letter["Subject"].startswith("Fin d’alerte : "):
                break
    finally:
        process.shutdown()
        process.server_close()
    assert "Terminé : " in words_in(letter)
    assert "jusqu’au" in words_in(letter)


def test_prometheus_asks_every_process_of_the_units_at_its_door():
    asked = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    targets = {
        target
        for job in asked["scrape_configs"]
        if job["job_name"].startswith("agora-")
        for one in job["static_configs"]
        for target in one["targets"]
    }
    doors = [units.workload(unit).environment["AGORA_INTERNAL_BIND"] for unit in SERVING]

    assert len(set(doors)) == len(SERVING)
    assert targets == set(doors)


def test_prometheus_asks_every_process_of_the_containers():
    asked = yaml.safe_load((compose.FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    targets = {
        target.partition(":")[0]
        for job in asked["scrape_configs"]
        for one in job["static_configs"]
        for target in one["targets"]
    }
    serving = {name for name in compose.ours() if compose.workload(name).serves}
    figures = {name for name in compose.services() if name.endswith("-figures")}

    assert len(figures) == 2
    assert targets == serving | figures


def test_no_program_that_watches_listens_beyond_the_machine():
    for path in (FOLDER / "default").iterdir():
        words, _given = words_of(path.name)
        assert [word for word in words if word.startswith("--web.listen-address=127.0.0.1:")], path
    assert "--cluster.listen-address=" in words_of("prometheus-alertmanager")[0]
