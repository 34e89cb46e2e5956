"""What holds for every pod of the chart: who it is, what it may, how it is asked and stopped."""

from collections.abc import Callable, Iterator

from tests.helm.things import (
    SECRETS,
    Thing,
    called,
    component,
    containers,
    of_kind,
    pods,
    settings,
    template,
)

Rule = Callable[[list[Thing]], Iterator[str]]

USER = 10001
TEMPORARY = ("/tmp", "/dev/shm")

RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Add a rule to the list."""
    RULES.append(function)
    return function


@rule
def images(things: list[Thing]) -> Iterator[str]:
    """By digest, or by a tag that stays what it is."""
    for where, one in containers(things):
        if "@sha256:" not in one["image"]:
            tag = one["image"].rpartition("/")[2].partition(":")[2]
            if tag in ("", "latest"):
                yield f"{where} takes the image {one['image']}"


@rule
def nobody_is_root(things: list[Thing]) -> Iterator[str]:
    """The pod's half of the restricted standard, and its user."""
    for thing, pod in pods(things):
        wanted = {
            "runAsNonRoot": True,
            "runAsUser": USER,
            "runAsGroup": USER,
            "fsGroup": USER,
            "fsGroupChangePolicy": "OnRootMismatch",
            "seccompProfile": {"type": "RuntimeDefault"},
        }
        if pod.get("securityContext") != wanted:
            yield f"{called(thing)} has the security context {pod.get('securityContext')}"
        if any(pod.get(door) for door in ("hostNetwork", "hostPID", "hostIPC")):
            yield f"{called(thing)} shares the node's"


@rule
def containers_may_nothing(things: list[Thing]) -> Iterator[str]:
    """The container's half, and a file system that cannot be written."""
    wanted = {
        "runAsNonRoot": True,
        "privileged": False,
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    for where, one in containers(things):
        if one.get("securityContext") != wanted:
            yield f"{where} has the security context {one.get('securityContext')}"


@rule
def tokens(things: list[Thing]) -> Iterator[str]:
    """Nobody speaks to the cluster; the account is ours, and is there."""
    accounts = {one["metadata"]["name"] for one in of_kind(things, "ServiceAccount")}
    for one in of_kind(things, "ServiceAccount"):
        if one.get("automountServiceAccountToken") is not False:
            yield f"{called(one)} hands out tokens"
    for thing, pod in pods(things):
        if pod.get("automountServiceAccountToken") is not False:
            yield f"{called(thing)} has a token"
        if pod.get("serviceAccountName") not in accounts:
            yield f"{called(thing)} has no account of ours"
        if pod.get("enableServiceLinks") is not False:
            yield f"{called(thing)} is told of every service in its environment"


@rule
def limits(things: list[Thing]) -> Iterator[str]:
    """Requests and limits of processor and memory, and of what lies in memory."""
    for where, one in containers(things):
        for side in ("requests", "limits"):
            if set(one.get("resources", {}).get(side) or {}) != {"cpu", "memory"}:
                yield f"{where} has no {side}"
    for thing, pod in pods(things):
        for volume in pod["volumes"]:
            if not {"emptyDir", "projected", "persistentVolumeClaim"} & set(volume):
                yield f"{called(thing)}: the volume {volume['name']} is of no kind"
            if "emptyDir" in volume and "sizeLimit" not in (volume["emptyDir"] or {}):
                yield f"{called(thing)}: the volume {volume['name']} has no limit"


@rule
def temporary_folders(things: list[Thing]) -> Iterator[str]:
    """What is written beside the data lies in memory; the secrets are only read."""
    for thing, pod in pods(things):
        kept = {volume["name"]: volume for volume in pod["volumes"]}
        for one in [*pod.get("initContainers", []), *pod["containers"]]:
            at = {mount["mountPath"]: mount for mount in one["volumeMounts"]}
            for folder in TEMPORARY:
                there = kept.get(at.get(folder, {}).get("name", ""), {})
                memory = there.get("emptyDir", {}).get("medium") == "Memory"
                large = component(thing) in ("backup", "proof") and folder == "/tmp"
                if not memory and not (large and "emptyDir" in there):
                    yield f"{called(thing)}: {folder} is not in memory"
            if "/var/lib/agora" not in at:
                yield f"{called(thing)} has no data folder"
            if at.get(SECRETS.rstrip("/"), {}).get("readOnly") is not True:
                yield f"{called(thing)} does not only read its secrets"
        if kept.get("secrets", {}).get("projected", {}).get("defaultMode") != 0o440:
            yield f"{called(thing)}: everybody in the pod may read the secrets"


@rule
def probes(things: list[Thing]) -> Iterator[str]:
    """Every process that stays is asked at its internal door how it is."""
    wanted = {"startupProbe": "/-/live", "livenessProbe": "/-/live", "readinessProbe": "/-/ready"}
    for thing in of_kind(things, "Deployment"):
        (one,) = template(thing)["spec"]["containers"]
        ports = {port["name"]: port["containerPort"] for port in one.get("ports", [])}
        for probe, path in wanted.items():
            asked = one.get(probe, {})
            if asked.get("httpGet") != {"path": path, "port": "internal"}:
                yield f"{called(thing)}: {probe} asks {asked.get('httpGet')}"
            patience = [asked.get(n) for n in ("periodSeconds", "timeoutSeconds")]
            if None in patience or not asked.get("failureThreshold", 0) >= 2:
                yield f"{called(thing)}: {probe} has no patience"
        if ports.get("internal") != 8001:
            yield f"{called(thing)} has no internal door"
        if component(thing) == "web" and ports.get("public") != 8000:
            yield f"{called(thing)} has no public door"


@rule
def time_to_stop(things: list[Thing]) -> Iterator[str]:
    """Longer than what the process itself takes, the edge's last requests included."""
    grace = int(settings(things)["AGORA_GRACE"])
    for thing, pod in pods(things):
        hooks = pod["containers"][0].get("lifecycle", {}).get("preStop", {})
        sleep = int(hooks.get("exec", {}).get("command", ["sleep", "0"])[1])
        if component(thing) == "web" and not sleep:
            yield f"{called(thing)} closes its door before the edge forgets it"
        if pod.get("terminationGracePeriodSeconds", 30) <= sleep + grace:
            yield f"{called(thing)} is killed before it has finished"


@rule
def updates(things: list[Thing]) -> Iterator[str]:
    """A new process before an old one goes; but one scheduler, never two."""
    for thing in of_kind(things, "Deployment"):
        strategy = thing["spec"].get("strategy", {})
        if component(thing) == "scheduler":
            if strategy != {"type": "Recreate"} or thing["spec"].get("replicas") != 1:
                yield f"{called(thing)} could be two"
        elif strategy.get("rollingUpdate", {}).get("maxUnavailable") != 0:
            yield f"{called(thing)} goes before another is there"
        spread = template(thing)["spec"].get("topologySpreadConstraints", [])
        if {one["topologyKey"] for one in spread} != {
            "kubernetes.io/hostname",
            "topology.kubernetes.io/zone",
        }:
            yield f"{called(thing)} is not spread"
        if "checksum/settings" not in template(thing)["metadata"].get("annotations", {}):
            yield f"{called(thing)} stays as it is when the settings change"
