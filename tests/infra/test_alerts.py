"""Alerts fire when they must, are silent when they must, name what exists, lead to a page."""

import re
import subprocess

import pytest
import yaml

from tests.infra.alerts import RULES, RUNBOOKS, SCENARIOS, TOP, alerts, selectors, unknown
from tests.infra.programs import program

ALERTS = list(alerts())
NAMES = [rule["alert"] for _file, rule in ALERTS]
CONFIGURATION = TOP / "infra" / "compose" / "prometheus.yml"
ALONE = TOP / "infra" / "prometheus" / "prometheus.yml"
BASE = "https://agora.example/runbooks/"


def promtool(*words, cwd=TOP):
    done = subprocess.run(
        [program("promtool"), *words], cwd=cwd, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_promtool_reads_the_rules_and_the_configuration():
    code, said = promtool("check", "rules", *map(str, sorted(RULES.glob("*.yaml"))))
    assert code == 0, said
    for path in (CONFIGURATION, ALONE):
        code, said = promtool("check", "config", "--syntax-only", str(path))
        assert code == 0, said


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_alerts_fire_and_are_silent_as_each_scenario_says(path):
    code, said = promtool("test", "rules", path.name, cwd=SCENARIOS)

    assert code == 0, said


def test_the_processes_that_rules_know_are_asked_by_that_name():
    named = set(re.findall(r'job="(agora-[a-z]+)"', str(ALERTS)))
    chart = (TOP / "helm" / "agora" / "templates" / "monitoring.yaml").read_text(encoding="utf-8")

    assert named
    for path in (CONFIGURATION, ALONE):
        asked = yaml.safe_load(path.read_text(encoding="utf-8"))["scrape_configs"]
        assert named <= {job["job_name"] for job in asked}
    assert "targetLabel: job\n          replacement: agora-$1" in chart


def test_an_alert_that_no_longer_fires_fails_its_scenario(tmp_path):
    rules = (RULES / "isolation.yaml").read_text(encoding="utf-8")
    scenario = (SCENARIOS / "isolation.yaml").read_text(encoding="utf-8")
    (tmp_path / "deaf.yaml").write_text(rules.replace("> 0", "> 5"), encoding="utf-8")
    wrong = re.sub(r"rule_files:\n.*\n", "rule_files:\n  - deaf.yaml\n", scenario)
    (tmp_path / "scenario.yaml").write_text(wrong, encoding="utf-8")

    assert promtool("test", "rules", "scenario.yaml", cwd=tmp_path)[0] == 1


@pytest.mark.parametrize("file", sorted({file for file, _rule in ALERTS}))
def test_every_alert_has_a_scenario_where_it_fires_and_one_where_it_is_silent(file):
    expected, silent = set(), 0
    for scenario in yaml.safe_load((SCENARIOS / f"{file}.yaml").read_text(encoding="utf-8"))[
        "tests"
    ]:
        for moment in scenario["promql_expr_test"]:
            samples = moment["exp_samples"]
            silent += not samples
            expected |= {re.search(r'"(\w+)"', sample["labels"])[1] for sample in samples}

    assert expected == {rule["alert"] for name, rule in ALERTS if name == file}
    assert silent > 0


def test_every_rule_names_figures_and_labels_that_exist():
    wrong = {rule["alert"]: words for _file, rule in ALERTS if (words := unknown(rule["expr"]))}

    assert wrong == {}


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("sum(rate(agora_http_request_total[5m])) > 1", ["no figure agora_http_request_total"]),
        ('agora_jobs_waiting{city="a"} > 1', ["agora_jobs_waiting has no label ['city']"]),
        ("agora_http_request_seconds > 1", ["no figure agora_http_request_seconds"]),
        ("sum by (job) (up) > on (job) group_left agora_cities_behind offset 1h", []),
    ],
)
def test_a_rule_that_names_nothing_is_found(expression, words):
    assert unknown(expression) == words


def test_what_an_expression_names_is_read_apart_from_its_functions():
    found = selectors('histogram_quantile(0.9, sum by (le) (rate(a_bucket{x="1",y=~"b"}[5m]))) > b')

    assert found == [("a_bucket", {"x", "y"}), ("b", set())]


def test_every_alert_says_whom_it_wakes_and_what_to_do_in_french():
    for _file, rule in ALERTS:
        assert rule["labels"]["severity"] in {"page", "ticket"}, rule["alert"]
        words = rule["annotations"]["summary"] + rule["annotations"]["description"]
        assert not re.search(r" [:;!?%]", words), f"{rule['alert']}: hard spaces"
        assert ("for" in rule) or rule["alert"] == "AgoraCloison"


def test_every_alert_leads_to_its_page_and_every_page_has_its_alert():
    pages = {path.name for path in RUNBOOKS.glob("*.md")} - {"README.md"}
    wanted = {re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower() + ".md": name for name in NAMES}

    assert pages == set(wanted)
    for _file, rule in ALERTS:
        page = rule["annotations"]["runbook_url"].removeprefix(BASE)
        assert wanted[page] == rule["alert"]
        assert f"]({page})" in (RUNBOOKS / "README.md").read_text(encoding="utf-8")


def test_pages_name_pages_that_exist():
    pages = {path.name for path in RUNBOOKS.glob("*.md")}
    for path in RUNBOOKS.glob("*.md"):
        named = set(re.findall(r"agora-[a-z-]+\.md", path.read_text(encoding="utf-8")))
        assert named <= pages, path.name


def test_pages_name_commands_that_exist():
    from django.core.management import get_commands  # noqa: PLC0415

    from agora.cli import PROCESSES  # noqa: PLC0415

    known = set(PROCESSES) | set(get_commands())
    for path in RUNBOOKS.glob("*.md"):
        verbs = set(re.findall(r"`agora ([a-z]+)", path.read_text(encoding="utf-8")))
        assert verbs <= known, path.name
