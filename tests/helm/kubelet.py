"""A node for the poor: the commands of the chart, as local processes, with what a node would add.

What it changes is what a node provides, and nothing else: where volumes are mounted, which port of
the machine a port of a pod is, and to what address the name of a service leads. Command, arguments,
variables, files of secrets, probes, the time to stop are taken as the chart says them.
"""

import http.client
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.harness.ports import free_port
from tests.helm.things import (
    Thing,
    called,
    component,
    environment,
    of_kind,
    selects,
    template,
)

SERVICE = re.compile(r"http://([a-z0-9-]+):(\d+)")


@dataclass
class Node:
    """A machine with the secrets of the installation, and room for the volumes of its pods.

    `image` says which programs and folders the image would hold: words of a command, and paths.
    """

    things: list[Thing]
    folder: Path
    secrets: dict[str, dict[str, str]]
    image: dict[str, str]
    path: str
    addresses: dict[str, str] = field(default_factory=dict)
    ports: dict[str, dict[int, int]] = field(default_factory=dict)

    def pod(self, thing: Thing) -> "Pod":
        """The pod of a Deployment, a job, or the pod itself."""
        return Pod(self, thing)

    def port(self, who: str, number: int) -> int:
        """Which port of this machine is that of a pod."""
        mine = self.ports.setdefault(who, {})
        return mine.setdefault(number, mine.get(number) or free_port())

    def service(self, name: str, port: int) -> int:
        """Follow a service to the port of a pod behind it, as its selector and ports say."""
        (service,) = [
            one for one in of_kind(self.things, "Service") if one["metadata"]["name"] == name
        ]
        (entry,) = [one for one in service["spec"]["ports"] if one["port"] == port]
        for thing in of_kind(self.things, "Deployment"):
            pod = template(thing)
            if selects(service["spec"]["selector"], pod["metadata"]["labels"]):
                (named,) = [
                    one["containerPort"]
                    for one in pod["spec"]["containers"][0]["ports"]
                    if one["name"] == entry["targetPort"]
                ]
                return self.port(called(thing), named)
        raise LookupError(f"nothing is behind the service {name}")


class Pod:
    """One pod: its volumes laid out, its containers ready to run."""

    def __init__(self, node: Node, thing: Thing) -> None:
        self.node, self.thing = node, thing
        self.name = called(thing)
        self.spec = template(thing)["spec"]
        self.home = node.folder / self.name.replace("/", "-")
        self.home.mkdir(parents=True, exist_ok=True)
        self.maps = {
            one["metadata"]["name"]: one["data"] for one in of_kind(node.things, "ConfigMap")
        }
        self.volumes = {one["name"]: self._volume(one) for one in self.spec["volumes"]}
        self.log = self.home / "log"
        self.child: subprocess.Popen[bytes] | None = None

    def _volume(self, volume: Thing) -> Path:
        if claim := volume.get("persistentVolumeClaim"):
            place = self.node.folder / "claims" / claim["claimName"]
        else:
            place = self.home / volume["name"]
        place.mkdir(parents=True, exist_ok=True)
        for source in volume.get("projected", {}).get("sources", []):
            held = self.node.secrets[source["secret"]["name"]]
            for item in source["secret"]["items"]:
                (place / item["path"]).write_text(held[item["key"]], encoding="utf-8")
        return place

    def told(self, container: Thing) -> dict[str, str]:
        """The environment of a container on this machine; nothing of our own gets in."""
        rendered = environment(container, self.maps)
        env = {name: self._here(value, container) for name, value in rendered.items()}
        env["PATH"] = self.node.path
        (scratch,) = [
            mount["name"] for mount in container["volumeMounts"] if mount["mountPath"] == "/tmp"
        ]
        return env | {"TMPDIR": str(self.volumes[scratch]), "HOME": "/nonexistent"}

    def _here(self, value: str, container: Thing) -> str:
        """A value with places and ports of this machine."""
        for address, local in self.node.addresses.items():
            value = value.replace(address, local)
        if match := re.fullmatch(r"0\.0\.0\.0:(\d+)", value):
            return f"127.0.0.1:{self.node.port(self.name, int(match[1]))}"
        for mount in sorted(container["volumeMounts"], key=lambda one: -len(one["mountPath"])):
            if value == mount["mountPath"] or value.startswith(f"{mount['mountPath']}/"):
                return str(self.volumes[mount["name"]]) + value[len(mount["mountPath"]) :]
        return self.node.image.get(value, value)

    def command(self, container: Thing) -> list[str]:
        """What is run: programs of the image, and services by their local addresses."""
        words = [*container["command"], *container.get("args", [])]
        return [
            self.node.image.get(words[0], words[0]),
            *(self._here(SERVICE.sub(self._service, word), container) for word in words[1:]),
        ]

    def _service(self, match: "re.Match[str]") -> str:
        return f"http://127.0.0.1:{self.node.service(match[1], int(match[2]))}"

    def begin(self) -> None:
        """Start the container; the kubelet would have run those before it to their end."""
        self._before()
        (container,) = self.spec["containers"]
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                self.command(container),
                env=self.told(container),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _before(self) -> None:
        for container in self.spec.get("initContainers", []):
            code = self._to_the_end(container, 120)
            assert code == 0, f"{self.name}/{container['name']}: {code}\n{self.words()}"

    def run(self, seconds: float) -> int:
        """Run a job to its end; its exit code."""
        self._before()
        (container,) = self.spec["containers"]
        return self._to_the_end(container, seconds)

    def _to_the_end(self, container: Thing, seconds: float) -> int:
        with self.log.open("ab") as log:
            return subprocess.run(
                self.command(container),
                env=self.told(container),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            ).returncode

    def asks(self, probe: str) -> bool:
        """One question, as the chart writes it."""
        (container,) = self.spec["containers"]
        asked = container[probe]["httpGet"]
        (number,) = [
            one["containerPort"] for one in container["ports"] if one["name"] == asked["port"]
        ]
        place = self.node.port(self.name, number)
        line = http.client.HTTPConnection(
            "127.0.0.1", place, timeout=container[probe]["timeoutSeconds"]
        )
        try:
            line.request("GET", asked["path"])
            return 200 <= line.getresponse().status < 400
        except OSError:
            return False
        finally:
            line.close()

    def passes(self, probe: str, patience: float = 1) -> None:
        """Ask at its own pace until it says yes, as often as the chart allows.

        `patience` stretches the pace for a machine with many others on it.
        """
        (container,) = self.spec["containers"]
        asked: dict[str, Any] = container[probe]
        limit = time.monotonic() + asked["periodSeconds"] * asked["failureThreshold"] * patience
        while not self.asks(probe):
            assert self.child is not None and self.child.poll() is None, (
                f"{self.name} ended:\n{self.words()}"
            )
            assert time.monotonic() < limit, f"{self.name} fails its {probe}:\n{self.words()}"
            time.sleep(0.2)

    def told_to_stop(self) -> None:
        """What comes before TERM, then TERM; `ended` waits."""
        assert self.child is not None
        hooks = self.spec["containers"][0].get("lifecycle", {})
        if before := hooks.get("preStop"):
            subprocess.run(before["exec"]["command"], check=True)
        self.child.send_signal(signal.SIGTERM)

    def ended(self) -> int:
        """The exit code; a process that is not gone in the time the chart gives is a failure."""
        assert self.child is not None
        return self.child.wait(self.spec["terminationGracePeriodSeconds"])

    def kill(self) -> None:
        """Leave nothing behind."""
        if self.child and self.child.poll() is None:
            self.child.kill()
            self.child.wait()

    def words(self) -> str:
        """The last it said."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return text[-3000:]


def programs(binaries: Path, static: Path) -> dict[str, str]:
    """What our image holds: this checkout's programs, and its collected files."""
    return {"agora": str(binaries / "agora"), "python": sys.executable, "/app/static": str(static)}


def by_component(things: list[Thing]) -> dict[str, Thing]:
    """What starts a pod, by the name of the process."""
    kinds = ("Deployment", "Job", "CronJob", "Pod")
    return {component(one): one for one in of_kind(things, *kinds)}
