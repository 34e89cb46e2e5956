"""The Compose file read as the processes it starts: anchors merged, variables filled in."""

import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.infra import dockerfile
from tests.infra.stage import Workload

FOLDER = Path(__file__).resolve().parents[2] / "infra" / "compose"
FILLED = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")


@cache
def env_file() -> dict[str, str]:
    """What stands in the example that a provider copies."""
    text = (FOLDER / ".env.example").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict("".join(shlex.split(line)).split("=", 1) for line in lines)


def filled(value: Any) -> Any:
    """The same with each `${NAME:-default}` replaced from the example."""
    if isinstance(value, dict):
        return {key: filled(one) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one) for one in value]
    if isinstance(value, str):
        known = env_file()
        return FILLED.sub(lambda found: known.get(found[1], found[2] or ""), value)
    return value


@cache
def whole() -> dict[str, Any]:
    """The file, anchors merged and variables filled in."""
    text = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = filled(yaml.safe_load(text))
    return found


def services() -> dict[str, dict[str, Any]]:
    """Every service of the file."""
    found: dict[str, dict[str, Any]] = whole()["services"]
    return found


def ours() -> dict[str, dict[str, Any]]:
    """The services whose process is `agora`."""
    return {
        name: service
        for name, service in services().items()
        if service["image"].startswith("agora:") and "entrypoint" not in service
    }


def workload(name: str) -> Workload:
    """The process of a service, with the environment of image, file and service."""
    service = services()[name]
    image = dockerfile.stages(dockerfile.FILE.read_text(encoding="utf-8"))[""]
    environment = image.environment()
    environment.pop("PATH")
    environment.pop("AGORA_STATIC_ROOT")  # compiled into the image, not into this checkout
    environment |= env_file() if service.get("env_file") else {}
    environment |= service.get("environment", {})
    return Workload(name, service.get("command", image.list("CMD")), environment)
