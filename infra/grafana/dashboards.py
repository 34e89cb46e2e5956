"""The dashboards of Grafana, from one source: `python infra/grafana/dashboards.py` writes them.

They land in `helm/agora/files/dashboards/`, where the chart and the one-server set-up read them;
a test writes them again and compares byte for byte.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import (
    BigValueGraphMode,
    LegendDisplayMode,
    LegendPlacement,
)
from grafana_foundation_sdk.models.dashboard import DataSourceRef

TOP = Path(__file__).resolve().parents[2]
OUTPUT = TOP / "helm" / "agora" / "files" / "dashboards"
SOURCE = DataSourceRef(type_val="prometheus", uid="${source}")
WIDTH = 24
RESPONSES = "agora_http_requests_total"
LONG = "[10m]"


@dataclass(frozen=True)
class Curve:
    """Values over time: each expression with the name of its lines."""

    title: str
    unit: str
    expressions: dict[str, str]
    note: str = ""
    width: int = 12


@dataclass(frozen=True)
class Number:
    """One value now; red from `bad` on."""

    title: str
    unit: str
    expression: str
    bad: float | None = None
    note: str = ""
    width: int = 6


Panel = Curve | Number


def board(uid: str, title: str, note: str, rows: dict[str, Iterable[Panel]]) -> Any:
    """Build one dashboard; rows have a title each."""
    made = (
        dashboard.Dashboard(title)
        .uid(f"agora-{uid}")
        .description(note)
        .tags(["agora"])
        .time("now-6h", "now")
        .refresh("1m")
        .timezone("browser")
        .readonly()
        .with_variable(dashboard.DatasourceVariable("source").type("prometheus").label("Source"))
        .link(dashboard.DashboardLink("Les autres tableaux").type("dashboards").tags(["agora"]))
    )
    for heading, panels in rows.items():
        made = made.with_row(dashboard.Row(heading))
        for panel in panels:
            made = made.with_panel(_panel(panel))
    return made.build()


def _panel(panel: Panel) -> Any:
    made: Any
    if isinstance(panel, Curve):
        made = timeseries.Panel().legend(
            common.VizLegendOptions()
            .display_mode(LegendDisplayMode.LIST)
            .placement(LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        made = made.min(0).fill_opacity(10).height(8)
        expressions = panel.expressions
    else:
        made = stat.Panel().graph_mode(BigValueGraphMode.AREA).height(4)
        if panel.bad is not None:
            made = made.thresholds(_red_from(panel.bad))
        expressions = {"": panel.expression}
    made = made.title(panel.title).unit(panel.unit).span(panel.width).datasource(SOURCE)
    if panel.note:
        made = made.description(panel.note)
    for number, (legend, expression) in enumerate(expressions.items()):
        asked = prometheus.Dataquery().expr(expression).ref_id(chr(ord("A") + number))
        made = made.with_target(asked.legend_format(legend).datasource(SOURCE))
    return made


def _red_from(bad: float) -> Any:
    from grafana_foundation_sdk.models.dashboard import Threshold, ThresholdsMode  # noqa: PLC0415

    steps = [Threshold(value=None, color="green"), Threshold(value=bad, color="red")]
    return dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps)


def service() -> Any:
    """What residents feel."""
    share = f'sum(rate({RESPONSES}{{status="5xx"}}[5m])) / sum(rate({RESPONSES}[5m]))'
    buckets = "agora_http_request_seconds_bucket[5m]"
    return board(
        "service",
        "Agora : service",
        "Ce que sentent les habitants : réponses, durées, erreurs.",
        {
            "Maintenant": [
                Number("Réponses par seconde", "reqps", f"sum(rate({RESPONSES}[5m]))"),
                Number("Part d’erreurs", "percentunit", share, 0.02),
                Number(
                    "95 % des réponses en",
                    "s",
                    f"histogram_quantile(0.95, sum by (le) (rate({buckets})))",
                    2,
                ),
                Number("Serveurs web", "none", 'sum(up{job="agora-web"})'),
            ],
            "Réponses": [
                Curve(
                    "Par classe",
                    "reqps",
                    {"{{status}}": f"sum by (status) (rate({RESPONSES}[5m]))"},
                ),
                Curve(
                    "Durées",
                    "s",
                    {
                        f"{share} %": f"histogram_quantile({share / 100}, "
                        f"sum by (le) (rate({buckets})))"
                        for share in (50, 95, 99)
                    },
                ),
                Curve(
                    "Dix pages les plus lentes",
                    "s",
                    {
                        "{{route}}": "topk(10, histogram_quantile(0.95, sum by (route, le) "
                        f"(rate(agora_http_request_seconds_bucket{LONG}))))"
                    },
                    "Durée que 95 % des réponses ne dépassent pas ; le nom est celui de la route.",
                ),
                Curve(
                    "Dix pages les plus demandées",
                    "reqps",
                    {
                        "{{route}}": "topk(10, sum by (route) "
                        f"(rate(agora_http_request_seconds_count{LONG})))"
                    },
                ),
            ],
            "Versions et cloisons": [
                Curve("Processus par version", "none", {"{{version}}": _versions()}),
                Curve(
                    "Murs touchés",
                    "none",
                    {"{{kind}}": "sum by (kind) (increase(agora_isolation_refusals_total[10m]))"},
                    "Doit rester à zéro : voir la fiche AgoraCloison.",
                ),
            ],
        },
    )


def _versions() -> str:
    return "count by (version) (agora_release)"


def jobs() -> Any:
    """What happens after the page: queues, letters, backups."""
    seconds = "agora_job_seconds_bucket[10m]"
    return board(
        "travaux",
        "Agora : travaux",
        "Ce qui se fait après la page : files, courrier, sauvegardes.",
        {
            "Maintenant": [
                Number("Travaux en attente", "none", "sum(agora_jobs_waiting)"),
                Number("Le plus ancien", "s", "max(agora_jobs_oldest_seconds)", 900),
                Number("Abandonnés", "none", "sum(agora_jobs_failed)", 1),
                Number(
                    "Dernier battement de l’horloge",
                    "s",
                    "time() - max(agora_scheduler_tick_timestamp_seconds)",
                    180,
                ),
            ],
            "Files": [
                Curve("En attente", "none", {"{{queue}}": "max by (queue) (agora_jobs_waiting)"}),
                Curve("Attente", "s", {"{{queue}}": "max by (queue) (agora_jobs_oldest_seconds)"}),
                Curve(
                    "Travaux finis",
                    "none",
                    {"{{outcome}}": f"sum by (outcome) (increase(agora_jobs_total{LONG}))"},
                ),
                Curve(
                    "Durée de 95 % des travaux",
                    "s",
                    {
                        "{{queue}}": "histogram_quantile(0.95, "
                        f"sum by (queue, le) (rate({seconds})))"
                    },
                ),
                Curve(
                    "Échecs par tâche",
                    "none",
                    {
                        "{{task}}": "topk(10, sum by (task) "
                        '(increase(agora_jobs_total{outcome="failed"}[1h])))'
                    },
                ),
            ],
            "Courrier et fichiers": [
                Curve(
                    "Lettres",
                    "none",
                    {"{{outcome}}": f"sum by (outcome) (increase(agora_mails_total{LONG}))"},
                ),
                Curve(
                    "Stockage",
                    "ops",
                    {
                        "{{operation}} {{outcome}}": "sum by (operation, outcome) "
                        "(rate(agora_storage_operations_total[5m]))"
                    },
                ),
            ],
            "Sauvegardes": [
                Curve(
                    "Âge de la dernière réussie",
                    "s",
                    {
                        "{{kind}}": "time() - max by (kind) "
                        "(agora_backup_last_success_timestamp_seconds)"
                    },
                ),
                Curve("La dernière a réussi", "bool", {"{{kind}}": "agora_backup_last_ok"}),
            ],
        },
    )


def cities() -> Any:
    """One city beside another."""
    top = "topk(15, sum by (city) "
    return board(
        "villes",
        "Agora : villes",
        "Une ville à côté d’une autre ; le nom est celui du schéma (`agora city list`).",
        {
            "Maintenant": [
                Number("En service", "none", 'sum(agora_cities{state=~"live|trial"})'),
                Number("Suspendues", "none", 'sum(agora_cities{state="suspended"})'),
                Number("En arrière d’une version", "none", "max(agora_cities_behind)", 1),
                Number(
                    "Villes en erreur",
                    "none",
                    f'count(sum by (city) (increase({RESPONSES}{{status="5xx"}}{LONG})) > 0)'
                    " or vector(0)",
                    1,
                ),
            ],
            "Par ville": [
                Curve("Réponses", "reqps", {"{{city}}": f"{top}(rate({RESPONSES}[5m])))"}),
                Curve(
                    "Erreurs",
                    "none",
                    {"{{city}}": f'{top}(increase({RESPONSES}{{status="5xx"}}{LONG})))'},
                ),
                Curve(
                    "Écritures",
                    "none",
                    {"{{city}}": f'{top}(increase(agora_actions_total{{outcome="done"}}[1h])))'},
                ),
                Curve(
                    "Écritures refusées",
                    "none",
                    {"{{city}}": f'{top}(increase(agora_actions_total{{outcome="refused"}}[1h])))'},
                    "Un droit qui manque, ou quelqu’un qui essaie.",
                ),
                Curve(
                    "Lettres parties",
                    "none",
                    {"{{city}}": f'{top}(increase(agora_mails_total{{outcome="sent"}}[1h])))'},
                ),
                Curve(
                    "Lettres refusées",
                    "none",
                    {"{{city}}": f'{top}(increase(agora_mails_total{{outcome="refused"}}[1h])))'},
                ),
            ],
        },
    )


def database() -> Any:
    """PostgreSQL and the disks, as their own exporters measure them."""
    disks = '{fstype!~"tmpfs|overlay|squashfs"}'
    return board(
        "base",
        "Agora : base",
        "PostgreSQL et les disques, mesurés par postgres_exporter et node_exporter.",
        {
            "Maintenant": [
                Number("La base répond", "bool", "min(pg_up)"),
                Number(
                    "Connexions prises",
                    "percentunit",
                    "sum(pg_stat_activity_count) / sum(pg_settings_max_connections)",
                    0.8,
                ),
                Number(
                    "Verrous pris",
                    "percentunit",
                    "sum(pg_locks_count) / sum(pg_settings_max_locks_per_transaction"
                    " * on (instance) pg_settings_max_connections)",
                    0.7,
                ),
                Number("Taille", "bytes", 'sum(pg_database_size_bytes{datname!~"template.*"})'),
            ],
            "Connexions": [
                Curve(
                    "Des serveurs web",
                    "none",
                    {"{{state}}": "sum by (state) (agora_database_pool)"},
                    "used, idle : des connexions ; waiting : des pages qui en attendent une.",
                ),
                Curve(
                    "De la base",
                    "none",
                    {"{{state}}": "sum by (state) (pg_stat_activity_count)"},
                ),
                Curve(
                    "Attentes d’une connexion",
                    "none",
                    {"attentes": "sum(increase(agora_database_pool_waits_total[5m]))"},
                ),
                Curve(
                    "Plus longue transaction",
                    "s",
                    {"{{state}}": "max by (state) (pg_stat_activity_max_tx_duration)"},
                ),
            ],
            "Disques": [
                Curve(
                    "Place libre",
                    "percentunit",
                    {
                        "{{instance}} {{mountpoint}}": f"node_filesystem_avail_bytes{disks}"
                        f" / node_filesystem_size_bytes{disks}"
                    },
                    width=24,
                ),
            ],
        },
    )


BOARDS = {"service": service, "travaux": jobs, "villes": cities, "base": database}


def written() -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    for name, build in BOARDS.items():
        text = json.dumps(
            json.loads(json.dumps(build(), cls=JSONEncoder)),
            ensure_ascii=False,
            indent=2,
            sort_keys=True,
        )
        yield f"{name}.json", _french(text) + "\n"


def _french(text: str) -> str:
    """Hard spaces where French wants them; expressions have none of these signs after a space."""
    return re.sub(r"(?<=\w) (?=[:;%])", "\u00a0", text)


def main() -> None:
    """Write every file."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for name, text in written():
        (OUTPUT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
