"""Values that `values.schema.json` allows, made up: as many kinds as its language has that we use.

`hypothesis-jsonschema` does this for any schema, but not with the Hypothesis of today; ours is a
small language, and what it does not know stops the test.
"""

import json
from functools import cache
from typing import Any

import jsonschema
from hypothesis import strategies as st

from tests.helm.render import CHART

Schema = dict[str, Any]
QUEUES = ("default", "mail", "mail-bulk", "heavy", "ops")
KNOWN = {
    *("$ref", "type", "enum", "const", "anyOf", "not", "description", "definitions", "title"),
    *("properties", "required", "additionalProperties", "propertyNames", "$schema"),
    *("minProperties", "maxProperties", "items", "minItems", "maxItems", "uniqueItems"),
    *("pattern", "maxLength", "minimum", "maximum"),
}
FEW = 4  # entries of a list or a map: enough to meet, few enough to be quick


@cache
def schema() -> Schema:
    """The schema of the values."""
    found: Schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
    return found


def values() -> st.SearchStrategy[dict[str, Any]]:
    """Whole values files; each queue has a worker, and a storage in buckets its bucket."""
    return of(schema()).map(served).map(stored)


def stored(made: dict[str, Any]) -> dict[str, Any]:
    """Name the bucket where there must be one."""
    if made.get("storage", {}).get("kind") == "s3" and not made["storage"].get("s3", {}).get(
        "bucket"
    ):
        made["storage"]["s3"] = made["storage"].get("s3", {}) | {"bucket": "files"}
    return made


def served(made: dict[str, Any]) -> dict[str, Any]:
    """Give what was made up a worker for each queue: the chart refuses anything else."""
    one = {
        "replicas": 1,
        "concurrency": 1,
        "resources": {
            "requests": {"cpu": "100m", "memory": "256Mi"},
            "limits": {"cpu": "1", "memory": "512Mi"},
        },
    }
    rest = {
        "rest": {"queues": list(QUEUES[:-1]), **one},
        "last": {"queues": [QUEUES[-1]], **one},
    }
    return made | {"workers": made.get("workers", {}) | rest}


def of(part: Schema) -> st.SearchStrategy[Any]:
    """What this part of the schema allows."""
    assert set(part) <= KNOWN, set(part) - KNOWN
    if "$ref" in part:
        return of(schema()["definitions"][part["$ref"].rpartition("/")[2]])
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    if "anyOf" in part:
        return st.one_of([of(one) for one in part["anyOf"]])
    made = KINDS[part["type"]](part)
    if unwanted := part.get("not"):
        return made.filter(jsonschema.Draft7Validator({"not": unwanted}).is_valid)
    return made


def _object(part: Schema) -> st.SearchStrategy[Any]:
    if "properties" in part:
        kinds = {key: of(one) for key, one in part["properties"].items()}
        wanted = {key: kinds.pop(key) for key in part.get("required", ())}
        return st.fixed_dictionaries(wanted, optional=kinds)
    if "additionalProperties" not in part:
        return st.just({})  # `global`: anything at all, read by nobody
    return st.dictionaries(
        of({"type": "string", **part["propertyNames"]}),
        of(part["additionalProperties"]),
        min_size=part.get("minProperties", 0),
        max_size=min(FEW, part.get("maxProperties", FEW)),
    )


def _array(part: Schema) -> st.SearchStrategy[Any]:
    return st.lists(
        of(part["items"]),
        min_size=part.get("minItems", 0),
        max_size=min(FEW, part.get("maxItems", FEW)),
        unique_by=repr if part.get("uniqueItems") else None,
    )


def _string(part: Schema) -> st.SearchStrategy[Any]:
    if "pattern" in part:
        return st.from_regex(part["pattern"], fullmatch=True)
    return st.text(max_size=min(40, part.get("maxLength", 40)))


def _integer(part: Schema) -> st.SearchStrategy[Any]:
    return st.integers(part["minimum"], part["maximum"])


KINDS = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "boolean": lambda _part: st.booleans(),
}
