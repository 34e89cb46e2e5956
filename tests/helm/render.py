"""The chart as objects, without a cluster: the only place that knows the Helm library.

It is alpha and of one author: a real `helm template` and `helm lint` may take its place here.
"""

import json
import shutil
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

TOP = Path(__file__).resolve().parents[2]
CHART = TOP / "helm" / "agora"
NAME, NAMESPACE = "agora", "participation"
SERIOUS = 2  # of a lint: 1 informs, 2 warns, 3 refuses

Values = dict[str, Any]
Thing = dict[str, Any]


class Refused(Exception):
    """The chart does not take these values; the message names the key."""


def library() -> Any:
    """The Helm library; without it the test is skipped, with the reason."""
    if find_spec("helm_python") is None:
        pytest.skip("helm-python-sdk has wheels for x86-64 Linux only")
    import helm_python  # noqa: PLC0415  tens of megabytes, and absent elsewhere

    return helm_python


def values_files() -> list[Path]:
    """The examples that every test takes."""
    return sorted((CHART / "ci").glob("*.yaml"))


def read(name: str) -> Values:
    """The values of an example, by the name of its file."""
    found: Values = yaml.safe_load((CHART / "ci" / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def lint(chart: Path, values: Values, version: str) -> list[str]:
    """What a strict lint finds wrong."""
    report = library().lint(str(chart), values, strict=True, kube_version=version)
    serious = [one for one in report["messages"] if one["severity"] >= SERIOUS]
    return [*report["errors"], *(f"{one['path']}: {one['error']}" for one in serious)]


def copied(folder: Path) -> Path:
    """A copy of the chart, to be changed."""
    return Path(shutil.copytree(CHART, folder / "agora"))


class Loaded:
    """A chart read once, to be rendered often."""

    def __init__(self, folder: Path = CHART) -> None:
        self.helm = library()
        self.chart = self.helm.Chart.load(str(folder))

    def texts(self, values: Values, *, name: str = NAME) -> dict[str, str]:
        """Each template as it comes out; raises `Refused`."""
        try:
            found: dict[str, str] = self.chart.render(values, name=name, namespace=NAMESPACE)
        except (self.helm.HelmValuesError, self.helm.HelmRenderError) as refusal:
            raise Refused(str(refusal)) from None
        return found

    def objects(self, values: Values, *, name: str = NAME) -> list[Thing]:
        """Everything a cluster would get."""
        texts = self.texts(values, name=name)
        read = [parsed(text) for path, text in texts.items() if path.endswith(".yaml")]
        return [json.loads(one) for some in read for one in some]


class Strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a key said twice is an error, as it is to a cluster."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        """Read a mapping whose keys all differ."""
        said = [key.value for key, _value in node.value]
        if twice := {key for key in said if said.count(key) > 1}:
            raise yaml.constructor.ConstructorError(None, None, f"said twice: {twice}")
        return super().construct_mapping(node, deep=deep)


@lru_cache(maxsize=500)
def parsed(text: str) -> tuple[str, ...]:
    """The objects of a text, as JSON: YAML is slow to read, and most texts come again."""
    return tuple(json.dumps(one) for one in yaml.load_all(text, Loader=Strict) if one)


@cache
def loaded() -> Loaded:
    """Our chart."""
    return Loaded()


@cache
def example(name: str) -> tuple[Thing, ...]:
    """The objects of an example; not to be changed by who reads them."""
    return tuple(loaded().objects(read(name)))
