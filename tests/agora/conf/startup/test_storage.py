"""Storages that cannot write, that do not give back, that give to everybody; and fakes of each."""

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from moto.server import ThreadedMotoServer

from agora.conf.refusal import Refusal
from agora.conf.startup import storage

SECRET = "canari-3f9b"


# --- A folder -----------------------------------------------------------------------------------
def test_a_folder_is_written_read_and_left_empty(deployed):
    storage.check()

    assert [path for path in deployed.DATA_DIR.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("folder", "reason"), [("/proc/agora", "No such file"), ("/dev/null/x", "Not a directory")]
)
def test_a_folder_that_cannot_be_made_is_refused(deployed, folder, reason):
    deployed.DATA_DIR = folder

    with pytest.raises(Refusal, match=rf"^AGORA_DATA_DIR: cannot be written \({reason}"):
        storage.check()


def test_a_folder_without_room_is_refused(tmp_path):
    """A child that may write no more than 4 KB stands for a full disk: root fills none here."""
    program = f"""
import resource, signal, pathlib
from django.conf import settings
settings.configure(S3_BUCKET="", DATA_DIR=pathlib.Path({str(tmp_path)!r}))
from agora.conf.startup import storage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    storage.check()
except storage.Refusal as refusal:
    print(refusal)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.startswith("AGORA_DATA_DIR: cannot be written (File too large)"), done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


# --- A bucket -----------------------------------------------------------------------------------
@pytest.fixture
def keys(monkeypatch):
    """Keys where boto3 looks for them."""

    def give(key="AKIDESSAI", secret=SECRET):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)

    give()
    return give


@pytest.fixture
def bucket(deployed, keys):
    """A private bucket on a server that answers."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    deployed.S3_BUCKET = f"agora-start-{secrets.token_hex(4)}"  # the fake keeps one world a process
    deployed.S3_ENDPOINT, deployed.S3_REGION = f"http://{host}:{port}", "fr-par"
    client = boto3.client("s3", endpoint_url=deployed.S3_ENDPOINT, region_name="fr-par")
    client.create_bucket(
        Bucket=deployed.S3_BUCKET, CreateBucketConfiguration={"LocationConstraint": "fr-par"}
    )
    yield client
    client.close()
    server.stop()


def test_a_private_bucket_is_written_read_and_left_empty(bucket, deployed):
    storage.check()

    assert bucket.list_objects_v2(Bucket=deployed.S3_BUCKET)["KeyCount"] == 0


def test_a_missing_bucket_is_refused(bucket, deployed):
    deployed.S3_BUCKET = "agora-elsewhere"

    with pytest.raises(Refusal, match=r"^AGORA_S3_BUCKET: there is no such bucket"):
        storage.check()


def test_a_bucket_open_to_the_world_is_refused(bucket, deployed):
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
    everybody["Resource"] = f"arn:aws:s3:::{deployed.S3_BUCKET}/*"
    policy = json.dumps({"Version": "2012-10-17", "Statement": [everybody]})
    bucket.put_bucket_policy(Bucket=deployed.S3_BUCKET, Policy=policy)

    with pytest.raises(Refusal, match=r"anybody may read the bucket without a key"):
        storage.check()
    assert bucket.list_objects_v2(Bucket=deployed.S3_BUCKET)["KeyCount"] == 0


def test_a_storage_that_is_down_is_a_warning(bucket, deployed, caplog):
    deployed.S3_ENDPOINT = "http://127.0.0.1:1"

    storage.check()

    assert "the storage does not answer (EndpointConnectionError)" in caplog.text


def test_without_keys_the_bucket_is_refused(bucket, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    with pytest.raises(Refusal, match=r"there is no key to open it"):
        storage.check()


@pytest.fixture
def strict_server(tmp_path):
    """moto that looks at signatures, which it decides as it is imported: a process of its own."""
    ready = tmp_path / "port"
    program = f"""
import pathlib, time
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(port=0, verbose=False)
server.start()
pathlib.Path({str(ready)!r}).write_text("%s:%s" % server.get_host_and_port())
time.sleep(120)
"""
    env = {**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": "4"}
    child = subprocess.Popen([sys.executable, "-c", program], env=env)
    deadline = time.monotonic() + 60
    while not ready.exists() or not ready.read_text():
        assert child.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    yield f"http://{ready.read_text()}"
    child.kill()
    child.wait()


def test_a_wrong_secret_or_a_key_without_rights_is_refused(deployed, strict_server, keys):
    deployed.S3_BUCKET, deployed.S3_ENDPOINT = "agora-start", strict_server
    deployed.S3_REGION = "us-east-1"
    where = {"endpoint_url": strict_server, "region_name": "us-east-1"}
    iam = boto3.client("iam", **where)
    iam.create_user(UserName="agora")
    allow = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", '
    allow += '"Resource": "*"}]}'
    iam.put_user_policy(UserName="agora", PolicyName="all", PolicyDocument=allow)
    made = iam.create_access_key(UserName="agora")["AccessKey"]
    boto3.client("s3", **where).create_bucket(Bucket="agora-start")

    keys(made["AccessKeyId"], made["SecretAccessKey"])
    storage.check()
    keys(made["AccessKeyId"], SECRET)
    with pytest.raises(Refusal, match=r"the storage refuses our secret") as refused:
        storage.check()
    keys("AKIANOBODY", SECRET)
    with pytest.raises(Refusal, match=r"the storage does not know our key"):
        storage.check()
    assert SECRET not in str(refused.value)


# --- Servers that answer badly ------------------------------------------------------------------
@contextmanager
def server_that(answer):
    """A server whose every answer is that of `answer(handler)`: status and body."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, body = answer(self)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_PUT = do_DELETE = answer

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def error(code, status=403):
    return lambda _handler: (status, f"<Error><Code>{code}</Code></Error>".encode())


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        (error("RequestTimeTooSkewed"), "clock and the storage's differ. Set the clock"),
        (error("AccessDenied"), "our key may not write, read and delete there"),
        (error("QuotaExceeded"), "the storage says QuotaExceeded"),
        (lambda handler: (200, b""), "does not give back what was written"),
    ],
)
def test_what_the_storage_says_is_told_with_the_remedy(deployed, keys, answer, refused):
    deployed.S3_BUCKET, deployed.S3_REGION = "agora-start", "fr-par"

    with server_that(answer) as deployed.S3_ENDPOINT, pytest.raises(Refusal, match=refused):
        storage.check()


def test_a_storage_in_trouble_is_a_warning(deployed, keys, caplog):
    deployed.S3_BUCKET, deployed.S3_REGION = "agora-start", "fr-par"

    with server_that(error("SlowDown", status=503)) as deployed.S3_ENDPOINT:
        storage.check()

    assert "started without checking it" in caplog.text


def test_a_storage_that_never_answers_does_not_hold_the_start(deployed, keys, caplog, monkeypatch):
    deployed.S3_BUCKET, deployed.S3_REGION = "agora-start", "fr-par"
    monkeypatch.setattr(storage, "PATIENCE", 0.2)
    released = threading.Event()

    def hang(_handler):
        released.wait(30)
        return 500, b""

    with server_that(hang) as deployed.S3_ENDPOINT:
        began = time.monotonic()
        storage.check()
        released.set()

    assert time.monotonic() - began < 10
    assert "the storage does not answer (ReadTimeoutError)" in caplog.text
