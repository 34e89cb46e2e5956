"""Would a cluster of this version take an object? By the schemas of Kubernetes, and a few of ours.

`kubernetes_validate.validate` reads its schemas again for every object; here they are read once,
and what was found valid is not looked at twice.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from kubernetes_validate.utils import all_versions, schema_contents
from referencing import Registry, Resource

VERSIONS = ("1.27", "1.33", "1.37")
OWN = Path(__file__).parent / "schemas"

_known: dict[tuple[str, str], list[str]] = {}


def faults(thing: dict[str, Any], version: str) -> list[str]:
    """What a cluster of this version would refuse; empty if nothing."""
    key = (version, json.dumps(thing, sort_keys=True))
    if key not in _known:
        validator = validator_of(thing["kind"], thing["apiVersion"], version)
        _known[key] = [
            f"{thing['kind']}/{thing['metadata']['name']} on {version}: "
            f"{'.'.join(map(str, one.path))}: {one.message}"
            for one in validator.iter_errors(thing)
        ]
    return _known[key]


def all_faults(things: list[dict[str, Any]]) -> list[str]:
    """The same for many objects, on every version."""
    return [fault for version in VERSIONS for thing in things for fault in faults(thing, version)]


@cache
def validator_of(kind: str, api: str, version: str) -> Draft202012Validator:
    """The strict schema of a kind, that of the package or one of ours."""
    own = OWN / f"{kind.lower()}.json"
    if own.is_file():
        schema = json.loads(own.read_text(encoding="utf-8"))
        assert schema["properties"]["apiVersion"] == {"const": api}
        return Draft202012Validator(schema)
    newest = [one for one in all_versions() if one.startswith(f"{version}.")]
    folder = f"kubernetes-json-schema/v{newest[-1]}-local-strict"
    short = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api)
    schema = schema_contents(f"{folder}/{kind.lower()}-{short}.json", version)
    registry = Resource.from_contents(schema) @ Registry()
    return Draft202012Validator(schema, registry=_definitions(folder, version) @ registry)


@cache
def _definitions(folder: str, version: str) -> Resource[Any]:
    return Resource.from_contents(schema_contents(f"{folder}/_definitions.json", version))
