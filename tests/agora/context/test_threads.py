"""Threads work in the house of whoever started them."""

import threading

from agora.context import CityRef, enter, house
from agora.context.threads import executor, spawn

A = CityRef(schema="t_a", id=1, state="live", name="A")


def test_a_spawned_thread_is_in_the_same_house():
    found = []
    with enter(A):
        thread = spawn(lambda: found.append(house()))
    thread.join()

    assert found == ["t_a"]


def test_each_call_of_an_executor_is_where_it_was_submitted():
    with executor(1) as pool:
        with enter(A):
            inside = pool.submit(house)
        outside = pool.submit(house)
        assert (inside.result(), outside.result()) == ("t_a", "")


def test_a_bare_thread_is_nowhere():
    found = []
    with enter(A):
        thread = threading.Thread(target=lambda: found.append(house()))
        thread.start()
        thread.join()

    assert found == [""]
