"""Values: what the schema knows, what it refuses in which words, and that it holds no secret."""

import json
import re

import pytest
import yaml

from tests.helm import render, rules, things, validity
from tests.helm.generated import schema

BASE = {"site": {"baseDomain": "agora.example"}}
AMOUNTS = {"cpu": "1", "memory": "1Gi"}
RESOURCES = {"requests": AMOUNTS, "limits": AMOUNTS}
DEFAULTS = yaml.safe_load((render.CHART / "values.yaml").read_text(encoding="utf-8"))


def refusal(values):
    """What one is told."""
    with pytest.raises(render.Refused) as refused:
        render.loaded().texts(values)
    return str(refused.value)


MISTAKES = {
    "no domain": ({}, "/site/baseDomain"),
    "a key misspelt": ({**BASE, "web": {"replica": 3}}, "replica"),
    "a key in the wrong place": ({**BASE, "replicas": 3}, "replicas"),
    "a number as a word": ({**BASE, "web": {"replicas": "3"}}, "/web/replicas"),
    "the tag that moves": ({**BASE, "image": {"tag": "latest"}}, "/image/tag"),
    "a password": ({**BASE, "secrets": {"secretKey": "hush"}}, "secretKey"),
    "memory without unit": (
        {**BASE, "web": {"resources": {"limits": {"memory": "512"}}}},
        "/web/resources/limits/memory",
    ),
    "a host with its scheme": (
        {**BASE, "edge": {"hosts": ["https://ville.example"]}},
        "/edge/hosts/0",
    ),
    "a queue nobody knows": (
        {**BASE, "workers": {"bulk": {"queues": ["mails"]}}},
        "/workers/bulk/queues",
    ),
    "ops beside others": (
        {**BASE, "workers": {"ops": {"queues": ["ops", "mail"]}}},
        "/workers/ops/queues",
    ),
    "a queue without worker": ({**BASE, "workers": {"heavy": None}}, '"heavy"'),
    "files in no bucket": ({**BASE, "storage": {"kind": "s3"}}, "storage.s3.bucket"),
    "no edge to believe": ({"site": {**BASE["site"], "proxies": []}}, "/site/proxies"),
    "a backup to nowhere": ({**BASE, "backup": {"to": "/mnt/backup"}}, "/backup/to"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_by_the_name_of_its_key(mistake):
    values, key = MISTAKES[mistake]

    assert key in refusal(values)


def test_an_object_that_leaves_out_a_key_says_so_in_every_part_of_the_schema():
    open_parts = [path for path, part in parts(schema()) if lets_anything(part)]

    assert open_parts == ["/global"]


def parts(part, path=""):
    """Every schema within the schema."""
    yield path, part
    for word in ("properties", "definitions"):
        for key, inner in part.get(word, {}).items():
            yield from parts(inner, f"{path}/{key}")
    for word in ("items", "additionalProperties"):
        if isinstance(part.get(word), dict):
            yield from parts(part[word], f"{path}/{word}")
    for inner in part.get("anyOf", []):
        yield from parts(inner, path)


def lets_anything(part):
    """True if a map takes keys that nobody wrote down."""
    return part.get("type") == "object" and "additionalProperties" not in part


def test_the_schema_and_the_values_name_the_same_keys():
    def compare(part, values, path):
        part = schema()["definitions"].get(part.get("$ref", "").rpartition("/")[2], part)
        if "properties" not in part:
            return
        assert set(part["properties"]) == set(values), path
        for key, inner in part["properties"].items():
            compare(inner, values[key], f"{path}/{key}")

    compare(schema(), DEFAULTS, "")


def strings(part, path=()):
    """Paths of all values that are text, and take more than a choice of words."""
    part = schema()["definitions"].get(part.get("$ref", "").rpartition("/")[2], part)
    for key, inner in part.get("properties", {}).items():
        yield from strings(inner, (*path, key))
    if part.get("type") == "string":
        yield path, part


def test_no_value_can_bring_a_literal_secret_into_an_object():
    canary = "c4n4ry-0123456789abcdef"
    planted = 0
    for path, _part in strings(schema()):
        values = json.loads(json.dumps(BASE))
        at = values
        for key in path[:-1]:
            at = at.setdefault(key, {})
        at[path[-1]] = canary
        try:
            found = render.loaded().objects(values)
        except render.Refused:
            continue  # of the wrong shape: it went nowhere
        planted += 1
        assert secret_places(found, canary) == [], path
    assert planted > 10


def secret_places(found, canary):
    """Where a value stands as if it were a secret: in a variable that holds one, or a Secret."""
    secret = {name.upper().replace("-", "_") for name in rules.SECRET_FILES}
    kept = [things.called(one) for one in things.of_kind(found, "Secret")]
    told = {}
    for one in things.of_kind(found, "ConfigMap"):
        told |= {key: value for key, value in one["data"].items() if key.startswith("AGORA_")}
    for _where, container in things.containers(found):
        told |= {one["name"]: one.get("value", "") for one in container.get("env", [])}
    return kept + [
        name
        for name, value in told.items()
        if canary in value and name.removeprefix("AGORA_") in secret
    ]


@pytest.mark.parametrize("name", [path.stem for path in render.values_files()])
def test_secrets_are_named_never_told(name):
    told = {}
    for one in things.of_kind(list(render.example(name)), "ConfigMap"):
        told |= one["data"]
    for _where, container in things.containers(list(render.example(name))):
        told |= {one["name"]: one["value"] for one in container["env"]}

    literal = {file.upper().replace("-", "_") for file in rules.SECRET_FILES}
    assert {key for key in told if key.removeprefix("AGORA_") in literal} == set()
    files = {value for key, value in told.items() if key.endswith(("_FILE", "CREDENTIALS_FILE"))}
    assert files <= {f"{things.SECRETS}{file}" for file in rules.SECRET_FILES}


def test_the_values_of_the_page_about_clusters_are_taken():
    page = (render.TOP / "docs/how-to/cluster.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)

    found = render.loaded().objects(yaml.safe_load(block))

    assert rules.faults_of(found) == []
    assert validity.all_faults(found) == []
    hosts = {one["spec"]["dnsNames"][0] for one in things.of_kind(found, "Certificate")}
    domain = "participer.example"
    assert hosts == {f"console.{domain}", f"club.{domain}", "participez.villeneuve.example"}


def test_a_group_of_workers_can_be_changed_in_one_line():
    found = render.loaded().objects({**BASE, "workers": {"mail": {"replicas": 9}}})

    (mail,) = [one for one in found if things.called(one) == "Deployment/agora-worker-mail"]
    assert mail["spec"]["replicas"] == 9
    assert rules.faults_of(found) == []


def test_a_long_name_leaves_room_for_what_follows():
    found = render.loaded().objects(
        {**BASE, "workers": {"abcdefghijkl": {**DEFAULTS["workers"]["bulk"]}}}, name="a" * 53
    )

    assert max(len(one["metadata"]["name"]) for one in found) == 60
    assert rules.faults_of(found) == []
