"""Dashboards come from one source, and ask only for what somebody measures."""

import json
import re
import subprocess

import pytest
import yaml

from infra.grafana import dashboards
from tests.infra.alerts import unknown
from tests.infra.programs import program

WRITTEN = dict(dashboards.written())


def panels(text):
    return [panel for panel in json.loads(text)["panels"] if panel["type"] != "row"]


def expressions():
    for name, text in WRITTEN.items():
        for panel in panels(text):
            for target in panel["targets"]:
                yield name, panel["title"], target["expr"]


def test_what_the_source_writes_is_what_is_kept():
    kept = {
        path.name: path.read_text(encoding="utf-8") for path in dashboards.OUTPUT.glob("*.json")
    }

    assert kept == WRITTEN, "python infra/grafana/dashboards.py"


def test_every_panel_asks_for_figures_and_labels_that_exist():
    wrong = {(name, title): unknown(expr) for name, title, expr in expressions() if unknown(expr)}

    assert wrong == {}


def test_prometheus_reads_every_expression(tmp_path):
    rules = [
        {"record": f"look:{number}", "expr": expr}
        for number, (_name, _title, expr) in enumerate(expressions())
    ]
    path = tmp_path / "looks.yaml"
    path.write_text(yaml.safe_dump({"groups": [{"name": "looks", "rules": rules}]}))
    done = subprocess.run(
        [program("promtool"), "check", "rules", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert len(rules) > 40


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_panels_have_a_title_of_their_own_a_unit_and_a_place(name):
    found = panels(WRITTEN[name])
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in found]

    assert len({panel["title"] for panel in found}) == len(found)
    assert len(set(places)) == len(found)
    assert all(panel["fieldConfig"]["defaults"]["unit"] for panel in found)
    assert not re.search(r"\w [:;!?%]", " ".join(panel["title"] for panel in found))
