import http.client
import socket
import threading

import pytest

from agora.conf.listener import listening
from agora.conf.process import Place


@pytest.fixture
def place():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Place("127.0.0.1", free.getsockname()[1])


def ask(place, path):
    link = http.client.HTTPConnection(place.host, place.port, timeout=10)
    try:
        link.request("GET", path, headers={"Host": "villeneuve.localhost"})
        answer = link.getresponse()
        return answer.status, answer.read()
    finally:
        link.close()


def test_a_process_without_pages_answers_probes_and_figures_and_nothing_else(place):
    with listening(place):
        assert ask(place, "/-/live") == (200, b"ok\n")
        assert ask(place, "/-/metrics")[0] == 200
        assert ask(place, "/") == (404, b"")


def test_it_ends_with_the_work_it_stands_beside(place):
    with listening(place):
        pass

    with pytest.raises(ConnectionRefusedError):
        ask(place, "/-/live")


def test_without_a_place_nobody_listens():
    before = set(threading.enumerate())

    with listening(None):
        assert set(threading.enumerate()) <= before
