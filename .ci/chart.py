"""A strict lint of the chart with each of its examples: `python .ci/chart.py`."""

import sys
from importlib.util import find_spec
from pathlib import Path

import yaml

CHART = Path(__file__).resolve().parents[1] / "helm" / "agora"
VERSION = "1.33"
WARNS = 2  # severity: 1 informs, 2 warns, 3 refuses


def main() -> int:
    """Show what is wrong, by example; the exit code says whether anything is."""
    if find_spec("helm_python") is None:
        print("check-chart: left out, helm-python-sdk has wheels for x86-64 Linux only")
        return 0
    from helm_python import lint  # noqa: PLC0415  absent elsewhere

    wrong = 0
    for path in sorted((CHART / "ci").glob("*.yaml")):
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        report = lint(str(CHART), values, strict=True, kube_version=VERSION)
        said = [one["error"] for one in report["messages"] if one["severity"] >= WARNS]
        for line in dict.fromkeys([*report["errors"], *said]):
            print(f"{path.name}: {line}")
            wrong += 1
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
