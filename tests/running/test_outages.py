"""The database goes away, is killed, is full; the storage is full: words, nothing half-written."""

import http.client
import os
import pwd
import subprocess
import time
from urllib.parse import urlencode

import pytest

from agora.jobs.clock import LOCK
from tests.running.load import TOKEN, Crowd
from tests.running.oracles import misplaced
from tests.running.processes import eventually, status
from tests.running.stage import DATABASE, Stage

pytestmark = pytest.mark.slow
FULL = os.environ.get("AGORA_FUZZ") == "full"
AWAY = 20 if FULL else 3
BACK = 10
"""Seconds within which everything works again, without a restart."""
QUICK = 6.0
"""Seconds in which even a page that cannot be had is answered."""
UNKNOWN = "sainteorse"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("outages"), webs=1, workers=1, edge=False) as stage:
        stage.door = int(stage.processes["web0"].door.rpartition(":")[2])
        yield stage


@pytest.fixture
def known(stage):
    """The cities this web server has met; the last one it has never heard of."""
    return {key: facts for key, facts in stage.facts.items() if key != UNKNOWN}


class Answer:
    """One page as it came."""

    def __init__(self, stage, city, path, typed=None, session=""):
        there = stage.facts[city]
        headers = {"Host": there["host"], "Referer": f"http://{there['host']}/"}
        headers["Cookie"] = f"agora_csrf={TOKEN}; agora_session={session}"
        body = None
        if typed is not None:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **typed})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", stage.door, timeout=60)
        line.request("POST" if body else "GET", path, body=body, headers=headers)
        got = line.getresponse()
        self.text = got.read().decode()
        self.status, self.again = got.status, got.headers.get("Retry-After")
        self.seconds = time.monotonic() - began
        line.close()


def say(stage, city, body):
    """Send a comment."""
    there = stage.facts[city]
    path = f"/commentaires/{there['ideas'][0]}/"
    return Answer(stage, city, path, {"body": body, "alignment": "1"}, there["sessions"][0])


def jobs_run(stage):
    """Queue a job and wait until it is done."""
    stage.ask(
        "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'jobs.rescue_stalled', 0, NULL,"
        " NULL, '{}'::jsonb, NULL)::procrastinate_job_to_defer_v1])"
    )
    waiting = "SELECT 1 FROM procrastinate_jobs WHERE task_name = 'jobs.rescue_stalled'"
    try:
        eventually(lambda: not stage.ask(f"{waiting} AND status IN ('todo', 'doing')"), BACK)
    except AssertionError:
        raise AssertionError(stage.processes["worker0"].words()) from None


def clock_holds_its_lock(stage):
    high, low = divmod(LOCK, 2**32)
    return bool(stage.ask(f"SELECT 1 FROM pg_locks WHERE classid = {high} AND objid = {low}"))


@pytest.mark.parametrize("way", ["kill", "stop"])
def test_the_database_goes_away_and_comes_back(stage, known, figure, way):
    pids = {name: process.child.pid for name, process in stage.processes.items()}
    with Crowd(stage.door, known, seed=len(way)) as crowd:
        crowd.pause = 0.05
        time.sleep(1.5)
        gone = time.monotonic()
        getattr(stage.server, way)()
        time.sleep(1)
        pages_while_it_is_away(stage)
        time.sleep(max(0.0, gone + AWAY - time.monotonic()))
        stage.server.start()
        back = time.monotonic()
        site = eventually(lambda: Answer(stage, "montclair", "/").status == 200, BACK)
        word = f"{stage.facts['montclair']['mark']}x9{time.time_ns() % 100_000:05d}z"
        assert say(stage, "montclair", f"De retour {word}").status == 302
        jobs_run(stage)
        eventually(lambda: clock_holds_its_lock(stage), BACK)
        whole = time.monotonic() - back
        time.sleep(1)
    book = crowd.book

    figure(f"outage {way}: the site is back", site, "s", f"<= {BACK}", ok=site <= BACK)
    figure(f"outage {way}: jobs and clock too", whole, "s", f"<= {BACK}", ok=whole <= BACK)
    slowest = max(one.ended - one.begun for one in book.failures())
    figure(f"outage {way}: slowest refusal", slowest, "s", f"<= {QUICK}", ok=slowest <= QUICK)
    assert whole <= BACK
    assert slowest <= QUICK
    assert (book.leaks[:5], book.odd[:5]) == ([], [])
    assert misplaced(stage, book)[:5] == []
    late = [one for one in book.failures() if not gone - QUICK <= one.ended <= back + BACK]
    assert late == []
    assert all(process.alive() for process in stage.processes.values())
    assert {name: process.child.pid for name, process in stage.processes.items()} == pids


def pages_while_it_is_away(stage):
    """In the city's colours, with words given back, and quickly."""
    there = stage.facts["montclair"]
    page = Answer(stage, "montclair", f"/concertations/{there['slug']}/")
    sent = say(stage, "montclair", "Gardez ces mots & les autres.")
    nowhere = Answer(stage, UNKNOWN, "/")
    lost = say(stage, UNKNOWN, "Ceux-ci <b>aussi</b>, merci.")
    colour = "/theme-4a336e-1.css"

    for answer in (page, sent, nowhere, lost):
        assert answer.status == 503, answer.text[:300]
        assert answer.again == "60"
        assert answer.seconds < QUICK
        assert "momentanément indisponible" in answer.text
    for answer in (page, sent):
        assert there["mark"] in answer.text
        assert colour in answer.text
        assert "contact@montclair.example" in answer.text
    assert "Gardez ces mots &amp; les autres." in sent.text
    assert "Ceux-ci &lt;b&gt;aussi&lt;/b&gt;, merci." in lost.text
    assert stage.facts[UNKNOWN]["mark"] not in nowhere.text
    assert Answer(stage, "montclair", colour).status == 200
    assert status(stage.processes["web0"].port, "/-/live") == 200
    assert status(stage.processes["web0"].port, "/-/ready") == 503


# --- No room left ---------------------------------------------------------------------------------
@pytest.fixture
def small(tmp_path_factory):
    """A disk of one megabyte that everybody may write on."""
    place = tmp_path_factory.mktemp("small")
    for folder in [place, *place.parents][:3]:
        folder.chmod(0o755)
    whose = f"uid={pwd.getpwnam('nobody').pw_uid}" if os.geteuid() == 0 else ""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size=1m,mode=0777,{whose}", "agora-small", str(place)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("a small disk is mounted by root only")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_database_without_room_refuses_whole_and_takes_again(stage, small):
    schema = stage.facts["villeneuve"]["schema"]
    tables = [f"{schema}.contributions_contribution", f"{schema}.comments_comment"]
    execute(stage, f"CREATE TABLESPACE small LOCATION '{small}'")
    try:
        execute(stage, f"ALTER TABLE {tables[0]} SET TABLESPACE small")
        execute(stage, "CREATE TABLE public.junk (words text) TABLESPACE small")
        fill_up(stage)
        answers = [say(stage, "villeneuve", f"{n} {'mots ' * 180}") for n in range(12)]
        refused = [answer for answer in answers if answer.status != 302]
        counts = [stage.ask(f"SELECT count(*) FROM {table}")[0][0] for table in tables]
        ideas = stage.ask(f"SELECT count(*) FROM {tables[0]} WHERE kind <> 'comment'")[0][0]
        execute(stage, "DROP TABLE public.junk")
        after = say(stage, "villeneuve", "Il y a de la place.")
    finally:
        execute(stage, f"ALTER TABLE {tables[0]} SET TABLESPACE pg_default")
        execute(stage, "DROP TABLE IF EXISTS public.junk")
        execute(stage, "DROP TABLESPACE small")

    assert refused, "it had room"
    assert {answer.status for answer in refused} == {503}
    assert all("mots mots" in answer.text for answer in refused)
    assert counts[0] - ideas == counts[1], "half a comment"
    assert after.status == 302


def execute(stage, statement):
    from tests.harness import cluster  # noqa: PLC0415

    with cluster.admin(stage.params, DATABASE) as admin:
        admin.execute(statement)


def fill_up(stage):
    """Take all that is left, to the last page."""
    import psycopg  # noqa: PLC0415

    for size in (100_000, 7_000):
        while True:
            try:
                execute(
                    stage,
                    "INSERT INTO public.junk SELECT string_agg(md5(random()::text), '')"
                    f" FROM generate_series(1, {size // 32})",
                )
            except psycopg.errors.DiskFull:
                break
