"""Rows never reach another city, and the fuzzer that says so is able to say the contrary."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.agora.context.leaks.mutants import MUTANTS

ROOT = Path(__file__).resolve().parents[3]
FULL = os.environ.get("AGORA_FUZZ") == "full"
OPERATIONS = int(os.environ.get("AGORA_FUZZ_OPERATIONS") or (5_000_000 if FULL else 100_000))
STOCK = ("stock_with_tenant", "stock_decorator", "stock_lazy_queryset", "stock_async")


def walk(server, subject, *, operations, pool=0, seed=""):
    """Run the fuzzer in a process of its own; return what it says."""
    seed = seed or os.environ.get("AGORA_FUZZ_SEED") or str(time.time_ns())
    arguments = ["--host", server.host, "--operations", str(operations), "--pool", str(pool)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.agora.context.leaks", subject, "--seed", seed, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
def test_no_row_reaches_another_city(server, figure):
    direct = walk(server, "ours", operations=OPERATIONS * 4 // 5)
    pooled = walk(server, "ours", operations=OPERATIONS // 5, pool=4)

    leaks = direct["leaks"] + pooled["leaks"]
    done = direct["operations"] + pooled["operations"]
    figure("leak_fuzz_operations", done, "operations", f">= {OPERATIONS}", ok=done >= OPERATIONS)
    figure("leak_fuzz_leaks", len(leaks), "leaks", "0", ok=not leaks)
    assert leaks == [], f"AGORA_FUZZ_SEED={direct['seed']} or {pooled['seed']}"
    assert done >= OPERATIONS


@pytest.mark.parametrize("subject", [*STOCK, *MUTANTS])
def test_the_fuzzer_catches_what_is_wrong(server, subject):
    found = walk(server, subject, operations=20_000)

    assert found["leaks"], f"{subject} went unseen for {found['operations']} operations"
