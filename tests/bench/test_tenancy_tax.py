"""What knowing the city costs a page: the same five-query view with and without it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CEILING = 1.08


@pytest.mark.bench
def test_tenancy_tax(server, figure):
    """Both sides in one process, turn by turn; the next city at each turn, the worst case."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.agora.context.leaks.tax", server.host],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)

    ratio, more = found["ratio"], found["more_queries"]
    figure("tenancy_tax", round(ratio, 3), "ratio", f"<= {CEILING}", ok=ratio <= CEILING)
    figure("tenancy_queries_on_a_warm_host", more, "queries", "0", ok=more == 0)
    assert (ratio <= CEILING, more) == (True, 0), found
