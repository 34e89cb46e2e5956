"""The pool, on a server of its own that goes away and comes back."""

import threading
import time

import pytest
from psycopg_pool import PoolTimeout

from agora.context.backend.pool import WAIT, Pool
from agora.devdb import Server

UNTOLD = 60
"""Seconds that whoever hears nothing waits; at once is less, on a slow machine too."""
AT_ONCE = 15


@pytest.fixture
def away(tmp_path):
    """A server to stop and start."""
    server = Server(tmp_path / "database", throwaway=True)
    server.start()
    yield server
    server.destroy()


@pytest.fixture
def pool(away):
    made = Pool(
        kwargs={"dbname": "postgres", "user": "postgres", "autocommit": True},
        conninfo=lambda: f"host={away.params.host if away.params else '/nowhere'}",
        min_size=1,
        max_size=3,
        open=False,
    )
    made.open()
    yield made
    made.close()


def ask(pool):
    line = pool.getconn()
    try:
        return line.execute("SELECT 1").fetchone()
    finally:
        pool.putconn(line)


def seconds_of(work, expected=None):
    began = time.monotonic()
    if expected is None:
        work()
    else:
        with pytest.raises(expected):
            work()
    return time.monotonic() - began


def test_a_server_that_comes_back_is_asked_again_by_the_next_who_needs_it(pool, away):
    lines = [pool.getconn() for _ in range(3)]
    for line in lines:
        pool.putconn(line)

    away.stop()
    pool.timeout = UNTOLD
    refused = [seconds_of(lambda: ask(pool), PoolTimeout) for _ in range(3)]
    pool.timeout = WAIT
    away.start()

    assert max(refused) < AT_ONCE, refused
    # The next attempt is at most half a second away; the lines of before are dropped unasked.
    time.sleep(0.6)
    assert [ask(pool) for _ in range(4)] == [(1,)] * 4


def test_lines_cut_while_nobody_used_them_break_nobodys_request(pool, away):
    for line in [pool.getconn() for _ in range(3)]:
        pool.putconn(line)

    away.stop()
    away.start()

    assert [ask(pool) for _ in range(4)] == [(1,)] * 4


def test_everybody_who_waits_for_a_line_hears_at_once(pool, away):
    waited = []
    pool.timeout = UNTOLD
    away.stop()

    def wait():
        waited.append(seconds_of(lambda: ask(pool), PoolTimeout))

    threads = [threading.Thread(target=wait) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(waited) == 6
    assert max(waited) < AT_ONCE, waited


def test_a_pool_all_of_whose_lines_are_at_work_says_so_in_three_seconds(pool):
    lines = [pool.getconn() for _ in range(3)]

    took = seconds_of(pool.getconn, PoolTimeout)
    pool.putconn(lines.pop())

    assert 2 < took < 15  # psycopg's own would be thirty
    assert ask(pool) == (1,)
    for line in lines:
        pool.putconn(line)
