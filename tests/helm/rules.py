"""What holds for every object of the chart, whatever the values: each rule yields its faults.

    faults_of(objects)      # ["secrets: Deployment/agora-web mounts …", …]

Those about pods alone are in `rules_of_pods`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator

from tests.helm.render import TOP
from tests.helm.rules_of_pods import RULES, rule
from tests.helm.things import (
    SECRETS,
    Thing,
    called,
    component,
    environment,
    mounted_secrets,
    of_kind,
    pods,
    selects,
    template,
)

OWNER_FILE = "owner-database-url"
# The contract: one file a setting, below SECRETS.
SECRET_FILES = {
    "secret-key",
    "database-url",
    OWNER_FILE,
    "smtp-url",
    "stripe-key",
    "stripe-webhook-secret",
    "sentry-dsn",
    "blueprint-seeds",
    "aws-credentials",
}
OWNERS = {"release", "backup", "proof"}  # and the worker of the queue `ops`
VARIABLE = re.compile(r"\bAGORA_[A-Z0-9_]+\b")
LABELS = ("name", "instance", "component", "version", "managed-by", "part-of")
LONGEST = {"CronJob": 52}  # eleven characters are written after it
KEPT = TOP / "tests" / "helm" / "selectors.json"


def faults_of(things: list[Thing]) -> list[str]:
    """Every fault, each with the name of its rule in front."""
    found = []
    for one in RULES:
        try:
            found += [f"{one.__name__}: {fault}" for fault in one(things)]
        except (KeyError, TypeError, AttributeError, ValueError, IndexError) as gap:
            found.append(f"{one.__name__}: what it looks for is not there: {gap!r}")
    return found


@rule
def names(things: list[Thing]) -> Iterator[str]:
    """No two alike, none too long."""
    for name, times in Counter(map(called, things)).items():
        if times > 1:
            yield f"{name} is there {times} times"
    for thing in things:
        if len(thing["metadata"]["name"]) > LONGEST.get(thing["kind"], 63):
            yield f"{called(thing)} has a name too long"
        if "namespace" not in thing["metadata"]:
            yield f"{called(thing)} says no namespace"


@rule
def labels(things: list[Thing]) -> Iterator[str]:
    """Those Kubernetes recommends, and none too long, on objects and on pods."""
    for thing in [*things, *(template(one) for one in of_kind(things, "Deployment", "CronJob"))]:
        told = thing["metadata"]["labels"]
        where = called(thing) if "kind" in thing else f"the pod of {told}"
        for name in LABELS:
            if not told.get(f"app.kubernetes.io/{name}"):
                yield f"{where} lacks the label {name}"
        if long := [value for value in told.values() if len(value) > 63]:
            yield f"{where} has labels too long: {long}"


@rule
def selectors(things: list[Thing]) -> Iterator[str]:
    """A Deployment, a service, a budget, a spread select pods that there are, and theirs alone."""
    made = {called(thing): template(thing)["metadata"]["labels"] for thing, _ in pods(things)}
    for thing in of_kind(things, "Deployment"):
        wanted = thing["spec"]["selector"]["matchLabels"]
        taken = [name for name, told in made.items() if selects(wanted, told)]
        if taken != [called(thing)]:
            yield f"{called(thing)} selects {taken}"
        for one in template(thing)["spec"].get("topologySpreadConstraints", []):
            if one.get("labelSelector", {}).get("matchLabels") != wanted:
                yield f"{called(thing)} is spread among others"
    for thing in of_kind(things, "Service"):
        if not any(selects(thing["spec"]["selector"], told) for told in made.values()):
            yield f"{called(thing)} leads nowhere"


@rule
def guarded(things: list[Thing]) -> Iterator[str]:
    """Each Deployment has its budget; each pod its network policy, and all the closed door."""
    budgets = [one["spec"]["selector"]["matchLabels"] for one in budgets_of(things)]
    policies = of_kind(things, "NetworkPolicy")
    for thing in of_kind(things, "Deployment"):
        if budgets.count(thing["spec"]["selector"]["matchLabels"]) != 1:
            yield f"{called(thing)} has no budget"
    if not policies:
        return  # switched off by a value: NOTES says it
    closed = [one for one in policies if component(one) == "network"]
    for thing, _pod in pods(things):
        told = template(thing)["metadata"]["labels"]
        mine = [one for one in policies if selects(one["spec"]["podSelector"]["matchLabels"], told)]
        if not [one for one in mine if one in closed]:
            yield f"{called(thing)} is open to all"
        if len(mine) != 2:
            yield f"{called(thing)} has {len(mine)} policies"
    for one in policies:
        if set(one["spec"].get("policyTypes", [])) != {"Ingress", "Egress"}:
            yield f"{called(one)} closes one way only"


def budgets_of(things: list[Thing]) -> list[Thing]:
    """The disruption budgets that let something happen."""
    return [
        one
        for one in of_kind(things, "PodDisruptionBudget")
        if one["spec"].get("maxUnavailable") == 1
    ]


@rule
def flows(things: list[Thing]) -> Iterator[str]:
    """Every way in and out names whom and which ports; each process has those it lives by."""
    for one in of_kind(things, "NetworkPolicy"):
        spec = one["spec"]
        if component(one) == "network":
            if {"ingress", "egress"} & set(spec):
                yield f"{called(one)} opens a door for all"
            continue
        if not isinstance(spec.get("ingress"), list) or not spec.get("egress"):
            yield f"{called(one)} does not say its ways"
            continue
        for flow, side in [
            *((f, "from") for f in spec["ingress"]),
            *((f, "to") for f in spec["egress"]),
        ]:
            if not flow.get("ports") or any(set(p) != {"port", "protocol"} for p in flow["ports"]):
                yield f"{called(one)}: a way through every port"
            if not flow.get(side) or not all(map(is_named, flow[side])):
                yield f"{called(one)}: a way for everybody"
        names = [{(p["port"], p["protocol"]) for p in flow["ports"]} for flow in spec["egress"]]
        if {(53, "UDP"), (53, "TCP")} not in names or len(names) < 2:
            yield f"{called(one)} cannot reach what it lives by"
        asked = [way for way in spec["ingress"] if names_pods(way, "check")]
        if component(one) == "web" and [len(way["ports"]) for way in asked] != [2]:
            yield f"{called(one)} cannot be checked"
        asking = [len(flow["ports"]) for flow in spec["egress"] if names_pods(flow, "web")]
        if component(one) in ("check", "test") and asking != [2]:
            yield f"{called(one)} cannot ask the site"
        for cluster in of_kind(things, "Cluster"):
            if not any(leads_to(flow, cluster["metadata"]["name"]) for flow in spec["egress"]):
                yield f"{called(one)} cannot reach the database"


def leads_to(flow: Thing, cluster: str) -> bool:
    """True if a flow goes to the pods of a database of ours."""
    labels = [peer.get("podSelector", {}).get("matchLabels", {}) for peer in flow["to"]]
    return {"cnpg.io/cluster": cluster} in labels


def is_named(peer: Thing) -> bool:
    """True if a peer is somebody: a network, or pods by the labels they have."""
    if "ipBlock" in peer:
        return bool(peer["ipBlock"].get("cidr"))
    (selector,) = peer.values()
    return bool((selector or {}).get("matchLabels"))


def names_pods(flow: Thing, whose: str) -> bool:
    """True if one of the peers is this process of ours."""
    peers = flow.get("from", []) + flow.get("to", [])
    labels = [peer.get("podSelector", {}).get("matchLabels", {}) for peer in peers]
    return whose in [one.get("app.kubernetes.io/component") for one in labels]


@rule
def variables(things: list[Thing]) -> Iterator[str]:
    """Each is one that the code reads, and each secret file one that is mounted."""
    known = set(VARIABLE.findall((TOP / "docs" / "settings.md").read_text(encoding="utf-8")))
    maps = {one["metadata"]["name"]: one["data"] for one in of_kind(things, "ConfigMap")}
    for thing, pod in pods(things):
        files = {f"{SECRETS}{name}" for name in mounted_secrets(pod)}
        for one in [*pod.get("initContainers", []), *pod["containers"]]:
            told = environment(one, maps)
            for name, value in told.items():
                read = name.removesuffix("_FILE")
                if read not in known and name != "AWS_SHARED_CREDENTIALS_FILE":
                    yield f"{called(thing)} says {name}, which nobody reads"
                if value.startswith(SECRETS) and value not in files:
                    yield f"{called(thing)}: {name} names a file that is not mounted"
            if "AGORA_DATABASE_URL_FILE" not in told:
                yield f"{called(thing)} has no database"


@rule
def secrets(things: list[Thing]) -> Iterator[str]:
    """None in the chart; files of the contract; the owner's login only where tables are made."""
    for thing in of_kind(things, "Secret"):
        yield f"{called(thing)} holds a secret"
    for thing, pod in pods(things):
        files = mounted_secrets(pod)
        if strange := set(files) - SECRET_FILES:
            yield f"{called(thing)} mounts {sorted(strange)}"
        command = pod["containers"][0]["command"]
        owner = component(thing) in OWNERS or command[1:4] == ["work", "--queues", "ops"]
        if (OWNER_FILE in files) != owner:
            yield f"{called(thing)}: the owner's login is {'absent' if owner else 'there'}"
        if owner and "database-url" in files:
            yield f"{called(thing)} has both logins"
        for one in [*pod.get("initContainers", []), *pod["containers"]]:
            told = {item["name"]: item["value"] for item in one["env"]}
            path = told.get("AGORA_DATABASE_URL_FILE", "")
            if path != SECRETS + (OWNER_FILE if owner else "database-url"):
                yield f"{called(thing)} reads its database from {path}"
        for volume in pod["volumes"]:
            if "secret" in volume:
                yield f"{called(thing)} mounts a whole secret"


@rule
def jobs_end(things: list[Thing]) -> Iterator[str]:
    """Never tried for ever; those of helm come before or after the others, and only once."""
    wanted = {"release": "upgrade", "check": "post-install,post-upgrade"}
    for thing in of_kind(things, "Job"):
        hook = thing["metadata"].get("annotations", {})
        if not hook.get("helm.sh/hook", "").endswith(wanted[component(thing)]):
            yield f"{called(thing)} is run {hook.get('helm.sh/hook')}"
        if hook.get("helm.sh/hook-delete-policy") != "before-hook-creation":
            yield f"{called(thing)} stands in the way of the next"
        if thing["spec"].get("backoffLimit") != 0:
            yield f"{called(thing)} is tried again"
    plans = [one["spec"]["jobTemplate"] for one in of_kind(things, "CronJob")]
    for one in [*of_kind(things, "Job"), *plans]:
        if not one["spec"].get("activeDeadlineSeconds"):
            yield f"{one.get('metadata')} has no end"
        if one["spec"]["template"]["spec"].get("restartPolicy") != "Never":
            yield f"{one.get('metadata')} starts again by itself"
        if one["spec"].get("backoffLimit", 6) > 1:
            yield f"{one.get('metadata')} is tried again and again"
    for thing in of_kind(things, "CronJob"):
        if thing["spec"].get("concurrencyPolicy") != "Forbid":
            yield f"{called(thing)} may run twice at once"
        if not thing["spec"].get("startingDeadlineSeconds"):
            yield f"{called(thing)} is never made up for"


@rule
def claims(things: list[Thing]) -> Iterator[str]:
    """What holds data outlives the installation."""
    for thing in of_kind(things, "PersistentVolumeClaim", "Cluster"):
        told = thing["metadata"].get("annotations", {})
        if told.get("helm.sh/resource-policy") != "keep":
            yield f"{called(thing)} goes with the installation"
    for thing in of_kind(things, "PersistentVolumeClaim"):
        if not thing["spec"].get("resources", {}).get("requests", {}).get("storage"):
            yield f"{called(thing)} asks for no room"
    for thing in of_kind(things, "Cluster"):
        if set(thing["spec"].get("resources", {})) != {"requests", "limits"}:
            yield f"{called(thing)} may take the whole node"


@rule
def before_the_others(things: list[Thing]) -> Iterator[str]:
    """What runs before an installation uses only what is there before it."""
    early = {
        called(one): int(told["helm.sh/hook-weight"])
        for one in things
        if "pre-install" in (told := one["metadata"].get("annotations", {})).get("helm.sh/hook", "")
    }
    for thing in of_kind(things, "Job"):
        if called(thing) not in early:
            continue
        pod = template(thing)["spec"]
        needed = {f"ServiceAccount/{pod.get('serviceAccountName')}"}
        for one in [*pod.get("initContainers", []), *pod["containers"]]:
            needed |= {f"ConfigMap/{it['configMapRef']['name']}" for it in one["envFrom"]}
        for name in sorted(needed):
            if early.get(name, 0) >= early[called(thing)]:
                yield f"{called(thing)} runs before {name} is there"
        if any("persistentVolumeClaim" in volume for volume in pod["volumes"]):
            yield f"{called(thing)} waits for a claim that is not there"


@rule
def ways_lead_somewhere(things: list[Thing]) -> Iterator[str]:
    """Ingress, route, autoscaler and monitor name what there is, by the names of its ports."""
    services = {
        one["metadata"]["name"]: {port["name"]: port["port"] for port in one["spec"]["ports"]}
        for one in of_kind(things, "Service")
    }
    for thing in of_kind(things, "Ingress"):
        for way in thing["spec"]["rules"]:
            there = way["http"]["paths"][0]["backend"]["service"]
            if there["port"]["name"] not in services.get(there["name"], {}):
                yield f"{called(thing)} leads {way['host']} nowhere"
    for thing in of_kind(things, "HTTPRoute"):
        there = thing["spec"]["rules"][0]["backendRefs"][0]
        if there["port"] not in services.get(there["name"], {}).values():
            yield f"{called(thing)} leads nowhere"
    for thing in of_kind(things, "HorizontalPodAutoscaler"):
        wanted = thing["spec"]["scaleTargetRef"]
        made = [one for one in things if called(one) == f"{wanted['kind']}/{wanted['name']}"]
        if len(made) != 1 or "replicas" in made[0]["spec"]:
            yield f"{called(thing)} does not decide alone"
    for thing in of_kind(things, "ServiceMonitor"):
        wanted = thing["spec"]["selector"]["matchLabels"]
        seen = [one for one in of_kind(things, "Service") if selects(wanted, labels_of(one))]
        if [one["spec"].get("clusterIP") for one in seen] != ["None"]:
            yield f"{called(thing)} does not see each pod"
        if thing["spec"].get("namespaceSelector") != {
            "matchNames": [thing["metadata"]["namespace"]]
        }:
            yield f"{called(thing)} looks elsewhere"
        if thing["spec"]["endpoints"][0]["port"] not in services[seen[0]["metadata"]["name"]]:
            yield f"{called(thing)} asks at a port that is not there"


def labels_of(thing: Thing) -> Thing:
    """The labels of an object."""
    found: Thing = thing["metadata"]["labels"]
    return found


def changed_selectors(things: list[Thing]) -> list[str]:
    """A Deployment whose selector changes cannot be upgraded: those in use are written down."""
    written = json.loads(KEPT.read_text(encoding="utf-8"))
    return [
        f"{called(thing)} selects by {thing['spec']['selector']}"
        for thing in of_kind(things, "Deployment")
        if (known := written.get(thing["metadata"]["name"]))
        and thing["spec"]["selector"] != {"matchLabels": known}
    ]
