"""Programs that are no Python packages: the machine's own, or what `.ci/tools` unpacked."""

import shutil
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
# Where a Debian keeps what is not on everybody's PATH.
ELSEWHERE = ("/usr/sbin", "/usr/lib/postgresql/*/bin")
# What no Debian release carries: its absence is told, and fails nowhere (`.ci/skips.py`).
NOT_IN_DEBIAN = ("terraform",)


def find(name: str) -> Path | None:
    """Where a program is: on the PATH, in Debian's other folders, below build/tools; or None."""
    if found := shutil.which(name):
        return Path(found)
    others = [
        path
        for pattern in ELSEWHERE
        for path in sorted(Path("/").glob(f"{pattern.removeprefix('/')}/{name}"), reverse=True)
    ]
    others.append(TOP / "build" / "tools" / "bin" / name)
    return next((path for path in others if path.is_file()), None)


def program(name: str) -> Path:
    """Where a program is; without it the test is skipped, and the reason says what to run."""
    if found := find(name):
        return found
    if name in NOT_IN_DEBIAN:
        pytest.skip(f"{name} is in no Debian release: install it from its makers")
    pytest.skip(f"{name} is missing: .ci/tools {name}")
