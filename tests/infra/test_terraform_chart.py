"""The modules without provider and the chart say the same: who speaks to whom, who mounts what."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.infra.test_terraform import outputs, terraform  # noqa: F401  fixtures

render = pytest.importorskip("tests.helm.render")
COMPONENT = "app.kubernetes.io/component"
EXAMPLES = ("large-provider", "small-provider", "one-machine")


def merged(values, over):
    """Values over the chart's own, as Helm lays them."""
    found = dict(values)
    for key, value in over.items():
        deeper = isinstance(value, dict) and isinstance(found.get(key), dict)
        found[key] = merged(found[key], value) if deeper else value
    return found


def told(example):
    """What an example turns on, in the words of the modules."""
    own = yaml.safe_load((Path(render.CHART) / "values.yaml").read_text(encoding="utf-8"))
    values = merged(own, render.read(example))
    groups = {name: group for name, group in values["workers"].items() if group}
    secrets, egress = values["secrets"], values["networkPolicy"]["egress"]
    return {
        "mail": bool(secrets["smtp"]),
        "payment": bool(secrets["stripe"]),
        "watched": bool(secrets["sentry"]),
        "object_storage": values["storage"]["kind"] == "s3",
        "workers": {name: group["queues"] for name, group in groups.items()},
    }, {
        "backups_to_storage": str(values["backup"]["to"]).startswith("s3://"),
        "smtp_port": egress["smtp"]["port"],
    }


def of_chart(example):
    """For each process, its doors out and in, as (port, protocol) with how often each is there."""
    out, inside = {}, {}
    for one in render.example(example):
        if one["kind"] == "NetworkPolicy":
            who = one["spec"]["podSelector"]["matchLabels"].get(COMPONENT)
            if who and who != "test":
                out[who] = ports(one["spec"].get("egress") or [])
                inside[who] = ports(one["spec"].get("ingress") or [], once=True)
    return out, inside


def ports(rules, *, once=False):
    found = Counter((port["port"], port["protocol"]) for rule in rules for port in rule["ports"])
    return set(found) if once else found


def of_module(rules):
    return Counter((rule["port"], protocol) for rule in rules for protocol in rule["protocols"])


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_network_policies_are_the_flows_of_the_module(outputs, example):  # noqa: F811
    common, network = told(example)
    out, inside = of_chart(example)

    [answer] = outputs("network", [common | network])

    assert {who: of_module(rules) for who, rules in answer["egress"].items() if who in out} == out
    assert set(out) <= set(answer["egress"])
    for who, doors in inside.items():
        allowed = {(rule["port"], "TCP") for rule in answer["ingress"][who]}
        assert doors <= allowed, who


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_pods_mount_the_files_of_the_module(outputs, example):  # noqa: F811
    common, _network = told(example)
    mounted = {}
    for one in render.example(example):
        spec = one.get("spec") or {}
        spec = spec.get("jobTemplate", {}).get("spec") or spec
        pod = spec.get("template") or {}
        who = pod.get("metadata", {}).get("labels", {}).get(COMPONENT)
        for volume in pod.get("spec", {}).get("volumes") or []:
            for source in volume.get("projected", {}).get("sources", []):
                files = {item["path"] for item in source.get("secret", {}).get("items", [])}
                mounted.setdefault(who, set()).update(files)

    [answer] = outputs("keys", [common | {"own_seeds": False}])
    known = {who: set(files) for who, files in answer["mounts"].items()}

    assert len(mounted) > 3
    for who, files in mounted.items():
        assert files - {"blueprint-seeds"} == known[who], who
