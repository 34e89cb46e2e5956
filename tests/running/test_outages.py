"""The database goes away, is killed, is full; the storage is full: words, nothing half-written."""

import io
import os
import pwd
import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import psycopg
import pytest
from PIL import Image

from agora.files.gateway import ANSWER, REST
from agora.jobs.clock import LOCK
from tests.harness import cluster
from tests.harness.ports import free_port
from tests.running.answers import Answer
from tests.running.load import Crowd
from tests.running.oracles import misplaced
from tests.running.processes import environment, eventually, status
from tests.running.stage import DATABASE, Stage

pytestmark = pytest.mark.slow
FULL = os.environ.get("AGORA_FUZZ") == "full"
AWAY = 20 if FULL else 3
BACK = 10
"""Seconds within which everything works again, without a restart."""
QUICK = 6.0
"""Seconds in which even a page that cannot be had is answered."""
LAST_BACK, LAST_QUICK = (BACK, QUICK) if FULL else (60, 20.0)
"""What fails the test: the two above are told, and hold where the machine does nothing else."""
UNKNOWN = "sainteorse"
BUCKET = "agora-running"
KEYS = {"AWS_ACCESS_KEY_ID": "essai", "AWS_SECRET_ACCESS_KEY": "essai"}
UPLOADS = 4
RATIO, FLOOR = 6, 0.4
"""How much slower other pages may be while uploads wait; under so many seconds nobody notices."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("outages"), webs=1, workers=1, edge=False) as stage:
        stage.door = int(stage.processes["web0"].door.rpartition(":")[2])
        yield stage


@pytest.fixture
def known(stage):
    """The cities this web server has met; the last one it has never heard of."""
    return {key: facts for key, facts in stage.facts.items() if key != UNKNOWN}


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
        eventually(lambda: not stage.ask(f"{waiting} AND status IN ('todo', 'doing')"), LAST_BACK)
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
        site = eventually(lambda: Answer(stage, "montclair", "/").status == 200, LAST_BACK)
        word = f"{stage.facts['montclair']['mark']}x9{time.time_ns() % 100_000:05d}z"
        assert say(stage, "montclair", f"De retour {word}").status == 302
        jobs_run(stage)
        eventually(lambda: clock_holds_its_lock(stage), LAST_BACK)
        whole = time.monotonic() - back
        time.sleep(1)
    book = crowd.book

    figure(f"outage {way}: the site is back", site, "s", f"<= {BACK}", ok=site <= BACK)
    figure(f"outage {way}: jobs and clock too", whole, "s", f"<= {BACK}", ok=whole <= BACK)
    slowest = max(one.ended - one.begun for one in book.failures())
    figure(f"outage {way}: slowest refusal", slowest, "s", f"<= {QUICK}", ok=slowest <= QUICK)
    assert whole <= LAST_BACK
    assert slowest <= LAST_QUICK
    assert (book.leaks[:5], book.odd[:5]) == ([], [])
    assert misplaced(stage, book)[:5] == []
    end = back + max(BACK, whole)
    late = [one for one in book.failures() if not gone - QUICK <= one.ended <= end]
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
        assert answer.seconds < LAST_QUICK
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
def small():
    """A disk of one megabyte that everybody may write on, where any user may walk to it."""
    place = Path(tempfile.mkdtemp(prefix="agora-small-"))
    place.chmod(0o755)
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
    place.rmdir()


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
    with cluster.admin(stage.params, DATABASE) as admin:
        admin.execute(statement)


def fill_up(stage):
    """Take all that is left, to the last page."""
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


# --- The storage ----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def photo():
    """A picture of noise: nothing makes it smaller."""
    size = (400, 400)
    image = Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def draft(stage, title, who=0):
    """Begin an idea; its address."""
    there = stage.facts["villeneuve"]
    path = f"/concertations/{there['slug']}/propositions/{there['tool']}/nouvelle/"
    typed = {"title": title, "body": "Près du lac."}
    begun = Answer(stage, "villeneuve", path, typed, there["sessions"][who])
    assert begun.status == 302, begun.text[:500]
    return begun.goal


def show(stage, place, photo, who=0):
    """Send the second step of an idea, with a photo."""
    there = stage.facts["villeneuve"]
    typed = {"place_label": "Devant l’école Neruda", "photo_caption": "Un banc"}
    return Answer(stage, "villeneuve", place, typed, there["sessions"][who], photo=photo)


def files(stage):
    schema = stage.facts["villeneuve"]["schema"]
    return stage.ask(f"SELECT count(*) FROM {schema}.files_storedfile")[0][0]


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk is mounted by root only")
def test_a_full_disk_refuses_the_photo_and_keeps_nothing_of_it(stage, photo):
    place, before = draft(stage, "Un banc bleu"), files(stage)
    folder = stage.folder / "data" / "files"
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32k", "agora-full", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this machine mounts no small disk")
    try:
        refused = show(stage, place, photo)
        left = [path for path in folder.rglob("*") if path.is_file()]
        text = draft(stage, "Sans photo")
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    none = files(stage) - before
    taken = show(stage, place, photo)

    assert refused.status in (200, 422), refused.status
    assert "Devant l’école Neruda" in refused.text
    assert "réessayez" in refused.text.lower()
    assert (left, none) == ([], 0)
    assert text
    assert taken.status == 302
    assert files(stage) == before + 1


@pytest.fixture
def bucket(stage, tmp_path):
    """A storage server of its own, that can be made to hang."""
    port = free_port()
    child = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(**KEYS),
    )
    eventually(lambda: status(port, "/moto-api/") != 0, 60)
    import boto3  # noqa: PLC0415  slow to import

    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="fr-par",
        aws_access_key_id="essai",
        aws_secret_access_key="essai",
    )
    where = {"LocationConstraint": "fr-par"}
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
    client.close()
    yield port, child
    child.send_signal(signal.SIGCONT)
    child.kill()
    child.wait()


@pytest.mark.fuzz  # it waits for the storage twice, as long as the site itself does
def test_a_storage_that_hangs_keeps_nobody_from_reading_and_writing(
    stage, bucket, photo, figure, request
):
    port, storage = bucket
    told = {"AGORA_S3_BUCKET": BUCKET, "AGORA_S3_ENDPOINT": f"http://127.0.0.1:{port}"}
    web = stage.add_web("web-s3", AGORA_S3_REGION="fr-par", **told, **KEYS)
    # Away while it starts too: the start says so and goes on. (Awake, this server would be refused:
    # it lets strangers read.)
    storage.send_signal(signal.SIGSTOP)
    web.start()
    web.wait()
    storage.send_signal(signal.SIGCONT)
    usual, stage.door = stage.door, int(web.door.rpartition(":")[2])
    request.addfinalizer(lambda: setattr(stage, "door", usual))
    places = [draft(stage, f"Un banc {who}", who) for who in range(UPLOADS + 1)]
    assert show(stage, places[0], photo).status == 302
    kept = files(stage)
    before = [Answer(stage, "villeneuve", "/").seconds for _ in range(12)]

    storage.send_signal(signal.SIGSTOP)
    with ThreadPoolExecutor(UPLOADS) as pool:
        waiting = [pool.submit(show, stage, places[n], photo, n) for n in range(1, UPLOADS + 1)]
        time.sleep(1)
        during = [Answer(stage, "villeneuve", "/") for _ in range(12)]
        text = draft(stage, "Un arbre")
        refused = [one.result() for one in waiting]
    time.sleep(REST)
    with ThreadPoolExecutor(3) as pool:
        again = list(pool.map(lambda n: show(stage, places[n], photo, n), (1, 3, 4)))
    storage.send_signal(signal.SIGCONT)
    eventually(lambda: show(stage, places[2], photo, 2).status == 302, 60)

    slow = median(one.seconds for one in during)
    bound = max(RATIO * median(before), FLOOR)
    figure(
        "storage hangs: other pages",
        slow / median(before),
        "ratio",
        f"<= {RATIO}",
        ok=slow <= bound,
    )
    assert {one.status for one in during} == {200}
    assert slow <= bound
    assert text
    for one in [*refused, *again]:
        assert one.status in (200, 422)
        assert "Devant l’école Neruda" in one.text
    # One of them asks the storage again, and waits for it; the others do not.
    assert sorted(one.seconds for one in again)[1] < 1.5 * ANSWER
    assert files(stage) == kept + 1
