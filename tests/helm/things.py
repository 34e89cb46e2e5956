"""Reading the objects of a chart: what starts a pod, what a pod is told, what selects it."""

from collections.abc import Iterator
from typing import Any

Thing = dict[str, Any]

SECRETS = "/etc/agora/secrets/"
POD_HOLDERS = ("Deployment", "Job", "CronJob", "Pod")


def called(thing: Thing) -> str:
    """Kind and name."""
    return f"{thing['kind']}/{thing['metadata']['name']}"


def component(thing: Thing) -> str:
    """Which process an object belongs to."""
    return str(thing["metadata"]["labels"].get("app.kubernetes.io/component", ""))


def of_kind(things: list[Thing], *kinds: str) -> list[Thing]:
    """The objects of these kinds."""
    return [thing for thing in things if thing["kind"] in kinds]


def template(thing: Thing) -> Thing:
    """The pod that a thing starts, with its labels."""
    match thing["kind"]:
        case "Pod":
            return thing
        case "CronJob":
            found: Thing = thing["spec"]["jobTemplate"]["spec"]["template"]
        case _:
            found = thing["spec"]["template"]
    return found


def pods(things: list[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Each thing that starts a pod, and what the pod is."""
    for thing in of_kind(things, *POD_HOLDERS):
        yield thing, template(thing)["spec"]


def containers(things: list[Thing]) -> Iterator[tuple[str, Thing]]:
    """Every container, with the name of its thing."""
    for thing, pod in pods(things):
        for one in [*pod.get("initContainers", []), *pod["containers"]]:
            yield f"{called(thing)}/{one['name']}", one


def selects(selector: Thing, labels: Thing) -> bool:
    """True if these labels are among those selected."""
    return selector.items() <= labels.items()


def settings(things: list[Thing]) -> dict[str, str]:
    """What processes are told in common."""
    maps = [one for one in of_kind(things, "ConfigMap") if component(one) == "settings"]
    return dict(maps[0]["data"])


def environment(container: Thing, maps: dict[str, dict[str, str]]) -> dict[str, str]:
    """What a container is told, in the order of a kubelet."""
    told: dict[str, str] = {}
    for source in container.get("envFrom", []):
        told |= maps[source["configMapRef"]["name"]]
    return told | {one["name"]: one["value"] for one in container.get("env", [])}


def mounted_secrets(pod: Thing) -> list[str]:
    """Names of the secret files of a pod."""
    sources = [
        source["secret"]
        for volume in pod["volumes"]
        for source in volume.get("projected", {}).get("sources", [])
    ]
    return [item["path"] for source in sources for item in source.get("items", [])]
