"""The chart on three versions of Kubernetes, for each example: linted, rendered, valid, by rule."""

import subprocess
import sys

import kubernetes_validate
import pytest
import yaml

from agora.context import roles
from agora.jobs.registries import QUEUES
from tests.helm import render, rules, things, validity

FILES = [path.stem for path in render.values_files()]


@pytest.mark.parametrize("name", FILES)
def test_an_example_is_what_three_versions_take(name):
    values = render.read(name)

    assert [render.lint(render.CHART, values, one) for one in validity.VERSIONS] == [[]] * 3
    assert validity.all_faults(list(render.example(name))) == []


@pytest.mark.parametrize("name", FILES)
def test_every_object_of_an_example_keeps_the_rules(name):
    found = list(render.example(name))

    assert rules.faults_of(found) == []
    assert rules.changed_selectors(found) == []


def test_every_kind_of_object_is_in_some_example():
    kinds = {one["kind"] for name in FILES for one in render.example(name)}

    assert kinds - {"PrometheusRule"} == {
        *("Deployment", "Job", "CronJob", "Pod", "Service", "ConfigMap", "ServiceAccount"),
        *("Ingress", "HTTPRoute", "Certificate", "NetworkPolicy", "PersistentVolumeClaim"),
        *("HorizontalPodAutoscaler", "PodDisruptionBudget", "ServiceMonitor", "Cluster"),
    }


def test_a_misspelt_probe_is_found_as_the_package_finds_it():
    found = render.loaded().objects(render.read("minimal"))
    (web,) = [one for one in found if things.called(one) == "Deployment/agora-web"]
    container = things.template(web)["spec"]["containers"][0]
    assert validity.faults(web, "1.33") == []
    kubernetes_validate.validate(web, "1.33", strict=True)

    container["livnessProbe"] = container.pop("livenessProbe")

    assert "livnessProbe" in validity.faults(web, "1.33")[0]
    with pytest.raises(kubernetes_validate.ValidationError, match="livnessProbe"):
        kubernetes_validate.validate(web, "1.33", strict=True)


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("HTTPRoute", lambda spec: spec["hostnames"].extend(["trop.example"] * 16)),
        ("Certificate", lambda spec: spec.pop("issuerRef")),
        ("ServiceMonitor", lambda spec: spec.update(endpoint=spec.pop("endpoints"))),
        ("Cluster", lambda spec: spec["bootstrap"]["initdb"].update(posInitSQL=[])),
    ],
)
def test_our_small_schemas_find_mistakes_too(kind, spoil):
    found = [one for name in FILES for one in render.loaded().objects(render.read(name))]
    first = next(one for one in found if one["kind"] == kind)
    assert validity.faults(first, "1.33") == []

    spoil(first["spec"])

    assert validity.faults(first, "1.33") != []


def test_a_key_said_twice_is_no_object():
    with pytest.raises(yaml.constructor.ConstructorError, match="said twice"):
        yaml.load("a: 1\na: 2\n", Loader=render.Strict)


def test_alert_rules_and_dashboards_are_taken_as_they_lie_in_their_folders(tmp_path):
    chart = render.copied(tmp_path)
    for folder in ("rules", "dashboards"):
        for path in (chart / "files").glob(f"{folder}/*"):
            path.unlink()
        (chart / "files" / folder).mkdir(exist_ok=True)
    group = {"alert": "Silence", "expr": "up == 0", "annotations": {"summary": "{{ $labels.job }}"}}
    rule = {"groups": [{"name": "service", "rules": [group]}]}
    (chart / "files/rules/service.yaml").write_text(yaml.safe_dump(rule), encoding="utf-8")
    (chart / "files/dashboards/villes.json").write_text('{"title": "Villes"}', encoding="utf-8")

    found = render.Loaded(chart).objects(render.read("monitoring"))

    (alert,) = things.of_kind(found, "PrometheusRule")
    assert alert["spec"] == rule
    assert alert["metadata"]["labels"]["release"] == "prometheus"
    boards = [one for one in found if "grafana_dashboard" in one["metadata"]["labels"]]
    assert [one["data"] for one in boards] == [{"villes.json": '{"title": "Villes"}\n'}]
    assert validity.all_faults(found) == []
    assert rules.faults_of(found) == []


def test_the_rules_that_are_there_make_valid_objects():
    wanted = sorted((render.CHART / "files" / "rules").glob("*.yaml"))
    found = things.of_kind(list(render.example("monitoring")), "PrometheusRule")

    assert len(found) == len(wanted)


def test_the_sources_are_tidy_yaml():
    yamllint = [sys.executable, "-m", "yamllint", "--strict", "helm", "publiccode.yml"]
    done = subprocess.run(yamllint, cwd=render.TOP, capture_output=True, text=True, check=False)

    assert done.stdout == ""
    assert done.returncode == 0


def test_all_queues_are_served_and_ops_stands_alone():
    for name in FILES:
        commands = [
            things.template(one)["spec"]["containers"][0]["command"]
            for one in things.of_kind(list(render.example(name)), "Deployment")
        ]
        queues = [one[3].split(",") for one in commands if one[:3] == ["agora", "work", "--queues"]]
        assert {queue for group in queues for queue in group} == set(QUEUES)
        assert all(group == ["ops"] for group in queues if "ops" in group)


def test_the_operators_database_gets_the_roles_of_the_code():
    said = Recorder()
    roles.ensure_cluster_roles(said)
    roles.prepare_database(said)
    (cluster,) = things.of_kind(list(render.example("operator-postgresql")), "Cluster")
    made = cluster["spec"]["bootstrap"]["initdb"]

    assert made["database"] == "agora"
    statements = [
        one.replace(f'CREATE ROLE "{roles.OWNER}"', f'ALTER ROLE "{roles.OWNER}"')
        for one in said.statements
    ]
    assert sorted([*made["postInitSQL"], *made["postInitApplicationSQL"]]) == sorted(statements)
    # Memberships take the option of inheriting from the role as it is when they are given.
    assert made["postInitApplicationSQL"][0].startswith(f'ALTER ROLE "{roles.OWNER}"')


class Recorder:
    """An administrator of an empty server, who only writes down what he is told."""

    def __init__(self):
        self.statements = []

    def execute(self, statement, parameters=()):
        if statement.startswith("SELECT"):
            return Answer("agora" if "current_database" in statement else None)
        self.statements.append(statement)
        return None


class Answer:
    """One row of one value, or none."""

    def __init__(self, value):
        self.value = value

    def fetchone(self):
        return (self.value,) if self.value else None


def test_each_process_goes_where_it_must_and_nowhere_else():
    found = list(render.example("small-provider"))
    ways = {
        things.component(one): sorted(map(where, one["spec"].get("egress", [])))
        for one in things.of_kind(found, "NetworkPolicy")
    }

    web = ["dns", "postgresql", "s3"]
    assert ways == {
        "network": [],
        "web": web,
        "scheduler": ["dns", "postgresql"],
        "release": web,
        "backup": ["dns", "postgresql"],
        "proof": ["dns", "postgresql"],
        "check": ["dns", "postgresql", "s3", "site", "smtp"],
        "test": ["dns", "postgresql", "s3", "site", "smtp"],
        **{
            f"worker-{name}": ["dns", "payment", "postgresql", "s3", "smtp"]
            for name in ("mail", "bulk", "heavy", "ops")
        },
    }


def where(flow):
    """The name of a flow, by its ports and peers."""
    named = {53: "dns", 5432: "postgresql", 587: "smtp", 8000: "site"}
    port = flow["ports"][0]["port"]
    if port in named:
        return named[port]
    return "payment" if len(flow["to"][0]["ipBlock"]["except"]) > 1 else "s3"


def test_only_the_edge_reaches_the_site_and_only_those_who_watch_the_inside():
    found = list(render.example("caddy"))
    doors = {}
    for one in things.of_kind(found, "NetworkPolicy"):
        for flow in one["spec"].get("ingress", []):
            for peer in flow["from"]:
                labels = next(iter(peer.values()))["matchLabels"]
                who = labels.get("kubernetes.io/metadata.name") or labels[COMPONENT]
                ports = [port["port"] for port in flow["ports"]]
                doors.setdefault(things.component(one), []).append((who, ports))

    watched = [("monitoring", [8001])]
    inside = [8000, 8001]
    assert doors == {
        "web": [("edge", [8000]), ("edge", [8001]), ("check", inside), ("test", inside), *watched],
        "scheduler": watched,
        **{f"worker-{name}": watched for name in ("mail", "bulk", "heavy", "ops")},
    }


COMPONENT = "app.kubernetes.io/component"


def test_the_notes_speak_french_and_say_what_is_missing():
    notes = render.loaded().texts(render.read("one-machine"))["agora/templates/NOTES.txt"]

    assert "https://console.agora.example/" in notes
    assert "deploy/agora-worker-ops" in notes
    assert "un seul nœud" in notes
    assert "deploy/agora-worker-ops -- agora city open --help" in notes
