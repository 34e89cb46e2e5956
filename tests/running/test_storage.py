"""The storage is full, or hangs: text is taken, the upload refused in words, others served."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest
from PIL import Image

from agora.files.gateway import ANSWER, REST
from tests.running.answers import Answer
from tests.running.processes import environment, eventually, free_port, status
from tests.running.stage import Stage

pytestmark = pytest.mark.slow
BUCKET = "agora-running"
KEYS = {"AWS_ACCESS_KEY_ID": "essai", "AWS_SECRET_ACCESS_KEY": "essai"}
UPLOADS = 4
RATIO, FLOOR = 6, 0.4
"""How much slower other pages may be while uploads wait; under so many seconds nobody notices."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("storage"), webs=1, workers=0, edge=False) as stage:
        stage.door = int(stage.processes["web0"].door.rpartition(":")[2])
        yield stage


@pytest.fixture(scope="module")
def photo():
    """A picture of noise: nothing makes it smaller."""
    size = (640, 640)
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
    place = draft(stage, "Un banc bleu")
    folder = stage.folder / "data" / "files"
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "agora-full", str(folder)],
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
    none = files(stage)
    taken = show(stage, place, photo)

    assert refused.status == 422 or refused.status == 200, refused.status
    assert "Devant l’école Neruda" in refused.text
    assert "réessayez" in refused.text.lower()
    assert (left, none) == ([], 0)
    assert text
    assert taken.status == 302
    assert files(stage) == 1


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


def test_a_storage_that_hangs_keeps_nobody_from_reading_and_writing(stage, bucket, photo, figure):
    port, storage = bucket
    told = {"AGORA_S3_BUCKET": BUCKET, "AGORA_S3_ENDPOINT": f"http://127.0.0.1:{port}"}
    web = stage.add_web("web-s3", AGORA_S3_REGION="fr-par", **told, **KEYS)
    # Away while it starts too: the start says so and goes on. (Awake, this server would be refused:
    # it lets strangers read.)
    storage.send_signal(signal.SIGSTOP)
    web.start()
    web.wait()
    storage.send_signal(signal.SIGCONT)
    stage.door = int(web.door.rpartition(":")[2])
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
    assert sorted(one.seconds for one in again)[1] < ANSWER
    assert files(stage) == kept + 1
