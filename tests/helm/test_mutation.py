"""Each line that guards, taken away in turn: a rule must miss it, or nothing renders at all."""

import re
from pathlib import Path

import pytest
import yaml

from tests.helm import render, rules, validity

# Lines of the templates that a cluster would do without.
GUARDS = re.compile(
    r"""^\s*(-\ )?(
      securityContext: | runAs\w+: | fsGroup\w*: | seccompProfile: | type:\ RuntimeDefault
    | privileged: | allowPrivilegeEscalation: | readOnlyRootFilesystem: | capabilities: | drop:
    | automountServiceAccountToken: | serviceAccountName: | enableServiceLinks:
    | startupProbe: | livenessProbe: | readinessProbe: | httpGet: | periodSeconds: | timeoutSeconds:
    | failureThreshold: | resources: | limits: | requests: | emptyDir: | defaultMode:
    | terminationGracePeriodSeconds: | lifecycle: | preStop: | exec: | restartPolicy:
    | topologySpreadConstraints: | checksum/settings:
    | strategy: | maxUnavailable: | type:\ Recreate | replicas:\ 1
    | backoffLimit: | activeDeadlineSeconds: | concurrencyPolicy: | startingDeadlineSeconds:
    | helm.sh/hook | policyTypes: | podSelector: | namespaceSelector: | ports: | ingress: | egress:
    | from: | to: | selector: | matchLabels: | labelSelector:
    | \{name:\ (secrets|tmp|shm|data), | \{port:\ 
    | \{\{-\ if\ (not\ )?\.owner\ \}\} | \{key:\ owner | \{key:\ database-url
    )""",
    re.VERBOSE,
)
# Together they take every branch of the templates.
EXAMPLES = (
    {
        **render.read("large-provider"),
        "postgresql": render.read("operator-postgresql")["postgresql"],
        "networkPolicy": render.read("caddy")["networkPolicy"],
    },
    render.read("one-machine"),
)


def guards():
    """Each guarding line of the templates: file, number, text."""
    for path in sorted((render.CHART / "templates").iterdir()):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if GUARDS.match(line):
                yield path.name, number, line.strip()


def without(text, number):
    """The text less one line, and less what hangs from it: what is deeper, up to its end."""
    lines = text.splitlines()
    if "{{- if" in lines[number]:  # a condition: what it holds is then always there
        lines[number] = re.sub(r"if .*?\}\}", "if true }}", lines[number])
        return "\n".join(lines) + "\n"
    depth = indent(lines[number])
    end = number + 1
    while end < len(lines) and indent(lines[end]) > depth and "{{- end" not in lines[end]:
        end += 1
    if any("{{- if" in line or "{{- range" in line for line in lines[number + 1 : end]):
        end = number + 1  # not to cut a condition in two
    return "\n".join([*lines[:number], *lines[end:]]) + "\n"


def indent(line):
    """How deep a line stands; an entry of a list as deep as what it holds."""
    return len(line) - len(line.lstrip()) if line.strip() else 99


def missed(chart: Path) -> list[str]:
    """What is wrong with a chart, by the rules and by one version of Kubernetes."""
    try:
        loaded = render.Loaded(chart)
        found = [loaded.objects(values) for values in EXAMPLES]
    except (render.Refused, yaml.YAMLError) as problem:
        return [f"nothing renders: {problem}"]
    return [
        fault
        for objects in found
        for fault in (
            rules.faults_of(objects)
            or rules.changed_selectors(objects)
            or [fault for one in objects for fault in validity.faults(one, "1.33")]
        )
    ]


def test_a_chart_that_nobody_touched_misses_nothing(tmp_path):
    assert missed(render.copied(tmp_path)) == []


def test_there_are_enough_lines_to_take_away():
    assert len(list(guards())) > 100


@pytest.mark.parametrize("file", sorted({file for file, _number, _line in guards()}))
def test_each_guard_is_missed(file, tmp_path, figure):
    chart = render.copied(tmp_path)
    path = chart / "templates" / file
    whole = path.read_text(encoding="utf-8")
    unnoticed = []
    mine = [one for one in guards() if one[0] == file]
    for _file, number, line in mine:
        path.write_text(without(whole, number), encoding="utf-8")
        if not missed(chart):
            unnoticed.append(f"{file}:{number + 1}: {line}")

    figure(f"guards of {file} not missed", len(unnoticed), f"of {len(mine)}", "0", ok=not unnoticed)
    assert unnoticed == []
