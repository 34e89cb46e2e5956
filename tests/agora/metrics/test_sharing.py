"""Several processes write, one page adds up; those that end leave their counts behind."""

import os
import subprocess
import sys

import pytest

CHILD = """
import sys
from agora import metrics
metrics.share(sys.argv[1])
metrics.MAILS.count("t_a", "sent", by=float(sys.argv[2]))
metrics.JOB_SECONDS.observe(0.3, "mail")
metrics.POOL.set(float(sys.argv[2]), "used")
if len(sys.argv) > 3:
    for pid in sys.argv[3].split(","):
        metrics.forget(int(pid))
print(metrics.page().decode())
"""


@pytest.fixture
def child(tmp_path):
    def run(count, *ended):
        command = [sys.executable, "-c", CHILD, str(tmp_path / "shared"), str(count)]
        command += [",".join(map(str, ended))] if ended else []
        running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
        said, _ = running.communicate(timeout=60)
        assert running.returncode == 0
        pairs = (line.rpartition(" ") for line in said.splitlines() if line[:1] not in ("", "#"))
        return running.pid, {name: float(value) for name, _, value in pairs}

    return run


SENT = 'agora_mails_total{city="t_a",outcome="sent"}'
FAST = 'agora_job_seconds_bucket{le="0.5",queue="mail"}'
USED = 'agora_database_pool{state="used"}'


def test_processes_add_up_and_those_that_ended_keep_their_counts_alone(child, tmp_path):
    first, alone = child(2)
    second, both = child(3)
    _third, after = child(4, first, second)

    assert (alone[SENT], alone[FAST], alone[USED]) == (2, 1, 2)
    assert (both[SENT], both[FAST], both[USED]) == (5, 2, 5)
    assert (after[SENT], after[FAST], after[USED]) == (9, 3, 4)
    kept = {path.name for path in (tmp_path / "shared").glob("*.db")}
    assert not [name for name in kept if str(first) in name or str(second) in name]


def test_a_file_cut_by_a_kill_is_read_as_far_as_it_goes(child, tmp_path):
    first, _alone = child(2)
    torn = tmp_path / "shared" / f"counter_{first}.db"
    content = bytearray(torn.read_bytes())
    content[0:4] = (int.from_bytes(content[0:4], "little") + 8).to_bytes(4, "little")
    end = int.from_bytes(content[0:4], "little")
    content[end - 8 : end - 4] = (10_000).to_bytes(4, "little")
    torn.write_bytes(content)

    assert child(3, first)[1][SENT] == 5
