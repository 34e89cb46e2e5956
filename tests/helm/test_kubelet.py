"""Every workload of the chart really runs: its command, its variables, its files, its probes.

One example in `make test`; `make fuzz` adds one with every secret, its files in object storage,
installed on an empty database.
"""

import os
import random
import string
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

import psycopg
import pytest

from agora.context import APP_LOGIN
from agora.context.roles import OWNER, prepare_database
from agora.devdb import MAJOR, _installation
from tests.harness import cluster
from tests.helm import kubelet, render
from tests.infra.programs import find

pytestmark = pytest.mark.slow
BINARIES = Path(sys.executable).parent
SLOW_MACHINE = 4  # a node has its processors to itself; here eight share two
DATABASE = f"agora_kubelet_{os.getpid()}"  # workers share the server
STAYS = ("web", "scheduler", "worker-")


def key(length, signs=string.ascii_letters + string.digits):
    """Something as hard to guess as a start demands."""
    return "".join(random.Random(7).choices(signs, k=length))


def addresses(server, database):
    """The two addresses of the database."""
    return [server.url(user=login, dbname=database) for login in (APP_LOGIN, OWNER)]


def node_of(example, server, database, folder, **told):
    """A node for an example, with the secrets an operator would have made."""
    application, owner = addresses(server, database)
    secrets = {
        "agora": {
            "secret-key": key(64),
            "database-url": application,
            "smtp-url": "smtp+tls://agora:hush@127.0.0.1:9",
            "stripe-key": f"sk_live_{key(24)}",
            "stripe-webhook-secret": f"whsec_{key(32)}",
            "sentry-dsn": "http://public@127.0.0.1:9/1",
            "blueprint-seeds": key(64, "0123456789abcdef"),
            "aws-credentials": "[default]\naws_access_key_id=k\naws_secret_access_key=s\n",
        },
        "agora-owner": {"owner-database-url": owner},
    }
    (folder / "static").mkdir(parents=True)
    # The programs of the image are as new as the server; here, they are the server's own.
    programs = [str(_installation(MAJOR, as_nobody=os.geteuid() == 0) / "bin")]
    programs += {str(path.parent) for name in ("psql",) if (path := find(name))}
    return kubelet.Node(
        things=list(render.example(example)),
        folder=folder,
        secrets=secrets,
        image=kubelet.programs(BINARIES, folder / "static"),
        path=os.pathsep.join([str(BINARIES), *programs, os.defpath]),
        **told,
    )


@pytest.fixture
def stage(server, tmp_path):
    """Make nodes; end whatever runs on them."""
    nodes, made = [], []

    def make(example, database, *, empty=False, **told):
        if empty:
            with cluster.admin(server) as admin:
                admin.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
                admin.execute(f"CREATE DATABASE {database}")
            with cluster.admin(server, database) as admin:
                prepare_database(admin)
        else:
            cluster.make_database(server, database)
        made.append(database)
        nodes.append(Stage(node_of(example, server, database, tmp_path / database, **told)))
        return nodes[-1]

    yield make
    for one in nodes:
        for pod in one.pods.values():
            pod.kill()
    for database in made:
        with cluster.admin(server) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


class Stage:
    """All pods of an example on one node."""

    def __init__(self, node):
        self.node = node
        found = kubelet.by_component(node.things)
        self.pods = {name: node.pod(thing) for name, thing in found.items()}
        self.stay = [pod for name, pod in self.pods.items() if name.startswith(STAYS)]

    def finishes(self, name, seconds=600):
        """A job runs to its end without a fault."""
        assert self.pods[name].run(seconds) == 0, f"{name}:\n{self.pods[name].words()}"

    def live(self):
        """The whole life of an installation."""
        self.finishes("release")
        for pod in self.stay:
            pod.begin()
        for pod in self.stay:
            pod.passes("startupProbe", SLOW_MACHINE)
            pod.passes("readinessProbe", SLOW_MACHINE)
            assert pod.asks("livenessProbe"), pod.words()
        self.finishes("check")
        self.finishes("test")

    def names(self):
        """Of the processes that stay."""
        return [pod.name for pod in self.stay]

    def stop(self):
        """TERM to all at once; each ends in its time, and says that all is well."""
        with ThreadPoolExecutor(len(self.stay)) as crowd:
            list(crowd.map(lambda pod: pod.told_to_stop(), self.stay))
            return dict(zip(self.names(), crowd.map(ended, self.stay), strict=True))


def ended(pod):
    """The exit code of a pod that was told to stop."""
    return pod.ended()


def figures_of(stage, pod):
    """What Prometheus reads, through the service and port that the monitor names."""
    port = stage.node.port(pod.name, 8001)
    with urlopen(f"http://127.0.0.1:{port}/-/metrics", timeout=10) as answer:
        return answer.status


def test_all_that_one_machine_runs_starts_answers_and_stops(stage, server):
    one = stage("one-machine", DATABASE)

    one.live()
    assert [figures_of(one, pod) for pod in one.stay] == [200] * 4
    site = one.node.port("Deployment/agora-web", 8000)
    asked = Request(f"http://127.0.0.1:{site}/-/metrics")
    with pytest.raises(OSError, match="404"):
        urlopen(asked, timeout=10)

    backed_up(one, server, DATABASE)
    assert one.stop() == dict.fromkeys(one.names(), 0)


def backed_up(one, server, database):
    """Backup and proof run to their end, the proof in the database an administrator lends."""
    one.finishes("backup")
    with cluster.admin(server) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {database}_proof WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {database}_proof OWNER {OWNER}")
    try:
        one.finishes("proof")
    finally:
        with cluster.admin(server) as admin:
            admin.execute(f"DROP DATABASE {database}_proof WITH (FORCE)")


def test_a_pod_that_lacks_a_secret_does_not_start(stage):
    one = stage("one-machine", DATABASE)
    pod = one.pods["worker-ops"]
    (pod.volumes["secrets"] / "secret-key").write_text("demo" * 20, encoding="utf-8")

    assert pod.run(120) == 78
    assert "AGORA_SECRET_KEY" in pod.words()


@pytest.mark.fuzz
def test_all_that_a_large_provider_runs_starts_on_an_empty_database(stage, server, tmp_path):
    moto = pytest.importorskip("moto.server")
    storage = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    storage.start()
    host, port = storage.get_host_and_port()
    try:
        for bucket in ("agora-files", "agora-backups"):
            with urlopen(Request(f"http://{host}:{port}/{bucket}", method="PUT"), timeout=10):
                pass
        one = stage(
            "large-provider",
            DATABASE,
            empty=True,
            addresses={"https://s3.agora.example": f"http://{host}:{port}"},
        )
        one.live()
        with psycopg.connect(
            host=server.host, port=server.port, user=server.user, dbname=DATABASE
        ) as admin:
            (number,) = admin.execute("SELECT max(number) FROM tenants_release").fetchone()
        assert number >= 1
        backed_up(one, server, DATABASE)
        assert one.stop() == dict.fromkeys(one.names(), 0)
    finally:
        storage.stop()
