"""Units of systemd read as the processes they start."""

import re
import shlex
from pathlib import Path

from tests.infra.stage import Workload

UNITS = Path(__file__).resolve().parents[2] / "infra" / "systemd"
AGORA = "/opt/agora/bin/agora"
# The processes that go on, and have an inner door.
SERVING = ("agora-web@1", "agora-web@2", "agora-worker@everyday", "agora-worker@heavy")
SERVING += ("agora-ops", "agora-scheduler")


def lines(unit: str) -> list[tuple[str, str]]:
    """Every `Key=value` of a unit (`agora-web@1`), its drop-ins after it, specifiers resolved."""
    name, at, instance = unit.partition("@")
    texts = [(UNITS / f"{name}{at}.service").read_text(encoding="utf-8")]
    dropins = UNITS / f"{unit}.service.d"
    texts += [path.read_text(encoding="utf-8") for path in sorted(dropins.glob("*.conf"))]
    found = re.findall(r"^([A-Za-z]+)=(.*)$", "\n".join(texts), re.M)
    return [
        (key, value.replace("%i", instance).replace("%d", "/etc/agora/secrets"))
        for key, value in found
    ]


def values(unit: str, key: str) -> list[str]:
    """Every value of a key, in order."""
    return [value for name, value in lines(unit) if name == key]


def workload(unit: str) -> Workload:
    """The process of a unit, as systemd would start it."""
    environment: dict[str, str] = {}
    for assignment in values(unit, "Environment"):
        environment |= dict(word.split("=", 1) for word in shlex.split(assignment))
    for line in (UNITS / "agora.env").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _equals, value = line.partition("=")
            environment[name] = value.strip('"')  # a file comes after `Environment=`
    # Credentials lie in a folder of the process, each under its own name.
    for credential in values(unit, "LoadCredential"):
        name, _colon, source = credential.partition(":")
        for key, value in environment.items():
            if value == f"/etc/agora/secrets/{name}":
                environment[key] = source
    command = shlex.split(values(unit, "ExecStart")[-1])
    words = [re.sub(r"\$\{(\w+)\}", lambda known: environment[known[1]], w) for w in command]
    assert words[0] == AGORA, words
    return Workload(unit, words[1:], environment)
