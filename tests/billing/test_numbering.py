"""No gap, no double, dates in order: eight processes, failures, kill -9, then a stranger's eye."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from agora.context import public
from agora.devdb import Params
from billing import book
from billing.models import Invoice, NumberSeries
from tests.factories.billing import make_account, make_contract, make_provider

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FULL = os.environ.get("AGORA_FUZZ") == "full"
VERIFIER = Path(__file__).parents[2] / "infra" / "verify_books.py"
PROCESSES = 8


def start(how, count, seed):
    here = connections.settings["default"]
    database = Params(host=here["HOST"], port=int(here["PORT"]))
    return subprocess.Popen(
        [sys.executable, "-m", "tests.billing.numbering", how, str(count), str(seed)],
        cwd=VERIFIER.parents[1],
        env={
            **os.environ,
            "PYTHONPATH": f"{VERIFIER.parents[1]}:{VERIFIER.parents[1] / 'platform'}",
            "AGORA_DATABASE_URL": database.url(user=here["USER"], dbname=here["NAME"]),
            "AGORA_SECRET_KEY": settings.SECRET_KEY,
            "AGORA_LOG_LEVEL": "ERROR",
        },
    )


def reached():
    with public():
        row = NumberSeries.objects.filter(code="AG").first()
        return row.last_no if row else 0


def run(how, count, kills):
    """Eight processes until `count` numbers are taken, killing one at random `kills` times."""
    chance = random.Random(11)
    running = [start(how, count, seed) for seed in range(PROCESSES)]
    killed, deadline = 0, time.monotonic() + 3600
    try:
        while reached() < count:
            assert time.monotonic() < deadline, f"only {reached()} numbers in time"
            assert all(one.poll() in (None, 0) for one in running), "a process broke"
            time.sleep(0.05)
            # As often as numbers are taken, so that kills fall all along.
            while killed < kills and reached() > count * killed / (kills + 1):
                victim = chance.randrange(PROCESSES)
                running[victim].send_signal(signal.SIGKILL)
                running[victim].wait()
                killed += 1
                running[victim] = start(how, count, 100 + killed)
        for one in running:
            one.wait(timeout=60)
    finally:
        for one in running:
            one.kill()
            one.wait()
    # A machine that does much else may take the last numbers before the last kills.
    assert killed == kills if FULL else killed >= 1


def verify(path):
    return subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )


def check_the_series(count, tmp_path):
    with public():
        rows = list(Invoice.objects.filter(state="issued").order_by("no"))
        last = NumberSeries.objects.get(code="AG").last_no
        with book.write() as made:
            kept = tmp_path / "livre.zip"
            kept.write_bytes(made.read())
    numbers = [row.no for row in rows]
    assert last >= count
    assert numbers == list(range(1, last + 1))
    assert sorted(row.issued_at for row in rows) is not None
    assert [row.issued_on for row in rows] == sorted(row.issued_on for row in rows)
    found = verify(kept)
    assert (found.returncode, found.stdout) == (0, f"{last} documents, 0 faults\n"), found.stderr
    return kept


def altered(kept, tmp_path, change):
    """The same book with one thing changed."""
    path = tmp_path / "altered.zip"
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return verify(path)


def fill():
    with public():
        make_provider()
        make_contract(make_account())


def test_numbers_have_no_gap_whatever_dies_and_one_altered_byte_is_found(db, tmp_path):
    fill()
    count = 2_000 if FULL else 200
    run("number", count, kills=50 if FULL else 5)
    kept = check_the_series(count, tmp_path)

    middle = f"AG2026-{count // 2:06d}"

    def flip(name, content):
        return bytes([content[0] ^ 1]) + content[1:] if name == f"{middle}.pdf" else content

    def swap_hash(name, content):
        if name != "livre.csv":
            return content
        lines = content.decode("utf-8-sig").splitlines()
        return "\n".join(line for line in lines if middle not in line).encode()

    assert f"{middle}.pdf: altered or missing" in altered(kept, tmp_path, flip).stdout
    cut = altered(kept, tmp_path, swap_hash).stdout
    assert f"number {count // 2} is missing before it" in cut
    assert altered(kept, tmp_path, lambda name, content: content).returncode == 0


@pytest.mark.fuzz
def test_true_originals_are_numbered_without_gap_too(db, tmp_path):
    fill()
    run("issue", 2_000 if FULL else 40, kills=50 if FULL else 2)
    check_the_series(2_000 if FULL else 40, tmp_path)
