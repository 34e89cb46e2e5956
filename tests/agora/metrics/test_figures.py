"""Figures are made when first written, and what one process tells grows old."""

import subprocess
import sys

import pytest

from agora import RELEASE, metrics
from agora.metrics import figures
from agora.metrics.figures import Told
from tests.harness.stand_ins import stand_in

TRIAL = Told("agora_test_told", "A trial", "kind")


@pytest.fixture(autouse=True)
def silent_again():
    yield
    metrics.tell([])


def lines(name):
    page = metrics.page().decode()
    return [line for line in page.splitlines() if line.startswith(name)]


def test_what_is_counted_is_on_the_page_by_its_labels():
    before = lines('agora_mails_total{city="t_trial",outcome="sent"}')
    metrics.MAILS.count("t_trial", "sent")
    metrics.MAILS.count("t_trial", "sent", by=2)

    assert before == []
    assert lines('agora_mails_total{city="t_trial"') == [
        'agora_mails_total{city="t_trial",outcome="sent"} 3.0'
    ]


def test_durations_fall_into_buckets():
    metrics.REQUEST_SECONDS.observe(0.3, "trial:page", "GET")

    name = 'agora_http_request_seconds_bucket{le="%s",method="GET",route="trial:page"}'
    assert lines(name % "0.25") == [name % "0.25" + " 0.0"]
    assert lines(name % "0.5") == [name % "0.5" + " 1.0"]


def test_a_gauge_says_what_is():
    metrics.POOL.set(3, "trial")
    metrics.POOL.set(2, "trial")

    assert lines('agora_database_pool{state="trial"}') == ['agora_database_pool{state="trial"} 2.0']


def test_what_is_told_replaces_what_was_told():
    metrics.tell([TRIAL.at(4, "a"), TRIAL.at(5, "b")])
    metrics.tell([TRIAL.at(6, "b")])

    assert lines("agora_test_told") == ['agora_test_told{kind="b"} 6.0']


def test_what_was_told_long_ago_is_silent_rather_than_wrong(monkeypatch):
    metrics.tell([TRIAL.at(4, "a")])
    now = figures.time.monotonic()
    stand_in(monkeypatch, figures, "time", monotonic=lambda: now + figures.FRESH + 1)

    assert lines("agora_test_told") == []


def test_every_process_says_which_release_it_runs():
    [line] = lines("agora_release{")
    assert float(line.rpartition(" ")[2]) == RELEASE


def test_the_client_is_not_read_before_the_first_figure():
    # It decides as it is imported where figures are kept: `share` must come first.
    code = "import sys; from agora import metrics; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_walls_and_readiness_say_zero_from_the_start():
    metrics.begin()

    assert len(lines("agora_isolation_refusals_total{")) >= 3
    assert len(lines("agora_not_ready_total")) == 1
