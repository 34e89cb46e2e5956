"""`agora serve` as it is deployed: its first answer after a start, and what its workers weigh."""

from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest

from agora.context import APP_LOGIN
from agora.devdb import Params
from tests.bench.conftest import OURS
from tests.bench.pages import pages, writes
from tests.bench.servers import Ask, Served, Site
from tests.harness import cluster

pytestmark = pytest.mark.bench
STARTS = 5
FLOORS, MEGABYTES = 3.0, 140
EACH = 24  # times a page is asked, so that each worker has served it


@pytest.fixture(scope="session")
def served_env(our_env: dict[str, str], server: Params) -> dict[str, str]:
    """What an installation sets: the login of the web server, which owns nothing."""
    with cluster.admin(server, OURS) as admin:
        admin.execute(f"GRANT CONNECT ON DATABASE {OURS} TO {APP_LOGIN}")
    url = server.url(user=APP_LOGIN, dbname=OURS)
    told = {name: value for name, value in our_env.items() if name != "AGORA_DATABASE_POOL"}
    return told | {"AGORA_DATABASE_URL": url, "AGORA_LOG_LEVEL": "WARNING"}


@pytest.fixture
def served(served_env: dict[str, str], facts: dict[str, Any], tmp_path: Any) -> Iterator[Site]:
    """`agora serve` on the city that was filled."""
    with Served(facts["host"], served_env, tmp_path / "log").running() as site:
        yield site


def test_first_answer(served_env, facts, floor, tmp_path, figure):
    """From the command to the first answer, checks of the start included, turn by turn."""
    ours, plain = [], []
    for turn in range(STARTS):
        with Served(facts["host"], served_env, tmp_path / f"ours-{turn}").running() as site:
            ours.append(site.first_answer)
        again = floor.again(tmp_path / f"floor-{turn}")
        with again.running():
            plain.append(again.first_answer)
    ratio = round(median(ours) / median(plain), 2)

    figure("first_answer_after_start", ratio, "floors", f"<= {FLOORS:g}", ok=ratio <= FLOORS)
    assert ratio <= FLOORS, (ours, plain)


def test_worker_after_every_page(served, facts, figure):
    """Each kind of page, read and written, by both workers."""
    main = sorted(facts["lists"], key=int)[-2]
    for page in [*pages(facts, main), *writes(facts)]:
        served.crowd(page.some(EACH))
        assert served.ask(page.some(1)[0]).status == page.status, page.name
    served.crowd([Ask("/carte.json"), Ask("/plan-du-site/"), Ask("/accessibilite/")] * EACH)
    weight = round(served.memory())

    figure("memory_of_a_worker", weight, "MB", f"<= {MEGABYTES}", ok=weight <= MEGABYTES)
    assert weight <= MEGABYTES
