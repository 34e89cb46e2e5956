"""`python -m tests.bench.moving HOST PROPOSALS FOLDER`: move a synthetic export into a city.

It prints, as JSON, the seconds it took, the rows it made, and the most memory the process held.
"""

import csv
import json
import resource
import sys
import time
from pathlib import Path

import django

COMMENTS = 3  # for each proposal
WORDS = "Un banc à l’ombre pour attendre le bus, et une fontaine où remplir sa gourde. "


def write(folder: Path, proposals: int) -> list[tuple[Path, str]]:
    """Write both files of the export, row by row."""
    from tests.participation.opendata import exports  # noqa: PLC0415  (needs the settings)

    def save(name: str, columns: list[str], rows) -> tuple[Path, str]:
        path = folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=";", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return path, name

    ideas = (exports.proposal_row(n, body=WORDS * 4) for n in range(1, proposals + 1))
    answers = (
        exports.comment_row(n, 1 + n % proposals, body=WORDS)
        for n in range(1, COMMENTS * proposals + 1)
    )
    return [
        save("proposals.csv", exports.PROPOSALS_2019, ideas),
        save("proposal-comments.csv", exports.COMMENTS_2019, answers),
    ]


def main(host: str, proposals: int, folder: Path) -> None:
    """Write the export, move it in, say what it cost."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from agora.context import enter  # noqa: PLC0415
    from participation.contributions.models import Contribution  # noqa: PLC0415
    from tenants.queries import city_named  # noqa: PLC0415
    from tests.participation.opendata.exports import load  # noqa: PLC0415

    assert settings.configured
    files = write(folder, proposals)
    city = city_named(host)
    assert city is not None
    with enter(city):
        started = time.perf_counter()
        load(*files)
        seconds = time.perf_counter() - started
        rows = Contribution.objects.count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "rows": rows, "peak": peak, "schema": city.schema}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
