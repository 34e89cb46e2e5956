"""A pytest plugin: figures measured by tests go into one JSON file, with their targets."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Record = Callable[..., None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", default="", help="where to write the figures (JSON)")


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Record:
    """Keep one figure: `figure("tax", 1.04, "ratio", "<= 1.08", ok=True)`, then assert it."""

    def record(name: str, value: float, unit: str, target: str, *, ok: bool) -> None:
        line = {"name": name, "value": value, "unit": unit, "target": target, "ok": bool(ok)}
        record_property("figure", line)

    return record


class Ledger:
    """Gathers the figures of all workers and writes them when the session ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[dict[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.lines += [value for key, value in report.user_properties if key == "figure"]

    def pytest_sessionfinish(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.lines, indent=1, ensure_ascii=False)
        self.path.write_text(text + "\n", encoding="utf-8")

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for line in self.lines:
            mark = "ok " if line["ok"] else "NO "
            terminalreporter.write_line(
                f"{mark} {line['name']:<50} {line['value']:>10} {line['unit']} ({line['target']})"
            )


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--figures")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Ledger(Path(path)), "figures-ledger")
