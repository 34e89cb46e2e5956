import os

import pytest

from agora.conf import leaving
from tests.agora.conf.test_probes import ask


@pytest.fixture(autouse=True)
def stays():
    yield
    leaving.stay()


def test_a_web_server_on_its_way_out_is_alive_and_not_ready():
    leaving.leave()

    assert ask("/-/live")[0] == "200"
    assert ask("/-/ready")[0] == "503"
    assert ask("/")[1] == b"site"


def test_the_workers_see_what_their_master_was_told():
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.read(reading, 1)
        os._exit(7 if leaving.is_leaving() else 8)

    leaving.leave()
    os.write(writing, b".")

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
