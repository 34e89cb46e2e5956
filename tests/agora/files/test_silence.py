"""A storage that fell silent: each thread of the web server is worth more than its answer."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from agora.files import gateway


@pytest.fixture
def silent():
    """A storage that takes calls and never answers; who called is kept."""
    called = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def take():
            with suppress(OSError):
                while True:
                    called.append(door.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        yield door.getsockname()[1], called
        door.shutdown(socket.SHUT_RDWR)
    for line in called:
        line.close()


def test_it_holds_one_thread_and_no_more(silent, monkeypatch):
    port, called = silent
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "essai")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "essai")
    monkeypatch.setattr(gateway, "REST", 0)
    endpoint = f"http://127.0.0.1:{port}"
    bucket = gateway.Bucket(bucket="a", endpoint=endpoint, region="fr-par", patience=1)
    with pytest.raises(gateway.StorageDown):
        bucket.head("t/a")
    before = len(called)
    together = threading.Barrier(6)  # all of them within the one call

    def ask(_number):
        together.wait(60)
        with pytest.raises(gateway.StorageDown):
            bucket.head("t/a")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(6)))
    bucket.close()

    assert len(called) - before == 2  # one call, tried twice
