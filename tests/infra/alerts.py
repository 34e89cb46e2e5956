"""The rules of Prometheus as the tests read them: alerts, and the figures an expression names."""

import re
from pathlib import Path

import yaml

TOP = Path(__file__).resolve().parents[2]
RULES = TOP / "helm" / "agora" / "files" / "rules"
SCENARIOS = TOP / "infra" / "prometheus" / "tests"
RUNBOOKS = TOP / "infra" / "runbooks"

# What others measure, and who; a name that is neither here nor in the code is a rule that sleeps.
EXPORTERS = {
    "up": "Prometheus itself, of each target",
    "pg_up": "postgres_exporter",
    "pg_locks_count": "postgres_exporter",
    "pg_settings_max_locks_per_transaction": "postgres_exporter",
    "pg_settings_max_connections": "postgres_exporter",
    "pg_stat_activity_count": "postgres_exporter",
    "pg_stat_activity_max_tx_duration": "postgres_exporter",
    "pg_database_size_bytes": "postgres_exporter",
    "node_filesystem_avail_bytes": "node_exporter",
    "node_filesystem_size_bytes": "node_exporter",
    "probe_ssl_earliest_cert_expiry": "blackbox_exporter",
    "certmanager_certificate_expiration_timestamp_seconds": "cert-manager",
}
# What Prometheus adds to each figure, and what a histogram has.
ALWAYS = {"job", "instance", "le"}
WORDS = {"and", "or", "unless", "by", "on", "offset", "group_left", "bool"}

_SELECTOR = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(\{[^}]*\})?")


def alerts():
    """Every alert with the name of its file."""
    for path in sorted(RULES.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]:
            for rule in group["rules"]:
                yield path.stem, rule


def selectors(expression):
    """Figures an expression names, each with the labels it is asked by."""
    bare = re.sub(r"\b(by|on|without|ignoring)\s*\([^)]*\)", " ", expression)
    bare = re.sub(r"\[[^\]]*\]|\boffset\s+\w+", " ", bare)
    found = []
    for match in _SELECTOR.finditer(re.sub(r"\"[^\"]*\"", '""', bare)):
        name, labels = match.groups()
        called = bare_after(bare, match, labels)
        if name not in WORDS and not called and not name.startswith("__"):
            found.append((name, set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", labels or ""))))
    return found


def bare_after(text, match, labels):
    """True if what follows the name is a call."""
    emptied = re.sub(r"\"[^\"]*\"", '""', text)
    return labels is None and emptied[match.end() :].lstrip().startswith("(")


def figures():
    """Every name on our pages, with its labels."""
    import agora.jobs.standing  # noqa: F401, PLC0415  declares its figures
    import tenants.figures  # noqa: F401, PLC0415
    from agora.metrics import Histogram, known  # noqa: PLC0415

    names = {}
    for name, figure in known.items():
        ends = ("_bucket", "_count", "_sum") if isinstance(figure, Histogram) else ("",)
        names |= {name + end: set(figure.labels) for end in ends}
    return names


def unknown(expression):
    """What an expression names that nobody measures, as sentences."""
    ours = figures()
    wrong = []
    for name, labels in selectors(expression):
        if name in EXPORTERS:
            continue
        if name not in ours:
            wrong.append(f"no figure {name}")
        elif extra := labels - ours[name] - ALWAYS:
            wrong.append(f"{name} has no label {sorted(extra)}")
    return wrong
