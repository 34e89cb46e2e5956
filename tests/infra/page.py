"""The page « Un serveur »: its commands, and what becomes of each on a machine that tries them.

Tried means run here in order, in a folder that stands for the root of the machine, on Debian's own
PostgreSQL. What is not tried has its reason.
"""

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PAGE = TOP / "docs" / "how-to" / "un-serveur.md"
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)

# Commands of the way without containers that are not run as they stand, and why.
NOT_TRIED = {
    r"apt-get update": "changes the machine; done by .ci/tools",
    r"apt-get install": "changes the machine; the names of the packages are looked up",
    r"adduser ": "makes accounts of the machine; everything runs as one user",
    r"editor ": "somebody types there",
    r"systemctl daemon-reload": "no systemd runs here; the units are verified by .ci/units",
    r"systemctl (re(start|load) caddy|stop |start agora\.target)": "no systemd; Caddy has tests",
    r"install .*optional/mail\.conf": "needs a mail server; the drop-in is read by a test",
    r"install -d .*agora-\.service\.d": "goes with the drop-in of mail",
    r"systemctl restart agora\.target": "goes with the drop-in of mail",
    r"systemctl restart prometheus": "no systemd: its four programs are started by test_watch.py",
    r"amtool ": "asks a program that runs: a true alert becomes a letter in test_watch.py",
    r"mv /var/lib/postgresql": "restoring is tried whole by the tests of `agora backup`",
    r"runuser .* backup restore": "restoring is tried whole by the tests of `agora backup`",
}
# Commands replaced by what systemd would do: the ExecStart of the unit, the server of Debian.
REPLACED = (
    "git clone",
    "systemctl restart postgresql@15-main",
    "systemctl start postgresql@15-main",
    "systemctl start agora-release.service",
    "systemctl enable --now agora.target",
    "systemctl restart agora-w",
    "agora-owner ",
)
TRIED = (
    "install -d",
    "install -m",
    "install -o",
    "cp ",
    "cd ",
    "ln ",
    "echo ",
    "infra/install ",
    "/opt/agora",
)


def commands(*, containers: bool) -> list[str]:
    """The commands of one of the two ways, in order."""
    text = PAGE.read_text(encoding="utf-8")
    before, _title, after = text.partition("\n## Sans conteneurs\n")
    part = before if containers else after
    return [line for block in BLOCK.findall(part) for line in block.splitlines() if line]


def reason(command: str) -> str:
    """Why a command is not tried; empty if it is."""
    return next((why for sign, why in NOT_TRIED.items() if re.match(sign, command)), "")


def fate(command: str) -> str:
    """`left`, `replaced` or `tried`; empty for a command nobody thought of."""
    if reason(command):
        return "left"
    if command.startswith(REPLACED):
        return "replaced"
    return "tried" if command.startswith(TRIED) else ""
